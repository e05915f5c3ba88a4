"""How large a country is invented."""

from dataclasses import dataclass

from danvan_graph.errors import UnknownName


@dataclass(frozen=True, slots=True)
class Scale:
    """How much is invented.

    Attributes:
        name: what it is called.
        years: the years for which plans are issued; those from 2026 on have two levels of units.
        provinces: codes of the provinces; empty for the whole country. The shorter lists name
            provinces that the reform of 2025 did not merge.
        seed: another seed gives another country.
    """

    name: str
    years: tuple[int, ...]
    provinces: tuple[str, ...] = ()
    seed: int = 33


SCALES = {
    scale.name: scale
    for scale in (
        Scale("S", (2023, 2026), ("04", "22")),
        Scale("M", (2023, 2024), ("01", "11", "12", "14", "22", "38", "40", "42", "46")),
        Scale("national", (2023, 2026)),
        Scale("L", (2022, 2023, 2024, 2025, 2026)),
    )
}
"""S has about 170,000 statements, M 2 million, L 15 million; national has 12,000 plans."""


def scale_named(name: str) -> Scale:
    """Returns the scale of that name, in capitals or not.

    >>> scale_named("m").years
    (2023, 2024)

    Raises:
        UnknownName: there is none.
    """
    for scale in SCALES.values():
        if scale.name.casefold() == name.casefold():
            return scale
    listed = ", ".join(SCALES)
    raise UnknownName(
        f"Không có cỡ dữ liệu “{name[:20]}”; hãy chọn một trong: {listed}.",
        f"There is no scale “{name[:20]}”; choose one of: {listed}.",
        tuple(SCALES),
    )
