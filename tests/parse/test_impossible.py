"""Days that no calendar has are told, and nothing is made of them but their year."""

import datetime

import pytest

from danvan_graph.parse.document import DocumentParser
from danvan_graph.parse.words.lexicon import Lexicon
from danvan_graph.parse.work.themes import ThemeFinder
from danvan_graph.records.document import DocumentRecord, Review, Source
from danvan_graph.text.flattening import flatten


def _read(lexicon: Lexicon, own: str, cited: str) -> DocumentRecord:
    text = (
        "ỦY BAN NHÂN DÂN\nHUYỆN MÂY TRẮNG\nSố: 12/KH-UBND\n"
        f"Mây Trắng, {own}\nKẾ HOẠCH\nLập sổ tay góp ý\n"
        f"Thực hiện {cited} của Ủy ban nhân dân tỉnh về sổ tay góp ý, Ủy ban nhân dân huyện ban hành kế hoạch như sau:\n"
        "I. MỤC ĐÍCH\n- Để người dân có chỗ ghi lời góp ý."
    )
    review = Review("extractor", "danvan_graph", datetime.date(2026, 11, 21))
    source = Source("thu.txt", "0" * 64, len(text))
    return DocumentParser.of(lexicon, ThemeFinder.of(())).parse(flatten(text), source, review)


@pytest.mark.parametrize(
    "printed", ["ngày 31/02/2023", "ngày 31 tháng 02 năm 2023", "ngày 30/2/2023", "ngày 12/13/2023"]
)
def test_a_cited_day_that_is_none(lexicon: Lexicon, printed: str) -> None:
    """The year is kept, the form is flagged, and the reason says which day and whose."""
    record = _read(lexicon, "ngày 10 tháng 02 năm 2024", f"Kế hoạch số 45/KH-UBND {printed}")
    (cited,), (issue,) = record.citations, record.issues
    assert (str(cited.date), cited.flags) == ("2023", ("impossible-date",))
    assert issue.kind == "sai-ngay"
    assert issue.at == cited.date_at
    assert issue.printed == printed.removeprefix("ngày ")
    assert issue.expected is None
    assert "45/KH-UBND" in issue.reason


def test_a_day_shared_by_two_is_told_once(lexicon: Lexicon) -> None:
    """Two numbers with one date: both are flagged, the date is one mistake."""
    both = "Kế hoạch số 45/KH-UBND và Kế hoạch số 46/KH-UBND ngày 31/02/2023"
    record = _read(lexicon, "ngày 10 tháng 02 năm 2024", both)
    assert [str(c.date) for c in record.citations] == ["2023", "2023"]
    assert all("impossible-date" in c.flags for c in record.citations)
    assert len(record.issues) == 1


@pytest.mark.parametrize(
    "printed", ["ngày 29/02/2024", "ngày 31/01/2023", "ngày 28 tháng 02 năm 2023"]
)
def test_a_real_day_is_no_mistake(lexicon: Lexicon, printed: str) -> None:
    """The last days of months, leap years included, are days."""
    record = _read(lexicon, "ngày 10 tháng 3 năm 2024", f"Kế hoạch số 45/KH-UBND {printed}")
    (cited,) = record.citations
    assert cited.date is not None
    assert cited.date.date is not None
    assert record.issues == ()


def test_the_documents_own_day(lexicon: Lexicon) -> None:
    """A day of issue that is none is told; one left blank is not."""
    cited = "Kế hoạch số 45/KH-UBND ngày 15/01/2024"
    wrong = _read(lexicon, "ngày 31 tháng 02 năm 2024", cited)
    assert (wrong.header.date, wrong.header.year) == (None, 2024)
    assert [(i.kind, i.printed) for i in wrong.issues] == [("sai-ngay", "31 tháng 02 năm 2024")]
    blank = _read(lexicon, "ngày     tháng 02 năm 2024", cited)
    assert blank.issues == ()
