"""Dates as Vietnamese documents print them."""

import datetime
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_graph.errors import InvalidIdentifier
from danvan_graph.identifiers.document_date import DocumentDate

READ = [
    ("26/11/2021", "2021-11-26"),
    ("ngày 26/11/2021", "2021-11-26"),
    ("06/3/2023", "2023-03-06"),
    ("18-2-2019", "2019-02-18"),
    ("18–2–2019", "2019-02-18"),
    ("5.9.2016", "2016-09-05"),
    ("ngày 12 tháng 12 năm 2013", "2013-12-12"),
    ("Ngày 12 Tháng 12 Năm 2013", "2013-12-12"),
    ("ngày  12\ntháng 12  năm 2013", "2013-12-12"),
    ("nga\u0300y 12 tha\u0301ng 12 na\u0306m 2013", "2013-12-12"),
    ("tháng 5 năm 2018", "2018-05"),
    ("năm 2013", "2013"),
    ("2013", "2013"),
    ("2013-05", "2013-05"),
    ("2021-11-26", "2021-11-26"),
    ("29/02/2024", "2024-02-29"),
    ("26 / 11 / 2021", "2021-11-26"),
]

REFUSED = [
    "",
    "31/02/2023",
    "2023-02-31",
    "29/02/2023",
    "00/11/2021",
    "26/00/2021",
    "2021-00",
    "2021-00-00",
    "2021-11-00",
    "26/13/2021",
    "26/11/2203",
    "2203",
    "1929",
    "0000",
    "26/11",
    "26/11/21",
    "ngày 27 năm 12",
    "ngày 27 năm 12 năm 2019",
    "ngày 12 tháng 12",
    "26/11/2021 và 27/11/2021",
    "2021-1-1",
    "hôm nay",
    "26/11/2021" + " " * 200 + "x",
]


@pytest.mark.parametrize(("text", "iso"), READ)
def test_every_printed_form_is_read(text: str, iso: str) -> None:
    """Each form of a date gives the ISO 8601 day, month or year."""
    assert str(DocumentDate.parse(text)) == iso


@pytest.mark.parametrize("text", REFUSED)
def test_what_no_calendar_has_is_refused(text: str) -> None:
    """31 February, the year 2203 and half dates raise with a hint how to write it."""
    with pytest.raises(InvalidIdentifier, match=r"hãy viết như 26/11/2021"):
        DocumentDate.parse(text)


@pytest.mark.parametrize(
    ("year", "month", "day"), [(2023, 0, None), (2023, 1, 0), (2023, None, 5), (2023, 2, 31)]
)
def test_an_impossible_date_cannot_be_made(year: int, month: int | None, day: int | None) -> None:
    """The class holds a real date or raises, however it is made."""
    with pytest.raises(InvalidIdentifier):
        DocumentDate(year, month, day)


def test_precision_is_kept() -> None:
    """A month or year has no day of the calendar and is written without one."""
    month, day = DocumentDate.parse("tháng 5 năm 2018"), DocumentDate.parse("06/3/2023")
    assert (month.date, month.vietnamese) == (None, "05/2018")
    assert (day.date, day.vietnamese) == (datetime.date(2023, 3, 6), "06/03/2023")
    assert DocumentDate(2013).vietnamese == "2013"


def test_dates_of_any_precision_can_be_sorted() -> None:
    """A year sorts before its months and a month before its days."""
    mixed = [DocumentDate(2013, 5, 1), DocumentDate(2013), DocumentDate(2013, 5)]
    assert [str(d) for d in sorted(mixed)] == ["2013", "2013-05", "2013-05-01"]
    assert DocumentDate(2013, 5) >= DocumentDate(2013)


@given(st.dates(datetime.date(1930, 1, 1), datetime.date(2100, 12, 31)))
def test_every_day_has_a_round_trip_in_every_form(day: datetime.date) -> None:
    """ISO, numeric and worded forms of one day are one date."""
    forms = [
        day.isoformat(),
        f"{day.day}/{day.month}/{day.year}",
        f"ngày {day.day:02d} tháng {day.month} năm {day.year}",
    ]
    found = {DocumentDate.parse(form) for form in forms}
    assert [d.date for d in found] == [day]
    assert {DocumentDate.parse(str(d)) for d in found} == found
    assert {DocumentDate.parse(d.vietnamese) for d in found} == found


@given(st.text() | st.text("0123456789-/. ngàythánm", max_size=30))
def test_arbitrary_text_is_read_or_refused(text: str) -> None:
    """Nothing but InvalidIdentifier ever comes out of a text that is no date."""
    try:
        found = DocumentDate.parse(text)
    except InvalidIdentifier:
        return
    assert DocumentDate.parse(str(found)) == found


@pytest.mark.parametrize("text", ["1" * 1_000_000, "a" + "\u0301\u0323" * 500_000, " " * 1_000_000])
def test_long_hostile_text_is_refused_at_once(text: str) -> None:
    """A megabyte costs no time."""
    begin = time.perf_counter()
    with pytest.raises(InvalidIdentifier):
        DocumentDate.parse(text)
    assert time.perf_counter() - begin < 0.5
