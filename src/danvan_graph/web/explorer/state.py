"""What somebody has opened so far, as parameters of an address."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal
from urllib.parse import urlencode

from danvan_graph.errors import InvalidIdentifier

Direction = Literal["xuoi", "nguoc"]
_SIGN = "|"
_MOST_STEPS = 40


@dataclass(frozen=True, slots=True)
class Opening:
    """One relation of one thing, opened.

    Attributes:
        path: the thing, as a path below the base.
        term: name of the property in our ontology, such as ``implements``.
        direction: ``xuoi`` from the thing, ``nguoc`` towards it.
    """

    path: str
    term: str
    direction: Direction

    @classmethod
    def parse(cls, text: str) -> "Opening":
        """Returns the opening that a parameter tells.

        Raises:
            InvalidIdentifier: the text is none.

        >>> Opening.parse("instrument/vn/2021-11-26/33-ct-ttg|implements|nguoc").term
        'implements'
        """
        path, _, rest = text.partition(_SIGN)
        term, _, direction = rest.partition(_SIGN)
        if not path or not term.isalnum() or direction not in {"xuoi", "nguoc"}:
            raise InvalidIdentifier(
                f"“{text[:100]}” không phải là một bước mở của hình; hãy bắt đầu lại.",
                f"“{text[:100]}” is not a step of the explorer.",
            )
        return cls(path, term, "xuoi" if direction == "xuoi" else "nguoc")

    def __str__(self) -> str:
        return _SIGN.join((self.path, self.term, self.direction))


@dataclass(frozen=True, slots=True)
class State:
    """Where one began, what was opened, and what is looked at.

    Attributes:
        start: the first thing, as a path below the base.
        opened: what was opened, in order.
        chosen: the thing whose relations are listed, as a path.
    """

    start: str
    opened: tuple[Opening, ...] = ()
    chosen: str = ""

    @classmethod
    def read(cls, start: str, opened: Sequence[str], chosen: str) -> "State":
        """Returns the state that parameters tell.

        Raises:
            InvalidIdentifier: a step cannot be read, or there are more than forty.
        """
        if len(opened) > _MOST_STEPS:
            raise InvalidIdentifier(
                f"Hình đã mở quá {_MOST_STEPS} bước; hãy bắt đầu lại từ một chỗ khác.",
                f"More than {_MOST_STEPS} steps are open.",
            )
        steps = dict.fromkeys(Opening.parse(text) for text in opened)
        return cls(start.strip("/"), tuple(steps), chosen.strip("/") or start.strip("/"))

    def query(self) -> str:
        """Returns the state as the query of an address."""
        pairs = [("tu", self.start), *(("mo", str(o)) for o in self.opened)]
        if self.chosen != self.start:
            pairs.append(("chon", self.chosen))
        return urlencode(pairs)

    def with_opened(self, step: Opening) -> "State":
        """Returns the state with one more relation opened."""
        return replace(self, opened=(*self.opened, step), chosen=step.path)

    def without(self, step: Opening) -> "State":
        """Returns the state with a relation closed."""
        return replace(self, opened=tuple(o for o in self.opened if o != step))

    def upto(self, count: int) -> "State":
        """Returns the state after its first steps."""
        kept = self.opened[:count]
        return State(self.start, kept, kept[-1].path if kept else self.start)

    def choosing(self, path: str) -> "State":
        """Returns the state with another thing looked at."""
        return replace(self, chosen=path)
