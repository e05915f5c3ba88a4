"""What has to be done, by whom, and by when: tasks and duties."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from danvan_graph.store.engines.oxigraph import Store
from danvan_graph.web.reading.due import Dates
from danvan_graph.web.reading.passages import PATTERN, SELECTED, Passage, passage
from danvan_graph.web.reading.terms import (
    Row,
    concept,
    findings,
    in_portions,
    iri,
    rows,
    slug_of,
    values,
)


@dataclass(frozen=True, slots=True)
class Party:
    """Someone a text names, as printed and as understood.

    Attributes:
        text: the printed words.
        bodies: addresses of the bodies or groups meant; empty while unresolved.
    """

    text: str
    bodies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Assignment:
    """The part someone has in a task.

    Attributes:
        role: slug of the role.
        party: who.
        request: whether the text only asks them ("đề nghị").
    """

    role: str
    party: Party
    request: bool


@dataclass(frozen=True, slots=True)
class Task:
    """An objective, requirement or piece of work; ``confidence`` is from 0 to 1."""

    iri: str
    at: Passage
    kind: str
    summary: str
    themes: tuple[str, ...]
    orders_plan: bool
    assignments: tuple[Assignment, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Duty:
    """Something owed by a day, once or again and again; ``confidence`` is from 0 to 1."""

    iri: str
    at: Passage
    kind: str
    summary: str
    dates: Dates
    bearers: Party
    to: Party
    through: Party
    confidence: float


Found = TypeVar("Found", Task, Duty)
_FEW = 500


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which tasks or duties are asked for; None asks for any.

    Attributes:
        plan: address of the document.
        unit: address of a territory, body or group.
        theme: slug of a theme (tasks).
        role: slug of a role (tasks).
        kind: slug of the kind of task or duty.
        year: the year it falls due in or that its document is for (duties).
    """

    plan: str | None = None
    unit: str | None = None
    theme: str | None = None
    role: str | None = None
    kind: str | None = None
    year: int | None = None


def _unit_pattern(unit: str, who: str) -> str:
    """Returns what joins a finding with a unit: itself, a group it is in, or a body it is served by."""
    term = iri(unit)
    if "/territory/" in unit:
        return f"?body dv:serves {term} . ?finding dv:binds|{who} ?body ."
    return f"?finding dv:binds|{who} {term} ."


def task_pattern(wanted: Wanted, place: str = PATTERN) -> str:
    """Returns what binds ``?finding`` to the tasks asked for, and where they stand."""
    return " ".join(["?finding a dv:Task ;", place, *_task_filters(wanted)])


def _task_filters(wanted: Wanted) -> list[str]:
    """Returns the patterns of the filters, what few things fit first."""
    patterns = []
    if wanted.plan:
        patterns.append(f"?finding dv:inDocument {iri(wanted.plan)} .")
    if wanted.unit:
        patterns.append(_unit_pattern(wanted.unit, "dv:involves"))
    if wanted.theme:
        patterns.append(f"?finding dv:theme {concept('chu-de', wanted.theme)} .")
    if wanted.role:
        patterns.append(_role_pattern(wanted))
    if wanted.kind:
        patterns.append(f"?finding dv:taskKind {concept('loai-nhiem-vu', wanted.kind)} .")
    return patterns


def task_addresses(store: Store, wanted: Wanted) -> list[str]:
    """Returns the addresses of what the filters let through, in order; all tasks without filters."""
    return _fitting(store, _task_filters(wanted) or ["?finding a dv:Task ."])


def _fitting(store: Store, patterns: Sequence[str]) -> list[str]:
    """Returns the findings that fit every pattern.

    Each is asked alone and without the class: an engine without statistics else begins with
    everything of the class. A pattern after one that few fit is asked of those few.
    """
    found = findings(store, patterns[0])
    for pattern in patterns[1:]:
        if len(found) <= _FEW:
            found = list(in_portions(found, partial(_those, store, pattern)))
        else:
            found = sorted({*found} & {*findings(store, pattern)})
    return found


def _those(store: Store, pattern: str, addresses: Sequence[str]) -> list[str]:
    return findings(store, f"{values('finding', addresses)} {pattern}")


def tasks(store: Store, wanted: Wanted) -> list[Task]:
    """Returns the tasks asked for, in the order of the documents and their texts."""
    found = tasks_at(store, task_addresses(store, wanted))
    return sorted(found, key=_by_place)


