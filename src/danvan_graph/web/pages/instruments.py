"""``/van-ban``: the documents."""

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import RedirectResponse, Response

from danvan_graph.lookup.index import Known
from danvan_graph.web.api.instruments import chosen, order
from danvan_graph.web.files.diagram import diagram_of
from danvan_graph.web.meaning import by_key
from danvan_graph.web.paging import step
from danvan_graph.web.publication import Edition
from danvan_graph.web.reading import instruments as reading
from danvan_graph.web.reading import questions
from danvan_graph.web.reading.citations import (
    Link,
    Mention,
    links_from,
    mentions,
    strength,
)
from danvan_graph.web.reading.due import today
from danvan_graph.web.reading.history import history_of
from danvan_graph.web.reading.incoming import Incoming, incoming_of
from danvan_graph.web.reading.terms import iri
from danvan_graph.web.reading.work import Wanted, duties, tasks
from danvan_graph.web.site.parameters import Cursor
from danvan_graph.web.site.requests import EditionNow, PagesNow
from danvan_graph.web.tables.listed import of_faults, of_instruments, of_recipients
from danvan_graph.web.tables.table import Suffix, as_file, as_json, to_api
from danvan_graph.web.templating import Pages

router = APIRouter()

_SHOWN = 50
_SURE = 0.9
_READ_OF_EACH = 25
_LISTED = re.compile(r"(.+)/(noi-nhan|sai-sot)\.(csv|xlsx|json)")


@dataclass(frozen=True, slots=True)
class InstrumentForm:
    """The fields by which documents are listed."""

    q: Annotated[str, Query(max_length=200)] = ""
    kind: Annotated[str, Query(alias="loai")] = ""
    level: Annotated[str, Query(alias="cap")] = ""
    year: Annotated[str, Query(alias="nam", pattern=r"^((19|20)\d\d)?$")] = ""
    held: Annotated[str, Query(alias="toan-van", pattern="^(co|khong)?$")] = ""

    @property
    def collected(self) -> bool | None:
        """Whether only documents with, or without, their text are asked for."""
        return {"co": True, "khong": False}.get(self.held)

    def found(self, edition: Edition) -> list[Known]:
        """Returns the documents that fit."""
        year = int(self.year) if self.year else None
        return chosen(
            edition,
            q=self.q,
            kind=self.kind,
            level=self.level,
            year=year,
            collected=self.collected,
        )


Form = Annotated[InstrumentForm, Depends()]


@router.get("/van-ban")
def listing(
    request: Request, edition: EditionNow, pages: PagesNow, form: Form, cursor: Cursor = None
) -> Response:
    """Answers with the documents that fit the form."""
    known = edition.index.all()
    return pages.render(
        request,
        "instruments.html",
        found=step(form.found(edition), order, _SHOWN, cursor),
        fields={
            "q": form.q,
            "loai": form.kind,
            "cap": form.level,
            "nam": form.year,
            "toan-van": form.held,
        },
        kinds=sorted({(k.kind, k.kind_label) for k in known}, key=lambda pair: pair[1]),
        question=questions.of_instruments(form.q, form.kind, form.level, form.year, form.held),
        levels=("trung-uong", "tinh", "huyen", "xa"),
        years=sorted({k.year for k in known if k.year}, reverse=True),
    )


@router.get("/van-ban.{suffix}")
def table(edition: EditionNow, form: Form, suffix: Suffix) -> Response:
    """Answers with the same list, whole, as a file; ``.json`` leads to the API."""
    if suffix == "json":
        asked = {"q": form.q, "kind": form.kind, "level": form.level, "year": form.year}
        held = {True: "true", False: "false", None: ""}[form.collected]
        return to_api("/api/v1/instruments", asked | {"collected": held})
    return as_file(of_instruments(sorted(form.found(edition), key=order)), suffix)


def by_relation(links: list[Link]) -> list[tuple[str, list[Link]]]:
    """Returns the links by their strongest relation, those that only mention last."""
    groups: dict[str, list[Link]] = defaultdict(list)
    for link in links:
        groups[link.relations[0]].append(link)
    return sorted(groups.items(), key=lambda pair: strength(pair[0]))


