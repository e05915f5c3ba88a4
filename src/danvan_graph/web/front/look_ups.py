"""Which look-ups need nothing of the framework, what each takes, and what answers it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from starlette.requests import Request

from danvan_graph.search.entry import KINDS
from danvan_graph.web.answers.counts import MOST_LISTED, counts_of, covered, most_cited
from danvan_graph.web.answers.deadlines import deadlines_of
from danvan_graph.web.answers.lookup import looked_up
from danvan_graph.web.answers.plans import MOST_SHOWN, SHOWN, plans_of
from danvan_graph.web.answers.search import DEEPEST, is_quick, searched
from danvan_graph.web.answers.work import duty_page, task_page, wanted
from danvan_graph.web.answers.written import Told, told
from danvan_graph.web.publication import Edition

API = "/api/v1/"
_INSTRUMENT, _COUNTS = "instruments/", "/counts"
_LONGEST_NAME, _LONGEST_CURSOR, _LONGEST_WORDS = 300, 2000, 200
_FIRST_YEAR, _LAST_YEAR = 1900, 2999
_DIGITS = 9

Fields = Mapping[str, str]


def _never(_: Edition, __: Fields) -> bool:
    return False


def _always(_: Edition, __: Fields) -> bool:
    return True


def _spelt(name: str) -> Callable[[Edition, Fields], bool]:
    """Returns what tells whether the spelling of an instrument is sought among many."""
    return lambda edition, fields: not edition.index.is_near(fields[name])


@dataclass(frozen=True)
class LookUp:
    """A look-up that is answered here.

    Attributes:
        answer: gives the answer.
        needed: the parameters that must be there.
        taken: those that may be there; others that are known are the framework's.
        left: those that only the framework reads.
        takes_long: whether others should not wait for the answer.
        checks: tells of each parameter whether it is right.
    """

    answer: Callable[[Request, Edition, Fields], Told]
    needed: frozenset[str] = frozenset()
    taken: frozenset[str] = frozenset()
    left: frozenset[str] = frozenset()
    takes_long: Callable[[Edition, Fields], bool] = _never
    checks: Mapping[str, Callable[[str], bool]] = field(default_factory=lambda: _CHECKS)

    def fits(self, fields: Fields) -> bool:
        """Returns whether the parameters need no word of the framework about them."""
        names = fields.keys()
        if not self.needed <= names or not self.left.isdisjoint(names):
            return False
        return all(self.checks[name](fields[name]) for name in self.known & names)

    @cached_property
    def known(self) -> frozenset[str]:
        """The parameters that have to be right."""
        return self.needed | self.taken


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


_CHECKS: dict[str, Callable[[str], bool]] = {
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
    "evidence": lambda text: _number(text, 0, MOST_SHOWN),
    "cursor": lambda text: len(text) <= _LONGEST_CURSOR,
}
_SEARCH_CHECKS: dict[str, Callable[[str], bool]] = {
    "q": lambda text: 0 < len(text) <= _LONGEST_WORDS,
    "kind": KINDS.__contains__,
    "offset": lambda text: _number(text, 0, DEEPEST),
}


def _step(fields: Fields) -> tuple[int, str | None]:
    return int(fields.get("limit", "50")), fields.get("cursor")


def _in_year(fields: Fields) -> int | None:
    return int(fields["year"]) if "year" in fields else None


def _plans(request: Request, edition: Edition, fields: Fields) -> Told:
    limit, cursor = _step(fields)
    most = int(fields.get("evidence", SHOWN))
    return plans_of(request, edition, fields["cites"], limit=limit, cursor=cursor, most=most)


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
    return task_page(request, edition, asked, *_step(fields))


def _duties(request: Request, edition: Edition, fields: Fields) -> Told:
    named = _among(fields, "plan", "unit", "kind")
    asked = wanted(edition, **named, year=_in_year(fields))
    return duty_page(request, edition, asked, *_step(fields))


def _among(fields: Fields, *names: str) -> dict[str, str]:
    return {name: fields[name] for name in names if name in fields}


def _lookup(_: Request, edition: Edition, fields: Fields) -> Told:
    return looked_up(edition, [fields["text"]])


def _counts(request: Request, edition: Edition, _: Fields) -> Told:
    key = request.scope["path"].removeprefix(API + _INSTRUMENT).removesuffix(_COUNTS)
    return counts_of(edition, key)


def _search(request: Request, edition: Edition, fields: Fields) -> Told:
    return searched(
        request,
        edition,
        fields["q"],
        kinds=[kind for kind in KINDS if fields.get("kind", kind) == kind],
        limit=int(fields.get("limit", "20")),
        offset=int(fields.get("offset", "0")),
    )


_PAGED = frozenset({"limit", "cursor"})
_LOOK_UPS = {
    "plans": LookUp(
        _plans,
        frozenset({"cites"}),
        _PAGED | {"evidence"},
        frozenset({"transitive", "level", "year", "role"}),
        takes_long=_spelt("cites"),
    ),
    "top-cited": LookUp(_top, taken=frozenset({"limit", "year", "level"})),
    "coverage": LookUp(
        _coverage,
        frozenset({"instrument"}),
        _PAGED | {"territory", "year"},
        takes_long=_spelt("instrument"),
    ),
    "deadlines": LookUp(_deadlines, frozenset({"unit", "year"}), _PAGED),
    "tasks": LookUp(
        _tasks, taken=_PAGED | {"plan", "unit", "theme", "role", "kind"}, takes_long=_always
    ),
    "duties": LookUp(_duties, taken=_PAGED | {"plan", "unit", "kind", "year"}, takes_long=_always),
    "lookup": LookUp(_lookup, frozenset({"text"}), takes_long=_spelt("text")),
    "search": LookUp(
        _search,
        frozenset({"q"}),
        frozenset({"limit", "offset", "kind"}),
        takes_long=lambda edition, _: not is_quick(edition),
        checks=_CHECKS | _SEARCH_CHECKS,
    ),
}
_OF_ONE = LookUp(_counts)


def look_up_of(path: str) -> LookUp | None:
    """Returns the look-up that a path of the API asks for, None when it is the framework's."""
    name = path.removeprefix(API)
    if name.startswith(_INSTRUMENT) and name.endswith(_COUNTS):
        return _OF_ONE
    return _LOOK_UPS.get(name)
