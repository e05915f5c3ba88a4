"""``/trich-dan``: which plans cite an instrument."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from danvan_graph.citing import CitingPlan
from danvan_graph.errors import AmbiguousName, DanvanError, InvalidIdentifier, UnknownName
from danvan_graph.lookup.index import Known, Match
from danvan_graph.web.api.plans import chosen, order
from danvan_graph.web.requests import EditionNow, PagesNow, meant

router = APIRouter()


@router.get("/trich-dan")
def citing(  # noqa: PLR0913, PLR0917 - the fields of one form
    request: Request,
    edition: EditionNow,
    pages: PagesNow,
    text: Annotated[str, Query(alias="so", max_length=300)] = "",
    level: Annotated[str, Query(alias="cap")] = "",
    year: Annotated[str, Query(alias="nam", pattern=r"^((19|20)\d\d)?$")] = "",
    role: Annotated[str, Query(alias="quan-he")] = "",
    *,
    direct: Annotated[bool, Query(alias="truc-tiep")] = False,
) -> Response:
    """Answers with the plans that cite an instrument, or with what else may be meant."""
    match: Match | None = None
    trouble: DanvanError | None = None
    everything: tuple[CitingPlan, ...] = ()
    if text.strip():
        try:
            match = meant(edition, text)
            everything = edition.citing(match.known.iri, transitive=not direct)
        except (AmbiguousName, UnknownName, InvalidIdentifier) as error:
            trouble = error
    found = chosen(
        everything, [level] if level else [], [int(year)] if year else [], [role] if role else []
    )
    made = pages.render(
        request,
        "citing.html",
        text=text,
        match=match,
        trouble=trouble,
        candidates=_candidates(edition.index.instruments, trouble),
        nearest=trouble.nearest if isinstance(trouble, UnknownName) else (),
        found=sorted(found, key=order),
        all_count=len(everything),
        direct=direct,
        fields={"cap": level, "nam": year, "quan-he": role},
        years=sorted({p.plan.year for p in everything if p.plan.year}),
        roles=sorted({r for p in everything for r in p.roles}),
        levels=[v for v in ("trung-uong", "tinh", "huyen", "xa") if v in _levels(everything)],
    )
    made.status_code = trouble.status if trouble else 200
    return made


def _levels(found: tuple[CitingPlan, ...]) -> set[str]:
    return {p.plan.level for p in found}


def _candidates(instruments: Mapping[str, Known], trouble: DanvanError | None) -> list[Known]:
    if not isinstance(trouble, AmbiguousName):
        return []
    return [instruments[iri] for iri in trouble.candidates if iri in instruments]
