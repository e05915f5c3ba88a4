"""Reads, parses and resolves documents with the registers of one collection."""

import datetime
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from danvan_graph.collection.folder import Collection
from danvan_graph.errors import DanvanError, UnreadableFile
from danvan_graph.extraction.output import JsonWriter
from danvan_graph.parse.document import DocumentParser
from danvan_graph.parse.words.lexicon import Lexicon
from danvan_graph.parse.work.themes import ThemeFinder
from danvan_graph.records.document import DocumentRecord, Review, Source
from danvan_graph.records.text import Text
from danvan_graph.text.many import read_many
from danvan_graph.text.reader import read_small_plain
from danvan_graph.text.reading import Reading

AGENT = "danvan_graph"
Resolver = Callable[[DocumentRecord, Text], DocumentRecord]


@dataclass(frozen=True, slots=True)
class Extracted:
    """One document that was read.

    Attributes:
        path: the file.
        record: what it says.
        text: its text, to which every place of the record refers.
        notes: full Vietnamese sentences a person should see.
    """

    path: Path
    record: DocumentRecord
    text: Text
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Extractor:
    """Everything needed to turn files into records.

    Attributes:
        parser: reads records out of texts.
        resolver: says what instruments and bodies are meant.
        writer: writes records as JSON.
    """

    parser: DocumentParser
    resolver: Resolver
    writer: JsonWriter

    @classmethod
    def of(cls, collection: Collection, resolver: Resolver) -> "Extractor":
        """Returns an extractor that knows the registers of a collection."""
        lexicon = Lexicon.of(collection.kinds, collection.issuer_codes, collection.law_names)
        parser = DocumentParser.of(lexicon, ThemeFinder.of(collection.theme_cues))
        return cls(parser, resolver, JsonWriter({k.slug: k.vi for k in collection.kinds}))

    def record(self, text: Text, file: str, sha256: str) -> DocumentRecord:
        """Returns what a text says.

        Args:
            text: the text.
            file: the name of its file.
            sha256: the checksum of the file's bytes.
        """
        source = Source(file, sha256, len(text.source))
        review = Review("extractor", AGENT, datetime.datetime.now(tz=datetime.UTC).date())
        return self.resolver(self.parser.parse(text, source, review), text)

    def of_reading(self, path: Path, reading: Reading) -> Extracted:
        """Returns the record of a file that was read."""
        record = self.record(reading.text, path.name, reading.sha256)
        return Extracted(path, record, reading.text, reading.notes)

    def json(self, extracted: Extracted) -> dict[str, Any]:
        """Returns the record as JSON values."""
        return self.writer.write(extracted.record, extracted.text)

    def extract_many(
        self, paths: Iterable[Path], jobs: int = 1
    ) -> Iterator[tuple[Path, Extracted | DanvanError]]:
        """Yields each file with its record, or with the reason why there is none, in order.

        Args:
            paths: the files.
            jobs: how many are read at the same time.
        """
        for path, outcome in _readings(paths, jobs):
            if isinstance(outcome, DanvanError):
                yield path, outcome
            else:
                yield path, self.of_reading(path, outcome)


def _readings(paths: Iterable[Path], jobs: int) -> Iterator[tuple[Path, Reading | UnreadableFile]]:
    """Yields what each file holds, in order; only plain text is read in this process."""
    waiting: list[Path] = []
    for path in paths:
        try:
            plain: Reading | UnreadableFile | None = read_small_plain(path)
        except UnreadableFile as error:
            plain = error
        if plain is None:
            waiting.append(path)
            continue
        yield from read_many(waiting, jobs)
        waiting.clear()
        yield path, plain
    yield from read_many(waiting, jobs)
