"""What editors work on: the collection, the reviews of its documents, and the jobs they set going."""

import os
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from danvan_graph.adding.points import Point
from danvan_graph.adding.review import Review
from danvan_graph.adding.staging import STAGED, Staged, read_staged
from danvan_graph.adding.workplace import Workplace
from danvan_graph.collection.folder import Collection
from danvan_graph.errors import UnknownName
from danvan_graph.web.editing.jobs import Jobs


@dataclass(frozen=True, slots=True)
class Waiting:
    """A document of the user's own in the list of reviews.

    Attributes:
        id: its id.
        title: kind, number and title, for persons.
        key: key of the instrument it is.
        points: how many findings have no answer yet.
        doubtful: how many of them are doubtful.
        answered: whether there are answers that are not in the published graph yet.
        by_person: whether a person has answered everything.
        staged: whether it waits to be published.
    """

    id: str
    title: str
    key: str
    points: int
    doubtful: int
    answered: bool
    by_person: bool
    staged: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a text; ``point`` is the index of the finding it belongs to, or None."""

    words: str
    point: int | None


class Desk:
    """Gives editors what they ask for.

    Args:
        work: the folders.
        jobs: runs what they set going.

    Attributes:
        work: the folders.
        jobs: runs what they set going.
        answering: held while an answer is written, for the file of answers is written whole.
    """

    def __init__(self, work: Workplace, jobs: Jobs | None = None) -> None:
        self.work = work
        self.jobs = jobs or Jobs(work)
        self.answering = threading.Lock()
        self._lock = threading.Lock()
        self._read: tuple[object, Collection] | None = None
        self._waits: tuple[object, dict[str, Staged]] | None = None

    def collection(self) -> Collection:
        """Returns the collection as it is now; it is read again only when a file changed."""
        with self._lock:
            mark = _mark(self.work.own.folder, "documents", "texts", "judgements")
            if self._read is None or self._read[0] != mark:
                self._read = (mark, self.work.read())
            return self._read[1]

    def staged(self) -> dict[str, Staged]:
        """Returns the documents that wait to be published, by id, as they are now."""
        collection = self.collection()
        with self._lock:
            mark = _mark(self.work.own.folder, f"{STAGED}/records", f"{STAGED}/texts")
            if self._waits is None or self._waits[0] != mark:
                self._waits = mark, read_staged(self.work.own, self.work.lists(collection))
            return self._waits[1]

    def review(self, name: str, by: str) -> Review:
        """Returns the review of a document; of one that waits to be published, if there is one.

        Raises:
            UnknownName: the user's own collection holds no document of that id.
        """
        collection, held = self.collection(), self.staged().get(name)
        if held:
            return Review(self.work, collection, held.record, by, held.text)
        return Review.of(self.work, collection, name, by)

    def waiting(self) -> list[Waiting]:
        """Returns the documents of editors: first those to be published, the most doubtful first."""
        collection, staged = self.collection(), self.staged()
        own = {d.id for d in collection.documents if d.id in collection.own}
        found = [self._waiting(self.review(name, ""), name in staged) for name in own | set(staged)]
        return sorted(
            found, key=lambda w: (not w.staged, w.by_person, -w.doubtful, -w.points, w.id)
        )

    def _waiting(self, review: Review, staged: bool) -> Waiting:  # noqa: FBT001 - of the one kind or the other
        record, points = review.record, review.points()
        header = record.header
        number = f" {header.number.value}" if header.number else ""
        kinds = {kind.slug: kind.vi for kind in self.collection().kinds}
        return Waiting(
            record.id,
            f"{kinds.get(header.kind.value, header.kind.value)}{number}: {header.title.value}",
            str(record.key),
            len(points),
            sum(bool(point.doubts) for point in points),
            bool(review.answers) and record.review.by != "person",
            record.review.by == "person",
            staged,
        )

    def close(self) -> None:
        """Nothing runs any more."""
        self.jobs.close()


def _mark(folder: Path, *inside: str) -> object:
    """Returns something that changes when a file of one of the folders in a folder does."""
    return tuple(sorted(entry for name in inside for entry in _entries(folder / name)))


def _entries(folder: Path) -> Iterator[tuple[str, int, int]]:
    try:
        with os.scandir(folder) as found:
            for entry in found:
                stat = entry.stat()
                yield (f"{folder.name}/{entry.name}", stat.st_mtime_ns, stat.st_size)
    except FileNotFoundError:
        return


def pieces(text: str, points: list[Point]) -> list[Piece]:
    """Returns a text cut at the places of findings; of two that overlap the first marks it.

    Args:
        text: the text of the document.
        points: the findings, in any order.
    """
    placed = sorted(
        (point.at.start, -point.at.end, index) for index, point in enumerate(points) if point.at
    )
    found: list[Piece] = []
    at = 0
    for start, minus_end, index in placed:
        if start < at:
            continue
        if start > at:
            found.append(Piece(text[at:start], None))
        found.append(Piece(text[start:-minus_end], index))
        at = -minus_end
    return [*found, Piece(text[at:], None)] if at < len(text) else found


def point_named(points: list[Point], name: str) -> tuple[int, Point]:
    """Returns a finding, with its index, by its kind and place: ``citation:120-140`` or ``header``.

    Raises:
        UnknownName: it has an answer already, or there is none.
    """
    for index, point in enumerate(points):
        if name_of(point) == name:
            return index, point
    raise UnknownName(
        "Điểm này đã có câu trả lời hoặc không còn trong bản ghi; hãy xem điểm tiếp theo.",
        "This finding has been answered, or is gone.",
    )


def name_of(point: Point) -> str:
    """Returns the name of a finding in addresses and forms."""
    return f"{point.kind}:{point.at.start}-{point.at.end}" if point.at else point.kind
