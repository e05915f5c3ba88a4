"""The index lists the tasks and duties that the graph tells, in the order of the texts."""

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from hypothesis import example, given
from hypothesis import strategies as st

from danvan_graph.adjacency.agenda import Agenda
from danvan_graph.vocabulary import PREFIXES
from danvan_graph.web.reading.agenda import dates_of
from danvan_graph.web.reading.work import Duty, Task, Wanted, duties, tasks

from .conftest import (
    COUNT,
    GROUP,
    KINDS,
    ROLES,
    THEMES,
    WORLDS,
    Work,
    World,
    body,
    instrument,
    territory,
)
from .test_same_answers import OWED, Made, made, often

if TYPE_CHECKING:
    from danvan_graph.store.engines.oxigraph import Store

NUMBER = st.integers(0, COUNT - 1)
DOCUMENTS = NUMBER.map(instrument)
UNITS = NUMBER.map(body) | NUMBER.map(territory)
SORTS = ("chu-de", "vai-tro", "loai-nhiem-vu")
TASKED = replace(
    OWED,
    tasks=(
        Work(1, 2, THEMES[0], KINDS[0], ((ROLES[0], None), (ROLES[1], 3))),
        Work(1, 0, THEMES[1], KINDS[1], ((ROLES[1], 3),)),
        Work(0, 5, None, KINDS[0], ()),
    ),
)


def _place(found: Task | Duty) -> tuple[str, int, str]:
    return found.at.document, found.at.start, found.iri


def _expected(here: Made, wanted: Wanted, *, of_duties: bool) -> list[str]:
    read = duties if of_duties else tasks
    return [one.iri for one in sorted(read(cast("Store", here.store), wanted), key=_place)]


@often
@example(world=TASKED, plan=None, unit=str(GROUP), sort=None, of_duties=False)
@example(world=TASKED, plan=instrument(1), unit=body(3), sort=None, of_duties=False)
@example(world=TASKED, plan=None, unit=territory(1), sort=None, of_duties=True)
@example(world=TASKED, plan=None, unit=None, sort=("vai-tro", ROLES[1]), of_duties=False)
@given(
    world=WORLDS,
    plan=st.none() | DOCUMENTS,
    unit=st.none() | st.just(str(GROUP)) | UNITS,
    sort=st.none()
    | st.tuples(st.just("chu-de"), st.sampled_from(THEMES))
    | st.tuples(st.just("vai-tro"), st.sampled_from(ROLES))
    | st.tuples(st.just("loai-nhiem-vu"), st.sampled_from(KINDS)),
    of_duties=st.booleans(),
)
def test_what_is_listed(
    world: World,
    plan: str | None,
    unit: str | None,
    sort: tuple[str, str] | None,
    of_duties: bool,  # noqa: FBT001 - a parameter
) -> None:
    """Proves that the index chooses and orders as the queries do."""
    with made(world) as here:
        agenda = Agenda(here.index)
        found, wanted = (agenda.duties if of_duties else agenda.tasks), Wanted(plan=plan, unit=unit)
        if plan:
            number = here.index.number(plan)
            assert number is not None
            found = agenda.of_document(found, number)
        if unit:
            number = here.index.number(unit)
            served = "/territory/" in unit
            found = found[:0] if number is None else agenda.of_unit(found, number, served=served)
        if sort and not of_duties and not (unit and sort[0] == "vai-tro"):
            scheme, slug = sort
            theme, role, kind = (slug if scheme == one else None for one in SORTS)
            wanted = replace(wanted, theme=theme, role=role, kind=kind)
            found = agenda.of_trait(found, f"{PREFIXES['dvc']}{scheme}/{slug}")
        listed = [agenda.iris[number] for number in found.tolist()]
        assert listed == _expected(here, wanted, of_duties=of_duties)


@often
@example(world=OWED, year=2023)
@given(world=WORLDS, year=st.integers(2020, 2027))
def test_what_falls_due(world: World, year: int) -> None:
    """Proves that a year holds the duties that the graph tells for it, each with its days."""
    with made(world) as here:
        agenda = Agenda(here.index)
        found = agenda.of_year(agenda.duties, year)
        told = {one.iri: one for one in duties(cast("Store", here.store), Wanted())}
        assert [agenda.iris[n] for n in found.tolist()] == _expected(
            here, Wanted(year=year), of_duties=True
        )
        for number in agenda.duties.tolist():
            dates, expected = dates_of(agenda, number), told[agenda.iris[number]].dates
            assert dates.known() == expected.known()
            assert set(dates.anchors) == set(expected.anchors)
            said = expected.due, expected.until, expected.year, expected.ended
            assert (dates.due, dates.until, dates.year, dates.ended) == said
