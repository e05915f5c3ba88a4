"""``/changes`` and ``/changes.atom``: what each publication added, changed and removed."""

import re
from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, Field

from danvan_graph.store.keeping.changes import Change, changes
from danvan_graph.web.api import models
from danvan_graph.web.paging import Key, next_link, step
from danvan_graph.web.publication import Edition
from danvan_graph.web.site.parameters import Cursor, Limit
from danvan_graph.web.site.requests import EditionNow

router = APIRouter(tags=["Thay đổi"])
feed_router = APIRouter(include_in_schema=False)

_MOST_NAMED = 200
_MOST_ENTRIES = 50
_ATOM = "application/atom+xml; charset=utf-8"
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_HEADS = {"added": "Thêm", "changed": "Sửa", "removed": "Bỏ"}


class Documents(BaseModel):
    """Các văn bản cùng chịu một thay đổi."""

    total: int = Field(description="Số văn bản.")
    first: tuple[models.Reference, ...] = Field(description="Những văn bản đầu, tối đa 200.")


class Publication(BaseModel):
    """Một lần công bố."""

    sequence: int = Field(description="Số thứ tự, từ 1.")
    edition: str = Field(description="Tên bản đồ thị.")
    before: str | None = Field(description="Tên bản trước nó.")
    made: str = Field(description="Lúc công bố (UTC).")
    compared: bool = Field(description="Có so được với bản trước hay không.")
    added: Documents = Field(description="Văn bản mới.")
    changed: Documents = Field(description="Văn bản có điều đã sửa.")
    removed: Documents = Field(description="Văn bản không còn.")
    shared: tuple[str, ...] = Field(description="Phần chung đã sửa: register, units, ontology …")


def _documents(edition: Edition, addresses: tuple[str, ...]) -> Documents:
    first = tuple(_reference(edition, iri) for iri in addresses[:_MOST_NAMED])
    return Documents(total=len(addresses), first=first)


def _reference(edition: Edition, iri: str) -> models.Reference:
    known = edition.index.instruments.get(iri)
    return models.Reference(
        iri=iri, label=known.label if known else edition.addresses.path(iri) or iri
    )


def _shown(edition: Edition, change: Change) -> Publication:
    return Publication(
        sequence=change.sequence,
        edition=change.edition,
        before=change.before,
        made=change.made,
        compared=change.compared,
        added=_documents(edition, change.added),
        changed=_documents(edition, change.changed),
        removed=_documents(edition, change.removed),
        shared=change.shared,
    )


def newest(change: Change) -> Key:
    """Returns the key by which publications are listed: the newest first."""
    return (f"{10**12 - change.sequence:012d}",)


@router.get("/changes", summary="Mỗi lần công bố đã thêm, sửa, bỏ những gì")
def change_list(
    request: Request,
    response: Response,
    edition: EditionNow,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> models.Listing[Publication]:
    """Trả về các lần công bố, mới nhất trước, với những văn bản đã thêm, sửa, bỏ."""
    made = step(changes(edition.folder), newest, limit, cursor)
    return models.Listing[Publication](
        total=made.total,
        items=tuple(_shown(edition, change) for change in made.items),
        next=next_link(request, response, made.cursor),
    )


@feed_router.get("/changes.atom")
def feed(edition: EditionNow) -> Response:
    """Answers with the newest publications as an Atom feed (RFC 4287)."""
    told = changes(edition.folder)[::-1]
    return Response("".join(_feed(edition, told[:_MOST_ENTRIES])), media_type=_ATOM)


def _text(text: str) -> str:
    return escape(_NOT_XML.sub("", text))


def _feed(edition: Edition, told: list[Change]) -> Iterator[str]:
    updated = told[0].made if told else edition.store.generation.published
    base = edition.addresses.base
    yield '<?xml version="1.0" encoding="utf-8"?>\n'
    yield '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="vi">\n'
    yield f"<id>{_text(base)}changes</id>\n<title>Đồ thị dân vận chính quyền: thay đổi</title>\n"
    yield f"<updated>{_text(updated)}</updated>\n<author><name>danvan_graph</name></author>\n"
    yield '<link rel="self" href="/changes.atom"/>\n<link href="/api/v1/changes"/>\n'
    for change in told:
        yield from _entry(edition, change)
    yield "</feed>\n"


def _entry(edition: Edition, change: Change) -> Iterator[str]:
    parts = {name: getattr(change, name) for name in _HEADS}
    counted = ", ".join(f"{_HEADS[name].lower()} {len(parts[name])}" for name in _HEADS)
    title = f"{counted} văn bản" if change.compared else "không so được với bản trước"
    yield f"<entry>\n<id>{_text(edition.addresses.base)}changes/{change.sequence}</id>\n"
    yield f"<title>Bản {_text(change.edition)}: {title}</title>\n"
    yield f"<updated>{_text(change.made)}</updated>\n"
    for iri in (*change.added, *change.changed)[:_MOST_NAMED]:
        page = edition.addresses.page(iri)
        if page:
            yield f'<link rel="related" href={quoteattr(_NOT_XML.sub("", page))}/>\n'
    yield f'<content type="text">{_text(_told(edition, change))}</content>\n</entry>\n'


def _told(edition: Edition, change: Change) -> str:
    lines = []
    for name, head in _HEADS.items():
        addresses = getattr(change, name)
        lines += [f"{head}: {_reference(edition, i).label}" for i in addresses[:_MOST_NAMED]]
        if len(addresses) > _MOST_NAMED:
            lines.append(f"{head}: và {len(addresses) - _MOST_NAMED} văn bản khác")
    if change.shared:
        lines.append(f"Phần chung đã sửa: {', '.join(change.shared)}")
    return "\n".join(lines)
