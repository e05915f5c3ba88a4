"""DOC, RTF and ODT through LibreOffice, and what happens without it."""

import socket
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from danvan_graph.errors import UnreadableFile
from danvan_graph.text import Limits, read_many, read_text
from danvan_graph.text.formats import Format
from danvan_graph.text.office import convert

Save = Callable[[str, bytes | str], Path]
Refusal = Callable[[Path], str]
Docx = Callable[..., Path]
AsXml = Callable[[list[str]], str]

pytestmark = pytest.mark.xdist_group("libreoffice")


def rtf(text: str) -> bytes:
    """A text as RTF, its letters as numbers."""
    letters = "".join(
        "\\par\n" if c == "\n" else c if c.isascii() else f"\\u{ord(c)}?" for c in text
    )
    return f"{{\\rtf1\\ansi\\uc1 {letters}}}".encode("ascii")


def test_rtf_is_read(save: Save, libreoffice: str, small_texts: Path) -> None:
    plan = (small_texts / "ke-hoach-tinh.txt").read_text(encoding="utf-8")
    reading = read_text(save("a.rtf", rtf(plan)))
    assert reading.text.flat.replace("\n", " ") == " ".join(plan.split())
    assert reading.media_type == "application/rtf"
    assert reading.notes == ("Tệp được đọc qua LibreOffice.",)


def test_an_old_font_in_rtf_is_decoded(save: Save, libreoffice: str) -> None:
    data = b"{\\rtf1\\ansi{\\fonttbl{\\f0\\fnil .VnTime;}{\\f1\\fnil .VnTimeH;}}"
    data += b"\\f1 C\\'e9ng ho\\'b5\\par\\f0 x\\'b7 h\\'e9i, tr\\'ad\\'eang}"
    reading = read_text(save("a.rtf", data))
    assert reading.text.source == "CỘNG HOÀ\n\nxã hội, trường"
    assert reading.encoding == "TCVN3"


def test_old_documents_are_converted_together(
    docx: Docx, as_xml: AsXml, tmp_path: Path, libreoffice: str, small_texts: Path
) -> None:
    plans = {p.stem: p.read_text(encoding="utf-8") for p in sorted(small_texts.glob("*.txt"))}
    sources = [str(docx(as_xml(t.split("\n")), name=f"{n}.docx")) for n, t in plans.items()]
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    for kind in ("doc", "odt"):
        command = [libreoffice, profile, "--headless", "--convert-to", kind, "--outdir"]
        subprocess.run([*command, str(tmp_path), *sources], check=True, capture_output=True)
    paths = [tmp_path / f"{name}.{kind}" for name in plans for kind in ("doc", "odt")]
    readings = dict(read_many(paths, 2))
    assert list(readings) == paths
    for path, reading in readings.items():
        assert not isinstance(reading, UnreadableFile), reading
        assert reading.text.flat.replace("\n", " ") == " ".join(plans[path.stem].split())
        assert reading.media_type == (Format.DOC if path.suffix == ".doc" else Format.ODT)


def test_a_damaged_file_spoils_no_other(save: Save, libreoffice: str) -> None:
    good, bad = save("tốt.rtf", rtf("Kế hoạch")), save("hỏng.rtf", b"{\\rtf1")
    outcomes = dict(read_many([bad, good], 1))
    assert isinstance(outcomes[bad], UnreadableFile)
    reading = outcomes[good]
    assert not isinstance(reading, UnreadableFile)
    assert reading.text.source == "Kế hoạch"


def test_linked_pictures_are_not_fetched(save: Save, libreoffice: str) -> None:
    asked = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(20)

        def listen() -> None:
            try:
                server.accept()
                asked.set()
            except OSError:
                return

        listener = threading.Thread(target=listen)
        listener.start()
        address = f"http://127.0.0.1:{server.getsockname()[1]}/x.png"
        field = f'{{\\field{{\\*\\fldinst INCLUDEPICTURE "{address}" \\\\d}}{{\\fldrslt x}}}}'
        read_text(save("a.rtf", rtf("Kế hoạch").replace(b"K\\", field.encode() + b"K\\")))
        server.shutdown(socket.SHUT_RDWR)
    listener.join()
    assert not asked.is_set()


def test_without_libreoffice_the_error_says_what_to_install(
    save: Save, refusal: Refusal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    message = refusal(save("a.rtf", rtf("Kế hoạch")))
    assert "chưa có LibreOffice" in message
    assert "apt install libreoffice-writer" in message


@pytest.mark.parametrize(
    ("script", "reason"),
    [("sleep 30 & wait", "quá 0.5 giây"), ("exit 1", "không mở được"), ("exit 0", "không mở được")],
)
def test_a_tool_that_hangs_or_crashes_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, reason: str
) -> None:
    program = tmp_path / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="ascii")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    path = Path("a.rtf")
    outcome = convert({path: (b"{\\rtf1 x}", Format.RTF)}, Limits(seconds=0.5))[path]
    assert isinstance(outcome, UnreadableFile)
    assert reason in outcome.message
