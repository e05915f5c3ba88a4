"""A Word report for a unit and a period: its tasks, its deadlines, and what they rest on."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from docx.document import Document as Made

from danvan_graph.cascade.words import clean
from danvan_graph.web import wording
from danvan_graph.web.files.word_file import add_table, empty_file, to_bytes
from danvan_graph.web.publication import Edition
from danvan_graph.web.reading.due import today
from danvan_graph.web.reading.passages import Passage
from danvan_graph.web.reading.work import Duty, Task


@dataclass(frozen=True, slots=True)
class Period:
    """Days from the first to the last, both included."""

    first: datetime.date
    last: datetime.date

    @property
    def words(self) -> str:
        """The period as people write it."""
        return f"từ {wording.day(self.first.isoformat())} đến {wording.day(self.last.isoformat())}"

    def days_of(self, duty: Duty) -> list[str]:
        """Returns the days of the period on which a duty is owed, in order."""
        years = range(self.first.year, self.last.year + 1)
        days = [d for y in years for m in range(1, 13) for d in duty.dates.in_month(y, m)]
        return [d for d in days if self.first.isoformat() <= d <= self.last.isoformat()]


@dataclass(frozen=True, slots=True)
class UnitReport:
    """What a report tells of a unit.

    Attributes:
        edition: names things.
        unit: address of the unit.
        period: the time it is for.
        tasks: what the unit has a part in.
        duties: what it owes.
    """

    edition: Edition
    unit: str
    period: Period
    tasks: Sequence[Task]
    duties: Sequence[Duty]

    def docx(self) -> bytes:
        """Returns the report as a Word file on A4, margins as Nghị định 30/2020/NĐ-CP sets them."""
        made = empty_file(
            f"NHIỆM VỤ, THỜI HẠN VÀ CĂN CỨ\n{clean(self._name())}",
            f"({self.period.words})",
            invented=self.edition.synthetic,
        )
        self._head(made)
        self._grounds(made)
        self._deadlines(made)
        self._undated(made)
        self._work(made)
        return to_bytes(made)

    def _name(self) -> str:
        names = self.edition.names
        return names.unit_line(self.unit) or names.label(self.unit)

    def _head(self, made: Made) -> None:
        made.add_paragraph(
            f"Lập ngày {wording.day(today().isoformat())} từ bản đồ thị {self.edition.name}. Bộ sưu "
            "tập chưa đầy đủ: điều không có ở đây không có nghĩa là không được giao."
        )

    def _grounds(self, made: Made) -> None:
        made.add_heading("I. Căn cứ", 1)
        findings: list[Task | Duty] = [*self.tasks, *self.duties]
        documents = sorted({self.edition.label(f.at.document) for f in findings})
        for label in documents:
            made.add_paragraph(clean(label), style="List Bullet")
        if not documents:
            made.add_paragraph("Chưa thấy văn bản nào giao việc cho đơn vị này.")

    def _deadlines(self, made: Made) -> None:
        made.add_heading("II. Thời hạn trong kỳ", 1)
        owed = [(day, d) for d in self.duties for day in self.period.days_of(d)]
        rows = [
            (wording.day(day), d.summary, d.to.text or "–", self._where(d.at))
            for day, d in sorted(owed, key=lambda pair: (pair[0], pair[1].iri))
        ]
        add_table(made, ("Ngày", "Phải làm gì", "Gửi đến", "Căn cứ"), rows, (2.4, 6, 3.6, 4.5))

    def _undated(self, made: Made) -> None:
        left = [d for d in self.duties if not (d.dates.known() or d.dates.anchors)]
        if left:
            made.add_heading("III. Việc không rõ ngày đến hạn", 1)
            rows = [(_often(d), d.summary, d.to.text or "–", self._where(d.at)) for d in left]
            add_table(made, ("Kỳ", "Phải làm gì", "Gửi đến", "Căn cứ"), rows, (2.4, 6, 3.6, 4.5))

    def _work(self, made: Made) -> None:
        made.add_heading("IV. Nhiệm vụ", 1)
        concept = self.edition.names.concept
        rows = [
            (
                t.summary,
                "; ".join(dict.fromkeys(concept("vai-tro", a.role) for a in t.assignments)),
                self._where(t.at),
            )
            for t in self.tasks
        ]
        add_table(made, ("Nội dung", "Vai trò được nêu", "Căn cứ"), rows, (8, 3.5, 5))

    def _where(self, at: Passage) -> str:
        place = f", {wording.section(at.section)}" if at.section else ""
        return f"{self.edition.label(at.document)}{place}, ký tự {at.start}–{at.end}"


def _often(duty: Duty) -> str:
    return wording.recurrence(duty.dates.recurrence) if duty.dates.recurrence else "không nêu"
