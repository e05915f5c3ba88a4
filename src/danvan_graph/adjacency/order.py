"""The order in which instruments are listed, and the levels."""

LEVELS = ("trung-uong", "tinh", "huyen", "xa")
"""From above; what is none of them comes last."""
_BACKWARDS = str.maketrans("0123456789", "9876543210")


def level_order(level: str) -> int:
    """Returns the place of a level from above.

    >>> level_order("trung-uong"), level_order("xa")
    (0, 3)
    """
    return LEVELS.index(level) if level in LEVELS else len(LEVELS)


def newest_first(date: str | None) -> str:
    """Returns a key that sorts dates from the newest to the oldest, the undated last.

    >>> sorted(["2021", "2023-01-02", "2022-01-07"], key=newest_first)
    ['2023-01-02', '2022-01-07', '2021']
    """
    if not date:
        return "~"
    return date.translate(_BACKWARDS)
