"""Answers what was asked from a search index."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path

import tantivy

from danvan_graph.errors import StoreError
from danvan_graph.identifiers.folding import fold, tidy
from danvan_graph.search.entry import KINDS, Kind
from danvan_graph.search.schema import TYPED, WORDS, schema
from danvan_graph.search.words import asked_words, folded_words, typed_words

_TITLE_BOOST = 4.0
_TYPED_BOOST = 2.0
_BLOCK = 60
"""So many hits in the engine's order are ranked by us together; so pages never overlap."""
_WORDS_KEPT, _ENTRIES_KEPT = 1000, 20_000
"""What many ask for is read once: words as the engine is asked for them, entries as it tells them."""
_NAMES = frozenset({"van-ban", "dia-ban", "co-quan", "phong-trao"})


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that was found.

    Attributes:
        iri: its address.
        kind: what it is.
        title: what it is called.
        detail: what is shown below the title.
        weight: how often it is named.
        score: how well it fits; of use beside other hits of the same question only.
    """

    iri: str
    kind: Kind
    title: str
    detail: str
    weight: int
    score: float


@dataclass(frozen=True, slots=True)
class Found:
    """What a question found.

    Attributes:
        hits: the best, best first.
        total: how many there are.
    """

    hits: tuple[Hit, ...]
    total: int


class Searcher:
    """The search index of one generation, open for reading.

    Args:
        folder: where :func:`danvan_graph.search.writing.write_search` wrote it.

    Raises:
        StoreError: the folder holds no index that this version reads.
    """

    def __init__(self, folder: Path) -> None:
        try:
            self._index = tantivy.Index(schema(), path=str(folder), reuse=True)
            self._searcher = self._index.searcher()
            self._schema = self._index.schema
        except (OSError, ValueError) as error:
            raise StoreError(
                f"Không mở được chỉ mục tìm kiếm trong “{folder}” ({error}); "
                "hãy chạy lại “danvan build”.",
                f"The search index in “{folder}” cannot be opened ({error}).",
            ) from error
        self._begun = lru_cache(_WORDS_KEPT)(self._beginning)
        self._word = lru_cache(_WORDS_KEPT)(partial(self._boosted, WORDS[1], 1.0))
        self._titled = lru_cache(_WORDS_KEPT)(partial(self._boosted, WORDS[0], _TITLE_BOOST))
        self._typed = lru_cache(_WORDS_KEPT)(partial(self._boosted, TYPED, _TYPED_BOOST))
        self._entry = lru_cache(_ENTRIES_KEPT)(self._read)

    def __len__(self) -> int:
        """Returns how many entries there are."""
        return int(self._searcher.num_docs)

    def find(
        self, text: str, *, kinds: Collection[Kind] = KINDS, limit: int = 20, offset: int = 0
    ) -> Found:
        """Returns what holds every word of the text; the last may be only begun.

        Words are compared without marks; what bears them with the marks typed comes first, then
        what begins with them, then what is named most.

        Args:
            text: words, numbers or symbols in any spelling.
            kinds: what may be found.
            limit: how many hits at most.
            offset: how many of the best to pass over.
        """
        words = asked_words(text)
        if not words or not kinds:
            return Found((), 0)
        query = self._query(words, typed_words(text), kinds)
        first = offset // _BLOCK
        blocks = -(-(offset + limit) // _BLOCK)
        found = self._searcher.search(query, limit=blocks * _BLOCK, weight_by_field="weight")
        told = [self._hit(score, at) for score, at in found.hits[first * _BLOCK :]]
        order = _nearness(text, words)
        blocked = (told[n : n + _BLOCK] for n in range(0, len(told), _BLOCK))
        ranked = [hit for block in blocked for hit in sorted(block, key=order)]
        begin = offset - first * _BLOCK
        total: int = found.count  # type: ignore[attr-defined]  # the stub lacks it
        return Found(tuple(ranked[begin : begin + limit]), total)

    def _query(self, words: list[str], typed: list[str], kinds: Collection[Kind]) -> tantivy.Query:
        must = [(tantivy.Occur.Must, self._word(w)) for w in words[:-1]]
        must.append((tantivy.Occur.Must, self._begun(words[-1])))
        should = [(tantivy.Occur.Should, self._word(words[-1]))]
        should += [(tantivy.Occur.Should, self._titled(w)) for w in words]
        should += [(tantivy.Occur.Should, self._typed(w)) for w in typed]
        if set(kinds) != set(KINDS):
            query = tantivy.Query.term_set_query(self._schema, "kind", sorted(kinds))
            must.append((tantivy.Occur.Must, tantivy.Query.const_score_query(query, 0.0)))
        return tantivy.Query.boolean_query([*must, *should])

    def _beginning(self, word: str) -> tantivy.Query:
        """Returns what finds a word that may be only begun, all worth the same."""
        return tantivy.Query.regex_query(self._schema, WORDS[1], f"{word}.*")

    def _boosted(self, field: str, boost: float, word: str) -> tantivy.Query:
        query = tantivy.Query.term_query(self._schema, field, word, index_option="freq")
        return tantivy.Query.boost_query(query, boost)

    def _hit(self, score: float, address: tantivy.DocAddress) -> Hit:
        return Hit(*self._entry(address.segment_ord, address.doc), score)

    def _read(self, segment: int, number: int) -> tuple[str, Kind, str, str, int]:
        """Returns address, kind, title, detail and weight of an entry."""
        told = self._searcher.doc(tantivy.DocAddress(segment, number))
        return (
            told["iri"][0],
            told["kind"][0],
            told["shown"][0],
            told["detail"][0],
            told["weight"][0],
        )


def _nearness(text: str, words: list[str]) -> Callable[[Hit], tuple[bool, int, float, str]]:
    """Returns the order of hits: marks as typed, then nearness of the name, then the score."""
    typed, asked = " ".join(typed_words(text)), " ".join(words)
    marked = fold(text) != tidy(text).casefold()

    def key(hit: Hit) -> tuple[bool, int, float, str]:
        other_marks = marked and typed not in _as_typed(hit.title)
        return other_marks, _distance(hit, asked), -hit.score, hit.iri

    return key


def _distance(hit: Hit, asked: str) -> int:
    """Returns 0 for the name itself, 1 for one that ends or begins so, 2 for one that holds it."""
    title = _folded(hit.title)
    if hit.kind not in _NAMES:
        return 2 if asked in title else 3
    if title == asked:
        return 0
    if title.endswith(f" {asked}") or title.startswith(asked):
        return 1
    return 2 if asked in title else 3


@lru_cache(_ENTRIES_KEPT)
def _folded(title: str) -> str:
    return " ".join(folded_words(title))


@lru_cache(_ENTRIES_KEPT)
def _as_typed(title: str) -> str:
    return " ".join(typed_words(title))
