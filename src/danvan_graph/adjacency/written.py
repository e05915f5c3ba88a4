"""Instruments and passages as answers tell them: written when the index is made, given as they lie.

Each is a piece of JSON without spaces, as :mod:`danvan_graph.web.api.models` describes it. What is
not in the index is not in a piece: a passage is told as one whose record nobody has checked.
"""

from collections.abc import Mapping
from functools import lru_cache
from json.encoder import encode_basestring as quoted

from danvan_graph.adjacency.columns import Array, Columns, Lists
from danvan_graph.adjacency.instruments import NO_YEAR
from danvan_graph.adjacency.texts import Texts, raw_columns

INSTRUMENT, PASSAGE = "instrument_json", "passage_json"
"""The rows: of each thing, empty where it is no instrument; of each passage, with a comma after."""
UNCHECKED = b"false},"
"""The end of a passage."""
WAS = "passage.was"
"""The number that a passage had in an older index, −1 where it is new; in no file."""
_MOST_KEPT = 50_000
_NUMBERS = ("start", "end", "basis", "confidence")
_TEXTS = ("citation", "document_label", "section", "section_label", "quote")


class Writer:
    """Writes the instruments and passages of an index.

    Args:
        columns: the index.
        base: of the graph's addresses.
    """

    def __init__(self, columns: Mapping[str, Array] | Columns, base: str) -> None:
        self._begin = f"{base}instrument/"
        self._columns = columns
        self._iris = Texts(columns, "iri")
        self._issuers = Lists(columns, "issued_by")
        self._held = lru_cache(64)(self._view)
        self._row = Texts(columns, "text")
        slugs = Texts(columns, "relation_slug")
        self._slugs = [quoted(slugs[at]) for at in range(len(slugs))]
        self._text = lru_cache(_MOST_KEPT)(self._quoted)
        self._document = lru_cache(_MOST_KEPT)(self._address)

    def _view(self, name: str) -> memoryview:
        return memoryview(self._columns[name])  # type: ignore[arg-type]  # the stub

    def _quoted(self, number: int) -> str:
        found = self._row.get(number)
        return "null" if found is None else quoted(found)

    def _address(self, number: int) -> str:
        return quoted(self._iris[number])

    def instrument(self, number: int) -> bytes:
        """Returns an instrument; nothing for what is none."""
        if not self._held("known")[number]:
            return b""
        iri, year = self._iris[number], self._held("year")[number]
        issuers = ",".join(self._text(name) for name in self._issuers[number].tolist())
        return (
            f'{{"iri":{quoted(iri)},"key":{quoted(iri.removeprefix(self._begin))},'
            f'"label":{self._told("label", number)},"number":{self._told("number", number, "null")},'
            f'"title":{self._told("title", number, "null")},"kind":{self._told("kind", number)},'
            f'"kind_label":{self._told("kind_label", number)},'
            f'"date":{self._told("date", number, "null")},'
            f'"year":{"null" if year == NO_YEAR else year},"issuers":[{issuers}],'
            f'"level":{self._told("level", number)},"level_label":{self._told("level_label", number)},'
            f'"place":{self._told("place", number, "null")},'
            f'"collected":{_truth(self._held("collected")[number])},'
            f'"cited_by":{self._held("cited_by")[number]}}}'
        ).encode("utf-8", "replace")

    def _told(self, column: str, number: int, nothing: str = '""') -> str:
        found = self._held(column)[number]
        return nothing if found < 0 else self._text(found)

    def passage(self, at: int) -> bytes:
        """Returns a passage."""
        start, end, basis, sure = (self._held(f"passage.{name}")[at] for name in _NUMBERS)
        told = (self._text(self._held(f"passage.{name}")[at]) for name in _TEXTS)
        citation, label, section, heading, quote = told
        return (
            f'{{"citation":{citation},"document":{self._document(self._held("passage.document")[at])},'
            f'"document_label":{label},"section":{section},"section_label":{heading},'
            f'"start":{start},"end":{end},"basis":{_truth(basis)},"confidence":{sure!r},'
            f'"relation":{self._slugs[self._held("passage.relation")[at]]},"quote":{quote},'
            f'"checked":'
        ).encode("utf-8", "replace") + UNCHECKED


def _truth(value: object) -> str:
    return "true" if value else "false"


class Written:
    """The instruments and passages of an index as bytes; an older index holds none: they are written.

    Args:
        columns: the index.
        base: of the graph's addresses.
    """

    def __init__(self, columns: Columns, base: str) -> None:
        held = f"{PASSAGE}.ends" in columns
        self._writer = None if held else Writer(columns, base)
        self._instruments = Texts(columns, INSTRUMENT) if held else None
        self._passages = Texts(columns, PASSAGE) if held else None

    def instrument(self, number: int) -> bytes:
        """Returns an instrument by its number."""
        if self._instruments is None:
            return self._writer.instrument(number) if self._writer else b""
        return self._instruments.raw(number)

    def passages(self, begin: int, end: int) -> bytes | memoryview:
        """Returns the passages from one number to before another, with commas between."""
        if self._passages is None:
            found = (self._writer.passage(at) for at in range(begin, end) if self._writer)
            return b"".join(found)[:-1]
        return self._passages.span(begin, end)[:-1]


def written_columns(columns: Mapping[str, Array], base: str) -> dict[str, Array]:
    """Returns every instrument and passage of an index as answers tell them."""
    writer = Writer(columns, base)
    things, passages = len(columns["known"]), len(columns["passage.start"])
    return {
        **raw_columns(INSTRUMENT, [writer.instrument(at) for at in range(things)]),
        **raw_columns(PASSAGE, [writer.passage(at) for at in range(passages)]),
    }
