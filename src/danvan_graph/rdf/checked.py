"""What the checks of the ontology found in a published graph, kept beside it."""

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from rdflib import Graph
from rdflib.namespace import RDF, SH, SKOS
from rdflib.term import Node

from danvan_graph.rdf.validation import Finding, hold_against_checks, read_head
from danvan_graph.store.engines.oxigraph import Store
from danvan_graph.store.engines.reader import Reader
from danvan_graph.store.keeping.neighbourhood import Neighbourhood
from danvan_graph.vocabulary import DV

COMPANION = "checks"
_FILE = "checks.json"
_MOST_KEPT = 1_000
_ENDING = "-violation"
_EVERYWHERE = {str(SKOS.inScheme), str(DV.relationProperty)}
"""What is said so of one thing is found in any number of others."""
_MANY = 50_000
Told = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Check:
    """One check of the ontology and what it found.

    Attributes:
        name: its file without the ending, such as ``self-citation``.
        title: what a finding means, in Vietnamese.
        why: why that matters.
        violation: whether a finding stops a build; otherwise it is a warning.
        count: how many findings there are.
        query: its SPARQL.
        found: address and sentence of the first thousand, in the order of the addresses.
    """

    name: str
    title: str
    why: str
    violation: bool
    count: int
    query: str
    found: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """What a graph was held against.

    Attributes:
        shapes: how many SHACL shapes; a breach of one stops a build. None where they were not held
            against the graph.
        checks: every check that ran, those with findings first.
    """

    shapes: int | None
    checks: tuple[Check, ...]

    @property
    def warnings(self) -> int:
        """How many findings there are."""
        return sum(check.count for check in self.checks)


def checked(ontology: Path, findings: Iterable[Finding], *, shapes: bool) -> Checked:
    """Returns the findings by check.

    Args:
        ontology: the folder of the ontology.
        findings: what the checks gave.
        shapes: whether the graph was held against the SHACL shapes too.
    """
    by_check: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        by_check[finding.check].append(finding)
    paths = sorted((ontology / "checks").glob(f"*{_ENDING}.rq"))
    made = [_check(path, by_check[path.stem]) for path in paths]
    made.sort(key=_rank)
    return Checked(_shapes(ontology / "shapes") if shapes else None, tuple(made))


def _check(path: Path, found: Sequence[Finding]) -> Check:
    text = path.read_text(encoding="utf-8")
    head = read_head(text)
    first = sorted((f.focus, f.message) for f in found)[:_MOST_KEPT]
    return Check(
        path.stem.removesuffix(_ENDING),
        head["title_vi"],
        head.get("why", ""),
        head["severity"] == "violation",
        len(found),
        text[text.index("PREFIX") :],
        tuple(first),
    )


def _shapes(folder: Path) -> int:
    graph = Graph()
    for path in sorted(folder.glob("*.ttl")):
        graph.parse(path, format="turtle")
    return len(set(graph.subjects(RDF.type, SH.NodeShape)))


def findings_of(found: Checked) -> list[Finding]:
    """Returns the findings that were kept, one by one."""
    return [
        Finding(focus, "", message, check.violation, f"{check.name}{_ENDING}")
        for check in found.checks
        for focus, message in check.found
    ]


def write_checked(found: Checked, folder: Path) -> None:
    """The folder holds what was found."""
    text = json.dumps(asdict(found), ensure_ascii=False, indent=1)
    (folder / _FILE).write_text(text, encoding="utf-8")


def follow_checks(before: Path, folder: Path, change: Neighbourhood, ontology: Path) -> bool:
    """Returns whether the folder holds what the checks find in a graph, made from what they found.

    Args:
        before: the folder of what was found in the generation before.
        folder: an empty folder that exists.
        change: what has changed since.
        ontology: the folder of the ontology.
    """
    found = checked_again(read_checked(before), change, ontology)
    if found is None:
        return False
    write_checked(replace(found, shapes=None), folder)
    return True


def checked_again(held: Checked, change: Neighbourhood, ontology: Path) -> Checked | None:
    """Returns what the checks find now; None when only the whole graph can tell.

    A check speaks of one thing and what is near it, so it runs again for what a change reaches.

    Args:
        held: what they found before.
        change: what has changed since.
        ontology: the folder of the ontology.
    """
    if change.relations & _EVERYWHERE or len(change.things) > _MANY:
        return None
    before, now = (
        _by_check(hold_against_checks(ontology / "checks", _rows(side)), change.things)
        for side in (change.near_before(), change.near())
    )
    made = [
        _exchanged(c, before[f"{c.name}{_ENDING}"], now[f"{c.name}{_ENDING}"]) for c in held.checks
    ]
    found = [check for check in made if check is not None]
    return (
        replace(held, checks=tuple(sorted(found, key=_rank))) if len(found) == len(made) else None
    )


def _rank(check: Check) -> tuple[bool, bool, str]:
    """Returns the place of a check: first those with findings, then those that stop a build."""
    return not check.count, not check.violation, check.name


def _rows(store: Reader) -> Callable[[str], Iterable[Mapping[str, Node | None]]]:
    return lambda text: store.select(text).dicts()


def _by_check(findings: Iterable[Finding], things: Collection[str]) -> dict[str, Counter[Told]]:
    found: dict[str, Counter[Told]] = defaultdict(Counter)
    for finding in findings:
        if finding.focus in things:
            found[finding.check][finding.focus, finding.message] += 1
    return found


def _exchanged(check: Check, before: Counter[Told], now: Counter[Told]) -> Check | None:
    """Returns what a check finds now; None where too few of the other findings were kept."""
    count = check.count - before.total() + now.total()
    kept = sorted((Counter(check.found) - before + now).elements())
    if check.count > len(check.found):  # what comes after the last that was kept is not known
        kept = [told for told in kept if told <= check.found[-1]]
        if len(kept) < min(count, _MOST_KEPT):
            return None
    return replace(check, count=count, found=tuple(kept[:_MOST_KEPT]))


def write_checks(store: Store, folder: Path, ontology: Path) -> None:
    """The folder holds what the checks find in a graph; it was not held against the shapes."""
    findings = hold_against_checks(ontology / "checks", lambda text: store.select(text).dicts())
    write_checked(checked(ontology, findings, shapes=False), folder)


def read_checked(folder: Path) -> Checked:
    """Returns what was written to a folder."""
    held = json.loads((folder / _FILE).read_text(encoding="utf-8"))
    checks = (
        Check(**{**one, "found": tuple((iri, said) for iri, said in one["found"])})
        for one in held["checks"]
    )
    return Checked(held["shapes"], tuple(checks))
