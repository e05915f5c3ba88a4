"""What reading a good data folder gives: records as written, in an order of their own."""

import unicodedata
from pathlib import Path

import pytest

from danvan_graph.collection.folder import Collection, read_collection
from danvan_graph.collection.units import read_units
from danvan_graph.collection.yaml_file import Entry, parse_yaml
from danvan_graph.errors import InvalidData
from danvan_graph.records.span import Span


@pytest.fixture
def small(small_data: Path, ontology_folder: Path) -> Collection:
    """The small data, read."""
    return read_collection(small_data, ontology_folder)


def test_the_small_data_is_read_whole(small: Collection) -> None:
    """Every record of every file is there, sorted by key whatever the names of the files."""
    assert [d.id for d in small.documents] == [
        "ke-hoach-tinh",
        "ke-hoach-huyen",
        "ke-hoach-xa",
        "chi-thi",
    ]
    assert [str(i.key) for i in small.instruments] == [
        "99/2021/77-qdd-ubnd",
        "99/2022-08-08/77-qdd-ubnd",
        "vn/2019-03-01/8-2019-qh99",
        "vn/2020-05-05/9000-nq-ubvd",
    ]
    assert (len(small.body_kinds), len(small.kinds), len(small.movements)) == (8, 6, 1)
    assert (len(small.units.territories), len(small.units.changes)) == (10, 7)


def test_a_record_says_what_its_file_says(small: Collection) -> None:
    """Fields of one citation come out as they went in."""
    record = next(d for d in small.documents if d.id == "ke-hoach-huyen")
    host, nested = record.citations
    assert (str(host.number), host.basis, host.host) == ("12/KH-UBND", True, None)
    assert (str(nested.number), nested.basis, nested.host) == ("9001/CT-UBVD", False, host.at.start)
    assert nested.confidence == 0.9
    assert record.header.number is None
    assert record.header.year == 2023


def test_place_of_a_field_is_the_nearest_line_known(small: Collection, small_data: Path) -> None:
    """A fault about a field without a line of its own points at what holds it."""
    lines = (small_data / "documents/ke-hoach-huyen.yaml").read_text("utf-8").split("\n")
    host = small.place("ke-hoach-huyen", "citations[1].host")
    assert lines[host.line - 1].strip().startswith("host:")
    missing = small.place("ke-hoach-huyen", "citations[1].nothing.of.that.name")
    assert lines[missing.line - 1].strip().startswith("- at:")
    assert small.place("ke-hoach-huyen", "").line == 1


def test_decomposed_text_is_read_composed(
    small: Collection, small_data: Path, ontology_folder: Path
) -> None:
    """A file saved in NFD gives the same records as one in NFC."""
    for path in small_data.rglob("*.yaml"):
        text = unicodedata.normalize("NFD", path.read_text(encoding="utf-8"))
        path.write_text(text, encoding="utf-8")
    assert read_collection(small_data, ontology_folder).documents == small.documents


def test_windows_line_ends_and_a_byte_order_mark_are_read(
    small: Collection, small_data: Path, ontology_folder: Path
) -> None:
    """A file saved by a Windows editor gives the same records."""
    for path in small_data.rglob("*.yaml"):
        raw = path.read_bytes().replace(b"\n", b"\r\n")
        path.write_bytes(b"\xef\xbb\xbf" + raw)
    assert read_collection(small_data, ontology_folder).documents == small.documents


def test_units_answer_for_a_day(small: Collection) -> None:
    """A code stands for the row that holds on the day; the first day counts, the last does not."""
    units = small.units
    for day, name, parent in [
        ("2023-01-01", "Cầu Vồng", "991"),
        ("2025-06-30", "Cầu Vồng", "991"),
        ("2025-07-01", "Cầu Vồng", "99"),
    ]:
        found = units.at("99101", day)
        assert found is not None
        assert (found.name, found.parent) == (name, parent)
    assert units.at("99104", "2023-12-31") is None
    assert units.at("99102", "2024-01-01") is None
    assert units.at("00000", "2024-01-01") is None


@pytest.mark.parametrize(
    ("code", "level", "day", "inside"),
    [
        ("991", "xa", "2023-12-31", ["99101", "99102", "99103"]),
        ("991", "xa", "2024-01-01", ["99101", "99104"]),
        ("99", "xa", "2024-01-01", ["99101", "99104", "99201"]),
        ("99", "huyen", "2024-01-01", ["991", "992"]),
        ("99", "huyen", "2025-07-01", []),
        ("99", "xa", "2025-07-01", ["99101"]),
        (None, "tinh", "2025-06-30", ["98", "99"]),
        (None, "tinh", "2025-07-01", ["99"]),
    ],
)
def test_units_inside_a_unit_follow_the_day(
    small: Collection, code: str | None, level: str, day: str, inside: list[str]
) -> None:
    """Mergers and the end of the districts change who stands inside whom."""
    assert sorted(t.key.code for t in small.units.within(code, level, day)) == inside


def test_a_quotation_mark_in_a_table_is_a_letter(small_data: Path) -> None:
    """Tables are plain tab-separated text; no quoting swallows the rest of the file."""
    path = small_data / "units/units.tsv"
    path.write_text(path.read_text("utf-8").replace("Gio Lanh;", 'Gio "Lanh;'), encoding="utf-8")
    units = read_units(small_data / "units")
    assert len(units.territories) == 10
    assert units.rows("98")[0].alt_names == ('Gio "Lanh', "Gió-Lành")


def test_every_yaml_value_knows_its_line() -> None:
    """Mappings, lists and scalars carry the line they begin on; dates and codes stay text."""
    read = parse_yaml('a: 1\nb:\n  - 2021-11-26\n  - "02"\nc: {d: yes}\n', "x.yaml").value
    assert read["a"] == Entry(1, 1)
    assert read["b"].value == [Entry("2021-11-26", 3), Entry("02", 4)]
    assert read["c"].value == {"d": Entry(value=True, line=5)}


@pytest.mark.parametrize(
    "text", ["[" * 100_000, "- " * 5_000, "{a: " * 5_000, "a: &x [*x, *x]", "!!int x", "\x00"]
)
def test_hostile_yaml_is_refused(text: str) -> None:
    """No YAML ends the process or the recursion limit."""
    with pytest.raises(InvalidData):
        parse_yaml(text, "x.yaml")


def test_spans_hold_what_lies_inside() -> None:
    """The ends belong to a span from inside."""
    assert Span(5, 10).holds(Span(5, 10))
    assert not Span(5, 10).holds(Span(4, 6))
    assert not Span(5, 10).holds(Span(9, 11))
