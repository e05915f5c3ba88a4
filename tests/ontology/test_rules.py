"""Each rule gives exactly the triples it promises."""

import re
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
import pytest

from danvan_graph.resources import ontology_folder

RULES = sorted((ontology_folder() / "rules").glob("*.rq"))
PREFIXES = """
@base <https://example.org/> .
@prefix dv: <https://w3id.org/danvan/ontology#> .
@prefix cap: <https://w3id.org/danvan/concept/cap/> .
@prefix kind: <https://w3id.org/danvan/concept/loai-co-quan/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""

COUNTRY = """
<tinh> dv:level cap:tinh .
<tinh-khac> dv:level cap:tinh .
<huyen> dv:level cap:huyen ; dv:parentTerritory <tinh> .
<xa> dv:level cap:xa ; dv:parentTerritory <huyen> ; dv:validUntil "2025-07-01"^^xsd:date .
<xa-moi> dv:level cap:xa ; dv:parentTerritory <tinh> ; dv:validFrom "2025-07-01"^^xsd:date .
<xa-khac> dv:level cap:xa ; dv:parentTerritory <tinh-khac> .
<ubnd-huyen> a dv:Body ; dv:bodyKind kind:ubnd ; dv:serves <huyen> .
<ubnd-xa> a dv:Body ; dv:bodyKind kind:ubnd ; dv:serves <xa> .
<ubnd-xa-moi> a dv:Body ; dv:bodyKind kind:ubnd ; dv:serves <xa-moi> .
<ubnd-xa-khac> a dv:Body ; dv:bodyKind kind:ubnd ; dv:serves <xa-khac> .
<dang-uy-xa> a dv:Body ; dv:bodyKind kind:dang-uy ; dv:serves <xa> .
<nhom> a dv:Group ; dv:memberKind kind:ubnd ; dv:memberLevel cap:xa ; dv:serves <tinh> .
<nhom-ca-nuoc> a dv:Group ; dv:memberKind kind:ubnd ; dv:memberLevel cap:xa .
<nhom-khong-ke> a dv:Group ; dv:serves <tinh> .
"""
MEMBERS = COUNTRY + "<nhom> dv:hasMember <ubnd-xa> , <ubnd-xa-moi> .\n"


@dataclass(frozen=True)
class Case:
    """A small graph and what a rule makes of it.

    Attributes:
        rule: the stem of the rule's file.
        proves: what the case is there for.
        given: the graph.
        gives: the consequences, all of them.
    """

    rule: str
    proves: str
    given: str
    gives: str


CASES = [
    Case(
        "01-implements",
        "implementing goes through superior plans; other relations do not pass it on",
        """<ward> dv:directlyImplements <city> ; dv:restsOn <law> .
        <city> dv:directlyImplements <directive> . <directive> dv:restsOn <resolution> .""",
        "<ward> dv:implements <city> , <directive> . <city> dv:implements <directive> .",
    ),
    Case(
        "01-implements",
        "a diamond gives each consequence once",
        """<a> dv:directlyImplements <b> , <c> . <b> dv:directlyImplements <d> .
        <c> dv:directlyImplements <d> .""",
        "<a> dv:implements <b> , <c> , <d> . <b> dv:implements <d> . <c> dv:implements <d> .",
    ),
    Case(
        "02-cites",
        "direct relations are citations, dv:implements is none",
        """<a> dv:restsOn <b> ; dv:mentions <c> ; dv:directlyImplements <d> ; dv:implements <e> ;
        dv:announces <f> .""",
        "<a> dv:cites <b> , <c> , <d> , <f> .",
    ),
    Case(
        "03-has-citation",
        "the citing instrument has the citation, be it the document or the host",
        "<c1> dv:citingInstrument <document> . <c2> dv:citingInstrument <host> ; dv:inDocument <document> .",
        "<document> dv:hasCitation <c1> . <host> dv:hasCitation <c2> .",
    ),
    Case(
        "04-involves",
        "assignments count in either direction",
        """<t1> dv:hasAssignment <a1> . <a1> dv:assignee <x> , <y> .
        <a2> dv:assignmentOf <t2> ; dv:assignee <z> .""",
        "<t1> dv:involves <x> , <y> . <t2> dv:involves <z> .",
    ),
    Case(
        "05-members",
        "kind, level and territory choose the members; a group without place has the country's",
        COUNTRY,
        """<nhom> dv:hasMember <ubnd-xa> , <ubnd-xa-moi> .
        <nhom-ca-nuoc> dv:hasMember <ubnd-xa> , <ubnd-xa-moi> , <ubnd-xa-khac> .""",
    ),
    Case(
        "06-binds",
        "a body is bound itself, a group's members are bound if they exist on the day of issue",
        MEMBERS
        + """<t> dv:involves <ubnd-huyen> ; dv:inDocument <plan> .
        <d> dv:bearer <nhom> ; dv:inDocument <plan> .
        <plan> dv:issueDate "2024-01-15"^^xsd:date ; dv:year 2026 .""",
        "<t> dv:binds <ubnd-huyen> . <d> dv:binds <ubnd-xa> .",
    ),
    Case(
        "06-binds",
        "the first day counts, the day after the last does not",
        MEMBERS
        + """<d> dv:bearer <nhom> ; dv:inDocument <plan> .
        <plan> dv:issueDate "2025-07-01"^^xsd:date .""",
        "<d> dv:binds <ubnd-xa-moi> .",
    ),
    Case(
        "06-binds",
        "where only the year is known, 30 June of it counts",
        MEMBERS + "<d> dv:bearer <nhom> ; dv:inDocument <plan> . <plan> dv:year 2025 .",
        "<d> dv:binds <ubnd-xa> .",
    ),
    Case(
        "06-binds",
        "without a date and a year no member is bound",
        MEMBERS + "<d> dv:bearer <nhom> ; dv:inDocument <plan> .",
        "",
    ),
    Case(
        "07-expected-body",
        "members are counted on dv:asOf, a single body always",
        MEMBERS
        + """<e1> dv:expectedOf <nhom> ; dv:asOf "2026-01-01"^^xsd:date ; dv:orderedBy <plan> .
        <e2> dv:expectedOf <ubnd-huyen> . <plan> dv:issueDate "2024-01-15"^^xsd:date .""",
        "<e1> dv:expectedBody <ubnd-xa-moi> . <e2> dv:expectedBody <ubnd-huyen> .",
    ),
    Case(
        "07-expected-body",
        "without dv:asOf the day of the order counts; a group that cannot be listed expects nobody",
        MEMBERS
        + """<e1> dv:expectedOf <nhom> ; dv:orderedBy <plan> . <e2> dv:expectedOf <nhom-khong-ke> ;
        dv:asOf "2024-01-15"^^xsd:date . <plan> dv:issueDate "2024-01-15"^^xsd:date .""",
        "<e1> dv:expectedBody <ubnd-xa> .",
    ),
    Case(
        "08-becomes",
        "succession goes through several reforms",
        "<a> dv:becomes <b> . <b> dv:becomes <c> , <d> .",
        "<a> dv:becomesTransitively <b> , <c> , <d> . <b> dv:becomesTransitively <c> , <d> .",
    ),
    Case(
        "09-provisions",
        "a provision is the instrument's",
        "<p> dv:provisionOf <plan> .",
        "<plan> dv:hasProvision <p> .",
    ),
    Case(
        "10-citation-cites",
        "only a resolved citation makes an instrument cite another",
        """<c1> dv:citingInstrument <a> ; dv:citedInstrument <b> .
        <c2> dv:citingInstrument <a> ; dv:candidate <x> . <c3> dv:citedInstrument <y> .""",
        "<a> dv:cites <b> .",
    ),
    Case(
        "11-labels",
        "preferred labels are labels, in each language",
        '<c> skos:prefLabel "Xã"@vi , "Commune"@en .',
        '<c> rdfs:label "Xã"@vi , "Commune"@en .',
    ),
]


def triples(turtle: str) -> set[ox.Triple]:
    """Returns the triples of a piece of Turtle."""
    quads = ox.parse(PREFIXES + turtle, format=ox.RdfFormat.TURTLE)
    return {quad.triple for quad in quads}


def run(rule: Path, turtle: str) -> set[ox.Triple]:
    """Returns what a rule gives on a graph."""
    store = ox.Store()
    store.extend(ox.Quad(t.subject, t.predicate, t.object) for t in triples(turtle))
    found = store.query(rule.read_text(encoding="utf-8"))
    assert isinstance(found, ox.QueryTriples)
    return set(found)


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c.rule}: {c.proves}")
def test_rule_gives_exactly(case: Case) -> None:
    """The rule gives the promised triples, no fewer and no more."""
    (rule,) = [r for r in RULES if r.stem == case.rule]
    assert run(rule, case.given) == triples(case.gives)


def test_every_rule_is_tried() -> None:
    """Each rule file has a case, and each case its file."""
    assert {r.stem for r in RULES} == {c.rule for c in CASES}


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.stem)
def test_rule_is_one_inference_with_a_title(rule: Path) -> None:
    """A rule begins with its Vietnamese title and constructs one triple pattern."""
    text = rule.read_text(encoding="utf-8")
    assert re.match(r"# title: \S.*\n# title_en: \S.*\n", text)
    (pattern,) = re.findall(r"CONSTRUCT \{ (.*?) \}", text)
    assert len(pattern.split()) == 3


def test_rules_are_numbered_without_a_gap() -> None:
    """The numbers give the order in which the rules run."""
    assert [int(r.stem[:2]) for r in RULES] == list(range(1, len(RULES) + 1))
