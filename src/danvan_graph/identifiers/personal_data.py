"""Phones, identity numbers, e-mail addresses and accounts of persons, found and covered.

Law 91/2025/QH15 protects them; signatory and office of a public document are not covered. Dates,
document numbers and amounts of money stay as they are.
"""

import re

COVER = "█"
_GAP = r"[\s.\-–\u200b-\u200f\u2060]{0,2}"
_DATE = r"\d{1,2}\s?[./-]\s?\d{1,2}\s?[./-]\s?(?:19|20)\d{2}"
_EMAIL = r"[\w.+'-]{1,64}\s?@\s?[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}"
_PHONE = (
    rf"(?<![\d/@])(?<!\d[.,])(?!{_DATE})(?:"
    rf"\(?(?:\+|00)84\)?{_GAP}(?:\(0\))?{_GAP}\d{{2,4}}(?:{_GAP}\d{{2,7}}){{1,4}}"
    rf"|\([0０]\d{{1,4}}\)(?:{_GAP}\d{{1,8}}){{1,4}}"
    rf"|[0０]\d{{9,10}}"
    rf"|[0０]\d{{1,4}}(?:{_GAP}\d{{2,8}}){{1,4}}"
    r")(?!\d|/\w|[.,]\d)"
)
_IDENTITY = r"(?<![\d/])(?<!\d[.,-])(?:\d{12}|\d{9})(?!\d|[.,/-]\d|/\w|\s?(?:đồng|đ\b|VNĐ|VND))"
_LABELLED = (
    r"(?:(?i:căn\s+cước(?:\s+công\s+dân)?|chứng\s+minh\s+(?:nhân\s+dân|thư)|định\s+danh(?:\s+cá\s+nhân)?"
    r"|số\s+tài\s+khoản|tài\s+khoản|điện\s+thoại|di\s+động|đường\s+dây\s+nóng|hotline|fax)"
    r"|\b(?:CCCD|CMND|CMTND|CMT|STK|TK|SĐT|SDT|ĐTDĐ|ĐT|Đt|Tel|TEL|FAX))"
    r"(?:\s*\(?(?i:số|ngân\s+hàng|cá\s+nhân|liên\s+hệ|cố\s+định)\)?)*\s*[:.]?\s*"
)
_FIGURES = rf"(?!{_DATE})\(?\+?\d(?:[\s.()\-–\u200b-\u200f\u2060]{{0,2}}\d){{5,18}}(?!\d|/\w)"
_ENOUGH = range(9, 13)

_NUMBER = re.compile(f"(?P<phone>{_PHONE})|(?P<other>{_EMAIL}|{_IDENTITY})")
_AFTER_LABEL = re.compile(f"{_LABELLED}(?P<figures>{_FIGURES})")


def masked(text: str) -> str:
    """Returns the text with every personal figure and address covered, its length unchanged.

    >>> masked("Liên hệ: 0912.345.678, noivu@vidu.vn, ngày 20/11/2024")
    'Liên hệ: ████████████, █████████████, ngày 20/11/2024'
    >>> masked("Kế hoạch số 595/KH-UBND ngày 06/3/2023, kinh phí 150.000.000 đồng")
    'Kế hoạch số 595/KH-UBND ngày 06/3/2023, kinh phí 150.000.000 đồng'
    """
    text = _AFTER_LABEL.sub(_cover_figures, text)
    return _NUMBER.sub(_cover, text)


def _cover_figures(match: re.Match[str]) -> str:
    figures = match["figures"]
    return match.group()[: -len(figures)] + COVER * len(figures)


def _cover(match: re.Match[str]) -> str:
    found = match.group()
    if match["phone"] and not _is_phone(found):
        return found
    return COVER * len(found)


def _is_phone(text: str) -> bool:
    """Returns whether the digits are as many as a telephone number has: 0 and nine or ten more."""
    digits = re.sub(r"\D", "", text)
    international = text.lstrip("( ").startswith(("+", "00"))
    return len(digits) in (_ENOUGH if not international else range(10, 15)) and (
        international or len(digits) in (10, 11)
    )
