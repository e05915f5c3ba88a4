"""Where the documents, the registers and the published graph lie while documents are added."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from danvan_graph.adding.own_folder import OwnFolder
from danvan_graph.collection.concepts import read_concepts
from danvan_graph.collection.folder import Collection, read_collection
from danvan_graph.errors import Fault, InvalidData, UnknownName
from danvan_graph.pipeline import Built, Draft, draft, publish_draft
from danvan_graph.store.generations.generation import KEEP

Progress = Callable[[str], None]


def silent(_: str) -> None:
    """Tells nobody."""


@dataclass(frozen=True, slots=True)
class Workplace:
    """The folders of one collection.

    Attributes:
        data: the shipped data folder.
        ontology: the folder of the ontology.
        own: the user's own collection.
        store: the folder of the published graph.
        base: the base of the graph's addresses.
        keep: how many generations stay in the store folder.
    """

    data: Path
    ontology: Path
    own: OwnFolder
    store: Path
    base: str
    keep: int = KEEP

    def read(self) -> Collection:
        """Returns the shipped and the user's own records, registers and judgements.

        Raises:
            InvalidData: a file is broken; every fault is named.
        """
        return read_collection(self.data, self.ontology, self._own())

    def lists(self, collection: Collection) -> Mapping[str, frozenset[str]]:
        """Returns the slugs of each closed list."""
        return {
            **read_concepts(self.ontology / "concepts"),
            "loai-van-ban": frozenset(kind.slug for kind in collection.kinds),
            "phong-trao": frozenset(movement.slug for movement in collection.movements),
        }

    def tried(self, changes: Mapping[str, bytes | None], progress: Progress = silent) -> Draft:
        """Returns the whole graph as it would be with the changes.

        Raises:
            InvalidData: it would break a rule; nothing was changed.
        """
        with self.own.draft(changes) as folder:
            return draft(
                self.data, self.ontology, self.base, progress, own=folder, store=self.store
            )

    def change(self, changes: Mapping[str, bytes | None], progress: Progress = silent) -> Built:
        """Returns once the changes are in the collection and in the published graph.

        Raises:
            InvalidData: they would break a rule; nothing was changed.
            OutputError: something cannot be written; nothing was changed.
        """
        return self.settle(changes, self.tried(changes, progress), progress)

    def settle(
        self, changes: Mapping[str, bytes | None], made: Draft, progress: Progress = silent
    ) -> Built:
        """Returns once changes that were tried are in the collection and published."""
        undo = self.own.commit(changes)
        try:
            return publish_draft(made, self.store, self.base, progress, keep=self.keep)
        except BaseException:
            undo()
            raise

    def _own(self) -> Path | None:
        return self.own.folder if self.own.folder.is_dir() else None


def told(faults: InvalidData | tuple[Fault, ...]) -> str:
    """Returns the faults of one record as one Vietnamese sentence."""
    found = faults.faults if isinstance(faults, InvalidData) else faults
    return "; ".join(
        dict.fromkeys(f"{f.field}: {f.message}" if f.field else f.message for f in found)
    )


def unknown(name: str, collection: Collection) -> UnknownName:
    """Returns the error for an id that the user's own collection does not hold."""
    known = sorted(collection.own)
    shipped = any(d.id == name for d in collection.documents)
    why = "thuộc dữ liệu đi kèm, đã do người duyệt" if shipped else "không có trong bộ sưu tập"
    listed = f"; đang có: {', '.join(known[:20])}" if known else "; bộ sưu tập còn trống"
    return UnknownName(
        f"Văn bản “{name}” {why}{listed}.", f"No document “{name}” was added.", known[:20]
    )
