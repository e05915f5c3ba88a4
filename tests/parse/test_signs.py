"""What is looked for only where a sign of it stands is found as if it were looked for everywhere."""

from hypothesis import given, settings
from hypothesis import strategies as st

from danvan_graph.parse.deadlines import due, reports, task_times, times
from danvan_graph.parse.deadlines.forms import FORMS
from danvan_graph.parse.deadlines.signs import Signs
from danvan_graph.parse.deadlines.when import When

_WORDS = (  # noqa: SIM905 - a list of words reads better than a list of literals
    "trước|chậm nhất|là|vào|đến|hết|đúng|trong|vòng|thời hạn|thời gian|hoàn thành|xong|gửi|nộp|ngày|tháng|quý|năm|tuần|giờ|"
    "báo cáo|kết quả|hằng|hàng|mỗi|từng|cuối|đầu|giữa|của|lần|một|định kỳ|sáu|nửa|dịp|kỷ niệm|nhân|lễ|thứ|hai|chủ nhật|"
    "làm việc|kể từ|ngay|sau|khi|ít nhất|không quá|sơ kết|tổng kết|hội nghị|kỳ họp|đột xuất|theo|UBND tỉnh|cập nhật|tiên|"
    "30/11|5/10/2031|15-6|2031|10|01|3|6|17h|iv|ii|25.12.2031|20|(|)|,|;|:|.|-|/|và|các xã|1|từ|có|"
    "trước ngày 15|trước ngày|trước 17h|tháng 11|hằng năm|hằng tháng|mỗi ngày|cuối năm 2031|trong năm 2031|của tháng|thứ hai|đầu tiên|"
    "quý iii|trong quý|cuối quý|tháng (|tháng sau|05 ngày|kể từ ngày|mỗi quý|mỗi quý tổng hợp|kỳ họp thường lệ|15 và 25|ngày 15"
).split("|")
_sentences = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=18).map(" ".join)


def _everywhere(small: str) -> list[When]:
    """Returns the times of all forms, tried over the whole sentence."""
    found = [
        when
        for group in FORMS
        for form in group.forms
        for match in form.pattern.finditer(small)
        if (when := form.read(match))
    ]
    kept: list[When] = []
    for when in sorted(found, key=lambda w: (w.start, -w.end)):
        if not kept or when.start >= kept[-1].end:
            kept.append(when)
    return kept


@settings(max_examples=1500)
@given(_sentences)
def test_no_sign_hides_a_time(sentence: str) -> None:
    small = sentence.lower()
    whole = _everywhere(small)
    assert times.may_hold_a_form(small) or not whole
    assert times.find_times(sentence) == (whole if times.may_set_a_time(small) else [])


@settings(max_examples=1500)
@given(_sentences)
def test_no_sign_hides_what_a_task_sets_without_a_limit(sentence: str) -> None:
    small = sentence.lower()
    loose = list(task_times._LOOSE.finditer(small))
    assert task_times.may_be_loose(small) or not loose
    for form, sign in (
        (task_times._REGULARLY, task_times._HOW_OFTEN),
        (task_times._EVERY_SPAN, task_times._HABIT),
    ):
        assert sign.search(small) or not form.search(small)
    assert ("lần" in small and "/" in small) or not task_times._RATE.search(small)


@given(_sentences)
def test_no_word_hides_a_report(sentence: str) -> None:
    assert due.may_report(sentence) or not due.REPORT.search(sentence)
    for words, form, _ in reports._WITHOUT_DAY:
        assert any(map(sentence.__contains__, words)) or not form.search(sentence)


def test_most_paragraphs_are_left_at_once() -> None:
    assert Signs.of("1. Sở Nội vụ theo dõi, đôn đốc theo Chỉ thị số 9/CT-UBND.") is None
    assert Signs.of("Sơ kết trong năm 2031.") == Signs(
        time=True, loose=True, again=False, report=False
    )