def tasks_at(store: Store, addresses: Sequence[str]) -> Iterator[Task]:
    """Yields the tasks at some addresses, portion by portion in the order of the addresses."""
    return in_portions(addresses, lambda some: _in_order(_read_tasks(store, some), some))


def _read_tasks(store: Store, addresses: Sequence[str]) -> list[Task]:
    found = rows(
        store,
        f"""SELECT DISTINCT ?finding {SELECTED} ?kind ?summary ?orders ?sure WHERE {{
          {values("finding", addresses)} ?finding a dv:Task ; {PATTERN}
          ?finding dv:taskKind ?kind ; dv:summary ?summary ; dv:ordersPlan ?orders .
          OPTIONAL {{ ?finding dv:confidence ?sure }}
        }} ORDER BY ?finding""",
    )
    return _tasks(store, found)


def _in_order(found: Iterable[Found], addresses: Sequence[str]) -> list[Found]:
    held = {one.iri: one for one in found}
    return [held[address] for address in addresses if address in held]


def _by_place(found: Task | Duty) -> tuple[str, int, int, str]:
    return found.at.document, found.at.start, found.at.end, found.iri


def _role_pattern(wanted: Wanted) -> str:
    pattern = (
        f"?finding dv:hasAssignment ?part . ?part dv:role {concept('vai-tro', str(wanted.role))} ."
    )
    if not wanted.unit:
        return pattern
    if "/territory/" in wanted.unit:
        return f"{pattern} ?part dv:assignee/dv:hasMember?/dv:serves {iri(wanted.unit)} ."
    return f"{pattern} ?part dv:assignee/dv:hasMember? {iri(wanted.unit)} ."


def _tasks(store: Store, found: Sequence[Row]) -> list[Task]:
    addresses = [row["finding"] for row in found]
    themes: dict[str, list[str]] = defaultdict(list)
    for row in _about(store, addresses, "?finding dv:theme ?theme", "?theme"):
        themes[row["finding"]].append(slug_of(row["theme"]))
    parts = _assignments(store, addresses)
    return [
        Task(
            iri=row["finding"],
            at=passage(row),
            kind=slug_of(row["kind"]),
            summary=row["summary"],
            themes=tuple(themes[row["finding"]]),
            orders_plan=row["orders"] == "true",
            assignments=tuple(parts[row["finding"]]),
            confidence=float(row.get("sure", 1)),
        )
        for row in found
    ]


def _about(store: Store, findings: Sequence[str], pattern: str, chosen: str) -> list[Row]:
    if not findings:
        return []
    query = f"""SELECT DISTINCT ?finding {chosen} WHERE {{
        {values("finding", findings)} {pattern} }} ORDER BY ?finding {chosen}"""
    return rows(store, query)


def _assignments(store: Store, findings: Sequence[str]) -> dict[str, list[Assignment]]:
    found = _about(
        store,
        findings,
        """?finding dv:hasAssignment ?part . ?part dv:role ?role ; dv:agentText ?text ;
           dv:order ?order ; dv:isRequest ?request . OPTIONAL { ?part dv:assignee ?body }""",
        "?order ?part ?role ?text ?request ?body",
    )
    grouped: dict[tuple[str, int, str], list[Row]] = defaultdict(list)
    for row in found:
        grouped[row["finding"], int(row["order"]), row["part"]].append(row)
    made: dict[str, list[Assignment]] = defaultdict(list)
    for (finding, _, _), same in sorted(grouped.items()):
        party = Party(same[0]["text"], tuple(r["body"] for r in same if "body" in r))
        made[finding].append(
            Assignment(slug_of(same[0]["role"]), party, same[0]["request"] == "true")
        )
    return made


def duty_pattern(wanted: Wanted, place: str = PATTERN) -> str:
    """Returns what binds ``?finding`` to the duties asked for, and where they stand."""
    return " ".join(["?finding a dv:Duty ;", place, *_duty_filters(wanted)])


def _duty_filters(wanted: Wanted) -> list[str]:
    """Returns the patterns of the filters, what few things fit first."""
    patterns = []
    if wanted.plan:
        patterns.append(f"?finding dv:inDocument {iri(wanted.plan)} .")
    if wanted.unit:
        patterns.append(_unit_pattern(wanted.unit, "dv:bearer"))
    if wanted.kind:
        patterns.append(f"?finding dv:dutyKind {concept('loai-nghia-vu', wanted.kind)} .")
    return patterns


