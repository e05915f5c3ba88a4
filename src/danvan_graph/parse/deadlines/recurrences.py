"""How often: the words by which documents set that something comes again."""

import re

from danvan_graph.parse.deadlines.forms import EVERY

_PERIODS = re.compile(
    rf"(?:định kỳ|{EVERY}\s+(?:tuần|tháng|quý|năm)|(?:0?[369]|12|01|1)\s+(?:tháng|năm|quý)(?=\s*(?:,|và|(?:một|0?1) lần|hoặc|\(|;|\.))|sơ kết\s+0?6\s+tháng|báo cáo\s+(?:tháng|quý|năm|0?[69]\s+tháng))",
    re.IGNORECASE,
)
_CUES = (
    ("tuần", "tuần", re.compile(rf"{EVERY}\s+tuần|báo cáo\s+tuần"), "P1W"),
    (
        "tháng",
        "tháng",
        re.compile(rf"{EVERY}\s+tháng|báo cáo\s+tháng|(?:0?1|một)\s+tháng"),
        "P1M",
    ),
    ("quý", "tháng", re.compile(rf"{EVERY}\s+quý|báo cáo\s+quý|0?3\s+tháng|trong quý"), "P3M"),
    ("tháng", "năm", re.compile(r"(?<!\d)0?6\s+tháng|sáu tháng|nửa năm"), "P6M"),
    ("tháng", "tháng", re.compile(r"(?<!\d)0?9\s+tháng|chín tháng"), "P9M"),
    (
        "năm",
        "tháng",
        re.compile(
            rf"{EVERY}\s+năm|(?:0?1|một)\s+năm(?!\s*\d)|cuối năm|báo cáo\s+năm|12\s+tháng|(?:tháng|quý)(?:\s+đầu\s+năm)?\s*(?:,|;|và|,\s*và|\([^)]{{0,40}}\),?)\s*(?:cả\s+)?năm(?!\s*\d)"
        ),
        "P1Y",
    ),
)
"""Two words of which each cue holds one, the cue, and the period it stands for."""
_AD_HOC = ("đột xuất", "khi có yêu cầu", "theo yêu cầu", "báo cáo ngay", "khi phát sinh")
_SPANS = ("định", "tuần", "tháng", "quý", "năm")


def periods(words: str) -> str | None:
    """Returns the recurrence that words such as "6 tháng, 01 năm hoặc đột xuất" set, or None.

    >>> periods("báo cáo định kỳ 6 tháng, 01 năm hoặc đột xuất")
    'P6M+P1Y+ad-hoc'
    >>> periods("định kỳ và đột xuất")
    'periodic+ad-hoc'
    """
    small = words.lower()
    found = [
        code
        for one, other, cue, code in _CUES
        if (one in small or other in small) and cue.search(small)
    ]
    if not found and "định kỳ" in small:
        found.append("periodic")
    if any(map(small.__contains__, _AD_HOC)):
        found.append("ad-hoc")
    return "+".join(found) or None


def find_periods(passage: str) -> list[tuple[int, int]]:
    """Returns the places of words that set a period ("định kỳ", "hằng năm", "6 tháng")."""
    if not any(map(passage.lower().__contains__, _SPANS)):
        return []
    return [match.span() for match in _PERIODS.finditer(passage)]
