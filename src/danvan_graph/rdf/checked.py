"""What the checks of the ontology found in a published graph, kept beside it."""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from rdflib import Graph
from rdflib.namespace import RDF, SH

from danvan_graph.rdf.validation import Finding, hold_against_checks, read_head
from danvan_graph.store.oxigraph import Store

COMPANION = "checks"
_FILE = "checks.json"
_MOST_KEPT = 1_000


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
        found: address and sentence of the first thousand.
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
    paths = sorted((ontology / "checks").glob("*-violation.rq"))
    made = [_check(path, by_check[path.stem]) for path in paths]
    made.sort(key=lambda c: (not c.count, not c.violation, c.name))
    return Checked(_shapes(ontology / "shapes") if shapes else None, tuple(made))


def _check(path: Path, found: Sequence[Finding]) -> Check:
    text = path.read_text(encoding="utf-8")
    head = read_head(text)
    first = tuple((f.focus, f.message) for f in found[:_MOST_KEPT])
    return Check(
        path.stem.removesuffix("-violation"),
        head["title_vi"],
        head.get("why", ""),
        head["severity"] == "violation",
        len(found),
        text[text.index("PREFIX") :],
        first,
    )


def _shapes(folder: Path) -> int:
    graph = Graph()
    for path in sorted(folder.glob("*.ttl")):
        graph.parse(path, format="turtle")
    return len(set(graph.subjects(RDF.type, SH.NodeShape)))


def write_checked(found: Checked, folder: Path) -> None:
    """The folder holds what was found."""
    text = json.dumps(asdict(found), ensure_ascii=False, indent=1)
    (folder / _FILE).write_text(text, encoding="utf-8")


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
