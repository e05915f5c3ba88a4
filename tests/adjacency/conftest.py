"""Invented graphs of any shape: who cites, carries out, issued and was told what."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

from hypothesis import strategies as st
from rdflib import RDF, RDFS, Literal, URIRef
from rdflib.namespace import SKOS, XSD
from rdflib.term import Node

from danvan_graph.adjacency.order import LEVELS
from danvan_graph.vocabulary import CONCEPT, DV, RELATIONS

BASE = "https://vi-du.vn/"
GROUP = URIRef(f"{BASE}body/hai-xa")
Triple = tuple[Node, Node, Node]
COUNT = 6
THEMES, KINDS, ROLES = ("tuyen-truyen", "dan-chu"), ("nhiem-vu", "yeu-cau"), ("chu-tri", "phoi-hop")


def instrument(number: int) -> str:
    """Returns the address of an invented instrument."""
    return f"{BASE}instrument/{number:02d}"


def body(number: int) -> str:
    """Returns the address of an invented body; it serves the territory of its number."""
    return f"{BASE}body/{number:02d}"


def territory(number: int) -> str:
    """Returns the address of an invented territory."""
    return f"{BASE}territory/{number:02d}"


@dataclass(frozen=True)
class Paper:
    """An invented instrument."""

    level: str
    date: str | None
    year: int | None
    plan: bool
    collected: bool
    issuer: int | None


@dataclass(frozen=True)
class Passage:
    """An invented citation; without a target it is unresolved."""

    source: int
    target: int | None
    relation: str
    document: int
    nested: bool
    basis: bool
    start: int


@dataclass(frozen=True)
class Owing:
    """An invented duty; without a bearer it is owed by a group of the first two bodies."""

    document: int
    bearer: int | None
    days: tuple[str, ...]
    yearly: tuple[str, ...]
    until: int | None


@dataclass(frozen=True)
class Work:
    """An invented task; each assignment is a role and a body, or None for the group."""

    document: int
    start: int
    theme: str | None
    kind: str
    parts: tuple[tuple[str, int | None], ...]


@dataclass(frozen=True)
class World:
    """An invented graph."""

    papers: tuple[Paper, ...]
    passages: tuple[Passage, ...]
    registered: tuple[tuple[int, str, int], ...]
    above: tuple[int | None, ...]
    told: tuple[tuple[int, int | None], ...]
    duties: tuple[Owing, ...] = ()
    ended: tuple[str | None, ...] = (None,) * COUNT
    tasks: tuple[Work, ...] = ()


Item = TypeVar("Item")


def _many(item: st.SearchStrategy[Item]) -> st.SearchStrategy[tuple[Item, ...]]:
    few, dense = st.lists(item, max_size=3), st.lists(item, min_size=6, max_size=16)
    return (few | dense | dense).map(tuple)


_NUMBER = st.integers(0, COUNT - 1)
_RELATION = st.sampled_from(["thuc-hien", "can-cu", "tiep-tuc", "to-chuc-thuc-hien", "nhac-den"])
_YEAR = st.none() | st.integers(2021, 2024)
PAPERS = st.builds(
    Paper,
    st.sampled_from(LEVELS),
    st.none() | st.sampled_from(["2021-11-26", "2022-01-07", "2022", "2023-03"]),
    _YEAR,
    st.sampled_from([True, True, True, False]),
    st.booleans(),
    st.none() | _NUMBER,
)
PASSAGES = st.builds(
    Passage,
    _NUMBER,
    st.none() | _NUMBER,
    _RELATION,
    _NUMBER,
    st.booleans(),
    st.booleans(),
    st.integers(0, 3),
)
_YEARLY_LENGTH = 7
_DAYS = st.sampled_from(["2022-11-30", "2023-06-15", "2023-06-15", "2024-01-05"])
_YEARLY = st.sampled_from(["--11-30", "--06-15", "--02-29", "---15", "---31"])
OWING = st.builds(
    Owing,
    _NUMBER,
    st.none() | _NUMBER,
    st.lists(_DAYS, max_size=2).map(tuple),
    st.lists(_YEARLY, max_size=2).map(tuple),
    _YEAR,
)
WORK = st.builds(
    Work,
    _NUMBER,
    st.integers(0, 3),
    st.none() | st.sampled_from(THEMES),
    st.sampled_from(KINDS),
    st.lists(st.tuples(st.sampled_from(ROLES), st.none() | _NUMBER), max_size=2).map(tuple),
)
_ENDED = st.none() | st.sampled_from(["2023-07-01", "2025-07-01"])
WORLDS = st.builds(
    World,
    st.lists(PAPERS, min_size=COUNT, max_size=COUNT).map(tuple),
    _many(PASSAGES),
    _many(st.tuples(_NUMBER, _RELATION, _NUMBER)),
    st.lists(st.none() | _NUMBER, min_size=COUNT, max_size=COUNT).map(tuple),
    _many(st.tuples(_NUMBER, st.none() | _NUMBER)),
    _many(OWING),
    st.lists(_ENDED, min_size=COUNT, max_size=COUNT).map(tuple),
    _many(WORK),
)


def triples(world: World) -> Iterator[Triple]:
    """Yields the statements of a world, before inference."""
    yield from _concepts()
    for number, paper in enumerate(world.papers):
        yield from _paper(URIRef(instrument(number)), number, paper)
    for at, passage in enumerate(world.passages):
        yield from _passage(at, passage)
    for source, relation, target in world.registered:
        yield URIRef(instrument(source)), RELATIONS[relation], URIRef(instrument(target))
    for number, above in enumerate(world.above):
        yield from _place(number, above)
    for at, (goal, asked) in enumerate(world.told):
        yield from _told(URIRef(f"{BASE}expectation/{at}"), goal, asked)
    for at, duty in enumerate(world.duties):
        yield from _owing(URIRef(f"{BASE}duty/{at}"), duty)
    for at, work in enumerate(world.tasks):
        yield from _work(at, work)
    for number, day in enumerate(world.ended):
        if day:
            yield URIRef(territory(number)), DV.validUntil, Literal(day, datatype=XSD.date)
            heir = URIRef(territory((number + 1) % COUNT))
            yield URIRef(territory(number)), DV.becomes, heir


def _group() -> Iterator[Triple]:
    """Yields what is said of the group that two bodies are in, wherever it is told something."""
    yield GROUP, RDF.type, DV.Group
    for member in (0, 1):
        yield GROUP, DV.hasMember, URIRef(body(member))


def _owing(node: URIRef, duty: Owing) -> Iterator[Triple]:
    yield node, RDF.type, DV.Duty
    yield node, DV.inDocument, URIRef(instrument(duty.document))
    yield node, DV.dutyKind, CONCEPT["loai-nghia-vu/bao-cao"]
    yield CONCEPT["loai-nghia-vu/bao-cao"], SKOS.prefLabel, Literal("báo cáo", lang="vi")
    yield node, DV.summary, Literal("Báo cáo kết quả", lang="vi")
    yield from _group()
    yield node, DV.bearer, GROUP if duty.bearer is None else URIRef(body(duty.bearer))
    for day in duty.days:
        yield node, DV.occursOn, Literal(day, datatype=XSD.date)
    for day in duty.yearly:
        yield (
            node,
            DV.anchor,
            Literal(day, datatype=XSD.gMonthDay if len(day) == _YEARLY_LENGTH else XSD.gDay),
        )
    if duty.until:
        yield node, DV.until, Literal(duty.until)
    yield node, DV.start, Literal(len(duty.days))
    yield node, DV.end, Literal(9)
    yield node, DV.confidence, Literal("0.9")


def _work(at: int, work: Work) -> Iterator[Triple]:
    document = URIRef(instrument(work.document))
    node = URIRef(f"{document}/task/{at}")
    yield node, RDF.type, DV.Task
    yield node, DV.inDocument, document
    yield node, DV.start, Literal(work.start)
    yield node, DV.end, Literal(work.start + 9)
    yield node, DV.taskKind, CONCEPT[f"loai-nhiem-vu/{work.kind}"]
    yield node, DV.summary, Literal("Làm một việc", lang="vi")
    yield node, DV.ordersPlan, Literal(False)  # noqa: FBT003 - an RDF literal
    if work.theme:
        yield node, DV.theme, CONCEPT[f"chu-de/{work.theme}"]
    for order, (role, who) in enumerate(work.parts):
        part = URIRef(f"{node}/assignment/{order}")
        yield node, DV.hasAssignment, part
        yield part, DV.role, CONCEPT[f"vai-tro/{role}"]
        yield part, DV.agentText, Literal("nơi được giao")
        yield part, DV.order, Literal(order)
        yield part, DV.isRequest, Literal(False)  # noqa: FBT003 - an RDF literal
        yield from _group()
        yield part, DV.assignee, GROUP if who is None else URIRef(body(who))


def _concepts() -> Iterator[Triple]:
    yield CONCEPT["loai-van-ban/ke-hoach"], RDFS.label, Literal("Kế hoạch", lang="vi")
    for scheme, slugs in (
        ("chu-de", THEMES),
        ("loai-nhiem-vu", KINDS),
        ("vai-tro", ROLES),
        ("loai-nghia-vu", ("bao-cao",)),
    ):
        for slug in slugs:
            yield CONCEPT[f"{scheme}/{slug}"], SKOS.inScheme, CONCEPT[scheme]
    yield CONCEPT["can-cu-ky-vong/neu-ro"], SKOS.prefLabel, Literal("nêu rõ", lang="vi")
    for order, level in enumerate(LEVELS):
        yield CONCEPT[f"cap/{level}"], SKOS.prefLabel, Literal(level, lang="vi")
        yield CONCEPT[f"cap/{level}"], DV.order, Literal(order)
    for slug, relation in RELATIONS.items():
        concept = CONCEPT[f"quan-he/{slug}"]
        yield concept, SKOS.inScheme, CONCEPT["quan-he"]
        yield concept, SKOS.prefLabel, Literal(slug, lang="vi")
        yield concept, DV.relationProperty, relation


def _paper(node: URIRef, number: int, paper: Paper) -> Iterator[Triple]:
    yield node, RDF.type, DV.Instrument
    if paper.plan:
        yield node, RDF.type, DV.Plan
    yield node, RDFS.label, Literal(f"Kế hoạch {number:02d}")
    yield node, DV.kind, CONCEPT["loai-van-ban/ke-hoach"]
    yield node, DV.level, CONCEPT[f"cap/{paper.level}"]
    yield node, DV.collected, Literal(paper.collected)
    if paper.date:
        yield node, DV.dateText, Literal(paper.date)
    if paper.date and len(paper.date) == len("2021-11-26"):
        yield node, DV.issueDate, Literal(paper.date, datatype=XSD.date)
    if paper.year:
        yield node, DV.year, Literal(paper.year)
    yield node, DV.place, URIRef(territory(number))
    if paper.issuer is not None:
        yield node, DV.issuer, URIRef(body(paper.issuer))


def _passage(at: int, said: Passage) -> Iterator[Triple]:
    document = URIRef(instrument(said.document))
    node, section = URIRef(f"{document}/citation/{at}"), URIRef(f"{document}/section/{at}")
    source = URIRef(instrument(said.source))
    yield node, RDF.type, DV.Citation
    yield node, DV.citingInstrument, source
    if said.target is not None:
        target = URIRef(instrument(said.target))
        yield node, DV.citedInstrument, target
        yield source, RELATIONS[said.relation], target
    yield node, DV.relation, CONCEPT[f"quan-he/{said.relation}"]
    yield node, DV.inDocument, document
    yield node, DV.start, Literal(said.start)
    yield node, DV.end, Literal(said.start + 9)
    yield node, DV.isBasis, Literal(said.basis)
    yield node, DV.confidence, Literal("0.9")
    yield node, DV.inSection, section
    yield section, DV.path, Literal(f"I.{at}")
    yield section, RDFS.label, Literal(f"Mục {at}")
    if said.nested:
        yield node, DV.nestedIn, URIRef(f"{document}/citation/host")


def _place(number: int, above: int | None) -> Iterator[Triple]:
    here, serving = URIRef(territory(number)), URIRef(body(number))
    yield here, RDF.type, DV.Territory
    yield here, RDFS.label, Literal(f"Xã {number:02d}", lang="vi")
    yield here, DV.name, Literal(f"{number:02d}", lang="vi")
    yield here, DV.level, CONCEPT["cap/xa"]
    if above is not None:
        yield here, DV.parentTerritory, URIRef(territory(above))
    yield serving, RDF.type, DV.Body
    yield serving, RDFS.label, Literal(f"Ủy ban nhân dân xã {number:02d}", lang="vi")
    yield serving, DV.level, CONCEPT["cap/xa"]
    yield serving, DV.bodyKind, CONCEPT["loai-co-quan/ubnd"]
    yield serving, DV.serves, here


def _told(node: URIRef, goal: int, asked: int | None) -> Iterator[Triple]:
    yield node, RDF.type, DV.Expectation
    yield node, DV.expectedFor, URIRef(instrument(goal))
    yield node, DV.orderedBy, URIRef(instrument(goal))
    yield node, DV.basisOfExpectation, CONCEPT["can-cu-ky-vong/neu-ro"]
    group = URIRef(f"{BASE}body/nhom")
    yield group, RDF.type, DV.Group
    yield node, DV.expectedOf, group if asked is None else URIRef(body(asked))
