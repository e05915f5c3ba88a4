"""Records become exactly the triples that were reviewed, every one with its place in a text."""

import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pyoxigraph as ox
import pytest
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import RDF, XSD
from rdflib.term import Node

from danvan_graph.collection.folder import Collection
from danvan_graph.identifiers.document_date import DocumentDate
from danvan_graph.identifiers.iri import Namer
from danvan_graph.identifiers.keys import InstrumentKey
from danvan_graph.rdf.mapping import to_graphs
from danvan_graph.rdf.triples import Graphs, Triple
from danvan_graph.records.header import Stated
from danvan_graph.vocabulary import DEFAULT_BASE, DV, RELATIONS

T = TypeVar("T")

GOLDEN = Path(__file__).resolve().parent / "golden"
TINH = "instrument/99/2023-02-20/12-kh-ubnd"
HUYEN = "instrument/991/2023/ke-hoach-lap-so-tay-gop-y-nam-2023"
XA = "instrument/99102/2023-04-15/5-kh-ubnd"
DIRECTIVE = "instrument/vn/2023-01-10/9001-ct-ubvd"
FINDINGS = (
    DV.Citation,
    DV.Task,
    DV.Duty,
    DV.DistributionEntry,
    DV.SourceError,
    DV.HeaderField,
    DV.Signature,
    DV.MovementMention,
)
"""The classes of what is found in a text, each of which must point at its passage."""


def iri(path: str) -> URIRef:
    """Returns an address under the default base."""
    return URIRef(DEFAULT_BASE + path)


def flat(graphs: Graphs) -> dict[URIRef, set[Triple]]:
    """Returns the graphs as sets, for comparison without order."""
    return {name: set(triples) for name, triples in graphs.items()}


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("*.ttl")), ids=lambda path: path.stem)
def test_each_thing_has_exactly_the_reviewed_triples(
    path: Path, small_triples: set[Triple]
) -> None:
    """A thing's triples are those of its golden file, none missing and none more."""
    golden = Graph().parse(path, format="turtle")
    (subject,) = set(golden.subjects())
    assert {t for t in small_triples if t[0] == subject} == set(golden)


def test_golden_files_cover_every_kind_of_finding() -> None:
    """No kind of finding is without a reviewed example; an empty folder would prove nothing."""
    golden = Graph()
    for path in GOLDEN.glob("*.ttl"):
        golden.parse(path, format="turtle")
    seen = set(golden.objects(None, RDF.type))
    others = {DV.Assignment, DV.Expectation, DV.Provision, DV.Source, DV.Territory, DV.Body}
    assert set(FINDINGS) | others <= seen


def test_there_is_one_graph_for_each_document_and_for_the_rest(small_graphs: Graphs) -> None:
    """Re-reading a document replaces one named graph."""
    names = {str(name).removeprefix(f"{DEFAULT_BASE}graph/") for name in small_graphs}
    shared = {"agents", "judgements", "register", "units"}
    assert names == {TINH, HUYEN, XA, DIRECTIVE} | shared
    assert all(small_graphs.values())


def test_there_are_no_blank_nodes(small_triples: set[Triple]) -> None:
    """Everything has an address, so sorted N-Quads are canonical."""
    assert not [t for t in small_triples if any(isinstance(n, BNode) for n in t)]


def test_every_finding_points_at_its_passage(small_triples: set[Triple]) -> None:
    """Each finding has one document, one start before one end, and one section that holds them."""
    by: dict[tuple[Node, Node], list[Node]] = {}
    for s, p, o in small_triples:
        by.setdefault((s, p), []).append(o)
    findings = [s for s, p, o in small_triples if p == RDF.type and o in FINDINGS]
    assert len(findings) > 50
    for this in findings:
        (document,) = by[this, DV.inDocument]
        (start,), (end,) = by[this, DV.start], by[this, DV.end]
        (section,) = by[this, DV.inSection]
        assert isinstance(start, Literal)
        assert isinstance(end, Literal)
        assert by[section, DV.provisionOf] == [document]
        (outer,), (last,) = by[section, DV.start], by[section, DV.end]
        assert isinstance(outer, Literal)
        assert isinstance(last, Literal)
        assert outer.toPython() <= start.toPython() < end.toPython() <= last.toPython()


