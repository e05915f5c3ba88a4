"""Which look-ups need nothing of the framework, what each takes, and what answers it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from starlette.requests import Request

from danvan_graph.web.answers.counts import MOST_LISTED, counts_of, covered, most_cited
from danvan_graph.web.answers.deadlines import deadlines_of
from danvan_graph.web.answers.lookup import looked_up
from danvan_graph.web.answers.plans import plans_of
from danvan_graph.web.answers.work import duty_page, task_page, wanted
from danvan_graph.web.answers.written import Told, told
from danvan_graph.web.publication import Edition

API = "/api/v1/"
_INSTRUMENT, _COUNTS = "instruments/", "/counts"
_LONGEST_NAME, _LONGEST_CURSOR = 300, 2000
_FIRST_YEAR, _LAST_YEAR = 1900, 2999
_DIGITS = 9

Fields = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class LookUp:
    """A look-up that is answered here.

    Attributes:
        answer: gives the answer.
        needed: the parameters that must be there.
        taken: those that may be there; others that are known are the framework's.
        left: those that only the framework reads.
        named: the parameter that is the spelling of an instrument.
        asks: whether it may take so long that others should not wait for it.
    """

    answer: Callable[[Request, Edition, Fields], Told]
    needed: frozenset[str] = frozenset()
    taken: frozenset[str] = frozenset()
    left: frozenset[str] = frozenset()
    named: str = ""
    asks: bool = False

    def fits(self, fields: Fields) -> bool:
        """Returns whether the parameters need no word of the framework about them."""
        names = fields.keys()
        if not self.needed <= names or not self.left.isdisjoint(names):
            return False
        known = self.known
        return all(name not in known or _CHECKS[name](text) for name, text in fields.items())

    @property
    def known(self) -> frozenset[str]:
        """The parameters that have to be right."""
        return self.needed | self.taken

    def takes_long(self, edition: Edition, fields: Fields) -> bool:
        """Returns whether others should not wait for the answer."""
        return self.asks or bool(self.named and not edition.index.is_near(fields[self.named]))


def _named(text: str) -> bool:
    return 0 < len(text) <= _LONGEST_NAME


def _short(text: str) -> bool:
    return len(text) <= _LONGEST_NAME


def _number(text: str, least: int, most: int) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= _DIGITS and least <= int(text) <= most


def _limit(text: str) -> bool:
    return _number(text, 1, MOST_LISTED)


def _year(text: str) -> bool:
    return _number(text, _FIRST_YEAR, _LAST_YEAR)


_CHECKS: Mapping[str, Callable[[str], bool]] = {
    "cites": _named,
    "instrument": _named,
    "unit": _named,
    "text": _named,
    "territory": _short,
    "plan": _short,
    "level": _short,
    "theme": _short,
    "role": _short,
    "kind": _short,
    "year": _year,
    "limit": _limit,
    "cursor": lambda text: len(text) <= _LONGEST_CURSOR,
}


def _step(fields: Fields) -> tuple[int, str | None]:
    return int(fields.get("limit", "50")), fields.get("cursor")


def _in_year(fields: Fields) -> int | None:
    return int(fields["year"]) if "year" in fields else None


def _plans(request: Request, edition: Edition, fields: Fields) -> Told:
    limit, cursor = _step(fields)
    return plans_of(request, edition, fields["cites"], limit=limit, cursor=cursor)


def _top(_: Request, edition: Edition, fields: Fields) -> Told:
    limit, _cursor = _step(fields)
    level = fields.get("level", "")
    return most_cited(edition, year=_in_year(fields), level=level, limit=limit)


def _coverage(request: Request, edition: Edition, fields: Fields) -> Told:
    limit, cursor = _step(fields)
    return told(
        covered(
            request,
            edition,
            fields["instrument"],
            territory=fields.get("territory", ""),
            year=_in_year(fields),
            limit=limit,
            cursor=cursor,
        )
    )


def _deadlines(request: Request, edition: Edition, fields: Fields) -> Told:
    (limit, cursor), year = _step(fields), int(fields["year"])
    return told(deadlines_of(request, edition, fields["unit"], year, limit=limit, cursor=cursor))


def _tasks(request: Request, edition: Edition, fields: Fields) -> Told:
    named = _among(fields, "plan", "unit", "theme", "role", "kind")
    asked = wanted(edition, **named, year=None)
    return told(task_page(request, edition, asked, *_step(fields)))


def _duties(request: Request, edition: Edition, fields: Fields) -> Told:
    named = _among(fields, "plan", "unit", "kind")
    asked = wanted(edition, **named, year=_in_year(fields))
    return told(duty_page(request, edition, asked, *_step(fields)))


def _among(fields: Fields, *names: str) -> dict[str, str]:
    return {name: fields[name] for name in names if name in fields}


def _lookup(_: Request, edition: Edition, fields: Fields) -> Told:
    return looked_up(edition, [fields["text"]])


def _counts(request: Request, edition: Edition, _: Fields) -> Told:
    key = request.scope["path"].removeprefix(API + _INSTRUMENT).removesuffix(_COUNTS)
    return told(counts_of(edition, key))


_PAGED = frozenset({"limit", "cursor"})
_LOOK_UPS = {
    "plans": LookUp(
        _plans,
        frozenset({"cites"}),
        _PAGED,
        frozenset({"transitive", "level", "year", "role"}),
        named="cites",
    ),
    "top-cited": LookUp(_top, taken=frozenset({"limit", "year", "level"})),
    "coverage": LookUp(
        _coverage, frozenset({"instrument"}), _PAGED | {"territory", "year"}, named="instrument"
    ),
    "deadlines": LookUp(_deadlines, frozenset({"unit", "year"}), _PAGED),
    "tasks": LookUp(_tasks, taken=_PAGED | {"plan", "unit", "theme", "role", "kind"}, asks=True),
    "duties": LookUp(_duties, taken=_PAGED | {"plan", "unit", "kind", "year"}, asks=True),
    "lookup": LookUp(_lookup, frozenset({"text"}), named="text"),
}
_OF_ONE = LookUp(_counts)


def look_up_of(path: str) -> LookUp | None:
    """Returns the look-up that a path of the API asks for, None when it is the framework's."""
    name = path.removeprefix(API)
    if name.startswith(_INSTRUMENT) and name.endswith(_COUNTS):
        return _OF_ONE
    return _LOOK_UPS.get(name)
