"""What is found, in which order, over the shipped graph and over entries of our own."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from danvan_graph.errors import StoreError
from danvan_graph.search.entries import entries_of
from danvan_graph.search.entry import Entry
from danvan_graph.search.searcher import Searcher
from danvan_graph.search.words import asked_words, folded_words
from danvan_graph.search.writing import write_entries, write_search
from danvan_graph.store.engines.oxigraph import Store

_EVERYTHING = 100_000


@pytest.fixture(scope="module")
def entries(store: Store) -> list[Entry]:
    return list(entries_of(store))


@pytest.fixture(scope="module")
def searcher(store: Store, tmp_path_factory: pytest.TempPathFactory) -> Searcher:
    folder = tmp_path_factory.mktemp("search")
    write_search(store, folder)
    return Searcher(folder)


def _holds(entry: Entry, words: list[str]) -> bool:
    have = set(folded_words(f"{entry.title} {entry.detail} {entry.more}"))
    return set(words[:-1]) <= have and any(word.startswith(words[-1]) for word in have)


@pytest.mark.parametrize(
    "text", ["dan van", "Sơn Trường", "thanh h", "33/CT-TTg", "bao cao 6 thang", "xa a", "q", "1"]
)
def test_exactly_what_holds_the_words(entries: list[Entry], searcher: Searcher, text: str) -> None:
    """What is found is what a plain comparison finds."""
    words = asked_words(text)
    wanted = {e.iri for e in entries if _holds(e, words)}
    found = searcher.find(text, limit=_EVERYTHING)
    assert {h.iri for h in found.hits} == wanted
    assert found.total >= len(wanted) > 0


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("dak lak", "Tỉnh Đắk Lắk"),
        ("hải dư", "Tỉnh Hải Dương"),
        ("thanh ha", "Huyện Thanh Hà"),
        ("son truong", "Xã Sơn Trường"),
        ("33 ct", "Chỉ thị 33/CT-TTg ngày 26/11/2021"),
        ("33/ct-ttg", "Chỉ thị 33/CT-TTg ngày 26/11/2021"),
        ("NQ25", "Nghị quyết 25-NQ/TW ngày 03/06/2013"),
        ("217-qd/tw", "Quyết định 217-QĐ/TW ngày 12/12/2013"),
        ("9/KH-UBND", "Kế hoạch 09/KH-UBND ngày 07/01/2022"),
        ("dân vận khéo", "Dân vận khéo"),
    ],
)
def test_best_first(searcher: Searcher, text: str, first: str) -> None:
    """What people most likely mean stands first."""
    assert searcher.find(text).hits[0].title == first


def test_marks_as_typed_come_first(tmp_path: Path) -> None:
    """Ma, Má and Mã are found by “ma”; who types the mark gets that one first."""
    names = ["Xã Ma", "Xã Má", "Xã Mã"]
    write_entries((Entry(n, "dia-ban", n) for n in names), tmp_path)
    searcher = Searcher(tmp_path)
    assert {h.title for h in searcher.find("ma").hits} == set(names)
    for name in names:
        assert searcher.find(name).hits[0].title == name


def test_pages_follow_each_other(searcher: Searcher) -> None:
    """Pages put together are the whole list."""
    whole = searcher.find("xã", limit=210).hits
    pages = [searcher.find("xã", limit=7, offset=n).hits for n in range(0, 210, 7)]
    assert [h for page in pages for h in page] == list(whole)


def test_kinds(searcher: Searcher) -> None:
    """Only the kinds asked for are found."""
    assert {h.kind for h in searcher.find("son truong", kinds=["co-quan"]).hits} == {"co-quan"}
    assert searcher.find("son truong", kinds=[]).total == 0


@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=60))
def test_any_text_is_a_question(searcher: Searcher, text: str) -> None:
    """Nothing typed is an error; what has no word finds nothing."""
    found = searcher.find(text)
    assert len(found.hits) <= found.total
    assert found.total == 0 or asked_words(text)


def test_nothing_that_is_a_pattern(searcher: Searcher) -> None:
    """Signs of a pattern are no words."""
    for text in (".*", "(", "*", "\\", "^$"):
        assert searcher.find(text).total == 0
    assert searcher.find("xã.*").hits == searcher.find("xã").hits
    assert searcher.find("[xa]+").total == searcher.find("xa").total


def test_not_an_index(tmp_path: Path) -> None:
    """A damaged index is refused with a sentence."""
    (tmp_path / "meta.json").write_text("{", encoding="ascii")
    with pytest.raises(StoreError, match="danvan build"):
        Searcher(tmp_path)
