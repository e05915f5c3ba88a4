"""When a duty falls due."""

import datetime

import pytest

from danvan_graph.identifiers.document_date import DocumentDate
from danvan_graph.identifiers.recurrence import Anchor
from danvan_graph.records.duty import Duty
from danvan_graph.records.span import Span


def duty(due: str | None, anchors: tuple[str, ...], until: int | None) -> Duty:
    """Returns a duty of which only the dates matter."""
    return Duty(
        at=Span(0, 1),
        section="I",
        kind="bao-cao",
        summary="",
        due=DocumentDate.parse(due) if due else None,
        recurrence=None,
        anchors=tuple(Anchor.parse(a) for a in anchors),
        bearers=(),
        to=(),
        through=(),
        until=until,
    )


@pytest.mark.parametrize(
    ("due", "anchors", "year", "days"),
    [
        (None, (), 2023, []),
        ("2023-03-31", (), 2023, ["2023-03-31"]),
        ("2023-03-31", (), 2024, []),
        ("2023-03", (), 2023, []),
        (None, ("--11-30", "--06-30"), 2023, ["2023-06-30", "2023-11-30"]),
        ("2023-06-30", ("--06-30",), 2023, ["2023-06-30"]),
        (None, ("---31",), 2023, None),
    ],
)
def test_days_of_a_year(
    due: str | None, anchors: tuple[str, ...], year: int, days: list[str] | None
) -> None:
    """Single and recurring days come together, sorted, each once."""
    found = [d.isoformat() for d in duty(due, anchors, None).falls_due(year)]
    if days is None:
        assert len(found) == 12
        assert found == sorted(found)
    else:
        assert found == days


def test_a_duty_ends_with_its_last_year() -> None:
    """After the year its text names, a recurring duty is owed no more."""
    assert duty(None, ("--11-30",), 2023).falls_due(2023) == (datetime.date(2023, 11, 30),)
    assert duty(None, ("--11-30",), 2023).falls_due(2024) == ()
    assert duty(None, ("--11-30",), 2023).rules == (
        "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=30;UNTIL=20231231",
    )
