"""What lies ready in the index is what would be written; an index without it answers the same."""

from pathlib import Path

from danvan_graph.adjacency.columns import FILE
from danvan_graph.adjacency.index import Adjacency
from danvan_graph.adjacency.written import Writer, Written
from danvan_graph.web.publication import Edition


def test_an_older_index_answers_the_same(store_folder: Path, tmp_path: Path) -> None:
    """Proves that pieces are written when they are asked for, where the file holds none."""
    edition = Edition.of(store_folder)
    held = edition.store.generation.companion("adjacency") / FILE
    raw = held.read_bytes()
    for name in (b"instrument_json", b"passage_json"):
        raw = raw.replace(b'"%b.' % name, b'"%b.' % (b"x" * len(name)))
    (tmp_path / FILE).write_bytes(raw)
    older = Written(Adjacency(tmp_path).columns, edition.store.base)
    index = edition.adjacency
    for number in range(len(index)):
        assert bytes(edition.written.instrument(number)) == older.instrument(number)
    for edge in range(len(index.source)):
        span = index.passages_from[edge], index.passages_from[edge + 1]
        assert bytes(edition.written.passages(*span)) == bytes(older.passages(*span))


def test_pieces_are_of_their_things(store_folder: Path) -> None:
    """Proves that each instrument has its piece, and what is none has an empty one."""
    edition = Edition.of(store_folder)
    writer = Writer(edition.adjacency.columns, edition.store.base)
    known = [at for at in range(len(edition.adjacency)) if writer.instrument(at)]
    assert known == edition.adjacency.known.nonzero()[0].tolist()
    assert len(known) == len(edition.index.all())