@router.get("/van-ban/{key:path}")
def instrument(request: Request, edition: EditionNow, pages: PagesNow, key: str) -> Response:
    """Answers with everything about one document; ``.json`` leads to the API.

    ``.svg`` and ``.graphml`` are its diagram to keep.
    """
    if listed := _LISTED.fullmatch(key):
        return _table_of(edition, by_key(edition, listed[1]), listed[2], listed[3])
    for suffix in (".json", ".svg", ".graphml"):
        if key.endswith(suffix):
            return _kept(request, edition, pages, by_key(edition, key.removesuffix(suffix)), suffix)
    known = by_key(edition, key)
    outgoing, incoming = (
        by_relation(links_from(edition.store, known.iri)),
        _incoming(edition, known),
    )
    diagram = diagram_of(edition, known, outgoing, incoming)
    return pages.render(
        request,
        "instrument.html",
        known=known,
        standing=reading.standing(edition.store, known.iri),
        doubts=_doubts(edition, known),
        outgoing=outgoing,
        incoming=incoming,
        diagram=diagram,
        history=history_of(edition.store, known),
        origin=reading.origin(edition.store, known.iri),
        questions=_questions(known),
        **_content(edition, known),
    )


def _doubts(edition: Edition, known: Known) -> list[tuple[str, float]]:
    """Returns the fields of the header that a machine was not sure of and nobody has checked."""
    if not known.collected or known.iri in edition.reviewed:
        return []
    return reading.doubtful_fields(edition.store, known.iri, _SURE)


def _questions(known: Known) -> dict[str, str]:
    """Returns the SPARQL behind each table of the page."""
    wanted = Wanted(plan=known.iri)
    return {
        "tasks": questions.of_tasks(wanted),
        "duties": questions.of_duties(wanted, "", today()),
        "recipients": questions.of_recipients(known.iri),
        "faults": questions.of_faults(known.iri),
    }


def _table_of(edition: Edition, known: Known, name: str, suffix: str) -> Response:
    """Returns the answer that gives a table of the page as a file or as JSON."""
    if name == "noi-nhan":
        made = of_recipients(edition, reading.recipients(edition.store, known.iri))
    else:
        made = of_faults(edition, reading.source_faults(edition.store, known.iri))
    return as_json(made) if suffix == "json" else as_file(made, suffix)


def _incoming(edition: Edition, known: Known) -> list[Incoming]:
    return incoming_of(edition.store, edition.adjacency, known.iri, _READ_OF_EACH)


def _content(edition: Edition, known: Known) -> dict[str, object]:
    """Returns what is read from the text of a document; nothing where there is no text."""
    if not known.collected:
        names = ("unresolved", "quoted", "tasks", "duties", "recipients", "faults")
        return dict.fromkeys(names, ())
    store, wanted = edition.store, Wanted(plan=known.iri)
    here = f"?finding dv:inDocument {iri(known.iri)} ."
    return {
        "unresolved": mentions(
            store, f"{here} FILTER NOT EXISTS {{ ?finding dv:citedInstrument ?any }}"
        ),
        "quoted": _quoted(edition, known.iri),
        "tasks": tasks(store, wanted),
        "duties": duties(store, wanted),
        "recipients": reading.recipients(store, known.iri),
        "faults": reading.source_faults(store, known.iri),
    }


def _kept(request: Request, edition: Edition, pages: Pages, known: Known, suffix: str) -> Response:
    if suffix == ".json":
        return RedirectResponse(f"/api/v1/instruments/{known.key}", 303)
    links = by_relation(links_from(edition.store, known.iri))
    diagram = diagram_of(edition, known, links, _incoming(edition, known))
    name = f"luoc-do-{known.key.replace('/', '_')}{suffix}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    if suffix == ".graphml":
        return Response(diagram.graphml(), media_type="application/graphml+xml", headers=headers)
    drawn = pages.render(request, "diagram.svg", diagram=diagram, whole=True)
    return Response(bytes(drawn.body), media_type="image/svg+xml", headers=headers)


def _quoted(edition: Edition, address: str) -> list[Link]:
    """Returns what the text names only inside the name of another document."""
    found = mentions(
        edition.store,
        f"?finding dv:inDocument {iri(address)} ; dv:nestedIn ?host ; dv:citedInstrument ?any .",
    )
    groups: dict[str, list[Mention]] = defaultdict(list)
    for mention in found:
        groups[mention.target].append(mention)
    return [Link(target, ("nhac-den",), tuple(same)) for target, same in groups.items()]