def test_every_address_is_valid_and_under_a_known_base(small_triples: set[Triple]) -> None:
    """The engine accepts every IRI; only vocabularies and sources lie elsewhere."""
    foreign = ("http://www.w3.org/", "http://purl.org/dc/terms/", "https://example.org/")
    for node in {n for triple in small_triples for n in triple if isinstance(n, URIRef)}:
        assert ox.NamedNode(str(node)).value == str(node)
        assert any(str(node).startswith(known) for known in (DEFAULT_BASE, *foreign))
        assert str(node).isascii()


def test_every_literal_has_a_form_its_type_allows(small_triples: set[Triple]) -> None:
    """Dates are days of the calendar and numbers are numbers."""
    for node in {n for triple in small_triples for n in triple if isinstance(n, Literal)}:
        assert not node.ill_typed
        if node.datatype not in (None, XSD.string):
            assert node.datatype in (XSD.integer, XSD.decimal, XSD.boolean, XSD.date)


def test_another_base_moves_all_data_and_no_ontology(
    small_collection: Collection, small_graphs: Graphs
) -> None:
    """Under another base every address of data moves; terms and concepts keep theirs."""
    base = "http://localhost:8000/x/"
    fixed = (f"{DEFAULT_BASE}ontology#", f"{DEFAULT_BASE}concept/")

    def is_fixed(node: URIRef) -> bool:
        return str(node).startswith(fixed)

    def moved(node: Node) -> Node:
        if isinstance(node, URIRef) and str(node).startswith(DEFAULT_BASE) and not is_fixed(node):
            return URIRef(base + node.removeprefix(DEFAULT_BASE))
        return node

    expected = {
        moved(name): {tuple(moved(n) for n in triple) for triple in triples}
        for name, triples in small_graphs.items()
    }
    assert flat(to_graphs(small_collection, Namer(base))) == expected


def _shuffled(collection: Collection, seed: int) -> Collection:
    """Returns the collection with every list shuffled whose order means nothing."""
    shuffle = random.Random(seed)  # noqa: S311 - no secret

    def mixed(items: tuple[T, ...]) -> tuple[T, ...]:
        return tuple(shuffle.sample(items, len(items)))

    documents = tuple(
        replace(
            d,
            sections=mixed(d.sections),
            citations=mixed(d.citations),
            tasks=mixed(tuple(replace(t, themes=mixed(t.themes)) for t in d.tasks)),
            duties=mixed(tuple(replace(u, anchors=mixed(u.anchors)) for u in d.duties)),
            issues=mixed(d.issues),
        )
        for d in collection.documents
    )
    return replace(
        collection,
        documents=mixed(documents),
        instruments=mixed(collection.instruments),
        kinds=mixed(collection.kinds),
        movements=mixed(collection.movements),
        judgements=mixed(collection.judgements),
        body_kinds=dict(mixed(tuple(collection.body_kinds.items()))),
        units=replace(
            collection.units,
            territories=mixed(collection.units.territories),
            changes=mixed(collection.units.changes),
        ),
    )


@pytest.mark.parametrize("seed", range(5))
def test_order_of_reading_does_not_matter(
    small_collection: Collection, small_graphs: Graphs, seed: int
) -> None:
    """Files and entries in any order give the same graphs; only ranks of a list keep theirs."""
    found = to_graphs(_shuffled(small_collection, seed), Namer(DEFAULT_BASE))
    assert flat(found) == flat(small_graphs)


