"""The words of the code are the words of the ontology: no term, relation or concept is made up."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from rdflib import RDF, Graph, URIRef

from danvan_graph import resources
from danvan_graph.citing import CARRYING
from danvan_graph.collection.concepts import read_concepts
from danvan_graph.concepts import Concepts
from danvan_graph.errors import UnknownName
from danvan_graph.queries.parameter import CONCEPT_TYPES
from danvan_graph.store.engines.oxigraph import Store
from danvan_graph.vocabulary import CONCEPT, DV, PREFIXES, RELATIONS

SRC = Path(resources.__file__).resolve().parent
_TERM = re.compile(r"\bDV\.([A-Za-z]\w*)|\bDV\[\"(\w+)\"\]|(?<![\w:])dv:([A-Za-z]\w*)")
_ADDRESS = re.compile(r"w3id\.org/danvan/concept/([a-z-]+)(?:/([a-z0-9-]+))?")
Use = tuple[str, str | None]


def _texts(*suffixes: str) -> Iterator[tuple[str, str]]:
    folders = [SRC, resources.queries_folder(), resources.ontology_folder()]
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.suffix in suffixes and "_shipped" not in path.parts:
                yield str(path), path.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def schemes() -> dict[str, frozenset[str]]:
    """The slugs of every scheme: those of the ontology, and those that a register fills."""
    filled = {"loai-van-ban": "kinds", "loai-co-quan": "bodies", "phong-trao": "movements"}
    registers = {
        scheme: frozenset(entry["slug"] for entry in _register(name))
        for scheme, name in filled.items()
    }
    return read_concepts(resources.ontology_folder() / "concepts") | registers


def _register(name: str) -> list[dict[str, str]]:
    path = resources.data_folder() / "register" / f"{name}.yaml"
    found: list[dict[str, str]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found


def test_relations() -> None:
    """Proves that each relation's property in the code is the one the concept scheme states."""
    graph = Graph().parse(resources.ontology_folder() / "concepts" / "quan-he.ttl")
    stated = {
        str(concept).removeprefix(f"{CONCEPT}quan-he/"): prop
        for concept, prop in graph.subject_objects(DV.relationProperty)
    }
    assert stated == RELATIONS
    assert len(set(RELATIONS.values())) == len(RELATIONS)


def test_every_relation_property_is_in_the_rule() -> None:
    """Proves that rule 02 turns every relation into dv:cites, none forgotten."""
    rule = (resources.ontology_folder() / "rules" / "02-cites.rq").read_text(encoding="utf-8")
    values = rule.partition("VALUES")[2].partition("}")[0]
    assert {DV[name] for name in re.findall(r"dv:(\w+)", values)} == set(RELATIONS.values())


def test_terms_are_defined() -> None:
    """Proves that every dv: term that code, queries, rules and checks name is in danvan.ttl."""
    graph = Graph().parse(resources.ontology_folder() / "danvan.ttl")
    defined = {s for s in graph.subjects(RDF.type) if isinstance(s, URIRef)}
    used: dict[str, str] = {}
    for path, text in _texts(".py", ".rq", ".html"):
        for match in _TERM.finditer(text):
            used[next(group for group in match.groups() if group)] = path
    assert len(used) > 80
    assert {name: path for name, path in used.items() if DV[name] not in defined} == {}


def _called(node: ast.Call, *, form: bool) -> Use | None:
    """Returns scheme and slug of ``concept("cap", "tinh")`` or of ``form.concept("x", "cap")``."""
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    if not name.endswith("concept"):
        return None
    words = [a.value if isinstance(a, ast.Constant) else None for a in node.args]
    if form and isinstance(node.func, ast.Attribute):
        return (str(words[1]), None) if len(words) > 1 and words[1] else None
    if not words or not isinstance(words[0], str):
        return None
    return words[0], str(words[1]) if len(words) > 1 and words[1] else None


def _indexed(node: ast.Subscript) -> Use | None:
    """Returns scheme and slug of ``CONCEPT["cap/tinh"]`` or ``CONCEPT[f"cap/{slug}"]``."""
    if getattr(node.value, "id", "") != "CONCEPT":
        return None
    whole = node.slice.value if isinstance(node.slice, ast.Constant) else None
    begin = node.slice.values[0] if isinstance(node.slice, ast.JoinedStr) else None
    text = whole or (begin.value if isinstance(begin, ast.Constant) else "")
    scheme, _, slug = str(text).partition("/")
    return (scheme, slug or None) if scheme else None


def _uses() -> Iterator[tuple[str, Use]]:
    for path, text in _texts(".py"):
        for match in _ADDRESS.finditer(text):
            yield path, (match[1], match[2])
        for node in ast.walk(ast.parse(text)):
            found = None
            if isinstance(node, ast.Call):
                found = _called(node, form="collection" in Path(path).parts)
            elif isinstance(node, ast.Subscript):
                found = _indexed(node)
            if found:
                yield path, found


def test_concepts_exist(schemes: dict[str, frozenset[str]]) -> None:
    """Proves that every scheme and concept that the code names is in the ontology or a register."""
    uses = list(_uses())
    assert len(uses) > 40
    wrong = [
        (path, scheme, slug)
        for path, (scheme, slug) in uses
        if scheme not in schemes or (slug is not None and slug not in schemes[scheme])
    ]
    assert wrong == []


def test_lists_of_slugs_exist(schemes: dict[str, frozenset[str]]) -> None:
    """Proves that the lists of slugs in the code are slugs of their scheme."""
    assert schemes["quan-he"] >= CARRYING
    assert set(CONCEPT_TYPES.values()) <= schemes.keys()
    assert schemes["cap"] == {"trung-uong", "tinh", "huyen", "xa"}


def test_prefixes_are_those_of_the_queries() -> None:
    """Proves that a prefix means the same in the code and in every query, rule and check."""
    found = 0
    for path, text in _texts(".rq"):
        for prefix, address in re.findall(r"^PREFIX (\w+): <([^>]+)>", text, re.MULTILINE):
            found += 1
            assert PREFIXES.get(prefix, address) == address, path
    assert found > 50


def test_labels_and_names(store: Store) -> None:
    """Proves that a concept is found by slug, by its words in either language, and told in both."""
    concepts = Concepts.of(store)
    assert concepts.label("quan-he", "thuc-hien") == "Thực hiện"
    assert concepts.label("quan-he", "khong-co") == "khong-co"
    for name in ("thuc-hien", "Thực hiện", "thuc hien", "Implements", "implements"):
        assert concepts.slug("quan-he", name) == "thuc-hien"
    assert concepts.slugs("cap", ["Cấp tỉnh", "xa"]) == {"tinh", "xa"}


def test_unknown_concept(store: Store) -> None:
    """Proves that a wrong word gets the list to choose from."""
    with pytest.raises(UnknownName, match="hãy chọn một trong: huyen, tinh, trung-uong, xa"):
        Concepts.of(store).slug("cap", "thôn")
