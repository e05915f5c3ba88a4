"""``/don-vi``: a territory, body or group, and everything that binds it."""

import datetime
from collections import Counter
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import RedirectResponse, Response

from danvan_graph.errors import InvalidQuery, UnknownName
from danvan_graph.web.files.calendars import calendar_of, days_of
from danvan_graph.web.files.unit_report import Period, UnitReport
from danvan_graph.web.files.word_file import MEDIA
from danvan_graph.web.publication import Edition
from danvan_graph.web.reading import questions, units
from danvan_graph.web.reading.due import today
from danvan_graph.web.reading.names import Unit
from danvan_graph.web.reading.terms import rows
from danvan_graph.web.reading.work import Wanted, duties, tasks
from danvan_graph.web.site.requests import EditionNow, PagesNow
from danvan_graph.web.tables.listed import of_units
from danvan_graph.web.tables.table import Suffix, as_file, as_json

router = APIRouter()

_MOST = 100
_LONGEST_PERIOD = datetime.timedelta(days=3660)


@dataclass(frozen=True, slots=True)
class UnitForm:
    """The fields by which units are listed."""

    q: Annotated[str, Query(max_length=200)] = ""
    level: Annotated[str, Query(alias="cap")] = ""

    def territories(self, edition: Edition) -> list[Unit]:
        """Returns the territories of the name, or the provinces when none is asked for."""
        if self.q:
            return edition.names.find_units(self.q, self.level or None)
        wanted = self.level or "tinh"
        found = [u for u in edition.names.units.values() if u.level == wanted]
        return sorted(found, key=lambda u: (u.until is not None, u.folded, u.iri))


Form = Annotated[UnitForm, Depends()]


@router.get("/don-vi")
def listing(request: Request, edition: EditionNow, pages: PagesNow, form: Form) -> Response:
    """Answers with the units of a name, or with the provinces and the bodies that are bound most."""
    territories = form.territories(edition)
    bodies = edition.names.find_bodies(form.q) if form.q else most_bound(edition)
    return pages.render(
        request,
        "units.html",
        q=form.q,
        level=form.level,
        territories=territories[:_MOST],
        territory_count=len(territories),
        bodies=bodies[:_MOST],
        body_count=len(bodies),
        levels=("tinh", "huyen", "xa"),
        question=questions.of_territories(form.q, form.level or ("" if form.q else "tinh")),
    )


@router.get("/don-vi.{suffix}")
def table(edition: EditionNow, form: Form, suffix: Suffix) -> Response:
    """Answers with all territories of the form as a file, or as JSON."""
    found = of_units(edition, form.territories(edition))
    return as_json(found) if suffix == "json" else as_file(found, suffix)


def warm(edition: Edition) -> None:
    """The bodies that are bound most are known, and the names by which bodies are found."""
    most_bound(edition)
    _ = edition.names.folded_bodies


def most_bound(edition: Edition) -> list[str]:
    """Returns the bodies and groups that tasks and duties name themselves, the most often first."""

    def read() -> list[str]:
        times: Counter[str] = Counter()
        for part in ("involves", "bearer"):  # one of a task, the other of a duty
            query = f"SELECT ?who (COUNT(*) AS ?n) WHERE {{ ?f dv:{part} ?who }} GROUP BY ?who"
            times.update({row["who"]: int(row["n"]) for row in rows(edition.store, query)})
        return sorted(times, key=lambda who: (-times[who], who))

    return edition.kept(("most bound",), read)


@router.get("/don-vi/{path:path}.docx")
def report(
    edition: EditionNow,
    path: str,
    first: Annotated[datetime.date | None, Query(alias="tu")] = None,
    last: Annotated[datetime.date | None, Query(alias="den")] = None,
) -> Response:
    """Answers with the report of a unit for a period, this year when none is asked for."""
    year = today().year
    period = Period(
        first or datetime.date(year, 1, 1), last or datetime.date((first or today()).year, 12, 31)
    )
    if not period.first <= period.last <= period.first + _LONGEST_PERIOD:
        raise InvalidQuery(
            "Kỳ báo cáo phải từ ngày trước đến ngày sau và không dài quá mười năm.",
            "The period must run forwards and span at most ten years.",
        )
    address = _address(edition, path)
    wanted, store = Wanted(unit=address), edition.store
    made = UnitReport(edition, address, period, tasks(store, wanted), duties(store, wanted))
    headers = {"Content-Disposition": 'attachment; filename="nhiem-vu-thoi-han.docx"'}
    return Response(made.docx(), media_type=MEDIA, headers=headers)


def _address(edition: Edition, path: str) -> str:
    """Returns the address of the unit of a path.

    Raises:
        UnknownName: there is none.
    """
    address = edition.addresses.unit(path.strip("/"))
    if address not in edition.names.units and address not in edition.names.labels:
        raise UnknownName(
            f"Không có đơn vị nào ở “{path[:200]}”; hãy tìm theo tên ở trang Đơn vị.",
            f"There is no unit at “{path[:200]}”.",
        )
    return address


@router.get("/don-vi/{path:path}")
def unit(request: Request, edition: EditionNow, pages: PagesNow, path: str) -> Response:
    """Answers with one unit; ``.json`` leads to the API, ``.ics`` is its calendar."""
    if path.endswith(".json"):
        return RedirectResponse(f"/api/v1/units/{path.removesuffix('.json')}", 303)
    address = _address(edition, path.removesuffix(".ics"))
    if path.endswith(".ics"):
        return _calendar(edition, address)
    wanted, store = Wanted(unit=address), edition.store
    territory = "/territory/" in address
    owed = duties(store, wanted)
    return pages.render(
        request,
        "unit.html",
        address=address,
        unit_path=path.strip("/"),
        territory=units.territory(store, address) if territory else None,
        body=None if territory else units.body(store, address),
        orders=units.orders(store, address),
        tasks=tasks(store, wanted),
        duties=owed,
        dated=sum(bool(days_of(duty)) for duty in owed),
        today=today(),
        of_tasks=questions.of_tasks(wanted),
        of_duties=questions.of_duties(wanted, "", today()),
    )


def _calendar(edition: Edition, address: str) -> Response:
    found = duties(edition.store, Wanted(unit=address))
    text = calendar_of(edition, edition.names.label(address), found)
    headers = {"Content-Disposition": 'attachment; filename="thoi-han.ics"'}
    return Response(text, media_type="text/calendar; charset=utf-8", headers=headers)