def test_a_nested_citation_tells_of_its_host(
    small_triples: set[Triple], follow: Callable[[str, URIRef], set[Node]]
) -> None:
    """The title quoted in the district plan says that the province plan carries out the directive."""
    told = (iri(TINH), DV.directlyImplements, iri(DIRECTIVE))
    assert told in small_triples
    assert follow(HUYEN, DV.directlyImplements) == {iri(TINH)}
    assert follow(HUYEN, DV.mentions) == {iri(DIRECTIVE)}
    nested = next(s for s, p, _ in small_triples if p == DV.nestedIn and s.startswith(iri(HUYEN)))
    assert (nested, DV.citingInstrument, iri(TINH)) in small_triples
    assert (nested, DV.inDocument, iri(HUYEN)) in small_triples


def test_a_host_citing_its_own_document_gives_no_self_mention(
    small_collection: Collection,
) -> None:
    """A cited instrument whose title names the citing plan does not make the plan cite itself."""
    record = next(d for d in small_collection.documents if d.id == "ke-hoach-huyen")
    host, nested = record.citations
    back = replace(nested, instrument=record.key, relation="nhac-den")
    changed = replace(record, citations=(host, back))
    others = tuple(d for d in small_collection.documents if d.id != record.id)
    collection = replace(small_collection, documents=(*others, changed))
    graphs = to_graphs(collection, Namer(DEFAULT_BASE))
    terms = set(RELATIONS.values())
    circular = [t for ts in graphs.values() for t in ts if t[0] == t[2] and t[1] in terms]
    assert circular == []


def test_an_unresolved_citation_makes_no_relation(
    follow: Callable[[str, URIRef], set[Node]],
) -> None:
    """Candidates are named, and no instrument is claimed to be cited."""
    citation = f"{TINH}/citation/483-507"
    assert follow(citation, DV.citedInstrument) == set()
    assert len(follow(citation, DV.candidate)) == 2
    assert iri("instrument/99/2021/77-qdd-ubnd") not in follow(TINH, DV.mentions)


def test_what_is_held_and_what_is_only_cited_are_told_apart(
    small_triples: set[Triple],
) -> None:
    """Each instrument is collected or is not, never both and never neither."""
    told: dict[Node, set[Node]] = {}
    for s, p, o in small_triples:
        if p == RDF.type and o == DV.Instrument:
            told.setdefault(s, set())
    for s, p, o in small_triples:
        if p == DV.collected:
            told[s].add(o)
    held = {s for s, values in told.items() if values == {Literal(True)}}  # noqa: FBT003
    assert all(len(values) == 1 for values in told.values())
    assert held == {iri(path) for path in (TINH, HUYEN, XA, DIRECTIVE)}


def test_an_instrument_known_from_a_citation_alone_is_described(
    small_collection: Collection,
) -> None:
    """A machine's record may cite what no register knows; the citation then describes it."""
    record = next(d for d in small_collection.documents if d.id == "ke-hoach-xa")
    key = InstrumentKey.parse("99/2023/thong-bao-moi")
    only = replace(record.citations[0], instrument=key, relation="nhac-den")
    others = tuple(d for d in small_collection.documents if d.id != record.id)
    changed = replace(record, citations=(only,))
    graphs = to_graphs(replace(small_collection, documents=(*others, changed)), Namer(DEFAULT_BASE))
    this = iri(f"instrument/{key}")
    found = {t[1:] for ts in graphs.values() for t in ts if t[0] == this}
    assert (DV.collected, Literal(False)) in found  # noqa: FBT003
    assert (DV.name, Literal("Kế hoạch của huyện về sổ tay góp ý", lang="vi")) in found
    assert (DV.place, iri("territory/99/open")) in found
    assert (DV.level, iri("concept/cap/tinh")) in found


