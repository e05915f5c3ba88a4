"""Recurring days and periods of reports."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_graph.errors import InvalidIdentifier
from danvan_graph.identifiers.recurrence import Anchor, check_recurrence


@pytest.mark.parametrize(
    ("text", "year", "days", "rule"),
    [
        ("--11-30", 2023, ["2023-11-30"], "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=30"),
        ("--06-20", 2024, ["2024-06-20"], "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=20"),
        (
            "--02-29",
            2023,
            ["2023-02-28"],
            "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=28,29;BYSETPOS=-1",
        ),
        ("--02-29", 2024, ["2024-02-29"], None),
        ("---15", 2023, [f"2023-{m:02d}-15" for m in range(1, 13)], "FREQ=MONTHLY;BYMONTHDAY=15"),
        (
            "---31",
            2023,
            [
                f"2023-{m:02d}-{d}"
                for m, d in enumerate([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31], 1)
            ],
            "FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1",
        ),
    ],
)
def test_anchor_gives_its_days_and_its_rule(
    text: str, year: int, days: list[str], rule: str | None
) -> None:
    """Days and RFC 5545 rule agree: where a month is too short its last day counts."""
    anchor = Anchor.parse(text)
    assert [d.isoformat() for d in anchor.days(year)] == days
    if rule:
        assert anchor.rrule(None) == rule
        assert anchor.rrule(2025) == f"{rule};UNTIL=20251231"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "11-30",
        "--30-11",
        "--11-31",
        "--02-30",
        "--00-10",
        "---00",
        "---32",
        "--1-1",
        "--11-30 ",
    ],
)
def test_days_no_calendar_has_are_refused(text: str) -> None:
    """Only a month and day, or a day of every month, is an anchor."""
    with pytest.raises(InvalidIdentifier, match="--11-30"):
        Anchor.parse(text)


@pytest.mark.parametrize("text", ["P1Y", "P6M+P1Y+ad-hoc", "event", "periodic", "P1M", "P2W+event"])
def test_periods_are_taken(text: str) -> None:
    """Every recurrence met in a document is taken as written."""
    assert check_recurrence(text) == text


@pytest.mark.parametrize("text", ["", "P", "1Y", "P1Y+", "+P1Y", "P1Y P6M", "yearly", "P123Y"])
def test_other_periods_are_refused(text: str) -> None:
    """Anything else raises with an example."""
    with pytest.raises(InvalidIdentifier, match=r"P6M\+P1Y"):
        check_recurrence(text)


def test_anchors_of_both_kinds_can_be_sorted() -> None:
    """Days of every month come before days of the year."""
    anchors = [Anchor.parse(t) for t in ("--11-30", "---15", "--06-20")]
    assert [str(a) for a in sorted(anchors)] == ["---15", "--06-20", "--11-30"]


@given(
    st.dates(datetime.date(2000, 1, 1)), st.sampled_from(["year", "month"]), st.integers(1990, 2100)
)
def test_every_anchor_has_a_round_trip_and_days_in_every_year(
    day: datetime.date, every: str, year: int
) -> None:
    """parse(str(x)) == x, and no year is without its day."""
    anchor = Anchor(day.month if every == "year" else None, day.day)
    assert Anchor.parse(str(anchor)) == anchor
    found = list(anchor.days(year))
    assert len(found) == (1 if every == "year" else 12)
    assert {d.year for d in found} == {year}


@given(st.text() | st.text("-0123456789", max_size=8))
def test_arbitrary_text_is_read_or_refused(text: str) -> None:
    """Nothing but InvalidIdentifier ever comes out."""
    for parse in (Anchor.parse, check_recurrence):
        try:
            parse(text)
        except InvalidIdentifier:
            continue
