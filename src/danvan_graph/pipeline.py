"""From the data folder to a published graph, in one order and with one verdict."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from rdflib import URIRef

from danvan_graph.adjacency.following import follow_adjacency
from danvan_graph.adjacency.writing import write_adjacency
from danvan_graph.collection.checks import check_collection
from danvan_graph.collection.folder import Collection, read_collection
from danvan_graph.errors import Fault, InvalidData, StoreError
from danvan_graph.identifiers.iri import Namer
from danvan_graph.rdf.checked import COMPANION as CHECKED
from danvan_graph.rdf.checked import (
    Checked,
    checked,
    checked_again,
    findings_of,
    follow_checks,
    read_checked,
    write_checked,
    write_checks,
)
from danvan_graph.rdf.mapping import to_graphs
from danvan_graph.rdf.rules import read_rules
from danvan_graph.rdf.triples import Graphs
from danvan_graph.rdf.validation import (
    Finding,
    graph_to_validate,
    hold_against_checks,
    hold_against_shapes,
)
from danvan_graph.resources import ontology_folder
from danvan_graph.search.following import follow_search
from danvan_graph.search.writing import write_search
from danvan_graph.store.generations.generation import KEEP, Generation, current
from danvan_graph.store.keeping.publishing import Companion, Follower, publish
from danvan_graph.store.keeping.succession import Succession
from danvan_graph.store.making.dataset import WorkingDataset

Progress = Callable[[str], None]
COMPANIONS: Mapping[str, Companion] = {
    "adjacency": write_adjacency,
    "search": write_search,
    CHECKED: lambda store, folder: write_checks(store, folder, ontology_folder()),
}
"""What is kept beside the engine of every generation, by the name of its folder."""
FOLLOWERS: Mapping[str, Follower] = {
    "adjacency": follow_adjacency,
    "search": follow_search,
    CHECKED: lambda before, folder, change: follow_checks(
        before, folder, change, ontology_folder()
    ),
}
"""What makes them from those of the generation before when documents have changed."""


@dataclass(frozen=True, slots=True)
class Built:
    """A finished build.

    Attributes:
        generation: what is published now.
        documents: collected documents in it.
        inferred: statements that follow from the others.
        warnings: what looks odd and did not stop the build.
    """

    generation: Generation
    documents: int
    inferred: int
    warnings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """A graph that is complete and checked, and not yet published."""

    dataset: WorkingDataset
    documents: int
    inferred: int
    warnings: tuple[Finding, ...]
    ground: str
    checked: Checked


def _silent(_: str) -> None:
    return


def _as_fault(finding: Finding, collection: Collection, namer: Namer) -> Fault:
    """Returns the finding with the file and line of the record it is about."""
    addresses = {namer.instrument(d.key): d.id for d in collection.documents}
    addresses |= {
        namer.instrument(i.key): str(i.key)
        for i in collection.instruments
        if namer.instrument(i.key) not in addresses
    }
    owners = [a for a in addresses if finding.focus == a or finding.focus.startswith(a + "/")]
    origin = collection.origins[addresses[max(owners, key=len)]] if owners else None
    file, line = (origin.file, origin.line) if origin else ("register", 0)
    field = finding.path.rpartition("#")[2]
    return Fault(file, line, field, f"{finding.message} [{finding.focus}]")


def _fill(graphs: Graphs, ontology: Path, namer: Namer) -> WorkingDataset:
    dataset = WorkingDataset()
    for name in sorted(graphs):
        dataset.add(name, graphs[name])
    terms = [ontology / "danvan.ttl", *(ontology / "concepts").glob("*.ttl")]
    dataset.add_turtle(URIRef(namer.graph("ontology")), terms)
    return dataset


def _ground(data: Path, ontology: Path) -> str:
    """Returns the SHA-256 of everything but the documents and registers that makes the graph.

    The units, the ontology with its rules and checks, and the programs themselves: while these
    are the same, a change of documents leads from one generation to the next.
    """
    here = Path(__file__).parent
    files = [*(data / "units").glob("*.tsv"), *ontology.rglob("*.*"), *here.rglob("*.py")]
    total = hashlib.sha256()
    for path in sorted(p for p in files if p.is_file()):
        total.update(f"{path.name} {hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return total.hexdigest()


def _succession(store: Path | None, base: str, ground: str) -> Succession | None:
    """Returns the graph that is published already, to be changed; None when it cannot serve."""
    if store is None or not store.is_dir():
        return None
    try:
        previous = current(store)
        fits = (previous.base, previous.ground) == (base, ground)
        return Succession(previous) if fits else None
    except StoreError:
        return None


def draft(  # noqa: PLR0913 - two folders in, and how
    data: Path,
    ontology: Path,
    base: str,
    progress: Progress = _silent,
    *,
    own: Path | None = None,
    store: Path | None = None,
) -> Draft:
    """Returns the whole graph of a data folder, inferred and found valid.

    Args:
        data: a folder laid out as ``data/``.
        ontology: the folder of the ontology.
        base: the base of the graph's addresses.
        progress: told the name of each stage, in Vietnamese.
        own: the user's own collection; left out when there is no such folder.
        store: a store folder; where its graph differs in documents and registers only, just the
            difference is made. The result is the same.

    Raises:
        InvalidData: the data breaks a rule; every fault is named with file and line.
        OutputError: the store folder cannot be written.
    """
    namer = Namer(base)
    progress("Đọc dữ liệu")
    collection = read_collection(data, ontology, own if own and own.is_dir() else None)
    check_collection(collection)
    ground = _ground(data, ontology)
    following = _succession(store, base, ground)
    progress("Lập các đồ thị")
    graphs = to_graphs(collection, namer, units=following is None)
    dataset = following or _fill(graphs, ontology, namer)
    if following is not None:
        graphs = _exchanged(following, graphs, namer)
    progress("Đối chiếu với khuôn SHACL")
    findings = _hold_against_shapes(graphs, ontology, namer)
    progress("Suy luận")
    inferred = dataset.infer(URIRef(namer.graph("inferred")), read_rules(ontology / "rules"))
    progress("Kiểm tra các quy tắc")
    found, rows = _held_against_checks(ontology, dataset)
    _stop_at([*findings, *rows], collection, namer)
    findings += rows
    warnings = tuple(f for f in findings if not f.violation)
    return Draft(dataset, len(collection.documents), inferred, warnings, ground, found)


def _held_against_checks(ontology: Path, dataset: WorkingDataset) -> tuple[Checked, list[Finding]]:
    """Returns what the checks find, made from what they found before where that can be."""
    if isinstance(dataset, Succession) and CHECKED in dataset.previous.companions:
        held = read_checked(dataset.previous.companion(CHECKED))
        found = checked_again(held, dataset.neighbourhood(), ontology)
        if found is not None and held.shapes is not None:
            return found, findings_of(found)
    rows = hold_against_checks(ontology / "checks", dataset.rows)
    return checked(ontology, rows, shapes=True), rows


def _exchanged(dataset: Succession, graphs: Graphs, namer: Namer) -> Graphs:
    """Returns the graphs whose shape may have changed, after all graphs have been exchanged.

    Shapes look at one thing and what it names, so these are the graphs that changed, those that
    speak of a thing something else is said of now, and the shared ones.
    """
    kept = {namer.graph(name) for name in ("units", "ontology", "inferred")}
    gone = dataset.previous.graphs().keys() - kept - {str(g) for g in graphs}
    none: Graphs = {URIRef(name): [] for name in gone}
    dataset.exchange({graph: (none | graphs)[graph] for graph in sorted(none | graphs)})
    shared = {namer.graph(name) for name in ("register", "agents", "judgements")}
    wanted = dataset.changed | dataset.speaking_of(dataset.touched) | shared
    chosen = {name: triples for name, triples in graphs.items() if str(name) in wanted}
    named = {o for triples in chosen.values() for _, _, o in triples}
    units = URIRef(namer.graph("units"))
    return chosen | {units: list(dataset.said_of(named, units))}


def _hold_against_shapes(graphs: Graphs, ontology: Path, namer: Namer) -> list[Finding]:
    units = URIRef(namer.graph("units"))
    concepts = (ontology / "concepts").glob("*.ttl")
    return hold_against_shapes(graph_to_validate(graphs, units, concepts), ontology / "shapes")


def _stop_at(findings: Iterable[Finding], collection: Collection, namer: Namer) -> None:
    faults = [_as_fault(f, collection, namer) for f in findings if f.violation]
    if faults:
        raise InvalidData(faults)


def build(  # noqa: PLR0913 - two folders in, one out, and how
    data: Path,
    ontology: Path,
    store: Path,
    base: str,
    progress: Progress = _silent,
    *,
    own: Path | None = None,
    keep: int = KEEP,
) -> Built:
    """Returns once the graph of a data folder is the published one.

    Args:
        data: see :func:`draft`, as for the arguments not listed here.
        ontology: the folder of the ontology.
        store: the store folder; made when missing.
        base: the base of the graph's addresses.
        progress: told the name of each stage, in Vietnamese.
        own: the user's own collection; left out when there is no such folder.
        keep: how many generations stay in the store folder, the new one included.

    Raises:
        InvalidData: the data breaks a rule; what was published before stays published.
        OutputError: the store folder cannot be written; likewise.
    """
    made = draft(data, ontology, base, progress, own=own, store=store)
    return publish_draft(made, store, base, progress, keep=keep)


def publish_draft(
    made: Draft, store: Path, base: str, progress: Progress = _silent, *, keep: int = KEEP
) -> Built:
    """Returns once a checked graph is the published one.

    Raises:
        OutputError: the store folder cannot be written; what was published before stays.
    """
    progress("Công bố")
    known: Companion = lambda _, folder: write_checked(made.checked, folder)  # noqa: E731 - one line
    beside = {**COMPANIONS, CHECKED: known}
    generation = publish(
        made.dataset,
        store,
        base,
        companions=beside,
        followers={name: f for name, f in FOLLOWERS.items() if name != CHECKED},
        ground=made.ground,
        keep=keep,
    )
    return Built(generation, made.documents, made.inferred, made.warnings)
