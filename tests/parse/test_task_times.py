"""Times within what somebody is told to do: invented clauses in the forms officials use."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_graph.identifiers.document_date import DocumentDate
from danvan_graph.parse.deadlines.duties import find_duties
from danvan_graph.parse.deadlines.spans import find_spans
from danvan_graph.parse.deadlines.task_times import Frame, find_habits, find_loose, find_regular
from danvan_graph.parse.deadlines.times import find_times
from danvan_graph.parse.document import DocumentParser
from danvan_graph.parse.words.lexicon import Lexicon
from danvan_graph.parse.work.tasks import FoundTask
from danvan_graph.parse.work.themes import ThemeFinder
from danvan_graph.records.document import Review, Source
from danvan_graph.text.flattening import flatten

OF_2031 = Frame(2031, DocumentDate(2031, 2, 3))


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("Trồng xong hàng cây trong năm 2031", "2031"),
        ("Trồng hàng cây đến hết năm 2032", "2032"),
        ("Trồng hàng cây trước khi kết thúc năm 2031", "2031"),
        ("Trồng hàng cây, xong trong 6 tháng đầu năm", "2031-06"),
        ("Trồng hàng cây trong 06 tháng cuối năm 2033", "2033-12"),
        ("Mở lớp vẽ trong quý III", "2031-09"),
        ("Mở lớp vẽ vào tháng 5", "2031-05"),
        ("Mở lớp vẽ cho thiếu nhi, tháng 5/2031, hai lớp", "2031-05"),
        ("Thi vẽ ngày 15/10/2031 tại sân đình", "2031-10-15"),
        ("Gửi tranh dự thi (6 tháng - 15/6/2031)", "2031-06-15"),
    ],
)
def test_loose_times(words: str, told: str) -> None:
    """A time without a word for the limit, or without its year, which is then the plan's."""
    assert [str(when.due) for when in find_loose(words, 0, OF_2031)] == [told]


@pytest.mark.parametrize(
    "words",
    [
        "Rút kinh nghiệm từ lớp vẽ mở vào năm 2029",
        "Số liệu tính đến hết ngày 30/11/2031",
        "Đối với các lớp được mở trong năm 2031",
        "Hằng năm, mở lớp vẽ vào tháng 5",
        "Vẽ tranh về ngày 15/10",
        "Trồng cây giai đoạn 2031 - 2035, bắt đầu từ ngày 15/10/2031",
    ],
)
def test_what_is_told_sets_nothing(words: str) -> None:
    """The past, what is counted up to a day, and what comes every year are no single deadline."""
    assert find_loose(words, 0, OF_2031) == []


def test_the_date_of_what_is_cited_sets_nothing() -> None:
    """A citation may be dated after the plan by mistake; its date belongs to it all the same."""
    words = "Thực hiện Kế hoạch số 7/KH-UBND ngày 15/10/2031 về lớp vẽ"
    cited = (words.index("Kế hoạch"), words.index(" về"))
    assert find_loose(words, 0, Frame(2031, None, (cited,))) == []
    assert find_loose(words, 500, Frame(2031, None, (cited,))) != []


@pytest.mark.parametrize(
    ("words", "often"),
    [
        ("Mỗi tuần tổng hợp ý kiến của người xem tranh", "P1W"),
        ("Hằng tháng tổ chức họp lớp vẽ", "P1M"),
        ("Cuối mỗi quý có văn bản nhắc nhở những lớp nghỉ nhiều", "P3M"),
        ("Tham mưu sơ kết hằng năm", "P1Y"),
        ("Rửa cọ, cập nhật sổ tranh hằng quý.", "P3M"),
        ("Mỗi tuần vẽ ít nhất 02 bức tranh", "P1W"),
        ("Mở lớp vẽ tại thôn, mỗi tháng 02 buổi", "P1M"),
        ("Treo tranh mới 02 bức mỗi tháng", "P1M"),
    ],
)
def test_habits(words: str, often: str) -> None:
    """What is to be done every week, month, quarter or year."""
    assert [when.recurrence for when in find_habits(words)] == [often]


