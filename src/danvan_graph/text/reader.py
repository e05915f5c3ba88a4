"""Reads one file, whatever it is."""

import hashlib
from pathlib import Path

from danvan_graph.text.docx import read_docx
from danvan_graph.text.flattening import flatten
from danvan_graph.text.formats import IMAGES, OFFICE, Format, recognise
from danvan_graph.text.html import read_html, read_mhtml
from danvan_graph.text.image import read_image
from danvan_graph.text.office import read_converted, read_office
from danvan_graph.text.plain import read_plain
from danvan_graph.text.reading import DEFAULT_LIMITS, Content, Limits, RawFile, Reading


def read_text(path: Path, *, limits: Limits = DEFAULT_LIMITS) -> Reading:
    """Returns the text of a file, with its map back and what is known of the file.

    This happens in the process that calls; a file from strangers belongs in
    :func:`danvan_graph.text.many.read_many`, whose processes have a ceiling of memory.

    Args:
        path: a file in any of :class:`danvan_graph.text.formats.Format`.
        limits: what reading it may cost.

    Raises:
        UnreadableFile: it cannot be read; the message says why and what to do.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "kế hoạch.txt")
    ...     _ = path.write_bytes("Kế hoạch số 09 /KH–UBND".encode("utf-16"))
    ...     reading = read_text(path)
    >>> reading.text.flat, reading.encoding, reading.media_type
    ('Kế hoạch số 09 /KH-UBND', 'utf-16', 'text/plain')
    """
    raw = RawFile.open(path, limits)
    kind, note = recognise(raw)
    return _reading(raw, kind, _content(raw, kind), note)


_SMALL = 1024 * 1024


def read_small_plain(path: Path) -> Reading | None:
    """Returns the text of a file that is plain text of at most 1 MiB, else None.

    Such a file costs no more than its length, so it needs no process of its own.

    Args:
        path: any file.

    Raises:
        UnreadableFile: it cannot be opened, or its text cannot be read.
    """
    if not path.is_file() or path.stat().st_size > _SMALL:
        return None
    raw = RawFile.open(path, DEFAULT_LIMITS)
    kind, note = recognise(raw)
    return (
        _reading(raw, kind, read_plain(raw), note)
        if kind in {Format.PLAIN, Format.MARKDOWN}
        else None
    )


def read_with_docx(path: Path, docx: bytes, *, limits: Limits = DEFAULT_LIMITS) -> Reading:
    """Returns the text of a file that LibreOffice has turned into a DOCX before.

    Args:
        path: the file as it was.
        docx: what LibreOffice made of it.
        limits: what reading it may cost.

    Raises:
        UnreadableFile: it cannot be read; the message says why and what to do.
    """
    raw = RawFile.open(path, limits)
    kind, note = recognise(raw)
    return _reading(raw, kind, read_converted(raw, docx), note)


def _content(raw: RawFile, kind: Format) -> Content:
    if kind in IMAGES:
        return read_image(raw)
    if kind in OFFICE:
        return read_office(raw, kind)
    if kind is Format.PDF:
        # PDFium takes 0.2 s to load, which no other format needs
        from danvan_graph.text.pdf import read_pdf  # noqa: PLC0415

        return read_pdf(raw)
    readers = {Format.DOCX: read_docx, Format.HTML: read_html, Format.MHTML: read_mhtml}
    return readers.get(kind, read_plain)(raw)


def _reading(raw: RawFile, kind: Format, content: Content, note: str) -> Reading:
    return Reading(
        text=flatten(content.source),
        media_type=str(kind),
        sha256=hashlib.sha256(raw.data).hexdigest(),
        encoding=content.encoding,
        parts=content.parts,
        notes=(note, *content.notes) if note else content.notes,
    )