def test_members_of_a_group_are_named_as_of_the_documents_day(
    small_collection: Collection, small_graphs: Graphs
) -> None:
    """The district plan of 2023 binds three communes; the same plan in 2024 binds two others."""

    def communes(graphs: Graphs) -> set[str]:
        bodies = {s for s, _, _ in graphs[iri("graph/agents")]}
        prefix = f"{DEFAULT_BASE}body/99"
        return {
            str(b).removeprefix(DEFAULT_BASE)
            for b in bodies
            if b.startswith(prefix) and b.endswith("/ubnd") and len(b.split("/")[5]) == 5
        }

    assert communes(small_graphs) == {
        "body/99101/open/ubnd",
        "body/99102/open/ubnd",
        "body/99103/open/ubnd",
    }
    record = next(d for d in small_collection.documents if d.id == "ke-hoach-huyen")
    later = replace(
        record,
        key=InstrumentKey("991", "2024", record.key.slug),
        header=replace(record.header, year=2024, date=Stated(DocumentDate(2024))),
    )
    graphs = to_graphs(replace(small_collection, documents=(later,)), Namer(DEFAULT_BASE))
    assert communes(graphs) == {"body/99101/open/ubnd", "body/99104/2024-01-01/ubnd"}


def test_a_district_in_force_only_part_of_the_time_has_the_right_parents(
    follow: Callable[[str, URIRef], set[Node]],
) -> None:
    """A commune's row points at each row of its parent that overlaps it, and at no other."""
    assert follow("territory/99101/open", DV.parentTerritory) == {iri("territory/991/open")}
    assert follow("territory/99101/2025-07-01", DV.parentTerritory) == {iri("territory/99/open")}
    assert follow("territory/991/open", DV.parentTerritory) == {iri("territory/99/open")}
    assert follow("territory/99/open", DV.parentTerritory) == set()


def test_an_end_without_successor_makes_no_succession(
    follow: Callable[[str, URIRef], set[Node]],
) -> None:
    """A unit of which no source names a successor becomes nothing."""
    assert follow("territory/99201/open", DV.becomes) == set()
    assert follow("change/99201/open/none", DV.oldTerritory) == {iri("territory/99201/open")}


def test_only_orders_to_issue_a_plan_make_expectations(small_triples: set[Triple]) -> None:
    """Three documents order plans and one judgement expects some; a request expects none."""
    made = {str(s) for s, p, o in small_triples if p == RDF.type and o == DV.Expectation}
    assert {m.removeprefix(DEFAULT_BASE).split("/expectation/")[0] for m in made} == {
        TINH,
        HUYEN,
        DIRECTIVE,
        "expectation/tinh-phai-tra-loi",
    }
    assert len(made) == 4


def test_recurring_days_end_with_the_last_year_owed(
    follow: Callable[[str, URIRef], set[Node]],
) -> None:
    """A plan for one year has its days in that year and a rule that ends with it."""
    duty = f"{TINH}/duty/700-775"
    assert {str(d) for d in follow(duty, DV.occursOn)} == {"2023-06-30", "2023-11-30"}
    assert all("UNTIL=20231231" in str(rule) for rule in follow(duty, DV.rrule))
    monthly = f"{DIRECTIVE}/duty/439-463"
    assert len(follow(monthly, DV.occursOn)) == 12
    assert {str(rule) for rule in follow(monthly, DV.rrule)} == {"FREQ=MONTHLY;BYMONTHDAY=15"}


def test_a_signature_without_a_place_still_names_its_signatory(
    small_collection: Collection,
) -> None:
    """Where the block's place is unknown the signatory is kept."""
    record = next(d for d in small_collection.documents if d.id == "ke-hoach-xa")
    assert record.header.signature is not None
    header = replace(record.header, signature=replace(record.header.signature, at=None))
    collection = replace(small_collection, documents=(replace(record, header=header),))
    graphs = to_graphs(collection, Namer(DEFAULT_BASE))
    found = [t for ts in graphs.values() for t in ts if t[1] == DV.signatory]
    assert [t[2] for t in found] == [iri("person/pham-thi-nhap")]
    typed = [t for ts in graphs.values() for t in ts if t[0] == found[0][0] and t[1] == RDF.type]
    assert typed
