"""Each check finds the fault it is for, and nothing in good data."""

from pathlib import Path

import pyoxigraph as ox
import pytest
import yaml

from danvan_graph.resources import ontology_folder

FOLDER = ontology_folder()
CHECKS = sorted((FOLDER / "checks").glob("*-violation.rq"))
PREFIXES = """
@base <https://example.org/> .
@prefix dv: <https://w3id.org/danvan/ontology#> .
@prefix cap: <https://w3id.org/danvan/concept/cap/> .
@prefix quan-he: <https://w3id.org/danvan/concept/quan-he/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
DEADLINE = """
<d> a dv:Duty ; dv:inDocument <plan> ; dv:due "2021-01-15"^^xsd:date ; dv:start 100 ; dv:end 120 .
<plan> dv:issueDate "2022-01-07"^^xsd:date .
"""
OUTSIDE = (
    "<x> a dv:{0} ; dv:inSection <s> ; dv:start 90 ; dv:end 120 . <s> dv:start 100 ; dv:end 200 ."
)
SAME = """
<a> dv:numberSlug "1-kh" ; dv:issueDate "2024-01-01"^^xsd:date ; {0} .
<b> dv:numberSlug "1-kh" ; dv:issueDate "2024-01-01"^^xsd:date ; {0} .
"""

# name of the check: (a graph with the fault, first column of the rows it gives)
FAULTS = {
    "implements-cycle": (
        "<a> dv:directlyImplements <b> . <b> dv:directlyImplements <a> .",
        {"a", "b"},
    ),
    "self-citation": ("<c> dv:citingInstrument <a> ; dv:citedInstrument <a> .", {"c"}),
    "deadline-before-issue": (DEADLINE, {"d"}),
    "deadline-before-issue-unmarked": (
        DEADLINE + "<e> a dv:SourceError ; dv:inDocument <plan> ; dv:start 500 ; dv:end 510 .",
        {"d"},
    ),
    "citation-outside-section": (OUTSIDE.format("Citation"), {"x"}),
    "task-outside-section": (OUTSIDE.format("Task"), {"x"}),
    "duty-outside-section": (OUTSIDE.format("Duty"), {"x"}),
    "section-of-another-document": (
        "<f> dv:inDocument <a> ; dv:inSection <s> . <s> dv:provisionOf <b> .",
        {"f"},
    ),
    "cited-later-than-citing": (
        """<c> dv:citingInstrument <a> ; dv:citedInstrument <b> .
        <a> dv:issueDate "2023-01-01"^^xsd:date . <b> dv:issueDate "2026-01-01"^^xsd:date .""",
        {"c"},
    ),
    "same-number-date-place": (SAME.format("dv:place <xa>"), {"a"}),
    "same-number-date-centre": (SAME.format("dv:level cap:trung-uong"), {"a"}),
    "instrument-of-two-kinds": ("<a> a dv:Instrument ; dv:kind <k1> , <k2> .", {"a"}),
    "collected-and-not-collected": ("<a> dv:collected true , false .", {"a"}),
    "expectation-without-members": ("<e> dv:expectedOf <group> .", {"e"}),
    "relation-not-drawn": (
        """<c> dv:citingInstrument <a> ; dv:citedInstrument <b> ; dv:relation quan-he:can-cu .
        <a> dv:mentions <b> .""",
        {"c"},
    ),
    "unknown-concept": ("<t> dv:level cap:thon .", {"t"}),
    "becomes-cycle": ("<a> dv:becomesTransitively <a> .", {"a"}),
    "child-territory-of-wrong-level": (
        "<a> dv:level cap:xa ; dv:parentTerritory <b> . <b> dv:level cap:xa .",
        {"a"},
    ),
}

# what comes close to a fault and is none
SOUND = {
    "deadline-before-issue-unmarked": DEADLINE
    + "<e> a dv:SourceError ; dv:inDocument <plan> ; dv:start 105 ; dv:end 110 .",
    "cited-later-than-citing": FAULTS["cited-later-than-citing"][0] + "<e> dv:aboutCitation <c> .",
    "self-citation": "<c> dv:citingInstrument <a> . <a> dv:mentions <a> .",
    "citation-outside-section": OUTSIDE.format("Citation").replace("90", "100"),
    "expectation-without-members": "<e> dv:expectedOf <group> ; dv:expectedBody <b> .",
    "relation-not-drawn": FAULTS["relation-not-drawn"][0] + "<a> dv:restsOn <b> .",
    "same-number-date-place": SAME.format("dv:place <xa>").replace('"1-kh"', '"2-kh"', 1),
}


def store_with(turtle: str) -> ox.Store:
    """Returns a store with the concept schemes and a piece of Turtle."""
    store = ox.Store()
    for path in (FOLDER / "concepts").glob("*.ttl"):
        store.load(path=str(path), format=ox.RdfFormat.TURTLE)
    store.load(PREFIXES + turtle, format=ox.RdfFormat.TURTLE)
    return store


def rows(check: Path, store: ox.Store) -> set[str]:
    """Returns the local names in the first column of a check's rows."""
    found = store.query(check.read_text(encoding="utf-8"))
    assert isinstance(found, ox.QuerySolutions)
    return {str(row[0]).strip("<>").rpartition("/")[2] for row in found}


