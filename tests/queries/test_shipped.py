"""Every shipped file is SPARQL 1.1 that any engine reads, and keeps the promises of its head."""

import re
from pathlib import Path

from rdflib import Graph, URIRef
from rdflib.namespace import OWL, RDF
from rdflib.plugins.sparql import prepareQuery

from danvan_graph.queries.catalogue import Catalogue
from danvan_graph.queries.head import GROUPS
from danvan_graph.queries.run import bound, run
from danvan_graph.store.engines.oxigraph import Answer, Store
from danvan_graph.vocabulary import DV

FORBIDDEN = re.compile(r"\b(?:LATERAL|SERVICE|GRAPH|FROM|NOT\s+EXISTS|NOW|RAND|UUID|BNODE)\b")
TERM = re.compile(r"(?<![\w?])dv:([A-Za-z]+)")
ORDER = re.compile(r"^ORDER BY (.+)$", re.MULTILINE)


def _without_words(text: str) -> str:
    """Returns the query without its comments, strings and addresses."""
    bare = re.sub(r'"[^"]*"|<[^>]*>', "", text)
    return re.sub(r"#.*", "", bare)


def test_there_are_enough_for_every_group(catalogue: Catalogue) -> None:
    assert len(catalogue) >= 28
    assert all(len(catalogue.of_group(group)) >= 2 for group in GROUPS)


def test_file_runs_as_it_lies(query_name: str, catalogue: Catalogue, store: Store) -> None:
    query = catalogue.get(query_name)
    if query.form == "CONSTRUCT":
        asked = run(query, store, query.examples)
        assert isinstance(asked, Graph)
        assert set(store.construct(query.text)) == set(asked)
    else:
        assert store.select(query.text) == run(query, store, query.examples)


def test_is_portable_sparql(query_name: str, catalogue: Catalogue) -> None:
    query = catalogue.get(query_name)
    prepareQuery(query.text)
    assert FORBIDDEN.findall(_without_words(query.body)) == []
    # Virtuoso repeats rows on diamonds, so a path of any length needs DISTINCT.
    if re.search(r"dv:\w+[*+?]", query.body) and query.form == "SELECT":
        assert "SELECT DISTINCT" in query.body


def test_columns_are_those_of_the_head(query_name: str, catalogue: Catalogue) -> None:
    query = catalogue.get(query_name)
    algebra = prepareQuery(query.body).algebra
    projected = [str(v) for v in algebra["PV"]] if query.form == "SELECT" else []
    assert projected == [column.name for column in query.columns]


def test_terms_are_those_of_the_ontology(
    query_name: str, catalogue: Catalogue, ontology_folder: Path
) -> None:
    core = (ontology_folder / "danvan.ttl").read_text(encoding="utf-8")
    defined = set(re.findall(r"^dv:(\w+) a ", core, re.MULTILINE))
    assert defined
    assert set(TERM.findall(catalogue.get(query_name).body)) - defined == set()


def test_core_is_read_as_it_is_written(ontology_folder: Path) -> None:
    """The regular expression above finds exactly the terms that a Turtle parser finds."""
    path = ontology_folder / "danvan.ttl"
    graph = Graph().parse(path, format="turtle")
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
    parsed = {str(s) for kind in kinds for s in graph.subjects(RDF.type, kind)}
    written = re.findall(r"^dv:(\w+) a ", path.read_text(encoding="utf-8"), re.MULTILINE)
    assert {t.removeprefix(str(DV)) for t in parsed if t.startswith(str(DV))} == set(written)


def test_concepts_exist(query_name: str, catalogue: Catalogue, store: Store) -> None:
    for address in re.findall(r"<(https://w3id.org/danvan/[^>]+)>", catalogue.get(query_name).body):
        if not address.endswith("#"):
            assert store.knows(URIRef(address)), address


def test_order_is_total_and_ends_in_an_address(
    query_name: str, catalogue: Catalogue, store: Store
) -> None:
    query = catalogue.get(query_name)
    if query.form == "CONSTRUCT":
        return
    keys = re.findall(r"\?(\w+)", ORDER.findall(query.body)[-1])
    answer = run(query, store, query.examples)
    assert isinstance(answer, Answer)
    assert keys[-1] in answer.columns
    last = [row[keys[-1]] for row in answer.dicts()]
    assert all(isinstance(term, URIRef) for term in last)
    # Two rows that agree in every key would come in any order.
    wanted = f"SELECT DISTINCT {' '.join(f'?{key}' for key in keys)} WHERE"
    plain = re.sub(r"SELECT.*?WHERE", wanted, query.body, count=1, flags=re.DOTALL)
    if "GROUP BY" in query.body:
        shown = [tuple(row.get(key) for key in keys) for row in answer.dicts()]
        assert len(set(shown)) == len(shown) or len(set(last)) == len(last)
    else:
        assert len(store.select(plain).rows) == len(answer.rows)


def test_open_parameters_leave_the_answer_whole(catalogue: Catalogue, store: Store) -> None:
    query = catalogue.get("lookup/plans-citing")
    whole = run(query, store, query.examples)
    narrow = run(query, store, {**query.examples, "level": "xa", "year": "2023"})
    assert isinstance(whole, Answer)
    assert isinstance(narrow, Answer)
    assert 0 < len(narrow.rows) < len(whole.rows)
    assert set(narrow.rows) < set(whole.rows)


def test_parameters_reach_the_where(query_name: str, catalogue: Catalogue) -> None:
    query = catalogue.get(query_name)
    text = bound(query, query.examples)
    for parameter in query.params:
        assert text.count(f"?{parameter.name}") > 1, "a parameter that nothing uses"


def test_documentation_lists_every_query(catalogue: Catalogue) -> None:
    page = Path(__file__).resolve().parents[2] / "docs" / "queries.md"
    text = page.read_text(encoding="utf-8")
    assert [q.name for q in catalogue if f"[`{q.name}`]" not in text] == []
    assert [q.name for q in catalogue if q.title_vi not in text] == []
