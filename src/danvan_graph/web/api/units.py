"""``/units``: what binds a territory, a body or a group, and what became of it."""

from typing import Any

from fastapi import APIRouter

from danvan_graph.web.api import models
from danvan_graph.web.api.plans import PROBLEMS
from danvan_graph.web.api.shown import Shown
from danvan_graph.web.meaning import unit_meant
from danvan_graph.web.publication import Edition
from danvan_graph.web.reading import units
from danvan_graph.web.reading.work import Wanted, duties, tasks
from danvan_graph.web.site.requests import EditionNow

router = APIRouter(tags=["Đơn vị"])


@router.get(
    "/units/{path:path}",
    response_model=models.UnitAnswer,
    responses=PROBLEMS,
    summary="Một đơn vị",
)
def unit(edition: EditionNow, path: str) -> models.UnitAnswer:
    """Trả về một đơn vị và mọi nhiệm vụ, thời hạn ràng buộc nó.

    Đường dẫn là địa bàn (`294/open`), mã (`294`), hoặc cơ quan (`294/open/ubnd`,
    `vn/thu-tuong-chinh-phu`).
    """
    iri = unit_meant(edition, path)
    return _territory(edition, iri) if "/territory/" in iri else _body(edition, iri)


def _territory(edition: Edition, iri: str) -> models.UnitAnswer:
    shown, found = Shown(edition), units.territory(edition.store, iri)
    return models.UnitAnswer(
        unit=shown.reference(iri),
        type="territory",
        level=found.level,
        valid_from=found.since,
        valid_until=found.until,
        superior=shown.references(found.above),
        inferior=shown.references(found.below),
        bodies=shown.references(found.bodies),
        became=tuple(shown.change(c) for c in found.became),
        came_from=tuple(shown.change(c) for c in found.came_from),
        issued=shown.references(found.issued),
        **_binding(edition, iri),
    )


def _body(edition: Edition, iri: str) -> models.UnitAnswer:
    shown, found = Shown(edition), units.body(edition.store, iri)
    return models.UnitAnswer(
        unit=shown.reference(iri),
        type="group" if found.group else "body",
        level=found.level,
        superior=shown.references(found.part_of),
        inferior=shown.references((*found.parts, *found.members)),
        bodies=(),
        became=(),
        came_from=(),
        issued=shown.references(found.issued),
        **_binding(edition, iri),
    )


def _binding(edition: Edition, iri: str) -> dict[str, Any]:
    shown, wanted = Shown(edition), Wanted(unit=iri)
    return {
        "told_to_plan": tuple(shown.order(o) for o in units.orders(edition.store, iri)),
        "tasks": tuple(shown.task(t) for t in tasks(edition.store, wanted)),
        "duties": tuple(shown.duty(d) for d in duties(edition.store, wanted)),
    }