@pytest.mark.parametrize(
    "words",
    [
        "Đưa việc vẽ vào nghị quyết hằng tháng",
        "Nhắc nhau ở buổi sinh hoạt hằng tuần.",
        "Phát biểu trong buổi họp hằng tháng của lớp",
        "Thu gọn phòng vẽ mỗi lần xong việc",
    ],
)
def test_what_is_of_every_month_is_no_deadline(words: str) -> None:
    """A thing of every month tells which one, not when to do it."""
    assert find_habits(words) == []


SPANS = [
    ("Thi vẽ từ ngày 01/9 đến ngày 30/9/2025.", "2025-09-30"),
    ("Thi vẽ từ ngày 01 tháng 9 đến hết ngày 30 tháng 9 năm 2025", "2025-09-30"),
    ("Trưng bày tranh từ tháng 5 đến hết tháng 10/2025", "2025-10"),
    ("Tổng hợp số liệu từ ngày 01/9 đến ngày 30/9/2025", ""),
    ("Đánh giá 03 năm (từ tháng 11/2021 đến tháng 10/2024)", ""),
    ("Thi vẽ từ ngày 01/02 đến ngày 31/02/2025", ""),
    ("Thi vẽ từ ngày 01/3 đến ngày 30/3/2023", ""),  # before the document
]


@pytest.mark.parametrize(("words", "due"), SPANS)
def test_spans_are_due_at_their_end(words: str, due: str) -> None:
    """A span that a task sets is due on its last day; one that is told of sets nothing."""
    found = find_spans(words, 0, Frame(since=DocumentDate(2024, 1, 2)))
    assert [str(when.due) for when in found] == ([due] if due else [])


def test_outside_tasks_a_span_needs_its_label() -> None:
    """A span without a task counts right behind a label only."""
    labelled = "- Thi vẽ tại lớp: từ ngày 01/9 đến ngày 30/9/2025"
    told = "Lớp nghỉ từ ngày 01/9 đến ngày 30/9/2025"
    assert len(find_spans(labelled, 0, Frame(), labelled=True)) == 1
    assert find_spans(told, 0, Frame(), labelled=True) == []


@pytest.mark.parametrize(
    ("words", "often"),
    [
        ("Vẽ 01 lần/quý", "P3M"),
        ("Vẽ 6 tháng/lần", "P6M"),
        ("Vẽ mỗi tháng ít nhất một lần", "P1M"),
    ],
)
def test_rates(words: str, often: str) -> None:
    """How often, as officials note it."""
    assert [when.recurrence for when in find_regular(words)] == [often]


def test_every_second_year_is_not_every_year() -> None:
    """What comes every two years has no code, so nothing is said of it."""
    assert find_regular("Thi vẽ 2 năm một lần") == []


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("Thời hạn: ngày 15/7/2031", "2031-07-15"),
        ("hạn cuối 15/7/2031", "2031-07-15"),
        ("trước 17h00' ngày 15/7/2031", "2031-07-15"),
        ("chậm nhất 15/7", "--07-15"),
        ("ngày 15 tháng 12 hàng năm", "--12-15"),
        ("trước ngày 15 và 30 hằng tháng", "---15 ---30"),
        ("ngày 20 tháng cuối của mỗi quý", "---20"),
        ("vào ngày 20 mỗi tháng", "---20"),
        ("trước ngày 18 tháng báo cáo", "---18"),
        ("báo cáo tháng (trước ngày 20)", "---20"),
        ("gửi tranh trước cuối tháng 6/2031", "2031-06"),
        ("gửi tranh trước khi kết thúc quý II/2031", "2031-06"),
        ("thời gian hoàn thành: 15/7/2031", "2031-07-15"),
        ("gửi tranh trước ngày 05 tháng sau", "---05"),
        ("báo cáo hằng tháng trước ngày 20 về Phòng Vẽ", "---20"),
    ],
)
def test_days(words: str, told: str) -> None:
    """Days in the words that set a limit."""
    (when,) = find_times(words)
    assert (str(when.due) if when.due else " ".join(when.anchors)) == told


