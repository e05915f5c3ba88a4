"""Many texts in one array of bytes."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np

from danvan_graph.adjacency.columns import Array, Columns

NONE = -1


def text_columns(name: str, texts: Iterable[str]) -> dict[str, Array]:
    """Returns the columns of a row of texts: their UTF-8 bytes and where each ends.

    Args:
        name: of the row.
        texts: in the order in which they are to be numbered.
    """
    return raw_columns(name, [text.encode("utf-8", "surrogatepass") for text in texts])


def raw_columns(name: str, raw: Sequence[bytes]) -> dict[str, Array]:
    """Returns the columns of a row of texts whose UTF-8 bytes are given."""
    ends = np.cumsum([0, *map(len, raw)], dtype=np.int64)
    return {f"{name}.bytes": np.frombuffer(b"".join(raw), np.uint8), f"{name}.ends": ends}


class Pool:
    """Numbers texts as they come, each once."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def number(self, text: str | None) -> int:
        """Returns the number of a text; that of nothing is −1."""
        return NONE if text is None else self._numbers.setdefault(text, len(self._numbers))

    def __iter__(self) -> Iterator[str]:
        """Yields the texts in the order of their numbers."""
        return iter(self._numbers)


class Texts:
    """A row of texts, decoded one by one as they are asked for.

    Args:
        columns: the file.
        name: of the row.
    """

    def __init__(self, columns: Columns | Mapping[str, Array], name: str) -> None:
        self.bytes, self.ends = columns[f"{name}.bytes"], columns[f"{name}.ends"]
        self._bytes = memoryview(self.bytes)  # type: ignore[arg-type]  # the stub
        self._ends = memoryview(self.ends)  # type: ignore[arg-type]

    def __len__(self) -> int:
        """Returns how many texts there are."""
        return len(self._ends) - 1

    def raw(self, number: int) -> bytes:
        """Returns the UTF-8 bytes of a text."""
        return bytes(self._bytes[self._ends[number] : self._ends[number + 1]])

    def span(self, begin: int, end: int) -> memoryview:
        """Returns the bytes of the texts from one number to before another, where they lie."""
        return self._bytes[self._ends[begin] : self._ends[end]]

    def __getitem__(self, number: int) -> str:
        """Returns a text by its number."""
        return self.raw(number).decode("utf-8", "surrogatepass")

    def get(self, number: int) -> str | None:
        """Returns a text by its number, None for that of nothing."""
        return None if number == NONE else self[number]

    def place(self, text: str) -> int:
        """Returns the number of the first text of a sorted row that is not before a text."""
        return self.place_raw(text.encode("utf-8", "surrogatepass"))

    def place_raw(self, wanted: bytes) -> int:
        """Returns the same for the UTF-8 bytes of a text."""
        held, ends = self._bytes, self._ends
        low, high = 0, len(ends) - 1
        while low < high:
            middle = (low + high) // 2
            if bytes(held[ends[middle] : ends[middle + 1]]) < wanted:
                low = middle + 1
            else:
                high = middle
        return low

    def find(self, text: str) -> int:
        """Returns the number of a text in a row that is sorted, −1 when it is not there."""
        return self.find_raw(text.encode("utf-8", "surrogatepass"))

    def find_raw(self, wanted: bytes) -> int:
        """Returns the same for the UTF-8 bytes of a text."""
        at = self.place_raw(wanted)
        return at if at < len(self) and self.raw(at) == wanted else NONE
