"""Who issues which plan when: from the centre down, within weeks, with gaps.

The calendar is that of the real chain: a plan of the centre in the first days of January, the
provinces within weeks, then the districts, then the communes. Since 1 July 2025 communes stand
directly below provinces. The shares of units that answer are ours, not a finding.
"""

import datetime
import random
from collections.abc import Iterator, Mapping

from danvan_graph.collection.units import UnitRegister
from danvan_graph.identifiers.designation import Designation
from danvan_graph.identifiers.document_date import DocumentDate
from danvan_graph.identifiers.keys import CENTRE, BodyKey, InstrumentKey
from danvan_graph.records.territory import Territory
from danvan_graph.synthetic.plan import Basis, Cited, Plan
from danvan_graph.synthetic.scale import Scale

_ANSWERS = {"tinh": 0.97, "huyen": 0.93, "xa": 0.78}
_JOINT = 0.7
_UNNUMBERED = 0.05
_TWO_LEVELS_SINCE = 2026
_COMMISSIONS_UNTIL = 2024
"""The last year with a Party commission for mass mobilisation in each province."""


class Schedule:
    """The plans of a country, all of them, in the order of years and of units.

    Args:
        units: the units.
        scale: years, provinces and seed.
        root: the directive that everything answers.
    """

    def __init__(self, units: UnitRegister, scale: Scale, root: Cited) -> None:
        self._units = units
        self._scale = scale
        self._root = root
        self._before: dict[str, Cited] = {}

    def plans(self) -> Iterator[Plan]:
        """Yields every plan, each after the plans above it that it answers."""
        for year in self._scale.years:
            centre = self._centre(year)
            yield centre
            made: dict[str, Cited] = {}
            for plan in self._below(centre):
                yield plan
                if plan.unit and plan.kind == "ke-hoach":
                    made[plan.unit.key.code] = plan.cited()
            self._before = made

    def _rng(self, year: int, *names: str) -> random.Random:
        return random.Random("/".join([str(self._scale.seed), str(year), *names]))  # noqa: S311

    def _centre(self, year: int) -> Plan:
        rng = self._rng(year, CENTRE)
        issued = datetime.date(year, 1, rng.randint(3, 8))
        issuer = BodyKey("bo-noi-vu", CENTRE)
        number = _number(rng.randint(10, 99), "KH-BNV")
        bases = (Basis("thuc-hien", self._root),)
        key = _key(CENTRE, issued, number)
        return Plan(key, "ke-hoach", number, issued, True, year, None, None, (issuer,), bases)  # noqa: FBT003

    def _below(self, centre: Plan) -> Iterator[Plan]:
        for province in self._units.within(None, "tinh", f"{centre.year}-03-01"):
            if not self._scale.provinces or province.key.code in self._scale.provinces:
                yield from self._province(province, centre)

    def _province(self, province: Territory, centre: Plan) -> Iterator[Plan]:
        bases: tuple[Basis, ...] = (Basis("thuc-hien", self._root),)
        above = (*bases, Basis("thuc-hien", centre.cited(), self._root))
        plan = self._plan(province, None, centre, (12, 50), above)
        if plan is None:
            plan_or_centre = centre
        else:
            yield plan
            joint = self._joint(plan)
            bases = (Basis("thuc-hien", plan.cited(), self._root),)
            if joint:
                yield joint
                bases += (Basis("thuc-hien", joint.cited(), self._root),)
            plan_or_centre = joint or plan
        two_levels = centre.year >= _TWO_LEVELS_SINCE
        day = f"{centre.year}-03-01"
        for unit in self._units.within(province.key.code, "xa" if two_levels else "huyen", day):
            below = self._commune if two_levels else self._district
            yield from below(unit, province, plan_or_centre, bases)

    def _joint(self, plan: Plan) -> Plan | None:
        """Returns a second plan of the province that answers the same directive: a diamond."""
        province = plan.unit
        rng = self._rng(plan.year, plan.key.place, "joint")
        if province is None or rng.random() > _JOINT:
            return None
        old = plan.year <= _COMMISSIONS_UNTIL
        partner = BodyKey("ban-dan-van-tinh-uy" if old else "mttq", plan.key.place)
        number = _number(rng.randint(5, 90), "KH-UBND-BDVTU" if old else "KH-UBND-MTTQ")
        issued = plan.issued + datetime.timedelta(days=rng.randint(3, 15))
        return Plan(
            key=_key(plan.key.place, issued, number),
            kind="ke-hoach-phoi-hop",
            number=number,
            issued=issued,
            dated=True,
            year=plan.year,
            unit=province,
            above=None,
            issuers=(*plan.issuers, partner),
            bases=(Basis("thuc-hien", self._root), Basis("nhac-den", plan.cited())),
        )

    def _district(
        self, district: Territory, province: Territory, upper: Plan, bases: tuple[Basis, ...]
    ) -> Iterator[Plan]:
        rng = self._rng(upper.year, district.key.code, "bases")
        chosen = bases if rng.random() < 0.5 else bases[:1]
        chosen += (Basis("thuc-hien" if rng.random() < 0.6 else "nhac-den", self._root),)
        plan = self._plan(district, province, upper, (8, 40), _once(chosen))
        own = bases
        if plan:
            yield plan
            own = (Basis("thuc-hien", plan.cited(), bases[0].cited), *bases[:1])
        for commune in self._units.within(district.key.code, "xa", f"{upper.year}-03-01"):
            yield from self._commune(commune, district, plan or upper, own)

    def _commune(
        self, commune: Territory, above: Territory, upper: Plan, bases: tuple[Basis, ...]
    ) -> Iterator[Plan]:
        rng = self._rng(upper.year, commune.key.code, "bases")
        chosen = bases if rng.random() < 0.15 else bases[:1]
        if rng.random() < 0.92:
            chosen += (Basis("thuc-hien" if rng.random() < 0.4 else "nhac-den", self._root),)
        plan = self._plan(commune, above, upper, (5, 35), _once(chosen))
        if plan:
            yield plan

    def _plan(
        self,
        unit: Territory,
        above: Territory | None,
        upper: Plan,
        days: tuple[int, int],
        bases: tuple[Basis, ...],
    ) -> Plan | None:
        """Returns the plan of a unit, or None when the unit does not answer this year."""
        rng = self._rng(upper.year, unit.key.code, "plan")
        if rng.random() > _ANSWERS[unit.level]:
            return None
        issued = upper.issued + datetime.timedelta(days=rng.randint(*days))
        before = self._before.get(unit.key.code)
        if before and rng.random() < 0.3:
            bases += (Basis("tiep-tuc", before),)
        shown = unit.level != "xa" or rng.random() > _UNNUMBERED
        number = _number(rng.randint(2, 400), "KH-UBND") if shown else None
        name = f"ke-hoach-cong-tac-dan-van-{upper.year}"
        code = unit.key.code
        key = _key(code, issued, number) if number else InstrumentKey(code, str(upper.year), name)
        issuers = (BodyKey("ubnd", code),)
        return Plan(key, "ke-hoach", number, issued, shown, upper.year, unit, above, issuers, bases)


def _once(bases: tuple[Basis, ...]) -> tuple[Basis, ...]:
    """Returns each instrument once, by what is said of it first."""
    found: Mapping[InstrumentKey, Basis] = {b.cited.key: b for b in reversed(bases)}
    return tuple(sorted(found.values(), key=bases.index))


def _number(number: int, symbol: str) -> Designation:
    return Designation(f"{number:02d}/{symbol}", f"{number:02d}", None, symbol)


def _key(place: str, issued: datetime.date, number: Designation) -> InstrumentKey:
    day = DocumentDate(issued.year, issued.month, issued.day)
    return InstrumentKey(place, str(day), number.slug)
