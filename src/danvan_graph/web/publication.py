"""The published graph as this server reads it: one edition at a time, the newest when asked."""

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from danvan_graph.adjacency.agenda import Agenda
from danvan_graph.adjacency.index import Adjacency
from danvan_graph.adjacency.written import Written
from danvan_graph.citing.mapped import CitingPlans, citing_plans
from danvan_graph.errors import DanvanError
from danvan_graph.lookup.index import InstrumentIndex
from danvan_graph.lookup.mapped import mapped
from danvan_graph.store.engines.oxigraph import Store, open_store
from danvan_graph.store.generations.recheck import FIRST_SECONDS, Recheck
from danvan_graph.web.addresses import Addresses
from danvan_graph.web.kept import Kept
from danvan_graph.web.reading.names import Names
from danvan_graph.web.reading.reviewed import Reviewed
from danvan_graph.web.reading.terms import rows

if TYPE_CHECKING:
    from danvan_graph.search.searcher import Searcher

_LOG = logging.getLogger(__name__)
_LOOK_AGAIN = 0.05
_MOST_KEPT = 64

Read = TypeVar("Read")


@dataclass(frozen=True)
class Edition:
    """One generation of the graph with what is read from it once.

    Attributes:
        store: the graph.
        index: its instruments.
        names: what its concepts, units, people and movements are called.
        addresses: where this server shows its things.
        adjacency: its look-up index.
    """

    store: Store
    index: InstrumentIndex
    names: Names
    addresses: Addresses
    adjacency: Adjacency
    _kept: Kept = field(default_factory=lambda: Kept(_MOST_KEPT))

    @classmethod
    def of(cls, folder: Path) -> "Edition":
        """Returns the newest edition in a store folder.

        Raises:
            StoreError: there is none that is whole.
        """
        store = open_store(folder)
        generation = store.generation
        adjacency = Adjacency(generation.companion("adjacency"))
        return cls(
            store,
            mapped(adjacency, generation.base),
            Names.of(adjacency),
            Addresses(generation.base),
            adjacency,
        )

    @property
    def name(self) -> str:
        """The name of the generation."""
        return self.store.generation.name

    @property
    def folder(self) -> Path:
        """The store folder."""
        return self.store.generation.folder.parent.parent

    def label(self, iri: str) -> str:
        """Returns what an instrument, unit, concept or term is called."""
        known = self.index.instruments.get(iri)
        return known.label if known else self.names.label(iri)

    @cached_property
    def agenda(self) -> Agenda | None:
        """Its tasks and duties in order, None where an older version made the index."""
        return Agenda.of(self.adjacency)

    @cached_property
    def written(self) -> Written:
        """Its instruments and passages as answers tell them."""
        return Written(self.adjacency.columns, self.store.base)

    @cached_property
    def searcher(self) -> "Searcher":
        """Finds its things by words.

        Raises:
            StoreError: the search index cannot be read.
        """
        from danvan_graph.search.searcher import Searcher  # noqa: PLC0415 - look-ups need none

        return Searcher(self.store.generation.companion("search"))

    @cached_property
    def synthetic(self) -> bool:
        """Whether a document in it is invented, so that every page and answer has to say so."""
        return bool(rows(self.store, "SELECT ?s WHERE { ?s dv:synthetic true } LIMIT 1"))

    @cached_property
    def reviewed(self) -> Reviewed:
        """The documents whose record a person has checked."""
        return Reviewed(self.store)

    def holds_graph(self, name: str) -> bool:
        """Returns whether there is a named graph of an address."""
        return self.store.holds_graph(name)

    @cached_property
    def graph_names(self) -> frozenset[str]:
        """The addresses of all named graphs."""
        return frozenset(self.store.graph_names())

    def kept(self, key: tuple[object, ...], read: Callable[[], Read]) -> Read:
        """Returns what was read under a key, read now when it is not there."""
        return self._kept.get(key, read)

    def citing(self, iri: str, *, transitive: bool = False) -> CitingPlans:
        """Returns the plans that cite an instrument; long walks are kept."""
        if not transitive:
            return citing_plans(self.adjacency, self.index, iri)
        walked = partial(citing_plans, self.adjacency, self.index, iri, transitive=True)
        return self.kept(("citing", iri), walked)


class Publication:
    """Gives the newest edition; an edition once given stays readable.

    Args:
        folder: the store folder.
        turned: told of each new edition before it is given.
        recheck: after how many seconds the files of the edition are read again.

    Raises:
        StoreError: the folder holds no edition that is whole.
    """

    def __init__(
        self,
        folder: Path,
        turned: Callable[[Edition], None] | None = None,
        recheck: float = FIRST_SECONDS,
    ) -> None:
        self._folder = folder
        self._turned = turned
        self._pointer = self._read_pointer()
        self._edition = Edition.of(folder)
        self._looked = time.monotonic()
        self._lock = asyncio.Lock()
        self._recheck = Recheck(
            lambda: self._edition.store.generation.folder, self._distrust, recheck
        )
        self._recheck.start()

    def close(self) -> None:
        """The files of the edition are watched no more."""
        self._recheck.close()

    def _distrust(self, folder: Path) -> None:
        """The next to ask gets the newest edition that is whole."""
        if folder == self._edition.store.generation.folder:
            self._pointer = b""

    @property
    def edition(self) -> Edition:
        """The edition that was newest when last looked."""
        return self._edition

    def _read_pointer(self) -> bytes:
        try:
            return (self._folder / "CURRENT").read_bytes()
        except OSError:
            return b""

    async def current(self) -> Edition:
        """Returns the newest edition; looks at the pointer twenty times a second at most."""
        if time.monotonic() - self._looked < _LOOK_AGAIN or self._lock.locked():
            return self._edition
        async with self._lock:
            self._looked = time.monotonic()
            pointer = self._read_pointer()
            if pointer and pointer != self._pointer:
                await self._turn_to(pointer)
        return self._edition

    async def _turn_to(self, pointer: bytes) -> None:
        """Opens the edition of a new pointer; a damaged one leaves the old one served."""
        try:
            edition = await asyncio.to_thread(Edition.of, self._folder)
            await asyncio.to_thread(lambda: edition.searcher)  # a damaged one is not served
            if self._turned:
                await asyncio.to_thread(self._turned, edition)
        except DanvanError as error:
            _LOG.warning("%s", error.english)
            return
        self._edition, self._pointer = edition, pointer
