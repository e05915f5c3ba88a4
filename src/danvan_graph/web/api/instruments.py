"""``/instruments``: the documents, each with what it cites, who cites it, and its cascade."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from danvan_graph.adjacency.order import newest_first
from danvan_graph.cascade import cascade_of
from danvan_graph.identifiers.folding import fold
from danvan_graph.lookup.index import Known
from danvan_graph.web.answers.cascade import Packed
from danvan_graph.web.answers.written import JSON
from danvan_graph.web.api import models
from danvan_graph.web.api.plans import PROBLEMS
from danvan_graph.web.api.shown import Shown
from danvan_graph.web.api.streams import STREAMS, as_stream
from danvan_graph.web.meaning import by_key
from danvan_graph.web.paging import Key, next_link, step_of
from danvan_graph.web.publication import Edition
from danvan_graph.web.reading.agenda import listed
from danvan_graph.web.reading.citations import links_from, mentions
from danvan_graph.web.reading.cited_by import links_to
from danvan_graph.web.reading.instruments import origin, source_faults, standing
from danvan_graph.web.reading.terms import iri
from danvan_graph.web.reading.work import Wanted
from danvan_graph.web.site.parameters import Cursor, Limit
from danvan_graph.web.site.requests import EditionNow
from danvan_graph.web.tables.listed import of_instruments

router = APIRouter(tags=["Văn bản"])


def order(known: Known) -> Key:
    """Returns the key by which instruments are listed: the newest first, the undated last."""
    return newest_first(known.date), known.iri


def chosen(  # noqa: PLR0913 - the filters of one list
    edition: Edition,
    *,
    q: str = "",
    kind: str = "",
    level: str = "",
    year: int | None = None,
    collected: bool | None = None,
) -> list[Known]:
    """Returns the instruments that fit every filter; words match without diacritics."""
    words = fold(q).split()
    texts = edition.index.texts
    return [
        k
        for k in edition.index.all()
        if (not kind or k.kind == kind)
        and (not level or k.level == level)
        and (year is None or k.year == year)
        and (collected is None or k.collected == collected)
        and all(w in texts[k.iri] or w in fold(k.number or "") for w in words)
    ]


@router.get(
    "/instruments",
    response_model=models.Listing[models.Instrument],
    responses={200: {"content": STREAMS}},
    summary="Danh sách văn bản",
)
def instruments(  # noqa: PLR0913, PLR0917 - the parameters of one question
    request: Request,
    response: Response,
    edition: EditionNow,
    q: Annotated[
        str, Query(max_length=200, description="Từ cần tìm; không cần dấu.", examples=["dan van"])
    ] = "",
    kind: Annotated[str, Query(description="Mã loại.", examples=["ke-hoach"])] = "",
    level: Annotated[str, Query(description="Mã cấp.", examples=["tinh"])] = "",
    year: Annotated[int | None, Query(description="Năm.", examples=[2023])] = None,
    *,
    collected: Annotated[
        bool | None, Query(description="true: bộ sưu tập có toàn văn; false: chỉ được viện dẫn.")
    ] = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> models.Listing[models.Instrument] | Response:
    """Trả về các văn bản, mới nhất trước; văn bản không rõ ngày ở cuối."""
    found = chosen(edition, q=q, kind=kind, level=level, year=year, collected=collected)
    shown = Shown(edition)
    found.sort(key=order)
    if stream := as_stream(request, found, shown.instrument, of_instruments):
        return stream
    made = step_of(found, order, limit, cursor)
    return models.Listing[models.Instrument](
        total=made.total,
        items=tuple(shown.instrument(k) for k in made.items),
        next=next_link(request, response, made.cursor),
    )


@router.get(
    "/instruments/{key:path}/cascade",
    responses={**PROBLEMS, 200: {"content": {JSON: {"schema": {"type": "object"}}, **STREAMS}}},
    response_class=Response,
    summary="Cây triển khai",
)
def cascade(
    request: Request,
    edition: EditionNow,
    key: str,
    *,
    weak: Annotated[
        bool, Query(description="Tính cả quan hệ yếu hơn “thực hiện” (tiếp tục, phối hợp …).")
    ] = False,
) -> Response:
    """Trả về cây triển khai của một văn bản: nút, cạnh và số đếm từng cấp.

    Nút `missing` là đơn vị được yêu cầu hoặc mong đợi mà bộ sưu tập chưa thấy văn bản.
    Ở dạng JSON Lines, dòng đầu là số đếm, rồi mỗi dòng một `node`, sau cùng mỗi dòng một `edge`;
    ở dạng CSV mỗi dòng là một nút, theo thứ tự của cây.
    """
    known, store = by_key(edition, key), edition.store
    index = edition.adjacency
    packed = edition.kept(
        ("cascade", known.iri, weak),
        lambda: Packed.of(cascade_of(store, known.iri, weak=weak, index=index)),
    )
    return packed.answer(request)


@router.get(
    "/instruments/{key:path}",
    response_model=models.InstrumentAnswer,
    responses=PROBLEMS,
    summary="Một văn bản",
)
def instrument(  # noqa: PLR0913, PLR0917 - the parameters of one question
    request: Request,
    response: Response,
    edition: EditionNow,
    key: str,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> models.InstrumentAnswer:
    """Trả về mọi điều đồ thị biết về văn bản có khóa này, ví dụ `vn/2021-11-26/33-ct-ttg`.

    Danh sách văn bản viện dẫn nó được chia trang.
    """
    known, store, shown = by_key(edition, key), edition.store, Shown(edition)
    facts, wanted = standing(store, known.iri), Wanted(plan=known.iri)
    here = f"?finding dv:inDocument {iri(known.iri)}"
    citing = links_to(edition, known.iri, limit, cursor)
    open_ones = mentions(
        store, f"{here} . FILTER NOT EXISTS {{ ?finding dv:citedInstrument ?any }}"
    )
    return models.InstrumentAnswer(
        instrument=shown.instrument(known),
        checked=known.iri in edition.reviewed,
        issuers=shown.references(facts.issuers),
        place=shown.reference(facts.place) if facts.place else None,
        status=facts.status.rpartition("/")[2] if facts.status else None,
        notes=facts.notes,
        cites=tuple(shown.link(link) for link in links_from(store, known.iri)),
        cited_by=tuple(shown.link(link) for link in citing.items),
        cited_by_total=citing.total,
        next=next_link(request, response, citing.cursor),
        unresolved=tuple(shown.mention(m) for m in open_ones),
        tasks=len(listed(edition, wanted, duties=False)),
        duties=len(listed(edition, wanted, duties=True)),
        source_errors=tuple(
            models.SourceFault.model_validate(f) for f in source_faults(store, known.iri)
        ),
        sources=origin(store, known.iri).addresses,
    )
