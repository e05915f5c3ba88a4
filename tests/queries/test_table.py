"""Answers in the formats of the W3C, read back by rdflib's readers, and tables for people."""

import csv
import io
import json
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import RDF, XSD
from rdflib.query import Result
from rdflib.term import Node

from danvan_graph.queries.table import (
    FORMATS,
    as_csv,
    as_json,
    as_sorted_triples,
    as_tsv,
    as_turtle,
    as_xml,
    cells,
    sheet,
    table,
)
from danvan_graph.store.engines.oxigraph import Answer
from danvan_graph.vocabulary import DV

ROWS = Answer(
    ("plan", "number", "year"),
    (
        (URIRef("https://vi.du/a"), Literal("09/KH-UBND", datatype=XSD.string), Literal(2022)),
        (BNode("b1"), Literal('một "hai", ba\nbốn\t\\', lang="vi"), None),
        (None, Literal("=1+1"), Literal("0.95", datatype=XSD.decimal)),
    ),
)
TERMS = st.one_of(
    st.none(),
    st.text(alphabet=st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"])).map(Literal),
    st.integers().map(Literal),
    st.sampled_from([URIRef("https://vi.du/x"), Literal("x", lang="vi"), Literal("a\tb\n\\\"'")]),
)  # fmt: skip


def test_csv_is_the_sparql_csv() -> None:
    lines = as_csv(ROWS).split("\r\n")
    assert lines[0] == "plan,number,year"
    assert lines[1] == "https://vi.du/a,09/KH-UBND,2022"
    assert lines[2].startswith('_:b1,"một ""hai"", ba\nbốn')
    assert lines[3] == ",=1+1,0.95"


def test_csv_of_one_empty_column_keeps_its_line() -> None:
    assert as_csv(Answer(("x",), ((None,), (Literal(""),)))) == "x\r\n\r\n\r\n"


def test_tsv_is_turtle_on_one_line() -> None:
    lines = as_tsv(ROWS).splitlines()
    assert lines[0] == "?plan\t?number\t?year"
    assert lines[1] == '<https://vi.du/a>\t"09/KH-UBND"\t2022'
    assert lines[2] == '_:b1\t"một \\"hai\\", ba\\nbốn\\t\\\\"@vi\t'
    assert lines[3] == '\t"=1+1"\t0.95'


def test_tsv_does_not_bare_an_ill_typed_number() -> None:
    wrong = Literal("2 022", datatype=XSD.integer, normalize=False)
    assert as_tsv(Answer(("x",), ((wrong,),))) == (
        '?x\n"2 022"^^<http://www.w3.org/2001/XMLSchema#integer>\n'
    )


def _read_back(text: str, form: str) -> list[dict[str, Node]]:
    found = Result.parse(io.BytesIO(text.encode("utf-8")), format=form)
    return [{str(k): v for k, v in binding.items()} for binding in found.bindings]


@given(st.lists(st.tuples(TERMS, TERMS), max_size=4))
def test_json_and_xml_are_read_back(rows: list[tuple[Node | None, Node | None]]) -> None:
    answer = Answer(("a", "b"), tuple(rows))
    expected = [{k: v for k, v in row.items() if v is not None} for row in answer.dicts()]
    assert _read_back(as_json(answer), "json") == expected
    assert _read_back(as_xml(answer), "xml") == expected


def test_json_has_every_variable_and_no_string_datatype() -> None:
    found = json.loads(as_json(ROWS))
    assert found["head"]["vars"] == ["plan", "number", "year"]
    assert found["results"]["bindings"][0]["number"] == {"type": "literal", "value": "09/KH-UBND"}
    assert "year" not in found["results"]["bindings"][1]


def test_xml_survives_what_xml_cannot_hold() -> None:
    text = as_xml(Answer(("x",), ((Literal("a\u0001b]]>&<\r"),),)))
    root = ElementTree.fromstring(text)  # noqa: S314 - our own text
    literal = root.find(".//{http://www.w3.org/2005/sparql-results#}literal")
    assert literal is not None
    assert literal.text == "a\ufffdb]]>&<\r"


@pytest.mark.parametrize("name", ["csv", "tsv", "json", "xml"])
def test_every_format_has_a_media_type(name: str) -> None:
    media, write = FORMATS[name]
    assert "/" in media
    assert write(ROWS)


@pytest.mark.parametrize("text", ["=1+1", "+84", "-x", "@SUM(A1)", "\tx", "\rx"])
def test_people_get_no_formula(text: str) -> None:
    assert cells(Answer(("x",), ((Literal(text),),))) == [[f"'{text}"]]
    assert f"'{text}" in sheet(Answer(("x",), ((Literal(text),),)), ["Cột"])


def test_sheet_opens_in_a_spreadsheet() -> None:
    text = sheet(ROWS, ["Kế hoạch", "Số", "Năm"])
    assert text.startswith("\ufeffKế hoạch,Số,Năm\r\n")
    assert len(list(csv.reader(io.StringIO(text)))) == 4


def test_table_is_aligned() -> None:
    lines = table(ROWS, ["Kế hoạch", "Số", "Năm"]).splitlines()
    assert lines[0].index("Số") == lines[2].index("09/KH-UBND")
    assert lines[1].startswith("─")
    assert all("\n" not in line and "\t" not in line for line in lines)


def test_triples_as_turtle() -> None:
    graph = Graph()
    graph.add((URIRef("https://vi.du/a"), RDF.type, DV.Plan))
    graph.add((URIRef("https://vi.du/a"), DV.year, Literal(2022)))
    assert "dv:Plan" in as_turtle(graph)
    lines = as_sorted_triples(graph).splitlines()
    assert lines == sorted(lines)
    assert set(Graph().parse(data="\n".join(lines), format="nt")) == set(graph)
