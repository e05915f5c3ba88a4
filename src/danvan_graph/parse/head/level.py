"""The level of a document: centre, province, district or commune."""

import re

from danvan_graph.identifiers.document_date import DocumentDate

_CENTRAL_CITIES = frozenset({"hà nội", "hồ chí minh", "hải phòng", "đà nẵng", "cần thơ"})
_LATER_CITIES = {"huế": DocumentDate(2025, 1, 1), "đồng nai": DocumentDate(2026, 4, 30)}
_NO_DISTRICTS = DocumentDate(2025, 7, 1)
"""Since then every city is run by the centre (Nghị quyết 203/2025/QH15)."""
_CENTRE = re.compile(
    r"trung ương|quốc hội|chính phủ|thủ tướng|bộ chính trị|ban bí thư|chủ tịch nước|nhà nước|tối cao|"
    r"^(?:bộ(?! chỉ huy)|tổng cục|tổng liên đoàn|cục|kiểm toán|ủy ban dân tộc|học viện|viện hàn lâm)(?!\w)|"
    r"đảng cộng sản việt nam$|(?:liên hiệp|hội|đoàn)[^,]{3,40} việt nam$",
)
_UNIT = re.compile(
    r"(?P<kind>tỉnh|thành phố|huyện|quận|thị xã|thị trấn|phường|đặc khu|xã(?! hội))(?!\w)(?: (?P<name>(?!ủy(?!\w))[^,;(]{1,40}))?"
)
_COMMITTEE = re.compile(r"(?P<kind>tỉnh|thành|huyện|quận|thị) ủy(?: (?P<name>[^,;(]{1,40}))?")
_LEVELS = {
    "tỉnh": "tinh", "huyện": "huyen", "quận": "huyen", "thị xã": "huyen", "thị": "huyen",
    "xã": "xa", "phường": "xa", "thị trấn": "xa", "đặc khu": "xa",
}  # fmt: skip
_CODES = {
    "TTg": "trung-uong", "CP": "trung-uong", "TW": "trung-uong", "UBTVQH": "trung-uong", "QH": "trung-uong",
    "TU": "tinh", "HU": "huyen", "ĐU": "xa",
}  # fmt: skip


_DEPARTMENT = re.compile(r"(?:Giám đốc|Giao|Đề nghị|[-;,:]|\d\.|\|)\s+(?:các\s+)?[Ss]ở\s")
_OF_PROVINCE = re.compile(r"(?:UBND|Ủy ban nhân dân|HĐND|Hội đồng nhân dân)\s+tỉnh|[Tt]ỉnh ủy")


def has_departments(flat: str) -> bool:
    """Returns whether a city's paper orders departments (sở), as only those under the centre have.

    >>> has_departments("1. Sở Nội vụ chủ trì; - Sở Tài chính thẩm định")
    True
    >>> has_departments("1. Phòng Nội vụ chủ trì; - Sở Nội vụ, UBND tỉnh (để báo cáo)")
    False
    """
    return len(_DEPARTMENT.findall(flat)) > 1 and _OF_PROVINCE.search(flat) is None


def _city(name: str, superior: str, date: DocumentDate | None) -> str:
    """Returns the level of a city: a province's where it is centrally run."""
    if date is not None and date >= _NO_DISTRICTS:
        return "tinh"
    bare = re.sub(r"^thành phố ", "", name.strip().lower())
    later = next((day for city, day in _LATER_CITIES.items() if bare.startswith(city)), None)
    if later:
        return "tinh" if "tỉnh" not in superior and (date is None or date >= later) else "huyen"
    if any(bare.startswith(city) for city in _CENTRAL_CITIES):
        return "tinh"
    return "huyen" if bare else ""


def level_of_name(name: str, superior: str = "", date: DocumentDate | None = None) -> str | None:
    """Returns the level that the name of an issuer tells, or None when it tells none.

    Args:
        name: the issuer, written in full.
        superior: the body printed above it, or an empty string.
        date: the day of issue, for cities that came under the centre later.

    >>> level_of_name("Ủy ban nhân dân thành phố Hải Phòng"), level_of_name("Huyện ủy An Lạc")
    ('tinh', 'huyen')
    >>> level_of_name("Ủy ban nhân dân thành phố Ví Dụ"), level_of_name("Bộ Nội vụ")
    ('huyen', 'trung-uong')
    """
    low = name.lower()
    units = [*_COMMITTEE.finditer(low), *_UNIT.finditer(low)]
    for match in units:
        if match["kind"] in ("thành phố", "thành"):
            level = _city(match["name"] or "", superior.lower(), date)
            if level:
                return level
        else:
            return _LEVELS[match["kind"]]
    if _CENTRE.search(low):
        return "trung-uong"
    return "tinh" if re.match(r"sở(?!\w)", low) else None


def level_of_codes(codes: tuple[str, ...]) -> str | None:
    """Returns the level that a symbol tells, or None.

    >>> level_of_codes(("CT", "TTg")), level_of_codes(("NQ", "TU")), level_of_codes(("KH", "UBND"))
    ('trung-uong', 'tinh', None)
    """
    last = codes[-1].rstrip("0123456789") if codes else ""
    if last in _CODES:
        return _CODES[last]
    if last.endswith("TW"):
        return "trung-uong"
    return "tinh" if last.endswith("TU") and len(last) > 2 else None


def level_of_text(flat: str) -> str:
    """Returns the level whose units a text speaks of as its own: "trên địa bàn xã"."""
    spoken = re.findall(
        r"(?:trên địa bàn|UBND|Ủy ban nhân dân|Đảng ủy|MTTQ|HĐND|đoàn thể)(?: toàn)? "
        r"(tỉnh|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu|thành phố)(?! hội)(?!\w)",
        flat,
    )
    if not spoken:
        return "tinh"
    best = max(dict.fromkeys(spoken), key=spoken.count)
    return _LEVELS.get(best, "tinh")
