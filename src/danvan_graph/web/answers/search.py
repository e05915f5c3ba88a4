"""What is found by words, best first."""

from collections.abc import Callable, Collection
from functools import lru_cache

from starlette.requests import Request

from danvan_graph.search.entry import KINDS, Kind
from danvan_graph.web.answers.written import Told, written
from danvan_graph.web.paging import next_path
from danvan_graph.web.publication import Edition

DEEPEST = 10_000
_MOST_KEPT = 20_000
_QUICK = 100_000
"""In so many entries the engine finds the best before another thread would have begun."""


def searched(  # noqa: PLR0913 - the parameters of one question
    request: Request,
    edition: Edition,
    words: str,
    *,
    kinds: Collection[Kind] = KINDS,
    limit: int = 20,
    offset: int = 0,
) -> Told:
    """Returns what holds every word, best first."""
    found = edition.searcher.find(words, kinds=kinds, limit=limit, offset=offset)
    reached = offset + len(found.hits)
    more = reached < min(found.total, DEEPEST) and bool(found.hits)
    following = next_path(request, str(reached) if more else None, name="offset")
    shown = _writer(edition)
    items = b",".join([shown(hit.iri, hit.kind, hit.title, hit.detail) for hit in found.hits])
    body = b'{"total":%d,"items":[%b],"next":%b}' % (found.total, items, written(following))
    return Told(body, following)


def is_quick(edition: Edition) -> bool:
    """Returns whether a search takes no longer than handing it to another thread."""
    return "searcher" in vars(edition) and len(edition.searcher) <= _QUICK


def _writer(edition: Edition) -> Callable[[str, Kind, str, str], bytes]:
    """Returns what writes hits; many are kept while the edition is."""

    def shown(iri: str, kind: Kind, label: str, detail: str) -> bytes:
        page = edition.addresses.page(iri)
        return written({"iri": iri, "kind": kind, "label": label, "detail": detail, "page": page})

    return edition.kept(("hits as JSON",), lambda: lru_cache(_MOST_KEPT)(shown))
