"""``/trich-dan``: which plans cite an instrument."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from danvan_graph.adjacency.order import newest_first
from danvan_graph.citing.mapped import CitingPlans
from danvan_graph.errors import AmbiguousName, DanvanError, InvalidIdentifier, UnknownName
from danvan_graph.lookup.index import Known, Match
from danvan_graph.web.answers.plans import order
from danvan_graph.web.meaning import meant
from danvan_graph.web.paging import step_of
from danvan_graph.web.site.parameters import Cursor
from danvan_graph.web.site.requests import EditionNow, PagesNow
from danvan_graph.web.tables.kept import as_kept
from danvan_graph.web.tables.listed import of_citing
from danvan_graph.web.tables.table import Suffix, to_api

router = APIRouter()

_SHOWN = 50
_MOST_OFFERED = 24


@dataclass(frozen=True, slots=True)
class CitingForm:
    """The fields by which plans that cite an instrument are looked up."""

    text: Annotated[str, Query(alias="so", max_length=300)] = ""
    level: Annotated[str, Query(alias="cap")] = ""
    year: Annotated[str, Query(alias="nam", pattern=r"^((19|20)\d\d)?$")] = ""
    role: Annotated[str, Query(alias="quan-he")] = ""
    direct: Annotated[bool, Query(alias="truc-tiep")] = False

    def among(self, everything: CitingPlans) -> CitingPlans:
        """Returns the plans of the level, year and relation asked for, in order."""
        return everything.among(
            {self.level} if self.level else frozenset(),
            {int(self.year)} if self.year else frozenset(),
            {self.role} if self.role else frozenset(),
        )


Form = Annotated[CitingForm, Depends()]


@router.get("/trich-dan")
def citing(
    request: Request, edition: EditionNow, pages: PagesNow, form: Form, cursor: Cursor = None
) -> Response:
    """Answers with the plans that cite an instrument, or with what else may be meant."""
    match: Match | None = None
    trouble: DanvanError | None = None
    everything: CitingPlans | None = None
    if form.text.strip():
        try:
            match = meant(edition, form.text)
            everything = edition.citing(match.known.iri, transitive=not form.direct)
        except (AmbiguousName, UnknownName, InvalidIdentifier) as error:
            trouble = error
    chosen = form.among(everything) if everything else ()
    made = pages.render(
        request,
        "citing.html",
        text=form.text,
        match=match,
        trouble=trouble,
        candidates=_candidates(edition.index.instruments, trouble),
        most_offered=_MOST_OFFERED,
        nearest=trouble.nearest if isinstance(trouble, UnknownName) else (),
        found=step_of(chosen, order, _SHOWN, cursor),
        direct_count=chosen.direct_count() if isinstance(chosen, CitingPlans) else 0,
        all_count=len(everything or ()),
        direct=form.direct,
        fields={"cap": form.level, "nam": form.year, "quan-he": form.role},
        years=everything.years() if everything else (),
        roles=everything.roles() if everything else (),
        levels=everything.levels() if everything else (),
    )
    made.status_code = trouble.status if trouble else 200
    return made


@router.get("/trich-dan.{suffix}")
def table(edition: EditionNow, form: Form, suffix: Suffix) -> Response:
    """Answers with the same plans and passages as a file; ``.json`` leads to the API."""
    if suffix == "json":
        asked = {"cites": form.text, "level": form.level, "year": form.year, "role": form.role}
        return to_api("/api/v1/plans", asked | {"transitive": "" if form.direct else "true"})
    match = meant(edition, form.text)
    found = edition.citing(match.known.iri, transitive=not form.direct)
    return as_kept(form.among(found), partial(of_citing, edition), suffix)


def _candidates(instruments: Mapping[str, Known], trouble: DanvanError | None) -> list[Known]:
    """Returns what may be meant, what most documents cite first, then the newest."""
    if not isinstance(trouble, AmbiguousName):
        return []
    found = [instruments[iri] for iri in trouble.candidates if iri in instruments]
    return sorted(
        found, key=lambda k: (-k.cited_by, newest_first(k.date or str(k.year or "")), k.iri)
    )
