"""How sure each finding is, by the rule that found it: one table for each kind of finding.

A number is how often findings of the rule were right in the documents with gold, rounded, and drawn
towards how often they were right at first sight, before the rules had learnt from a document; where
a rule found fewer than ten, it is drawn towards what is usual for its kind
(``python -m benchmarks.calibration`` prints both beside each other). Whether the register knows a
unit is no sign: units of which it knows nothing were read right as often.
"""

import re
from collections.abc import Mapping
from typing import Literal

from danvan_graph.identifiers.folding import fold
from danvan_graph.parse.layout.zones import Zones
from danvan_graph.records.agent import Agent
from danvan_graph.records.header import Header, HeaderConfidence
from danvan_graph.records.text import Text

TaskRule = Literal[
    "heading",
    "table",
    "head",
    "label",
    "sentence",
    "within",
    "closing",
    "opening",
    "below",
    "bare",
]
"""The rules that find tasks; the type checker holds who names one to this list."""

DutyRule = Literal[
    "dated",
    "anchored",
    "event",
    "year-inferred",
    "cell",
    "label",
    "timetable",
    "period",
    "loose",
    "report",
    "regular",
    "undated-report",
]
"""The rules that find deadlines."""

TASKS: Mapping[TaskRule, float] = {
    "heading": 0.97,  # below a numbered heading that is nothing but the name of a unit
    "table": 0.98,  # a row of a table with a column of units
    "head": 0.93,  # a numbered paragraph, or "Giao …", that begins with the unit
    "label": 0.93,  # a label below the work: "Đơn vị chủ trì: …"
    "sentence": 0.93,  # a sentence of a paragraph that tells another unit to act
    "within": 0.93,  # "…, giao Sở Tài chính thẩm định", "Thủ tướng đề nghị các Bộ trưởng …"
    "closing": 0.93,  # "Giao Sở Nội vụ theo dõi, đôn đốc việc thực hiện Kế hoạch này"
    "opening": 0.93,  # a list that one sentence addresses as a whole
    "below": 0.75,  # a paragraph without addressee, below one that has one but is no heading
    "bare": 0.8,  # a paragraph without number and order that begins like the name of a unit
}
"""A task with its unit, by the rule that found it."""

DUTIES: Mapping[DutyRule, float] = {
    "dated": 0.97,  # a day, month or quarter with its year
    "anchored": 0.97,  # days of every year or month
    "event": 0.97,  # counted from something that happens
    "year-inferred": 0.95,  # a day whose year is that of the plan
    "cell": 0.95,  # a cell of a table
    "label": 0.95,  # behind the label "Thời gian hoàn thành:"
    "timetable": 0.95,  # "- Trước 15/3: …"
    "period": 0.95,  # so often, without a day
    "loose": 0.9,  # a time of a task without a word for the limit, or without its year
    "report": 0.9,  # a report every so often, of which no day is told
    "regular": 0.8,  # work to be done regularly, which may be no deadline at all
    "undated-report": 0.6,  # a report to somebody, nothing told of when
}
"""A deadline with its time, by the rule that found it."""

RECIPIENT_MARKED = 0.99
"""An entry of a list with bullets."""

RECIPIENT_UNMARKED = 0.97
"""A line of a list without bullets, or a part of a list that stands in one line."""

_PRINTED = 0.99
"""It stands where the decree puts it (Nghị định 30/2020/NĐ-CP, Phụ lục I)."""

_ABSENT = 0.97
"""It was looked for and not found; a text often comes without its letterhead."""

_BLANK = 0.95
"""Its line is there and left blank."""

_CONCLUDED = 0.95
"""It follows from the symbol or from a sentence of the text."""

_ISSUER_MENDED = 0.9
"""The letterhead names it in part; title or place say the rest."""

_ISSUER_JOINT = 0.6
"""Two bodies share the letterhead, and each may be named in part."""

_ISSUER_UNKNOWN = 0.2
"""Every document has one, so it was missed."""

_LEVEL_OF_TEXT = 0.7
"""Neither issuer nor symbol tell the level; what the text speaks of does."""

_LEVEL = 0.97
"""The issuer's name or the symbol tells the level."""

_TITLE_LONG = 0.7
"""So long a title may have run on into the text."""

_TITLE_MISSING = 0.5
"""Only a letter may be without."""

_LONG = 250
_LETTERS = re.compile(r"\W+")


def header_confidence(header: Header, zones: Zones, text: Text) -> HeaderConfidence:
    """Returns how sure each field of a header is, also that a missing one is not stated.

    Args:
        header: the header.
        zones: the parts of the text.
        text: the text.
    """
    marks = zones.marks
    date = _stated(header.date is not None, blank=marks.dated is not None)
    return HeaderConfidence(
        kind=_PRINTED if header.kind.at else _CONCLUDED,
        number=_stated(header.number is not None, blank=marks.number is not None),
        date=date,
        year=date if header.date else _CONCLUDED,
        issuer=_issuer(header.issuers, text),
        place=_stated(header.place is not None, blank=False),
        level=_LEVEL if header.issuers or (marks.number and marks.number.codes) else _LEVEL_OF_TEXT,
        title=_title(header),
        signature=_stated(header.signature is not None, blank=False),
    )


def _stated(found: bool, *, blank: bool) -> float:  # noqa: FBT001 - the one fact it weighs
    return _PRINTED if found else _BLANK if blank else _ABSENT


def _issuer(issuers: tuple[Agent, ...], text: Text) -> float:
    if not issuers:
        return _ISSUER_UNKNOWN
    if len(issuers) > 1:
        return _ISSUER_JOINT
    at = issuers[0].at
    if at is None:
        return _CONCLUDED
    printed = _letters(text.source[at.start : at.end])
    return _PRINTED if printed == _letters(issuers[0].text) else _ISSUER_MENDED


def _letters(words: str) -> str:
    return _LETTERS.sub("", fold(words)).replace("ubnd", "uybannhandan")


def _title(header: Header) -> float:
    if header.title.at is None:
        return _TITLE_MISSING
    return _PRINTED if len(header.title.value) <= _LONG else _TITLE_LONG
