"""The distribution list (Nơi nhận): who gets the document, and for what."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from danvan_graph.parse.layout.foot import BULLET, NOI_NHAN
from danvan_graph.parse.layout.lines import CAPITAL, Line, printed
from danvan_graph.parse.layout.zones import Zones
from danvan_graph.parse.sureness import RECIPIENT_MARKED, RECIPIENT_UNMARKED
from danvan_graph.records.agent import Agent
from danvan_graph.records.recipient import Recipient
from danvan_graph.records.text import Text

_ARCHIVE = re.compile(r"[Ll]ưu\s?(?:trữ)?(?:\s?:|\s)\s?(?P<units>.*)", re.DOTALL)
_UNIT = re.compile(r"[^\W_][\w&.-]*(?:\s[\w&-]+)*")
_STOP = re.compile(r"\.(?:\s|$)|\(")
_ROLES = (
    (
        re.compile(r"(?:\(|để\s+|,\s?|;\s*)\s*(?:b\s?[/.]\s?c(?:áo)?|bc|báo\s+cáo)(?!\w)"),
        "bao-cao",
    ),
    (
        re.compile(r"(?:\(|để\s+|;\s*)\s*(?:p\s?/\s?h(?:ợp)?|phối\s+hợp)(?!\w)"),
        "phoi-hop",
    ),
    (
        re.compile(
            r"(?:\(|để\s+|;\s*)\s*(?:t\s?/\s?h(?:iện)?|thực\s+hiện|chỉ\s+đạo|triển\s+khai|thi\s+hành)(?!\w)",
        ),
        "thuc-hien",
    ),
    (
        re.compile(
            r"(?:\(|để\s+|;\s*)\s*(?:biết|theo\s+dõi|t\s?/\s?d(?:õi)?|đ\s?/\s?b|đăng\s+tải|đưa\s+tin)(?!\w)",
        ),
        "de-biet",
    ),
)
"""What small letters behind a name say it gets the document for."""
_INLINE = re.compile(r"\s(?<=[;,.]\s)\s*(?=[-+•]\s?[^\W\da-zà-ỹđ])")
_IN_A_ROW = re.compile(rf",\s+(?=[{CAPITAL}]|lưu\s|các\s)")
"""Where the next entry of a list in one line begins: "Thường trực Huyện ủy, UBND huyện, lưu VT"."""
_END = re.compile(r"[;,.]\s*(?:\([^)]{0,40}\))?$")


@dataclass(slots=True)
class _Entry:
    """One entry while it is put together."""

    pieces: list[Line] = field(default_factory=list)

    @property
    def words(self) -> str:
        return " ".join(piece.words for piece in self.pieces)


def _parts(piece: Line) -> Iterator[Line]:
    """Yields the entries that stand in one line: "- Như trên; - Lưu: VT."."""
    place = 0
    cuts = [m.span() for m in _INLINE.finditer(piece.words)]
    for start, stop in [*cuts, (len(piece.words), len(piece.words))]:
        words = piece.words[place:start]
        if words:
            yield Line(piece.start + place, piece.start + place + len(words), words, piece.gap)
        place = stop


def _bare(piece: Line) -> tuple[bool, Line | None]:
    """Returns whether a piece begins with a bullet, and the piece without it."""
    match = BULLET.match(piece.words)
    if match is None:
        return False, piece
    words = piece.words[match.end() :]
    if not words:
        return True, None
    return True, Line(piece.start + match.end(), piece.end, words, piece.gap)


def _entries(pieces: list[Line]) -> list[_Entry]:
    """Returns the entries of a list, continuation lines joined to what they continue."""
    bullets = any(BULLET.match(piece.words) for piece in pieces)
    found: list[_Entry] = []
    for piece in (part for whole in pieces for part in _parts(whole)):
        marked, bare = _bare(piece)
        ended = not bullets and found and (_END.search(found[-1].words) or _opens(piece.words))
        if marked or not found or ended:
            found.append(_Entry())
        if bare:
            found[-1].pieces.append(bare)
    return _in_a_row(found[0]) if len(found) == 1 else [entry for entry in found if entry.pieces]


def _joined(entry: _Entry) -> _Entry:
    """Returns an entry whose lines follow each other as one line."""
    first, last, words = entry.pieces[0], entry.pieces[-1], entry.words
    if len(words) != last.end - first.start:
        return entry
    return _Entry([Line(first.start, last.end, words, first.gap)])


def _in_a_row(entry: _Entry) -> list[_Entry]:
    """Returns the entries of a list that stands in one line, parted by commas."""
    if not entry.pieces:
        return []
    entry = _joined(entry)
    if len(entry.pieces) != 1 or not re.search(r"[,;]\s+[Ll]ưu\W", entry.words):
        return [entry]
    line = entry.pieces[0]
    mark = re.compile(r";\s+") if re.search(r";\s+[Ll]ưu", line.words) else _IN_A_ROW
    starts = [0, *(m.end() for m in mark.finditer(line.words)), len(line.words)]
    return [
        _Entry([Line(line.start + a, line.start + b, line.words[a:b].rstrip(), line.gap)])
        for a, b in itertools.pairwise(starts)
    ]


def _opens(words: str) -> bool:
    """Returns whether a line of a list without bullets and punctuation begins an entry."""
    return words[0].isupper() and not words.startswith("(")


def _listed(zones: Zones) -> list[Line]:
    """Returns the pieces of the list without its title."""
    first, *rest = zones.foot.listed
    title = NOI_NHAN.match(first.words)
    end = title.end() if title else 0
    words = first.words[end:]
    return [Line(first.start + end, first.end, words, first.gap), *rest] if words else rest


def _role(words: str) -> str:
    if _ARCHIVE.match(words):
        return "luu"
    low = words.lower()
    return next((slug for cue, slug in _ROLES if cue.search(low)), "khong-ro")


def _units(words: str) -> tuple[str, ...]:
    """Returns the initials behind "Lưu:"."""
    match = _ARCHIVE.match(words)
    if match is None:
        return ()
    first = _STOP.split(match["units"], maxsplit=1)[0]
    parts = first.replace(";", ",").split(",")
    return tuple(u.group().rstrip(".") for part in parts if (u := _UNIT.search(part)))


def find_recipients(text: Text, zones: Zones) -> tuple[Recipient, ...]:
    """Returns the entries of the distribution list in text order.

    Args:
        text: the text.
        zones: its parts.
    """
    if not zones.foot.listed:
        return ()
    found = []
    pieces = _listed(zones)
    marked = any(BULLET.match(piece.words) for piece in pieces)
    sure = RECIPIENT_MARKED if marked else RECIPIENT_UNMARKED
    for entry in _entries(pieces):
        start, end = entry.pieces[0].start, entry.pieces[-1].end
        words = " ".join(printed(text, piece.start, piece.end) for piece in entry.pieces)
        at = text.span(start, end)
        agent = Agent(words.rstrip(" .;,"), (), at)
        found.append(Recipient(at, agent, _role(words), _units(words), sure))
    return tuple(found)
