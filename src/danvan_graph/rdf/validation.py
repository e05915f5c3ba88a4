"""Holds the graph against the SHACL shapes and the checks of the ontology."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml
from rdflib import Graph, URIRef
from rdflib.namespace import RDF, SH
from rdflib.term import Node

from danvan_graph.rdf.triples import Graphs, Triple
from danvan_graph.vocabulary import DV

_HEAD = re.compile(r"^#\+ ?(.*)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Finding:
    """One place where the graph does not have the form it must have.

    Attributes:
        focus: the address of the thing.
        path: the property concerned, or an empty string.
        message: a full Vietnamese sentence.
        violation: whether it stops a build; otherwise it is a warning.
        check: the file of the check without its ending; empty for a shape.
    """

    focus: str
    path: str
    message: str
    violation: bool
    check: str = ""


def _wanted_units(graphs: Graphs, units: URIRef) -> Iterator[Triple]:
    """Yields the units that other graphs speak of; the rest is checked where it is read."""
    named = {o for name, triples in graphs.items() if name != units for _, _, o in triples}
    keep = {s for s, _, _ in graphs[units] if s in named}
    drop = {DV.parentTerritory, DV.becomes}
    yield from (t for t in graphs[units] if t[0] in keep and t[1] not in drop)


def graph_to_validate(graphs: Graphs, units: URIRef, extra: Iterable[Path]) -> Graph:
    """Returns what the shapes are held against: all graphs but the bulk of the units.

    Args:
        graphs: the mapped collection.
        units: the name of the graph of units.
        extra: Turtle files the shapes need, such as the concept schemes.
    """
    data = Graph()
    for name, triples in graphs.items():
        for triple in triples if name != units else _wanted_units(graphs, units):
            data.add(triple)
    for path in sorted(extra):
        data.parse(path, format="turtle")
    return data


def hold_against_shapes(data: Graph, folder: Path) -> list[Finding]:
    """Returns every breach of the SHACL shapes in a folder, in a fixed order.

    Raises:
        FileNotFoundError: the folder holds no shape; a check of nothing is no check.
    """
    shapes = Graph()
    paths = sorted(folder.glob("*.ttl"))
    if not paths:
        raise FileNotFoundError(folder)
    for path in paths:
        shapes.parse(path, format="turtle")
    import pyshacl  # noqa: PLC0415 - a server starts sooner without it

    _, report, _ = pyshacl.validate(data, shacl_graph=shapes, inference="none", advanced=False)
    return sorted(_results(report), key=lambda f: (f.focus, f.path, f.message))


def _results(report: Graph) -> Iterator[Finding]:
    for result in report.subjects(RDF.type, SH.ValidationResult):
        messages = list(report.objects(result, SH.resultMessage))
        vietnamese = [m for m in messages if getattr(m, "language", None) == "vi"]
        yield Finding(
            focus=str(report.value(result, SH.focusNode)),
            path=str(report.value(result, SH.resultPath) or ""),
            message=str((vietnamese or messages)[0]),
            violation=report.value(result, SH.resultSeverity) == SH.Violation,
        )


def read_head(text: str) -> dict[str, str]:
    """Returns what the comments at the head of a check say of it: titles, why, severity."""
    found: dict[str, str] = yaml.safe_load("\n".join(_HEAD.findall(text)))
    return found


def hold_against_checks(
    folder: Path, rows: Callable[[str], Iterable[Mapping[str, Node | None]]]
) -> list[Finding]:
    """Returns every row that a check of the ontology gives; a good graph gives none.

    Args:
        folder: the folder of ``*-violation.rq`` files.
        rows: runs a SELECT over the graph.

    Raises:
        FileNotFoundError: the folder holds no check.
    """
    paths = sorted(folder.glob("*-violation.rq"))
    if not paths:
        raise FileNotFoundError(folder)
    found: list[Finding] = []
    for path in paths:
        text = path.read_text(encoding="utf-8")
        head = read_head(text)
        for row in rows(text):
            focus, *rest = row.values()
            others = "; ".join(str(value) for value in rest)
            message = f"{head['title_vi']}" + (f" ({others})" if others else "")
            stops = head["severity"] == "violation"
            found.append(Finding(str(focus), "", message, stops, path.stem))
    return found
