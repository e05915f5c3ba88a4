"""What a citation was taken to mean."""

from dataclasses import dataclass

from danvan_graph.identifiers.keys import InstrumentKey
from danvan_graph.records.issue import Issue


@dataclass(frozen=True, slots=True)
class Decision:
    """The instrument a citation means, or those it may mean.

    Attributes:
        instrument: the instrument, or None while it is open.
        candidates: what it may mean while it is open.
        sure: how sure the instrument is, between 0 and 1; 0 while it is open.
        issues: what looks wrong in the source.
    """

    instrument: InstrumentKey | None = None
    candidates: tuple[InstrumentKey, ...] = ()
    sure: float = 0.0
    issues: tuple[Issue, ...] = ()


OPEN = Decision()
"""Nobody can tell."""


def one_of(keys: tuple[InstrumentKey, ...], sure: float) -> Decision:
    """Returns the decision for what is left: one is taken, several stay open.

    >>> key = InstrumentKey.parse("vn/2013-06-03/25-nq-tw")
    >>> one_of((key,), 0.9).instrument == key, one_of((), 0.9) is OPEN
    (True, True)
    """
    distinct = tuple(dict.fromkeys(keys))
    if len(distinct) == 1:
        return Decision(distinct[0], sure=sure)
    return Decision(candidates=tuple(sorted(distinct))) if distinct else OPEN
