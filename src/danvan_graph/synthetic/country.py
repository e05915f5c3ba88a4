"""The invented country as named graphs, and as a published graph."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from rdflib import URIRef

from danvan_graph import __version__
from danvan_graph.collection.folder import Collection, read_collection
from danvan_graph.collection.units import UnitRegister
from danvan_graph.errors import StoreError
from danvan_graph.identifiers.iri import Namer
from danvan_graph.identifiers.keys import CENTRE, InstrumentKey
from danvan_graph.rdf.mapping import named_graphs
from danvan_graph.rdf.rules import read_rules
from danvan_graph.records.document import DocumentRecord
from danvan_graph.records.territory import Territory
from danvan_graph.store.generations.generation import Generation, current
from danvan_graph.store.keeping.bulk import BulkDataset
from danvan_graph.store.keeping.publishing import Companion, publish
from danvan_graph.synthetic.document import Writer
from danvan_graph.synthetic.plan import Cited, Plan
from danvan_graph.synthetic.scale import Scale
from danvan_graph.synthetic.schedule import Schedule

ROOT = InstrumentKey(CENTRE, "2021-11-26", "33-ct-ttg")
"""The directive that everything answers."""

Progress = Callable[[str, int, int], None]
"""Told of a stage in Vietnamese, how much of it is done, and of how much (0 when unknown)."""


class Country:
    """Invented plans over real units; everything is computed when it is asked for.

    Args:
        data: a folder laid out as ``data/``.
        ontology: the folder of the ontology.
        scale: how much.
    """

    def __init__(self, data: Path, ontology: Path, scale: Scale) -> None:
        self.scale = scale
        self.collection = _emptied(read_collection(data, ontology), scale)
        names = {b.slug: b.vi for b in self.collection.body_kinds.values()}
        self._register = tuple(
            Cited.of(i, names[i.issuers[0].kind])
            for i in self.collection.instruments
            if i.issuers and (i.number or i.name)
        )
        root = next(c for c in self._register if c.key == ROOT)
        self.plans: tuple[Plan, ...] = tuple(Schedule(self.collection.units, scale, root).plans())

    def records(self) -> Iterator[DocumentRecord]:
        """Returns the record of each plan, one by one."""
        return map(self.record, self.plans)

    def record(self, plan: Plan) -> DocumentRecord:
        """Returns the record of a plan of this country."""
        return Writer(plan, self._register, self.scale.seed).record()


def _emptied(collection: Collection, scale: Scale) -> Collection:
    """Returns what a country is built on: no document, and nothing that only a place knows."""
    expected = (j for j in collection.judgements if j.kind == "expected-answer")
    return replace(
        collection,
        documents=(),
        instruments=tuple(i for i in collection.instruments if i.key.place == CENTRE),
        judgements=tuple(j for j in expected if j.group and j.group.place == CENTRE),
        units=_within(collection.units, frozenset(scale.provinces)),
        texts={},
        own=frozenset(),
    )


def _within(units: UnitRegister, provinces: frozenset[str]) -> UnitRegister:
    """Returns the units of some provinces, or all when none is named."""
    if not provinces:
        return units

    def kept(unit: Territory) -> bool:
        above = (row.parent for row in units.rows(unit.parent or ""))
        return bool(provinces & {unit.key.code, unit.parent, *above})

    chosen = tuple(unit for unit in units.territories if kept(unit))
    keys = {unit.key for unit in chosen} | {None}
    changes = (c for c in units.changes if c.old in keys and c.new in keys)
    return UnitRegister(chosen, tuple(changes))


def ground(scale: Scale) -> str:
    """Returns what marks the generations of a scale; see :class:`Generation`."""
    return f"synthetic {scale.name} {scale.seed} {__version__}"


def published_country(
    folder: Path, scale: Scale, companions: Mapping[str, Companion]
) -> Generation | None:
    """Returns the generation of a store folder when it is that country, else None."""
    try:
        generation = current(folder)
    except StoreError:
        return None
    fits = generation.ground == ground(scale) and set(generation.companions) == set(companions)
    return generation if fits else None


def publish_country(  # noqa: PLR0913 - what is read, how much, where to, and who is told
    data: Path,
    ontology: Path,
    scale: Scale,
    folder: Path,
    base: str,
    *,
    companions: Mapping[str, Companion],
    progress: Progress,
) -> Generation:
    """Returns the generation that now is the published one: an invented country.

    Args:
        data: a folder laid out as ``data/``; its units and the register of the centre are used.
        ontology: the folder of the ontology.
        scale: how much.
        folder: the store folder; made when missing.
        base: the base of the graph's addresses.
        companions: see :func:`danvan_graph.store.keeping.publishing.publish`.
        progress: told what is being done.

    Raises:
        OutputError: the folder cannot be written.
        StoreError: another process is publishing.
    """
    progress("Lập danh sách kế hoạch", 0, 0)
    country = Country(data, ontology, scale)
    namer = Namer(base)
    dataset = BulkDataset(folder)
    keys = [plan.key for plan in country.plans]
    graphs = named_graphs(country.collection, country.records(), keys, namer)
    for done, (name, triples) in enumerate(graphs, start=1):
        dataset.add(name, triples)
        progress("Viết văn bản giả lập", min(done, len(keys)), len(keys))
    terms = [ontology / "danvan.ttl", *(ontology / "concepts").glob("*.ttl")]
    dataset.add_turtle(URIRef(namer.graph("ontology")), terms)
    progress("Suy luận", 0, 0)
    dataset.infer(URIRef(namer.graph("inferred")), read_rules(ontology / "rules"))
    progress("Lập chỉ mục và công bố", 0, 0)
    return publish(dataset, folder, base, companions=companions, ground=ground(scale))
