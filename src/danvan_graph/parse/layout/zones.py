"""The parts of a document: letterhead, title, preamble, body, closing words, foot, annexes."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from danvan_graph.parse.layout.foot import Foot, find_foot
from danvan_graph.parse.layout.lines import Line, is_capital, lines_of
from danvan_graph.parse.layout.marks import Marks, Run, read_marks
from danvan_graph.parse.layout.title import HEADING, RECITAL, KindLine, kind_lines, title_end
from danvan_graph.parse.words.lexicon import Lexicon
from danvan_graph.records.text import Text

_FAR = 8000
_RECEIVERS = 20
"""Lines below which no letter names its receivers any more."""
_NEAR = 700
_ABOUT = re.compile(r"(?:V\s?/\s?v|V/V|v/v|Về việc|VỀ VIỆC|Vv|V\.v)\s?[:.]?\s?")
_DEAR = re.compile(r"Kính\s+gửi|KÍNH\s+GỬI")
_ENACTS = re.compile(
    r"như sau\s?:|sau đây\s?:|dưới đây\s?:|nội dung sau\s?:|nhiệm vụ sau\s?:|việc sau\s?:|gồm\s?:|QUYẾT (?:ĐỊNH|NGHỊ)\s?:"
)
_CLOSES = re.compile(
    r"(?:Trên đây là|Trên đây,|Chỉ thị này (?:có hiệu lực|được)|Yêu cầu (?:các|Thủ trưởng|Giám đốc))"
)
_ENDS = re.compile(r"\.\s?/\s?\.?")
_RUNS_ON = re.compile(r"\s(?:Căn cứ|CĂN CỨ|Xét|Thực hiện (?=[A-ZĐ])|Theo|Kính gửi|Điều 1\W|I\.\s)")
_OF_BODY = re.compile(r"CỦA\s+(?:BAN|BỘ|TỈNH|THÀNH|HUYỆN|QUẬN|ĐẢNG|ỦY|THỦ|CHÍNH|HỘI)[^\n]{0,80}$")
"""The line below the kind that says whose paper it is, as papers of the Party have it."""
_OF_KIND = re.compile(
    r"\s+(?:CHUYÊN ĐỀ|LIÊN TỊCH|LIÊN NGÀNH|CÔNG TÁC|\(?DỰ THẢO\)?)(?=\s*(?:\n|$))"
)
"""What may stand behind the word for the kind and is no title: "NGHỊ QUYẾT CHUYÊN ĐỀ"."""
_LONGEST_TITLE = 1500
_LAST_WORDS = 2500


@dataclass(frozen=True, slots=True)
class Zones:
    """Where the parts of a document stand in the flat text; a missing part is an empty run.

    Attributes:
        lines: the lines of the source.
        marks: what the letterhead says.
        kind: the line with the word for the kind, or None.
        foot: the pieces of the foot.
        head: everything above the title.
        title: the trích yếu, without the word for the kind.
        preamble: recitals and what leads to the first heading.
        body: from the first heading to the closing words.
        closing: the closing words.
        recipients: the distribution list.
        signature: the signature block.
        annexes: what follows the foot.
    """

    lines: tuple[Line, ...]
    marks: Marks
    kind: KindLine | None
    foot: Foot
    head: Run = (0, 0)
    title: Run = (0, 0)
    preamble: Run = (0, 0)
    body: Run = (0, 0)
    closing: Run = (0, 0)
    recipients: Run = (0, 0)
    signature: Run = (0, 0)
    annexes: Run = (0, 0)


def _own_kind(found: Sequence[KindLine], marks: Marks) -> KindLine | None:
    """Returns the kind line of the document: the first below the letterhead, not of an annex."""
    exact = [k for k in found if k.exact] or list(found)
    first_mark = min((run[0] for run in marks.runs), default=None)
    if not exact or first_mark is None or first_mark > exact[0].at[0] + _NEAR:
        return exact[0] if exact else None
    below = [k for k in exact if k.at[0] > first_mark]
    return below[0] if below else exact[0]


def _head_end(text: Text, lines: Sequence[Line], kind: KindLine | None) -> int:
    """Returns where the letterhead must end."""
    if kind:
        return kind.at[0]
    dear = _DEAR.search(text.flat, 0, _FAR)
    if dear:
        return dear.start()
    recital = next((line for line in lines if RECITAL.match(line.words)), None)
    return min(recital.start if recital else _FAR, _FAR, len(text.flat))


def _covered(line: Line, runs: Sequence[Run]) -> bool:
    return any(start <= line.start < end for start, end in runs)


def _kind_title(zones: Zones, text: Text) -> Run:
    """Returns the title that stands below, or behind, the word for the kind."""
    kind = zones.kind
    if kind is None:
        return 0, 0
    runs = zones.marks.runs
    covered = max((end for _, end in runs), default=0)
    below = [
        line
        for line in zones.lines
        if line.end > kind.at[1] and (line.start >= covered or not _covered(line, runs))
    ]
    if below and below[0].start < kind.at[1]:
        start = kind.at[1]
        if of := _OF_KIND.match(text.flat, start, below[0].end):
            start = of.end()
        while start < below[0].end and text.flat[start] in " :-":
            start += 1
        below[0] = below[0]._replace(start=start, words=text.flat[start : below[0].end])
        if start == below[0].end:
            del below[0]
    while len(below) > 1 and _OF_BODY.match(below[0].words) and not is_capital(below[1].words):
        del below[0]
    if not below or _starts_text(below[0]):
        return kind.at[1], kind.at[1]
    start, end = below[0].start, below[title_end(below, 0) - 1].end
    return start, end if end - start < _LONGEST_TITLE else _cut(text.flat, start)


def _cut(flat: str, start: int) -> int:
    """Returns where a title ends that no line break sets apart from the text."""
    match = _RUNS_ON.search(flat, start, start + _LONGEST_TITLE)
    return match.start() if match else start + len(flat[start : start + _NEAR].rstrip())


def _starts_text(line: Line) -> bool:
    """Returns whether no title stands here: the recitals or the first heading begin at once."""
    return line.words.startswith(("Căn cứ", "Kính gửi", "- Căn cứ")) or bool(
        HEADING.match(line.words)
    )


def _about_title(zones: Zones, text: Text, end: int) -> Run:
    """Returns the title of a letter: the words behind "V/v", or below the number line."""
    match = next(
        (m for m in _ABOUT.finditer(text.flat, 0, end) if _begins(zones.lines, m.start())), None
    )
    number = zones.marks.number
    if match is None and number is None:
        return 0, 0
    start = match.end() if match else number.at[1] if number else 0
    inner = [line for line in zones.lines if line.end > start and line.start < end]
    picked: list[Line] = []
    for line in inner:
        if _covered(line, zones.marks.runs) or _DEAR.match(line.words) or (picked and line.cut):
            break
        if not match and is_capital(line.words):
            break
        picked.append(line)
    if not picked:
        return 0, 0
    stops = [run[0] for run in zones.marks.runs if start < run[0] < picked[-1].end]
    stop = min([picked[-1].end, *stops])
    first = max(start, picked[0].start)
    return first, first + len(text.flat[first:stop].rstrip(" \n,"))


def _begins(lines: Sequence[Line], place: int) -> bool:
    at = bisect_left(lines, place, key=lambda line: line.start)
    return at < len(lines) and lines[at].start == place


def _behind_receivers(lines: Sequence[Line], start: int) -> int:
    """Returns where the receivers of a letter end: before the recital below "Kính gửi"."""
    first = bisect_left(lines, start, key=lambda line: line.start)
    near = lines[first : first + _RECEIVERS]
    if not any(_DEAR.match(line.words) for line in near[:3]):
        return start
    recitals = (each for each in near if RECITAL.match(each.words) and not _DEAR.match(each.words))
    recital = next(recitals, None)
    return recital.start - 1 if recital else start


def _body_start(zones: Zones, text: Text, start: int) -> int:
    """Returns where the preamble ends: at the first heading, or behind "như sau:"."""
    heads = (line for line in zones.lines if line.start >= start and HEADING.match(line.words))
    head = next(heads, None)
    enacts = _ENACTS.search(text.flat, start, start + 6000)
    if head and (enacts is None or head.start < enacts.end() + 1500):
        return head.start
    if enacts:
        line = next((each for each in zones.lines if each.start >= enacts.end()), None)
        return line.start if line else enacts.end()
    place = _behind_receivers(zones.lines, start)
    while (mark := text.flat.find("\n", place, start + 6000)) >= 0:
        if not RECITAL.match(text.flat, mark + 1):
            return mark + 1
        place = mark + 1
    return place


def _closing(zones: Zones, text: Text, start: int, end: int) -> Run:
    """Returns the closing words: "Trên đây là …" up to "./." or the foot."""
    since = max(start, end - _LAST_WORDS)
    lines = [ln for ln in zones.lines if since <= ln.start < end and _CLOSES.match(ln.words)]
    marked = [ln for ln in lines if ln.words.startswith("Trên đây")] or lines
    if not marked:
        return end, end
    first = marked[0].start
    return first, first + len(text.flat[first:end].rstrip())


def _text_end(zones: Zones, text: Text, start: int) -> int:
    """Returns where the text above the foot ends."""
    if zones.foot.start is not None:
        return start + len(text.flat[start : zones.foot.start].rstrip())
    ends = _ENDS.search(text.flat, start)
    return ends.end() if ends else len(text.flat.rstrip())


def _run(pieces: Sequence[Line]) -> Run:
    return (pieces[0].start, pieces[-1].end) if pieces else (0, 0)


def find_zones(text: Text, lexicon: Lexicon) -> Zones:
    """Returns where the parts of a document begin and end; missing parts are empty.

    Args:
        text: the text.
        lexicon: the words of the grammar.
    """
    flat, lines = text.flat, lines_of(text)
    starts = frozenset(line.start for line in lines)
    found = kind_lines(flat, lines, lexicon)
    near = read_marks(flat, min(len(flat), _FAR), starts, lexicon) if found else None
    kind = _own_kind(found, near) if near else None
    head_end = _head_end(text, lines, kind)
    if near and all(stop < head_end for _, stop in near.runs):
        marks = near  # nothing below the letterhead was taken for a mark
    else:
        marks = read_marks(flat, head_end, starts, lexicon)
    zones = Zones(lines, marks, kind, Foot(), head=(0, head_end))
    title = _kind_title(zones, text) if kind else _about_title(zones, text, head_end)
    since = max(title[1], head_end, kind.at[1] if kind else 0)
    body = _body_start(zones, text, since)
    zones = replace(zones, title=title, foot=find_foot(text, lines, body))
    end = max(since, _text_end(zones, text, since))
    body = min(body, end)
    closing = _closing(zones, text, body, end)
    foot = zones.foot
    return replace(
        zones,
        preamble=(since, body),
        body=(body, closing[0]),
        closing=closing,
        recipients=_run(foot.listed),
        signature=_run(foot.signed),
        annexes=(max(foot.end, end), len(flat)),
    )
