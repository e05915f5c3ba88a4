"""An invented plan written out as the record that a careful reader would make of it."""

import datetime
import hashlib
import random
from collections.abc import Iterator
from dataclasses import replace

from danvan_graph.identifiers.document_date import DocumentDate
from danvan_graph.identifiers.keys import BodyKey
from danvan_graph.identifiers.recurrence import Anchor
from danvan_graph.records.agent import Agent
from danvan_graph.records.citation import Citation
from danvan_graph.records.document import DocumentRecord, Review, Source
from danvan_graph.records.duty import Duty
from danvan_graph.records.header import Header, Signature, Stated
from danvan_graph.records.issue import Issue
from danvan_graph.records.recipient import Recipient
from danvan_graph.records.span import Span
from danvan_graph.records.task import Assignment, MovementMention, Task
from danvan_graph.synthetic.parties import Parties
from danvan_graph.synthetic.plan import Cited, Plan
from danvan_graph.synthetic.sheet import Sheet
from danvan_graph.synthetic.wording import (
    AIMS,
    DEMANDS,
    FAMILIES,
    LETTERS,
    MARK,
    MIDDLES,
    WORKS,
    Work,
)

_READ_ON = datetime.date(2026, 11, 1)
_READER = Review("generator", "danvan_graph synthetic", _READ_ON)
_HEADINGS = {"trung-uong": 6, "tinh": 6, "huyen": 4, "xa": 2}
_ALSO_CITED = {"trung-uong": 4, "tinh": 4, "huyen": 2, "xa": 1}
_ORDER = "Ban hành kế hoạch của mình và gửi về trước hạn."
_COPIED = "Hạn đứng trước ngày ban hành; có lẽ bản in chép lại năm trước."
_REPORT = "Báo cáo kết quả công tác dân vận."
_ANCHORS = (Anchor(6, 15), Anchor(11, 20))


