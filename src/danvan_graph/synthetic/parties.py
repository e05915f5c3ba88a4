"""Who works, reports and receives in an invented plan, by the level of the unit that issues it."""

import random
from collections.abc import Iterator

from danvan_graph.identifiers.keys import CENTRE, BodyKey
from danvan_graph.synthetic.plan import Plan

Party = tuple[str, BodyKey]
"""The words of a document, and the body they mean."""

_LEADING = {
    "trung-uong": (("Bộ Nội vụ", "bo-noi-vu"),),
    "tinh": (("Sở Nội vụ", "so-noi-vu"), ("Văn phòng UBND", "van-phong-ubnd")),
    "huyen": (("Phòng Nội vụ", "phong-noi-vu"), ("Văn phòng UBND", "van-phong-ubnd")),
    "xa": (
        ("Công chức Văn phòng - Thống kê", "cong-chuc-van-phong-thong-ke"),
        ("Công chức Văn hóa - Xã hội", "cong-chuc-van-hoa-xa-hoi"),
    ),
}
_HELPING = {
    "trung-uong": ("Ủy ban nhân dân các tỉnh, thành phố", "ubnd-cap-tinh"),
    "tinh": ("các sở, ban, ngành", "so-ban-nganh"),
    "huyen": ("các phòng, ban, ngành", "phong-ban-nganh"),
    "xa": ("các ban, ngành, đoàn thể", "ban-nganh-doan-the"),
}
_PARTY_COMMITTEES = {"tinh": "tinh-uy", "huyen": "huyen-uy", "xa": "dang-uy"}
_REPORTS_TO = {"tinh": "so-noi-vu", "huyen": "phong-noi-vu"}
_ISSUERS = {
    "bo-noi-vu": "Bộ Nội vụ",
    "ban-dan-van-tinh-uy": "Ban Dân vận Tỉnh ủy",
    "mttq": "Ủy ban Mặt trận Tổ quốc",
}
_TWO_LEVELS_SINCE = 2026


class Parties:
    """The bodies that one plan speaks of.

    Args:
        plan: the plan.
    """

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._place = plan.key.place

    @property
    def of_unit(self) -> str:
        """The unit as it stands at the end of a title."""
        unit = self._plan.unit
        return f"của {unit.full_name[0].lower()}{unit.full_name[1:]}" if unit else "trong cả nước"

    def issuers(self) -> Iterator[Party]:
        """Yields who issues it."""
        called = _ISSUERS | {"ubnd": f"UBND {self.of_unit.removeprefix('của ')}"}
        for body in self._plan.issuers:
            yield called[body.kind], body

    def working(self, rng: random.Random) -> Iterator[tuple[str, Party]]:
        """Yields the roles in one task with those who have them."""
        text, kind = rng.choice(_LEADING[self._plan.level])
        yield "chu-tri", (text, BodyKey(kind, self._place))
        if rng.random() < 0.5:
            text, kind = _HELPING[self._plan.level]
            yield "phoi-hop", (text, BodyKey(kind, self._place))

    def below(self) -> Party | None:
        """Returns the units that are told to issue plans, or None at the lowest level."""
        level = self._plan.level
        if level == "trung-uong":
            text, kind = _HELPING[level]
            return text, BodyKey(kind, CENTRE)
        if level == "tinh" and self._plan.year < _TWO_LEVELS_SINCE:
            return "UBND cấp huyện", BodyKey("ubnd-cap-huyen", self._place)
        return None if level == "xa" else ("UBND cấp xã", BodyKey("ubnd-cap-xa", self._place))

    def reporting(self) -> tuple[Party, Party]:
        """Returns who reports, and to whom."""
        level, above, below = self._plan.level, self._plan.above, self.below()
        if below is None and above:
            to = BodyKey(_REPORTS_TO[above.level], above.key.code)
            return ("UBND xã", BodyKey("ubnd", self._place)), ("cơ quan Nội vụ cấp trên", to)
        text, kind = _LEADING[level][0]
        to = BodyKey(kind, self._place)
        return below or ("Văn phòng", to), (text, to)

    def receiving(self) -> Iterator[tuple[str, Party]]:
        """Yields the roles of those who get it."""
        level, above = self._plan.level, self._plan.above
        if level == "trung-uong":
            yield "bao-cao", ("Thủ tướng Chính phủ", BodyKey("thu-tuong-chinh-phu", CENTRE))
            return
        yield "bao-cao", ("cấp ủy", BodyKey(_PARTY_COMMITTEES[level], self._place))
        yield "phoi-hop", ("Ủy ban MTTQ", BodyKey("mttq", self._place))
        if level == "tinh":
            yield "bao-cao", ("Bộ Nội vụ", BodyKey("bo-noi-vu", CENTRE))
        elif above:
            yield "bao-cao", ("UBND cấp trên", BodyKey("ubnd", above.key.code))
