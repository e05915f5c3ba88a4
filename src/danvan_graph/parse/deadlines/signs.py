"""What a paragraph holds of which any deadline needs something, so that most are left at once."""

from dataclasses import dataclass

from danvan_graph.parse.deadlines.due import may_report
from danvan_graph.parse.deadlines.task_times import may_be_loose, may_come_again
from danvan_graph.parse.deadlines.times import may_hold_a_form, may_set_a_time


@dataclass(frozen=True, slots=True)
class Signs:
    """Which rules may find something in a paragraph; where one says no, its rule finds nothing.

    Attributes:
        time: a limit with its day, month or quarter.
        loose: a time that a task names without a limit.
        again: something to be done again and again.
        report: a report.
        span: a span of time.
    """

    time: bool
    loose: bool
    again: bool
    report: bool
    span: bool = False

    @classmethod
    def of(cls, words: str) -> "Signs | None":
        """Returns the signs of a paragraph; None where no rule may find anything.

        >>> Signs.of("Báo cáo trước ngày 30/11")
        Signs(time=True, loose=False, again=False, report=True, span=False)
        >>> Signs.of("2. Sở Nội vụ theo dõi, đôn đốc.") is None
        True
        """
        small = words.lower()
        time, loose = may_hold_a_form(small), may_be_loose(small)
        again, report = may_come_again(small), may_report(small)
        span = "từ " in small and "20" in small
        if again or report or span or ((time or loose) and may_set_a_time(small)):
            return cls(time, loose, again, report, span)
        return None