def duty_addresses(store: Store, wanted: Wanted) -> list[str]:
    """Returns the addresses of what the filters but the year let through, in order."""
    return _fitting(store, _duty_filters(wanted) or ["?finding a dv:Duty ."])


def duties(store: Store, wanted: Wanted) -> list[Duty]:
    """Returns the duties asked for, in the order of the documents and their texts."""
    made = duties_at(store, duty_addresses(store, wanted))
    kept = (d for d in made if wanted.year is None or d.dates.touches(wanted.year))
    return sorted(kept, key=_by_place)


def duties_at(store: Store, addresses: Sequence[str]) -> Iterator[Duty]:
    """Yields the duties at some addresses, portion by portion in the order of the addresses."""
    return in_portions(addresses, lambda some: _in_order(_read_duties(store, some), some))


def _read_duties(store: Store, addresses: Sequence[str]) -> list[Duty]:
    found = rows(
        store,
        f"""SELECT DISTINCT ?finding {SELECTED} ?kind ?summary ?due ?dateText ?recurrence ?until
              ?year ?ended ?sure WHERE {{
          {values("finding", addresses)} ?finding a dv:Duty ; {PATTERN}
          ?finding dv:dutyKind ?kind ; dv:summary ?summary .
          OPTIONAL {{ ?finding dv:due ?due }} OPTIONAL {{ ?finding dv:dateText ?dateText }}
          OPTIONAL {{ ?finding dv:recurrence ?recurrence }} OPTIONAL {{ ?finding dv:until ?until }}
          OPTIONAL {{ ?finding dv:confidence ?sure }} OPTIONAL {{ ?document dv:year ?year }}
          OPTIONAL {{ ?document dv:place/dv:validUntil ?ended }}
        }} ORDER BY ?finding""",
    )
    return _duties(store, found)


def _duties(store: Store, found: Sequence[Row]) -> list[Duty]:
    addresses = [row["finding"] for row in found]
    days, anchors = days_of(
        _about(store, addresses, "?finding dv:occursOn|dv:anchor ?when", "?when")
    )
    parties = {
        term: _parties(store, addresses, term) for term in ("bearer", "reportsTo", "channel")
    }
    return [
        Duty(
            iri=row["finding"],
            at=passage(row),
            kind=slug_of(row["kind"]),
            summary=row["summary"],
            dates=dates_of(row, days[row["finding"]], anchors[row["finding"]]),
            bearers=parties["bearer"][row["finding"]],
            to=parties["reportsTo"][row["finding"]],
            through=parties["channel"][row["finding"]],
            confidence=float(row.get("sure", 1)),
        )
        for row in found
    ]


def days_of(found: Iterable[Row]) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """Returns the days of one year, and those of every year or month, by finding."""
    days: dict[str, set[str]] = defaultdict(set)
    anchors: dict[str, set[str]] = defaultdict(set)
    for row in found:
        kept = anchors if row["when"].startswith("--") else days
        kept[row["finding"]].add(row["when"])
    return days, anchors


def dates_of(row: Row, days: Iterable[str], anchors: Iterable[str]) -> Dates:
    """Returns the dates that a row and its days tell."""
    return Dates(
        due=row.get("due"),
        text=row.get("dateText"),
        recurrence=row.get("recurrence"),
        days=tuple(sorted(days)),
        anchors=tuple(sorted(anchors)),
        until=int(row["until"]) if "until" in row else None,
        year=int(row["year"]) if "year" in row else None,
        ended=row.get("ended"),
    )


def _parties(store: Store, findings: Sequence[str], term: str) -> dict[str, Party]:
    texts: dict[str, list[str]] = defaultdict(list)
    bodies: dict[str, list[str]] = defaultdict(list)
    for row in _about(store, findings, f"?finding dv:{term}Text ?text", "?text"):
        texts[row["finding"]].append(row["text"])
    for row in _about(store, findings, f"?finding dv:{term} ?body", "?body"):
        bodies[row["finding"]].append(row["body"])
    return {f: Party("; ".join(texts[f]), tuple(bodies[f])) for f in findings}
