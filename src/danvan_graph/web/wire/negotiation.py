"""Which of the forms on offer a client wants (RFC 9110, section 12.5.1)."""

from collections.abc import Sequence
from dataclasses import dataclass

HTML = "text/html"
_HTML_TYPES = (HTML, "application/xhtml+xml")


@dataclass(frozen=True, slots=True)
class _Range:
    kind: str
    quality: float

    def weight(self, media: str) -> tuple[int, float] | None:
        """Returns how closely and how much the range wants a type, or None when it does not match."""
        if self.kind == media:
            return 3, self.quality
        if self.kind.endswith("/*") and media.startswith(self.kind[:-1]):
            return 2, self.quality
        return (1, self.quality) if self.kind == "*/*" else None


def _quality(parameters: Sequence[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.strip().partition("=")
        if name.lower() == "q":
            try:
                return min(max(float(value), 0.0), 1.0)
            except ValueError:
                return 0.0
    return 1.0


def _ranges(accept: str | None) -> list[_Range]:
    found = []
    for item in (accept or "*/*").split(","):
        kind, *parameters = item.split(";")
        if kind.strip():
            found.append(_Range(kind.strip().lower(), _quality(parameters)))
    return found or [_Range("*/*", 1.0)]


def _wanted(media: str, ranges: Sequence[_Range]) -> float:
    weights = [w for r in ranges if (w := r.weight(media)) is not None]
    return max(weights)[1] if weights else 0.0


def choose(accept: str | None, offers: Sequence[str]) -> str | None:
    """Returns the offer the client wants most, the first of equals, or None when it wants none.

    Args:
        accept: the ``Accept`` header, or None.
        offers: media types, the server's favourite first.

    >>> choose("text/turtle;q=0.5, application/*;q=0.9", ["text/turtle", "application/ld+json"])
    'application/ld+json'
    >>> choose("image/png", ["text/turtle"]) is None
    True
    """
    ranges = _ranges(accept)
    best = max(offers, key=lambda media: _wanted(media, ranges))
    return best if _wanted(best, ranges) > 0 else None


def prefers_html(accept: str | None) -> bool:
    """Returns whether the client is a person's browser: it names HTML and wants it most.

    >>> prefers_html("text/html,application/xhtml+xml,*/*;q=0.8"), prefers_html("*/*")
    (True, False)
    """
    ranges = _ranges(accept)
    named = any(r.kind in _HTML_TYPES for r in ranges)
    return named and choose(accept, [HTML, "application/json"]) == HTML
