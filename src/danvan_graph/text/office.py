"""DOC, RTF and ODT, which LibreOffice turns into DOCX first."""

import tempfile
from collections.abc import Mapping
from pathlib import Path

from danvan_graph.errors import UnreadableFile
from danvan_graph.text.docx import read_docx
from danvan_graph.text.formats import Format
from danvan_graph.text.reading import DEFAULT_LIMITS, Content, Limits, RawFile
from danvan_graph.text.tools import ToolFailed, ToolTimedOut, find_tool, run_tool

_NAMES = ("soffice", "libreoffice", "soffice.exe")
_SUFFIXES = {Format.DOC: ".doc", Format.RTF: ".rtf", Format.ODT: ".odt", Format.WORD_XML: ".xml"}
_INSTEAD = "hãy mở tệp bằng Word rồi lưu lại dưới dạng DOCX"
_FAILED = f"LibreOffice không mở được (tệp hỏng, bị cắt cụt hoặc có mật khẩu); {_INSTEAD}"
_NOTE = "Tệp được đọc qua LibreOffice."
# no macros, nothing fetched for a linked picture or section, no updates
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" \
xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">\
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>\
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>\
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">\
<prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


def read_office(raw: RawFile, kind: Format) -> Content:
    """Returns the text of a document that LibreOffice can read.

    Args:
        raw: a DOC, RTF, ODT or Word XML file.
        kind: which of them.

    Raises:
        UnreadableFile: LibreOffice is missing, fails or takes too long, or there is no text.
    """
    converted = convert({raw.path: (raw.data, kind)}, raw.limits)[raw.path]
    if isinstance(converted, UnreadableFile):
        raise converted
    return read_converted(raw, converted)


def read_converted(raw: RawFile, docx: bytes) -> Content:
    """Returns the text of a document of which LibreOffice made a DOCX.

    Args:
        raw: the document as it was.
        docx: what LibreOffice made of it.

    Raises:
        UnreadableFile: there is no text.
    """
    content = read_docx(RawFile(raw.path, docx, raw.limits))
    return Content(content.source, content.parts, content.encoding, (_NOTE, *content.notes))


def convert(
    files: Mapping[Path, tuple[bytes, Format]], limits: Limits = DEFAULT_LIMITS
) -> dict[Path, bytes | UnreadableFile]:
    """Returns each file as DOCX, or why it could not be converted; one start serves them all.

    Args:
        files: bytes and kind of each.
        limits: of memory and time for all together.
    """
    program = find_tool(*_NAMES)
    if not program:
        return {path: _missing(RawFile(path, *pair[:1])) for path, pair in files.items()}
    with tempfile.TemporaryDirectory(prefix="danvan-office-") as place:
        folder = Path(place)
        given: list[Path] = []
        for number, (data, kind) in enumerate(files.values()):
            copy = folder / f"{number}{_SUFFIXES[kind]}"
            copy.write_bytes(data)
            given.append(copy)
        reason = _run(program, folder, given, limits)
        return {
            path: _result(folder / "out" / f"{number}.docx", path, reason, limits)
            for number, path in enumerate(files)
        }


def _run(program: str, folder: Path, given: list[Path], limits: Limits) -> tuple[str, str]:
    """Lets LibreOffice write DOCX files into ``out``; returns why some may be missing."""
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
    command = [program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
    command += ["--nolockcheck", "--convert-to", "docx", "--outdir", str(folder / "out")]
    try:
        run_tool([*command, *map(str, given)], limits)
    except ToolTimedOut:
        slow = f"LibreOffice đọc quá {limits.seconds:g} giây nên đã bị dừng; {_INSTEAD}"
        return slow, "LibreOffice timed out"
    except ToolFailed as fault:
        return _FAILED, f"LibreOffice failed: {fault}"
    return _FAILED, "LibreOffice could not load it"


def _result(
    made: Path, path: Path, reason: tuple[str, str], limits: Limits
) -> bytes | UnreadableFile:
    if made.is_file() and made.stat().st_size:
        return made.read_bytes()
    return RawFile(path, b"", limits).refused(*reason)


def _missing(raw: RawFile) -> UnreadableFile:
    return raw.refused(
        "máy này chưa có LibreOffice để đọc tệp DOC, RTF, ODT; hãy cài LibreOffice (trên Debian, "
        "Ubuntu: apt install libreoffice-writer), hoặc lưu lại tệp dưới dạng DOCX",
        "LibreOffice is not installed",
    )
