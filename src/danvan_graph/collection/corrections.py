"""What persons said about findings of the extractor: ``corrections/<id>.yaml``, one line for each."""

import datetime
import os
from dataclasses import dataclass
from pathlib import Path

from danvan_graph.collection.form import Desk, Form, read_each
from danvan_graph.collection.scalars import text_value
from danvan_graph.collection.yaml_file import read_yaml
from danvan_graph.errors import InvalidData, OutputError
from danvan_graph.records.span import Span

CORRECTIONS = "corrections"
RIGHT, WRONG, OPEN = "right", "wrong", "open"


@dataclass(frozen=True, slots=True)
class Correction:
    """One answer of a person.

    Attributes:
        at: place of the finding in the text, or None for what has no place.
        field: a kind of finding (``citation``), or a field of one (``citation.number``).
        was: what the machine had read; for readers.
        now: what a person puts in its place; None for nothing.
        verdict: ``right`` or ``wrong`` about the finding as a whole, ``open`` where the answers
            about it are taken back, or None for a new value.
        by: who answered.
        date: when.
    """

    at: Span | None
    field: str
    was: str | None
    now: str | None
    verdict: str | None
    by: str
    date: datetime.date

    @property
    def kind(self) -> str:
        """The kind of finding it is about."""
        return self.field.partition(".")[0]


def read_corrections(path: Path) -> tuple[Correction, ...]:
    """Returns the answers of a file in the order given; none when there is no file.

    Raises:
        InvalidData: the file is broken; every fault is named.
    """
    if not path.is_file() or not path.stat().st_size:
        return ()
    desk = Desk(f"{path.parent.parent.name}/{path.parent.name}/{path.name}", [], {}, {})
    entry = read_yaml(path, desk.file)
    if not isinstance(entry.value, list):
        desk.fault(1, "", "tệp phải là một danh sách (mỗi mục bắt đầu bằng dấu “-”).")
        raise InvalidData(desk.faults)
    found = tuple(read_each(entry, "", desk, _correction))
    if desk.faults:
        raise InvalidData(desk.faults)
    return found


def _correction(form: Form) -> Correction:
    verdict = form.maybe_text("verdict")
    if verdict not in (None, RIGHT, WRONG, OPEN):
        raise form.fail("verdict", f"“{verdict}” phải là right, wrong hoặc open.")
    field, was, now = form.text("field"), form.maybe_text("was"), form.maybe_text("now")
    if verdict is None and "." not in field:
        raise form.fail("field", "thiếu verdict; chỉ trường có dấu chấm mới có giá trị mới.")
    if verdict and now is not None:
        raise form.fail("now", "không đi cùng verdict; hãy bỏ một trong hai.")
    return Correction(
        form.maybe_span("at"), field, was, now, verdict, form.text("by"), form.day("date")
    )


def write_correction(correction: Correction) -> str:
    """Returns one answer as one line of its file."""
    at = correction.at
    fields = [
        f"at: [{at.start}, {at.end}]" if at else "at: null",
        f"field: {text_value(correction.field, flow=True)}",
    ]
    if correction.was is not None:
        fields.append(f"was: {text_value(correction.was, flow=True)}")
    if correction.verdict:
        fields.append(f"verdict: {correction.verdict}")
    else:
        value = "null" if correction.now is None else text_value(correction.now, flow=True)
        fields.append(f"now: {value}")
    fields.append(f"by: {text_value(correction.by, flow=True)}")
    fields.append(f"date: {correction.date.isoformat()}")
    return "- {" + ", ".join(fields) + "}\n"


def append_correction(path: Path, correction: Correction) -> None:
    """Returns once the answer stands at the end of its file, the file whole at every moment.

    Args:
        path: the file; made when missing.
        correction: the answer.

    Raises:
        OutputError: it cannot be written; what stood there before stays.
    """
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        before = path.read_text(encoding="utf-8") if path.is_file() else ""
        if before and not before.endswith("\n"):
            before += "\n"
        with draft.open("w", encoding="utf-8", newline="\n") as file:
            file.write(before + write_correction(correction))
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError as error:
        raise OutputError(
            f"Không ghi được vào “{path}” ({error.strerror}); câu trả lời này chưa được giữ, "
            "hãy kiểm tra quyền ghi và chỗ trống.",
            f"Cannot write “{path}” ({error.strerror}).",
        ) from error
