"""Reads a whole data folder into one collection, or names every fault in it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from danvan_graph.collection.concepts import read_concepts
from danvan_graph.collection.document_file import read_document
from danvan_graph.collection.form import BrokenForm, Desk, Form, read_each
from danvan_graph.collection.own_texts import bind_texts, read_own_text
from danvan_graph.collection.register_file import (
    read_body_kind,
    read_instrument,
    read_issuer_code,
    read_judgement,
    read_kind,
    read_law_names,
    read_movement,
    read_theme_cues,
)
from danvan_graph.collection.units import UnitRegister, read_units
from danvan_graph.collection.yaml_file import read_yaml
from danvan_graph.errors import Fault, InvalidData
from danvan_graph.records.document import DocumentRecord
from danvan_graph.records.register import (
    BodyKind,
    Instrument,
    IssuerCode,
    Judgement,
    Kind,
    LawNames,
    Movement,
    ThemeCues,
)

T = TypeVar("T")
_OWN = ("documents", "judgements")


@dataclass(frozen=True, slots=True)
class Origin:
    """The place in the data folder that a record was read from."""

    file: str
    line: int
    path: str = ""


@dataclass(frozen=True)
class Collection:
    """Everything the data folder says, read and well-formed.

    Attributes:
        documents: the records of the collected documents, by key.
        instruments: the register of instruments, by key.
        kinds: the kinds of document.
        issuer_codes: the codes of issuers in symbols.
        law_names: the names by which laws are cited without a number.
        theme_cues: the words by which the extractor proposes themes.
        body_kinds: the kinds of body, by slug.
        movements: the named movements and mottos.
        judgements: the decisions of persons.
        units: the administrative units over time.
        origins: where each document, instrument and judgement was read, by id or key.
        lines: the line of every field, by file and path.
        texts: the file with the text of a source, by the checksum of the source.
        own: ids of the documents that the user added to the shipped ones.
    """

    documents: tuple[DocumentRecord, ...]
    instruments: tuple[Instrument, ...]
    kinds: tuple[Kind, ...]
    issuer_codes: tuple[IssuerCode, ...]
    law_names: tuple[LawNames, ...]
    theme_cues: tuple[ThemeCues, ...]
    body_kinds: dict[str, BodyKind]
    movements: tuple[Movement, ...]
    judgements: tuple[Judgement, ...]
    units: UnitRegister
    origins: dict[str, Origin]
    lines: dict[tuple[str, str], int]
    texts: Mapping[str, Path] = field(default_factory=dict)
    own: frozenset[str] = frozenset()

    def text(self, record: DocumentRecord) -> str | None:
        """Returns the NFC text that a record was read from, or None when it is not held."""
        path = self.texts.get(record.source.sha256)
        return read_own_text(path) if path else None

    def place(self, name: str, field: str) -> Origin:
        """Returns the file and line of a field of a record, or of what holds it.

        Args:
            name: id of a document, or key of an instrument.
            field: path of the field inside the record; may be empty.
        """
        origin = self.origins[name]
        path = f"{origin.path}.{field}" if origin.path and field else origin.path or field
        while path:
            if line := self.lines.get((origin.file, path)):
                return Origin(origin.file, line, path)
            path = path.rpartition(".")[0] if "." in path else path.rpartition("[")[0]
        return origin


class _Reader:
    """Reads the files of a data folder and of the user's own, gathering faults and origins."""

    def __init__(
        self, folder: Path, own: Path | None, concepts: Mapping[str, frozenset[str]]
    ) -> None:
        self.folder = folder
        self.own = own
        self.concepts = dict(concepts)
        self.faults: list[Fault] = []
        self.origins: dict[str, Origin] = {}
        self.lines: dict[tuple[str, str], int] = {}
        self._read: set[Path] = set()

    def _desk(self, path: Path) -> Desk:
        self._read.add(path)
        return Desk(self._name(path), self.faults, self.concepts, self.lines)

    def _name(self, path: Path) -> str:
        """Returns the name of a file for messages: below the data folder, or the user's own."""
        if self.own and path.is_relative_to(self.own):
            return f"{self.own.name}/{path.relative_to(self.own).as_posix()}"
        return path.relative_to(self.folder).as_posix()

    def files(self, name: str) -> list[Path]:
        """Returns the YAML files of a folder that the user's own folder may have as well."""
        own = sorted((self.own / name).glob("*.yaml")) if self.own else []
        return sorted((self.folder / name).glob("*.yaml")) + own

    def listed(
        self, paths: Sequence[Path], read: Callable[[Form], T], name: Callable[[T], str]
    ) -> tuple[T, ...]:
        """Returns the records of files that each hold a list."""
        records: list[T] = []
        for path in paths:
            desk = self._desk(path)

            def noted(form: Form, desk: Desk = desk) -> T:
                record = read(form)
                self._note(name(record), Origin(desk.file, form.line, form.path))
                return record

            try:
                entry = read_yaml(path, desk.file)
            except InvalidData as error:
                self.faults.extend(error.faults)
                continue
            if isinstance(entry.value, list):
                records.extend(read_each(entry, "", desk, noted))
            else:
                desk.fault(1, "", "tệp phải là một danh sách (mỗi mục bắt đầu bằng dấu “-”).")
        return tuple(records)

    def document(self, path: Path) -> DocumentRecord | None:
        """Returns the record of one document file, or None when it is broken."""
        desk = self._desk(path)
        try:
            with Form(read_yaml(path, desk.file), "", desk).closing() as form:
                record = read_document(form)
        except InvalidData as error:
            self.faults.extend(error.faults)
            return None
        except BrokenForm:
            return None
        if record.id != path.stem:
            desk.fault(form.line, "id", f"“{record.id}” phải trùng với tên tệp “{path.stem}”.")
        self._note(record.id, Origin(desk.file, form.line))
        self._note(f"document {record.key}", Origin(desk.file, form.line))
        return record

    def units(self) -> UnitRegister | None:
        """Returns the register of units, or None when a table is broken."""
        try:
            return read_units(self.folder / "units")
        except InvalidData as error:
            self.faults.extend(error.faults)
            return None

    def is_own(self, name: str) -> bool:
        """Returns whether the document of that id stands in the user's own folder."""
        return self.own is not None and self.origins[name].file.startswith(f"{self.own.name}/")

    def note_unread(self) -> None:
        """Notes every YAML file that lies where nothing reads it, so that none is skipped unseen."""
        paths = set(self.folder.rglob("*.y*ml"))
        if self.own:
            paths -= set(self.own.rglob("*"))
            paths.update(p for name in _OWN for p in (self.own / name).rglob("*.y*ml"))
        for path in sorted(paths):
            if path not in self._read:
                name = self._name(path)
                message = "không ai đọc tệp này; hãy đặt đúng thư mục và dùng đuôi .yaml."
                self.faults.append(Fault(name, 0, "", message))

    def _note(self, name: str, origin: Origin) -> None:
        before = self.origins.get(name)
        if before:
            message = (
                f"“{name}” đã có ở {before.file}, dòng {before.line}; "
                "hãy bỏ một chỗ hoặc sửa số, ngày, nơi ban hành cho khác nhau."
            )
            self.faults.append(Fault(origin.file, origin.line, "key", message))
            return
        self.origins[name] = origin