def named(name: str) -> Path:
    """Returns the file of a check."""
    return FOLDER / "checks" / f"{name}-violation.rq"


def test_every_check_is_tried() -> None:
    """Each check has a graph that breaks it, and no file of the folder is left out."""
    assert {p.name.removesuffix("-violation.rq") for p in CHECKS} == set(FAULTS)
    assert set((FOLDER / "checks").iterdir()) == set(CHECKS)


@pytest.mark.parametrize("name", FAULTS)
def test_check_finds_its_fault(name: str) -> None:
    """The check reports the faulty thing in its first column, once."""
    turtle, found = FAULTS[name]
    assert rows(named(name), store_with(turtle)) == found


@pytest.mark.parametrize("name", SOUND)
def test_check_leaves_sound_data_alone(name: str) -> None:
    """What comes close to the fault and is none gives no row."""
    assert rows(named(name), store_with(SOUND[name])) == set()


@pytest.mark.parametrize("check", CHECKS, ids=lambda p: p.stem)
def test_head_says_what_why_and_how_bad(check: Path) -> None:
    """The head is YAML: a Vietnamese title that says what to do, an English one, why, severity."""
    lines = check.read_text(encoding="utf-8").splitlines()
    head = yaml.safe_load("\n".join(x.removeprefix("#+ ") for x in lines if x.startswith("#+")))
    assert list(head) == ["title_vi", "title_en", "why", "severity"]
    assert "; hãy " in head["title_vi"]
    assert head["why"].endswith(".")
    assert head["severity"] in {"violation", "warning"}


def test_the_examples_break_no_check() -> None:
    """After inference the union of the examples gives no row, not even a warning."""
    store = store_with("")
    for path in (FOLDER / "examples").glob("*.ttl"):
        store.load(path=str(path), format=ox.RdfFormat.TURTLE)
    kind = "https://w3id.org/danvan/concept/loai-{}/{}"
    scheme = ox.NamedNode("http://www.w3.org/2004/02/skos/core#inScheme")
    listed = [("van-ban", s) for s in ("ke-hoach", "chi-thi", "ket-luan")]
    listed += [("co-quan", s) for s in ("ubnd", "ubnd-cap-xa", "ban-nganh-doan-the")]
    for name, slug in listed:
        concept = ox.NamedNode(kind.format(name, slug))
        store.add(ox.Quad(concept, scheme, ox.NamedNode(kind.format(name, "")[:-1])))
    for rule in sorted((FOLDER / "rules").glob("*.rq")):
        found = store.query(rule.read_text(encoding="utf-8"))
        assert isinstance(found, ox.QueryTriples)
        store.extend([ox.Quad(t.subject, t.predicate, t.object) for t in found])
    broken = {check.stem for check in CHECKS if rows(check, store)}
    assert broken == set()
