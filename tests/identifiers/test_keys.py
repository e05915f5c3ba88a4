"""Keys and addresses: computed from facts alone, valid, and read back as written."""

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_graph.errors import InvalidIdentifier
from danvan_graph.identifiers.document_date import DocumentDate
from danvan_graph.identifiers.iri import Namer
from danvan_graph.identifiers.keys import (
    BodyKey,
    InstrumentKey,
    TerritoryKey,
    check_place,
    check_slug,
)

BASE = "https://w3id.org/danvan/"


@pytest.mark.parametrize(
    ("place", "date", "name", "key"),
    [
        ("vn", "26/11/2021", "33/CT-TTg", "vn/2021-11-26/33-ct-ttg"),
        ("02", "07/01/2022", "09/KH-UBND", "02/2022-01-07/9-kh-ubnd"),
        ("294", "17/10/2022", "3285/QĐ-UBND", "294/2022-10-17/3285-qdd-ubnd"),
        ("vn", "năm 2013", "25-NQ/TW", "vn/2013/25-nq-tw"),
        ("18223", None, "Chương trình công tác", "18223/undated/chuong-trinh-cong-tac"),
        ("vn", "2022", "Đề án Văn hóa công vụ", "vn/2022/de-an-van-hoa-cong-vu"),
    ],
)
def test_key_follows_from_place_date_and_name(
    place: str, date: str | None, name: str, key: str
) -> None:
    """The same facts always give the same key, and the key reads back as itself."""
    when = DocumentDate.parse(date) if date else None
    assert str(InstrumentKey.of(place, when, name)) == key
    assert str(InstrumentKey.parse(key)) == key


def test_long_names_are_cut_at_a_word() -> None:
    """A name of any length gives a short key that does not end inside a word."""
    key = InstrumentKey.of("vn", None, "từng lời " * 100)
    assert len(key.slug) <= 72
    assert set(key.slug.split("-")) == {"tung", "loi"}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "33-ct-ttg",
        "vn/2021-11-26",
        "vn/2021-11-26/33-ct-ttg/x",
        "vn/31-02-2023/33-ct-ttg",
        "vn/2023-02-31/33-ct-ttg",
        "vn//33-ct-ttg",
        "vn/2021-11-26/33/CT-TTg",
        "vn/2021-11-26/33-CT-TTg",
        "vn/2021-11-26/33-qđ",
        "vn/2021-11-26/",
        "vn/2021-11-26/-33",
        "2/2021-11-26/33-ct-ttg",
        "1234/2021-11-26/33-ct-ttg",
        "VN/2021-11-26/33-ct-ttg",
        "\uff10\uff12/2021-11-26/33-ct-ttg",
        "../2021-11-26/33-ct-ttg",
        "vn/2021-11-26/33-ct-ttg\n",
    ],
)
def test_malformed_instrument_keys_are_refused(text: str) -> None:
    """Only place/date/slug in ASCII is a key."""
    with pytest.raises(InvalidIdentifier):
        InstrumentKey.parse(text)


@pytest.mark.parametrize("name", ["", "???", "đ\u0301"[1:], "—", "文件"])
def test_a_name_without_a_letter_gives_no_key(name: str) -> None:
    """What folds to nothing cannot be an identity."""
    with pytest.raises(InvalidIdentifier):
        InstrumentKey.of("vn", None, name)


@pytest.mark.parametrize("text", ["", "ubnd", "@294", "ubnd@", "ubnd@2", "UBND@294", "a@b@294"])
def test_malformed_body_keys_are_refused(text: str) -> None:
    """A body is kind@place and nothing else."""
    with pytest.raises(InvalidIdentifier):
        BodyKey.parse(text)


@pytest.mark.parametrize("text", ["1", "1234", "123456", "02\n", " 02", "०२", "VN", "vnn"])
def test_malformed_places_are_refused(text: str) -> None:
    """A place is vn or two, three or five ASCII digits."""
    with pytest.raises(InvalidIdentifier, match="294"):
        check_place(text)


@pytest.mark.parametrize("text", ["Kế-hoạch", "ke hoach", "-a", "a-", "a--b", "a/b", "a\n", ""])
def test_malformed_slugs_are_refused(text: str) -> None:
    """A slug is words of ASCII letters and digits joined by single hyphens."""
    with pytest.raises(InvalidIdentifier):
        check_slug(text)


@given(st.text())
def test_arbitrary_text_is_a_key_or_refused(text: str) -> None:
    """Nothing but InvalidIdentifier ever comes out of a text that is no key."""
    for parse in (InstrumentKey.parse, BodyKey.parse, check_place, check_slug):
        try:
            found = str(parse(text))
        except InvalidIdentifier:
            continue
        assert found.isascii()


@pytest.mark.parametrize(
    "base",
    ["https://w3id.org/danvan/", "http://localhost:8000/", "https://vi-du.vn/a/b-c/d%20e/~x/"],
)
def test_addresses_under_a_good_base_are_valid_iris(base: str) -> None:
    """Every kind of address begins with the base and is accepted by the engine."""
    namer, key = Namer(base), InstrumentKey.parse("02/2022-01-07/9-kh-ubnd")
    territory = TerritoryKey("18223", "2025-07-01")
    made = [
        namer.instrument(key),
        namer.part(key, "section", "III.1.g1"),
        namer.source("ab" * 32),
        namer.territory(territory),
        namer.body("ubnd", territory),
        namer.body("bo-chinh-tri", None),
        namer.change("", "18223/2025-07-01"),
        namer.person("nguyen-van-a"),
        namer.movement("dan-van-kheo"),
        namer.graph("units"),
    ]
    assert len(set(made)) == len(made)
    for address in made:
        assert address.startswith(base)
        assert ox.NamedNode(address).value == address


@pytest.mark.parametrize(
    "base",
    [
        "",
        "danvan",
        "https://w3id.org/danvan",
        "ftp://w3id.org/",
        "https:///",
        "https://w3id.org/dan van/",
        "https://w3id.org/danvan/#",
        "https://w3id.org/?x=/",
        "https://w3id.org/<b>/",
        'https://w3id.org/"/',
        "https://w3id.org/%zz/",
        "https://w3id.org/a//",
        "http://[::1/",
        "http://a:b:c/",
        "http://a/\x00/",
        "https://w3id.org/danvan/\n",
        "javascript:alert(1)/",
    ],
)
def test_a_bad_base_is_refused(base: str) -> None:
    """A base that would make invalid addresses is refused before anything is built."""
    with pytest.raises(InvalidIdentifier, match="địa chỉ gốc"):
        Namer(base)


@given(st.text(max_size=40).map(lambda text: f"https://{text}/"))
def test_whatever_base_is_taken_makes_valid_iris(base: str) -> None:
    """No base that is accepted makes the engine fail later."""
    try:
        namer = Namer(base)
    except InvalidIdentifier:
        return
    assert ox.NamedNode(namer.graph("units")).value.endswith("/graph/units")