class Writer:
    """Writes one plan; the same plan gives the same record.

    Args:
        plan: the plan.
        register: instruments of the centre that plans like to name.
        seed: the seed of the country.
    """

    def __init__(self, plan: Plan, register: tuple[Cited, ...], seed: int) -> None:
        self._plan = plan
        self._rng = random.Random(f"{seed}/{plan.key}")  # noqa: S311
        self._parties = Parties(plan)
        self._register = tuple(c for c in register if _known_by(c, plan.issued))
        self._sheet = Sheet()
        self._citations: list[Citation] = []
        self._tasks: list[Task] = []
        self._duties: list[Duty] = []
        self._recipients: list[Recipient] = []
        self._issues: list[Issue] = []

    def record(self) -> DocumentRecord:
        """Returns the record."""
        plan, name = self._plan, f"gia-lap-{self._plan.key}".replace("/", "-")
        header = self._header()
        self._preamble()
        self._aims()
        self._work()
        self._organisation()
        self._distribution()
        signature = self._signature()
        digest = hashlib.sha256(name.encode()).hexdigest()
        return DocumentRecord(
            id=name,
            key=plan.key,
            source=Source(f"{name}.txt", digest, self._sheet.end, synthetic=True),
            review=_READER,
            header=replace(header, signature=signature),
            sections=self._sheet.sections,
            citations=tuple(self._citations),
            tasks=tuple(self._tasks),
            duties=tuple(self._duties),
            recipients=tuple(self._recipients),
            issues=tuple(self._issues),
        )

    def _header(self) -> Header:
        plan, sheet = self._plan, self._sheet
        issuers = tuple(Agent(t, (b,), sheet.write(t)) for t, b in self._parties.issuers())
        number = Stated(plan.number, sheet.write(str(plan.number))) if plan.number else None
        date = Stated(plan.date, sheet.write(plan.date.vietnamese)) if plan.date else None
        with sheet.section("tieu-de", "Tiêu đề"):
            kind = Stated(plan.kind, sheet.write("KẾ HOẠCH"))
            words = f"Công tác dân vận chính quyền năm {plan.year} {self._parties.of_unit} {MARK}"
            title = Stated(words, sheet.write(words))
        return Header(
            kind=kind,
            number=number,
            date=date,
            year=plan.year,
            issuers=issuers,
            place=None,
            level=plan.level,
            title=title,
            signature=None,
        )

    def _signature(self) -> Signature:
        rng = self._rng
        name = f"{rng.choice(FAMILIES)} {rng.choice(MIDDLES)} {rng.choice(LETTERS)}"
        deputy = rng.random() < 0.6
        office, capacity = ("Phó Chủ tịch", ("tm", "kt")) if deputy else ("Chủ tịch", ("tm",))
        with self._sheet.section("chu-ky", "Chữ ký"):
            at = self._sheet.write(f"{office} {name}")
        return Signature(name, office, capacity, at)

    def _preamble(self) -> None:
        with self._sheet.section("mo-dau", "Căn cứ ban hành") as path:
            for basis in self._plan.bases:
                host = self._cite(basis.cited, path, basis.relation, basis=True)
                if basis.answers:
                    self._cite(basis.answers, path, "thuc-hien", host=host.at.start)
            for cited in self._also(_ALSO_CITED[self._plan.level]):
                self._cite(cited, path, "can-cu", basis=True)

    def _also(self, count: int) -> list[Cited]:
        known = {basis.cited.key for basis in self._plan.bases}
        open_to = [c for c in self._register if c.key not in known]
        return self._rng.sample(open_to, min(count, len(open_to)))

    def _cite(
        self,
        cited: Cited,
        section: str,
        relation: str,
        *,
        basis: bool = False,
        host: int | None = None,
    ) -> Citation:
        """Returns the citation of an instrument that is written next."""
        unsure = not basis and host is None and self._rng.random() < 0.05
        at = self._sheet.write(f"{cited.kind} {cited.number or cited.name}")
        printed = self._sheet.write(cited.date.vietnamese) if cited.date else None
        made = Citation(
            at=at,
            section=section,
            kind=cited.kind,
            number=cited.number,
            name=None if cited.number else cited.name,
            date=cited.date,
            date_at=printed,
            issuer=cited.issuer,
            basis=basis,
            relation=relation,
            host=host,
            optional=False,
            instrument=None if unsure else cited.key,
            candidates=(cited.key,) if unsure else (),
            confidence=0.4 if unsure else self._rng.choice((1.0, 1.0, 0.95)),
            flags=(),
        )
        self._citations.append(made)
        return made

    def _aims(self) -> None:
        with self._sheet.section("I", "Mục đích, yêu cầu"):
            self._task("I", "muc-dich", self._rng.choice(AIMS))
            self._task("I", "yeu-cau", self._rng.choice(DEMANDS))

    def _work(self) -> None:
        chosen = self._rng.sample(WORKS, _HEADINGS[self._plan.level])
        with self._sheet.section("II", "Nội dung thực hiện"):
            for number, work in enumerate(chosen, start=1):
                with self._sheet.section(f"II.{number}", work.heading) as path:
                    self._below_heading(path, work)

    def _below_heading(self, path: str, work: Work) -> None:
        many = 1 if self._plan.level == "xa" else 2
        for text in self._rng.sample(work.tasks, many):
            self._task(path, "nhiem-vu", text, work.theme, assigned=True)

    def _task(
        self, path: str, kind: str, text: str, theme: str | None = None, *, assigned: bool = False
    ) -> None:
        begin = self._sheet.end + 1
        doing = tuple(self._assignments()) if assigned else ()
        self._sheet.write(text)
        if assigned and self._rng.random() < 0.15:
            self._cite(self._rng.choice(self._register), path, "to-chuc-thuc-hien")
        movements = self._movements(theme)
        span = Span(begin, self._sheet.end)
        themes = (theme,) if theme else ()
        self._tasks.append(
            Task(span, path, kind, text, themes, doing, movements, orders_plan=False)
        )

    def _movements(self, theme: str | None) -> tuple[MovementMention, ...]:
        if theme != "dan-van-kheo":
            return ()
        return (MovementMention("dan-van-kheo", self._sheet.write("Dân vận khéo")),)

    def _assignments(self) -> Iterator[Assignment]:
        for role, (text, body) in self._parties.working(self._rng):
            yield Assignment(role, Agent(text, (body,), self._sheet.write(text)))

    def _organisation(self) -> None:
        with self._sheet.section("III", "Tổ chức thực hiện"):
            below = self._parties.below()
            if below:
                with self._sheet.section("III.1", "Đơn vị cấp dưới") as path:
                    self._order(path, *below)
            with self._sheet.section("III.2", "Chế độ báo cáo") as path:
                self._report(path)

    def _order(self, path: str, text: str, group: BodyKey) -> None:
        """Tells the units below to issue plans of their own."""
        begin = self._sheet.end + 1
        agent = Agent(text, (group,), self._sheet.write(text))
        due = self._due()
        at = self._sheet.write(due.vietnamese)
        self._sheet.write(_ORDER)
        doing, span = (Assignment("thuc-hien", agent),), Span(begin, self._sheet.end)
        themes = ("to-chuc-thuc-hien",)
        task = Task(span, path, "nhiem-vu", _ORDER, themes, doing, (), orders_plan=True)
        self._tasks.append(task)
        kind, bearers = "ban-hanh-ke-hoach", (agent,)
        self._duties.append(Duty(at, path, kind, _ORDER, due, None, (), bearers, (), (), None))
        if due.date and due.date < self._plan.issued:
            self._issues.append(Issue(at, "sai-ngay", due.vietnamese, None, _COPIED))

    def _due(self) -> DocumentDate:
        day = self._plan.issued + datetime.timedelta(days=self._rng.randint(20, 45))
        copied = self._rng.random() < 0.01
        return DocumentDate(day.year - copied, day.month, min(day.day, 28))

    def _report(self, path: str) -> None:
        bearer, to = self._parties.reporting()
        bearers = (Agent(bearer[0], (bearer[1],), self._sheet.write(bearer[0])),)
        agents = (Agent(to[0], (to[1],), self._sheet.write(to[0])),)
        many = self._plan.level != "xa" or self._rng.random() < 0.5
        at = self._sheet.write("báo cáo 6 tháng trước 15/6, cả năm trước 20/11")
        anchors = _ANCHORS if many else _ANCHORS[1:]
        period = "P6M+P1Y" if many else "P1Y"
        kind, until = "bao-cao", self._plan.year
        duty = Duty(at, path, kind, _REPORT, None, period, anchors, bearers, agents, (), until)
        self._duties.append(duty)

    def _distribution(self) -> None:
        with self._sheet.section("noi-nhan", "Nơi nhận"):
            for role, (text, body) in self._parties.receiving():
                agent = Agent(text, (body,))
                self._recipients.append(Recipient(self._sheet.write(text), agent, role))
            archive = Agent("Lưu: VT")
            self._recipients.append(
                Recipient(self._sheet.write("Lưu: VT"), archive, "luu", ("VT",))
            )


def _known_by(cited: Cited, day: datetime.date) -> bool:
    """Returns whether an instrument existed on a day, as far as its date is known."""
    return cited.date is not None and str(cited.date) < str(day)