@pytest.mark.parametrize(
    ("words", "often"),
    [
        ("họp vào thứ Hai đầu tiên của tháng", "P1M"),
        ("họp vào ngày làm việc cuối cùng của tháng", "P1M"),
        ("vẽ trong quý IV hằng năm", "P1Y"),
    ],
)
def test_places_in_a_span(words: str, often: str) -> None:
    """A weekday of the month is no weekday of every week; a quarter of every year no single one."""
    assert [(when.recurrence, when.anchors) for when in find_times(words)] == [(often, ())]


@given(
    st.sampled_from(["Trước", "Chậm nhất", "Xong trước", "Hạn cuối", "Không muộn hơn"]),
    st.dates(datetime.date(2001, 1, 1), datetime.date(2039, 12, 31)),
    st.sampled_from(["{0.day}/{0.month}/{0.year}", "{0.day:02}-{0.month:02}-{0.year}"]),
)
def test_every_limit_before_every_day(limit: str, day: datetime.date, form: str) -> None:
    """Any word for a limit before any day, in any of the usual forms, is that day."""
    words = f"{limit} ngày {form.format(day)} trồng xong hàng cây"
    assert [str(when.due) for when in find_times(words)] == [day.isoformat()]


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("báo cáo Phòng Vẽ kết quả thực hiện", True),
        ("tổng hợp, báo cáo tình hình thực hiện", True),
        ("báo cáo Phòng Vẽ những bức tranh bị rách", False),
        ("trình Trưởng phòng ký báo cáo gửi Sở Vẽ về kết quả", False),
    ],
)
def test_reports_without_a_day(words: str, asked: bool) -> None:  # noqa: FBT001 - a column
    """A report about the results is a duty; one about a case that came up is part of the work."""
    task = FoundTask(
        0, len(words), "Lớp vẽ", 0, 0, request=False, roles=(), orders_plan=False, rule="head"
    )
    assert bool(find_duties(words, (0, len(words)), [task])) is asked


@pytest.mark.parametrize(
    ("limit", "printed", "due"),
    [
        ("trước ngày 31/02/2031", "31/02/2031", "2031"),
        ("chậm nhất ngày 31 tháng 4 năm 2031", "31 tháng 4 năm 2031", "2031"),
        ("trước ngày 31/9 hằng năm", "31/9", "None"),
    ],
)
def test_a_limit_that_is_no_day(lexicon: Lexicon, limit: str, printed: str, due: str) -> None:
    """Only the year is kept, and the issue says which day no calendar has."""
    text = (
        "ỦY BAN NHÂN DÂN\nXÃ MÂY TRẮNG\nSố: 12/KH-UBND\nMây Trắng, ngày 10 tháng 02 năm 2031\n"
        "KẾ HOẠCH\nMở lớp vẽ\nI. TỔ CHỨC THỰC HIỆN\n"
        f"1. Công chức văn hóa: Mở lớp vẽ cho thiếu nhi, xong {limit}.\n"
    )
    review = Review("extractor", "danvan_graph", datetime.date(2031, 3, 1))
    source = Source("thu.txt", "0" * 64, len(text))
    record = DocumentParser.of(lexicon, ThemeFinder.of(())).parse(flatten(text), source, review)
    (duty,), (issue,) = record.duties, record.issues
    assert (str(duty.due), issue.kind, issue.printed) == (due, "sai-ngay", printed)
    assert text[issue.at.start : issue.at.end] == printed


def test_a_year_that_no_document_speaks_of_is_no_deadline() -> None:
    assert find_times("Hoàn thành trước năm 4031") == []
    assert find_times("trình kỳ họp cuối năm 4031") == []
