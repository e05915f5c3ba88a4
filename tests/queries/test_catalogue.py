"""A mistake in a query file is named when the catalogue is read."""

from pathlib import Path

import pytest

from danvan_graph.errors import InvalidQuery, UnknownName
from danvan_graph.queries.catalogue import Catalogue, read_catalogue, read_query

GOOD = """\
#+ title_vi: Văn bản nào của năm này?
#+ title_en: Which instruments of this year?
#+ summary_vi: Một câu.
#+ summary_en: One sentence.
#+ group: 6
#+ tags: [năm]
#+ params:
#+   year: {type: year, vi: Năm, en: Year, example: 2023}
#+ columns:
#+   plan: {vi: Kế hoạch, en: Plan}
SELECT ?plan
WHERE {
  VALUES ?year { 2023 }
  ?plan <https://w3id.org/danvan/ontology#year> ?year
}
ORDER BY ?plan
"""


def test_good_file_is_read() -> None:
    query = read_query(GOOD, "research/of-year")
    assert query.title_vi == "Văn bản nào của năm này?"
    assert query.theme == "research"
    assert query.form == "SELECT"
    assert query.examples == {"year": "2023"}
    assert query.body.startswith("SELECT")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("#+ title_vi: Văn bản nào của năm này?\n", "", "thiếu “title_vi”"),
        ("#+ title_en: Which instruments of this year?\n", "#+ title_en: ''\n", "thiếu “title_en”"),
        ("#+ tags: [năm]", "#+ tag: [năm]", "không biết khóa “tag”"),
        ("#+ tags: [năm]", "#+ tags: năm", "“tags” phải là danh sách chữ"),
        ("#+ group: 6", "#+ group: 10", "“group” phải từ 1 đến 9"),
        ("#+ group: 6", "#+ group: six", "“group” phải từ 1 đến 9"),
        (", example: 2023", "", "thiếu “params.year.example”"),
        ("type: year", "type: yer", "không biết kiểu “yer”"),
        ("en: Year,", "en: Year, hint: 1,", "không biết khóa “params.year.hint”"),
        ("{vi: Kế hoạch, en: Plan}", "Kế hoạch", "phải là các cặp tên và giá trị"),
        ("  plan: {vi", "  Plan-1: {vi", "tên “Plan-1” không hợp lệ"),
        ("VALUES ?year { 2023 }", "", "đang có 0"),
        ("VALUES ?year { 2023 }", "VALUES ?year { 2023 } VALUES ?year { 2023 }", "đang có 2"),
        ("VALUES ?year { 2023 }", "VALUES ?year { 2024 }", "không chứa ví dụ"),
        ("VALUES ?year { 2023 }", "VALUES ?year { UNDEF }", "không chứa ví dụ"),
        ("#+ group: 6", "#+ group: [6", "không phải YAML"),
        ("SELECT ?plan", "ASK", "phải là SELECT hoặc CONSTRUCT"),
    ],
)
def test_fault_names_the_file(old: str, new: str, said: str) -> None:
    assert old in GOOD
    with pytest.raises(InvalidQuery) as caught:
        read_query(GOOD.replace(old, new), "research/of-year")
    assert "“research/of-year.rq”" in caught.value.message
    assert said in caught.value.message


@pytest.mark.parametrize("name", ["of-year", "Research/of-year", "research/sub/of-year", "a/b c"])
def test_place_and_name_of_the_file(name: str) -> None:
    with pytest.raises(InvalidQuery):
        read_query(GOOD, name)


def test_headless_file_is_refused() -> None:
    with pytest.raises(InvalidQuery, match="thiếu phần đầu tệp"):
        read_query("SELECT * { ?s ?p ?o }", "research/of-year")


def test_empty_folder_is_no_catalogue(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_catalogue(tmp_path)


def test_unknown_name_gives_the_nearest(catalogue: Catalogue) -> None:
    with pytest.raises(UnknownName) as caught:
        catalogue.get("lookup/plan-citing")
    assert caught.value.nearest[0] == "lookup/plans-citing"
    assert "lookup/plans-citing" in caught.value.message
    with pytest.raises(UnknownName, match=r"Không có truy vấn nào tên là “zzz”\."):
        catalogue.get("zzz")


def test_catalogue_is_sorted_and_knows_its_themes(catalogue: Catalogue) -> None:
    names = [query.name for query in catalogue]
    assert names == sorted(names)
    assert len(names) == len(catalogue)
    assert set(catalogue.themes) == {name.partition("/")[0] for name in names}
    assert "lookup/plans-citing" in catalogue
    assert "lookup/nothing" not in catalogue
