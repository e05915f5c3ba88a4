"""What a person writes becomes the right term, or is refused with a sentence."""

import pytest
from rdflib import Literal, URIRef
from rdflib.namespace import XSD

from danvan_graph.errors import InvalidQuery, UnknownName
from danvan_graph.queries.catalogue import Catalogue
from danvan_graph.queries.parameter import Parameter, read_term
from danvan_graph.queries.run import bound

BASE = "https://w3id.org/danvan/"


def _parameter(kind: str) -> Parameter:
    return Parameter("x", kind, "Giá trị", "Value", "ví dụ")


@pytest.mark.parametrize(
    ("kind", "text", "path"),
    [
        ("instrument", "vn/2021-11-26/33-ct-ttg", "instrument/vn/2021-11-26/33-ct-ttg"),
        ("instrument", " 30/2023-03-06/595-kh-ubnd ", "instrument/30/2023-03-06/595-kh-ubnd"),
        ("instrument", f"{BASE}instrument/vn/undated/luat-to-cao", "instrument/vn/undated/luat-to-cao"),
        ("unit", "294/open/ubnd", "body/294/open/ubnd"),
        ("unit", "vn/bo-noi-vu", "body/vn/bo-noi-vu"),
        ("unit", "08/2025-07-01/ubnd", "body/08/2025-07-01/ubnd"),
        ("territory", "18223/open", "territory/18223/open"),
        ("territory", "08/2025-07-01", "territory/08/2025-07-01"),
        ("level", "xa", "concept/cap/xa"),
        ("theme", "chuyen-doi-so", "concept/chu-de/chuyen-doi-so"),
        ("role", "chu-tri", "concept/vai-tro/chu-tri"),
    ],
)  # fmt: skip
def test_things(kind: str, text: str, path: str) -> None:
    assert read_term(_parameter(kind), text) == URIRef(f"{BASE}{path}")


@pytest.mark.parametrize(
    ("kind", "text", "term"),
    [
        ("year", "2023", Literal(2023)),
        ("integer", "-7", Literal(-7)),
        ("date", "30/6/2023", Literal("2023-06-30", datatype=XSD.date)),
        ("date", "2023-06-30", Literal("2023-06-30", datatype=XSD.date)),
        ("string", "  25-NQ/TW ", Literal("25-NQ/TW")),
        ("name", "Sơn Trường", Literal("Sơn Trường", lang="vi")),
        ("iri", "urn:x", URIRef("urn:x")),
    ],
)
def test_values(kind: str, text: str, term: Literal | URIRef) -> None:
    assert read_term(_parameter(kind), text) == term


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("instrument", "33/CT-TTg"),
        ("instrument", "vn/2021-02-31/33-ct-ttg"),
        ("unit", "UBND huyện Thanh Hà"),
        ("unit", "294/ubnd"),
        ("unit", "vn/Bộ Nội vụ"),
        ("territory", "1/open"),
        ("level", "Cấp xã"),
        ("year", "23"),
        ("year", "２０２３"),
        ("integer", "1e9"),
        ("date", "31/02/2023"),
        ("date", "năm 2023"),
        ("decimal", "0,5"),
        ("decimal", "INF"),
        ("iri", "không phải"),
        ("iri", "http://x\u0000"),
        ("string", ""),
        ("string", "a\nb"),
        ("string", "a\u2028b"),
        ("string", "\ud800"),
        ("string", "x" * 501),
    ],
)
def test_refused(kind: str, text: str) -> None:
    with pytest.raises(InvalidQuery) as caught:
        read_term(_parameter(kind), text)
    assert caught.value.message.startswith("Tham số “Giá trị”: không hiểu “")
    assert caught.value.message.endswith(".")
    assert caught.value.english.startswith("Parameter “x”")


def test_base_of_the_graph_is_used() -> None:
    found = read_term(_parameter("instrument"), "vn/2021-11-26/33-ct-ttg", "https://vi.du/")
    assert str(found) == "https://vi.du/instrument/vn/2021-11-26/33-ct-ttg"


def test_resolver_reads_other_spellings() -> None:
    asked = []

    def resolver(kind: str, text: str) -> str:
        asked.append((kind, text))
        return f"{BASE}instrument/vn/2021-11-26/33-ct-ttg"

    found = read_term(_parameter("instrument"), "33/CT-TTg", resolver=resolver)
    assert str(found).endswith("33-ct-ttg")
    assert asked == [("instrument", "33/CT-TTg")]


def test_resolver_may_refuse() -> None:
    def resolver(kind: str, text: str) -> str:
        raise UnknownName(f"Không có “{text}”.")

    with pytest.raises(UnknownName):
        read_term(_parameter("unit"), "UBND xã Không Có", resolver=resolver)


def test_resolver_cannot_smuggle_syntax() -> None:
    with pytest.raises(InvalidQuery):
        read_term(_parameter("unit"), "x", resolver=lambda _kind, _text: "http://x> } {")


def test_missing_and_unknown_parameters(catalogue: Catalogue) -> None:
    query = catalogue.get("lookup/plans-citing")
    with pytest.raises(InvalidQuery, match="cần tham số “instrument”"):
        bound(query, {})
    with pytest.raises(InvalidQuery, match="không có tham số “instument”"):
        bound(query, {"instument": "vn/2021-11-26/33-ct-ttg"})
    assert "VALUES ?year { UNDEF }" in bound(query, {**query.examples, "year": " "})
