"""Dates stated at an instrument: behind it, before it, or after a verb."""

import re

from danvan_graph.errors import InvalidIdentifier
from danvan_graph.identifiers.document_date import DocumentDate
from danvan_graph.parse.citing.mention import Mention

_DAY = (
    r"(?:(?:ngày|Ngày|NGÀY|ngay)\s*)?(?P<d>\d{1,2})\s?[/.\-]\s?(?P<m>\d{1,2})\s?[/.\-]\s?(?P<y>\d{4})(?!\d)"
    r"|(?:ngày|Ngày|NGÀY|ngay)\s*(?P<d2>\d{1,2})\s*(?:tháng|THÁNG|thang|năm|/)\s*(?P<m2>\d{1,2})"
    r"\s*(?:,\s*)?(?:năm|NĂM|nam|/)\s*(?P<y2>\d{4})(?!\d)"
)
_MONTH = r"(?:tháng|THÁNG)\s*(?P<m3>\d{1,2})\s*(?:năm|NĂM|/|-)\s*(?P<y3>\d{4})(?!\d)"
_YEAR = r"(?:năm|NĂM)\s*(?P<y4>(?:19|20)\d\d)(?!\d|\s*-\s*\d)"
_DATE = re.compile(rf"{_DAY}|{_MONTH}")
_BEHIND = re.compile(
    rf"\s*[,(]?\s*(?=cùng|đã|ký|ban|được|ngày|ngay|tháng|\d)(?:cùng\s+|đã\s+)?(?:ký\s+|ban hành\s+|được ban hành\s+)?(?P<date>{_DAY}|{_MONTH})",
    re.IGNORECASE,
)
_YEAR_BEHIND = re.compile(rf"\s*[,(]?\s*(?P<date>{_YEAR})", re.IGNORECASE)
_AFTER_VERB = re.compile(
    r"[^;.\n()“”]{0,25}?(?:đã\s+)?được\s+(?P<issuer>[^;.\n“”]{0,60}?)\s*(?:thông qua|ban hành|công bố)"
    rf"[^;.\n“”\d]{{0,40}}?(?P<date>{_DAY}|{_MONTH})",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    rf"(?P<date>{_DAY}),?\s+(?P<issuer>[^;.\n\d“”]{{2,80}}?)\s+(?:đã\s+)?"
    r"(?:thông qua|ban hành|ký ban hành|có|ra|ký)\s+(?:các\s+)?$",
    re.IGNORECASE,
)
IMPOSSIBLE = "impossible-date"
"""The flag of a mention whose date no calendar has; of its date only the year is kept."""
_WINDOW = 140
_LONGEST_VERB = 24  # characters of a verb and of what may stand behind it
_VERBS = ("thông qua", "ban hành", "có", "ra", "ký")
"""The verbs of ``_BEFORE``; hardly any mention stands behind one, so this is asked first."""


def _value(match: re.Match[str]) -> DocumentDate | None:
    """Returns the date of a match, or None when no calendar has it."""
    said = match.groupdict().get
    year = said("y") or said("y2") or said("y3") or said("y4")
    month = said("m") or said("m2") or said("m3")
    day = said("d") or said("d2")
    return _date(int(year or 0), int(month) if month else None, int(day) if day else None)


def _date(year: int, month: int | None = None, day: int | None = None) -> DocumentDate | None:
    try:
        return DocumentDate(year, month, day)
    except InvalidIdentifier:
        return None


def _set(mention: Mention, match: re.Match[str], offset: int = 0) -> bool:
    value = _value(match)
    if value is None and (value := _date(int(match["date"][-4:]))):
        mention.flags.append(IMPOSSIBLE)
    if value is None:
        return False
    mention.date = value
    mention.date_start, mention.date_end = match.start("date") + offset, match.end("date") + offset
    return True


def date_behind(flat: str, mention: Mention, at: int) -> bool:
    """Returns whether a date stands right behind a place, and notes it at the mention."""
    match = _BEHIND.match(flat, at)
    if match is None or not _set(mention, match):
        return False
    mention.reach = max(mention.reach, match.end())
    return True


def year_behind(flat: str, mention: Mention, at: int) -> bool:
    """Returns whether only a year stands right behind a place, and notes it at the mention."""
    match = _YEAR_BEHIND.match(flat, at)
    if match is None or not _set(mention, match):
        return False
    mention.reach = max(mention.reach, match.end())
    return True


def date_after_verb(flat: str, mention: Mention, limit: int) -> str | None:
    """Returns the issuer named before a verb that sets the date behind a law, and notes the date.

    Args:
        flat: the flat text.
        mention: an instrument, such as a law "được Quốc hội khóa XV thông qua ngày …".
        limit: where the next mention begins.

    Returns:
        The issuer's words, empty when none is named, or None when no such date stands there.
    """
    match = _AFTER_VERB.match(flat, mention.end, min(limit, mention.end + _WINDOW))
    if match is None or not _set(mention, match):
        return None
    mention.flags.append("date-after-verb")
    mention.reach = max(mention.reach, match.end())
    return match["issuer"].strip()


def _ends_with_verb(words: str) -> bool:
    return words.casefold().rstrip().removesuffix("các").rstrip().endswith(_VERBS)


def date_before(flat: str, mention: Mention) -> str | None:
    """Returns the issuer of "Ngày D, ISSUER đã thông qua" before the mention, and notes the date."""
    start = max(0, mention.start - _WINDOW)
    if not _ends_with_verb(flat[max(0, mention.start - _LONGEST_VERB) : mention.start]):
        return None
    match = _BEFORE.search(flat[start : mention.start])
    if match is None or not _set(mention, match, start):
        return None
    mention.flags.append("date-before")
    return match["issuer"]


def find_dates(flat: str) -> list[tuple[int, int, DocumentDate]]:
    """Returns every date of the flat text to the month or day, with its place."""
    found = []
    for match in _DATE.finditer(flat):
        value = _value(match)
        if value:
            found.append((match.start(), match.end(), value))
    return found