def read_collection(folder: Path, ontology: Path, own: Path | None = None) -> Collection:
    """Returns everything the data folder says.

    Args:
        folder: a folder laid out as ``data/``.
        ontology: the folder of the ontology, whose concept schemes are the closed lists.
        own: the user's own folder with more ``documents/``, ``judgements/`` and ``texts/``.

    Raises:
        InvalidData: at least one file is broken; every fault is named.
    """
    if not (folder / "documents").is_dir():
        message = (
            "không thấy thư mục này; hãy chỉ đúng thư mục dữ liệu có documents/, register/, units/."
        )
        raise InvalidData([Fault(f"{folder.name}/documents", 0, "", message)])
    reader = _Reader(folder, own, read_concepts(ontology / "concepts"))
    register = folder / "register"
    kinds = reader.listed([register / "kinds.yaml"], read_kind, lambda k: f"kind {k.slug}")
    bodies = reader.listed([register / "bodies.yaml"], read_body_kind, lambda b: f"body {b.slug}")
    codes = reader.listed([register / "issuers.yaml"], read_issuer_code, lambda c: f"code {c.code}")
    movements = reader.listed(
        [register / "movements.yaml"], read_movement, lambda m: f"movement {m.slug}"
    )
    if reader.faults:  # the closed lists come first: without them every later line looks wrong
        raise InvalidData(reader.faults)
    reader.concepts["loai-van-ban"] = frozenset(k.slug for k in kinds)
    reader.concepts["phong-trao"] = frozenset(m.slug for m in movements)
    laws = reader.listed(
        sorted(register.glob("laws.yaml")), read_law_names, lambda names: f"laws {names.kind}"
    )
    themes = reader.listed(
        sorted(register.glob("themes.yaml")), read_theme_cues, lambda cues: f"theme {cues.theme}"
    )
    instruments = reader.listed(
        sorted((register / "instruments").glob("*.yaml")), read_instrument, lambda i: str(i.key)
    )
    judgements = reader.listed(
        reader.files("judgements"),
        read_judgement,
        lambda j: f"judgement {j.id}",
    )
    found = [reader.document(path) for path in reader.files("documents")]
    documents = tuple(sorted((d for d in found if d), key=lambda d: d.key))
    texts = bind_texts(own, documents, reader.faults) if own else {}
    units = reader.units()
    reader.note_unread()
    if reader.faults or units is None:
        raise InvalidData(reader.faults)
    return Collection(
        documents=documents,
        instruments=tuple(sorted(instruments, key=lambda i: i.key)),
        kinds=kinds,
        issuer_codes=codes,
        law_names=laws,
        theme_cues=themes,
        body_kinds={b.slug: b for b in bodies},
        movements=movements,
        judgements=judgements,
        units=units,
        origins=reader.origins,
        lines=reader.lines,
        texts=texts,
        own=frozenset(d.id for d in documents if reader.is_own(d.id)),
    )
