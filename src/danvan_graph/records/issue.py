"""Something in a source that looks wrong; it is shown and never silently mended."""

from dataclasses import dataclass

from danvan_graph.records.span import Span


@dataclass(frozen=True, slots=True)
class Issue:
    """One likely mistake of the source.

    Attributes:
        at: place of what looks wrong.
        kind: slug of the scheme ``loai-sai-sot``.
        printed: what the source prints (a number, date or name).
        expected: what it most likely should be, or None.
        reason: a full Vietnamese sentence: why it looks wrong.
    """

    at: Span
    kind: str
    printed: str
    expected: str | None
    reason: str
