"""Every instrument of the shipped data is found by its own names, whatever is asked, quickly."""

import time
from collections import Counter

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from danvan_graph.errors import AmbiguousName, InvalidIdentifier, UnknownName
from danvan_graph.identifiers.folding import fold
from danvan_graph.lookup import InstrumentIndex, Known
from danvan_graph.lookup.request import read_request

_LONGEST = 2.0
"""Seconds that only a runaway search takes; how fast look-ups are, the benchmarks tell."""
_PIECES = st.sampled_from(
    ["33", "/", "-", "CT", "TTg", "QĐ", "TW", "chỉ thị", "số", "ngày", "26/11/2021", "năm", "2021"]
)


def _numbered(index: InstrumentIndex) -> list[Known]:
    return [k for k in index.all() if k.number and k.date and len(k.date) == 10]


def _meant(index: InstrumentIndex, text: str) -> tuple[str, ...]:
    """Returns the one address a spelling means, or the candidates when it means several."""
    try:
        return (index.find(text).known.iri,)
    except AmbiguousName as error:
        return error.candidates


def test_there_are_instruments(index: InstrumentIndex) -> None:
    """Proves that the tests below look at something: all collected and cited instruments."""
    assert len(index.all()) >= 90
    assert len(_numbered(index)) >= 60


def test_key_and_address(index: InstrumentIndex) -> None:
    """Proves that the key and the address of each instrument find it and nothing beside it."""
    for known in index.all():
        for name in (known.key, known.iri):
            match = index.find(name)
            assert match.known is known
            assert match.namesakes == ()


def test_label(index: InstrumentIndex) -> None:
    """Proves that what the project calls an instrument finds it, also without diacritics."""
    labels = Counter(fold(k.label) for k in index.all())
    for known in index.all():
        for name in (known.label, fold(known.label), known.label.upper()):
            meant = _meant(index, name)
            assert known.iri in meant, name
            assert len(meant) == 1 or labels[fold(known.label)] > 1, name


def test_number_and_date(index: InstrumentIndex) -> None:
    """Proves that number and day single out each instrument, or tell it among true namesakes."""
    same = Counter((fold(k.number or ""), k.date) for k in _numbered(index))
    for known in _numbered(index):
        day = "/".join(reversed((known.date or "").split("-")))
        meant = _meant(index, f"{known.number} ngày {day}")
        assert known.iri in meant, known.key
        assert len(meant) == 1 or same[fold(known.number or ""), known.date] > 1, known.key


def test_number_alone(index: InstrumentIndex) -> None:
    """Proves that the bare number leads to the instrument: found, beside it, or a candidate."""
    for known in index.all():
        if not known.number:
            continue
        meant = _meant(index, known.number)
        if len(meant) == 1:
            match = index.find(known.number)
            meant = (match.known.iri, *(other.iri for other in match.namesakes))
        assert known.iri in meant, known.key


def test_known_is_in_vietnamese(index: InstrumentIndex) -> None:
    """Proves that kind and level are told in Vietnamese, though the graph holds English too."""
    kinds = {k.kind: k.kind_label for k in index.all()}
    assert kinds["ke-hoach"] == "Kế hoạch"
    assert kinds["chi-thi"] == "Chỉ thị"
    assert {k.level_label for k in index.all()} == {
        "Trung ương",
        "Cấp tỉnh",
        "Cấp huyện",
        "Cấp xã",
    }


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@example("0" * 300)
@example("33/" * 100)
@example("1-a" + "-a" * 140)
@example("(" * 300)
@example("năm 0000")
@example("²/CT-TTg")
@example("٣٣/CT-TTg ngày ٢٦/١١/٢٠٢١")
@example("\ud800/CT-TTg")
@given(st.one_of(st.text(max_size=320), st.lists(_PIECES, max_size=12).map(" ".join)))
def test_any_text(index: InstrumentIndex, text: str) -> None:
    """Proves that any text is answered soon, or refused by a documented error."""
    begun = time.process_time()
    try:
        known = index.find(text).known
    except (InvalidIdentifier, UnknownName, AmbiguousName) as error:
        assert error.message.endswith((".", "!")), error.message  # noqa: PT017 - any of the three
    else:
        assert known.iri in index.instruments
    assert time.process_time() - begun < _LONGEST


@pytest.mark.parametrize(
    ("text", "kinds", "words"),
    [
        ("Quyết định 217", {"quyet-dinh"}, ()),
        ("Luật Tiếp công dân", {"luat"}, ("tiep", "cong", "dan")),
        ("giai đoạn 2021 - 2030", set(), ("giai", "doan", "2021", "2030")),
    ],
)
def test_request(text: str, kinds: set[str], words: tuple[str, ...]) -> None:
    """Proves that a spelling is taken apart into kind and words, a period staying words."""
    known = {"quyet dinh": frozenset({"quyet-dinh"}), "luat": frozenset({"luat"})}
    request = read_request(text, known)
    assert request.kinds == kinds
    assert request.words == words
    assert request.year is None
