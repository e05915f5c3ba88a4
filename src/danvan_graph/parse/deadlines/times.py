"""By when: the days, months and spans that a passage sets as a limit."""

import re
from collections.abc import Iterable

from danvan_graph.parse.deadlines.forms import EACH_DAY, EVERY, FORMS, REACH
from danvan_graph.parse.deadlines.when import When

_AFTER_A_NUMBER = re.compile(r"\d\s?(?:/|-|\.|tháng|hằng|hàng|mỗi|từng|của|giờ|ngày|năm)")
_BEFORE_A_NUMBER = re.compile(r"(?:năm|ngày|tháng) \d|tháng\s*\(|h[ằà]ng ngày")
_NUMBERED = re.compile(r"\d\s?(?:[/.\-]\s?\d|ngày|giờ|tuần)")
_IN_A_YEAR = re.compile(r"năm\s+\d")
_EVERY_DAY = re.compile(rf"{EVERY}\s+ngày")
_EACH_DAY = re.compile(EACH_DAY)


def may_set_a_time(small: str) -> bool:
    """Returns whether words in small letters may set a time, so that a closer look is worth it."""
    return (
        "quý" in small
        or "tuần" in small
        or "ngay sau" in small
        or "của tháng" in small
        or _AFTER_A_NUMBER.search(small) is not None
        or _BEFORE_A_NUMBER.search(small) is not None
    )


def may_hold_a_form(small: str) -> bool:
    """Returns whether one of the forms may stand in words in small letters; of most lines none does."""
    return (
        "quý" in small
        or "tháng" in small
        or "thứ " in small
        or "nhật" in small
        or "ngay " in small
        or _NUMBERED.search(small) is not None
        or ("năm" in small and _IN_A_YEAR.search(small) is not None)
        or (
            "ngày" in small
            and _EVERY_DAY.search(small) is not None
            and _EACH_DAY.search(small) is not None
        )
    )


def find_times(passage: str) -> list[When]:
    """Returns every deadline a passage sets by date or day, in order, none overlapping another.

    >>> [w.anchors for w in find_times("báo cáo trước ngày 30 tháng 11 hằng năm")]
    [('--11-30',)]
    >>> [str(w.due) for w in find_times("gửi kết quả trước ngày 01/12/2023.")]
    ['2023-12-01']
    """
    small = passage.lower()  # the forms know small letters only; places must stay the same
    if len(small) != len(passage) or not may_hold_a_form(small):
        return []
    found: list[When] = []
    for word, shared, forms in FORMS:
        if word not in small:
            continue
        first = _last(shared, small) if shared else len(small)
        if first is None:
            continue
        for pattern, read, signs in forms:
            if (at := _last(signs, small)) is not None:
                matches = pattern.finditer(small, max(0, min(first, at) - REACH))
                found += [when for match in matches if (when := read(match))]
    return _apart(found) if found and may_set_a_time(small) else []


def _last(signs: tuple[re.Pattern[str], ...], small: str) -> int | None:
    """Returns where the last of several signs first stands; None where one of them is missing."""
    at = len(small)  # no sign says where to begin
    for sign in signs:
        found = sign.search(small)
        if found is None:
            return None
        at = found.start()
    return at


def _apart(found: Iterable[When]) -> list[When]:
    """Returns the times in order, without those that begin within one before them."""
    kept: list[When] = []
    for when in sorted(found, key=lambda w: (w.start, -w.end)):
        if not kept or when.start >= kept[-1].end:
            kept.append(when)
    return kept
