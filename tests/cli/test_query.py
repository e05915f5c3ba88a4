"""``danvan queries`` and ``danvan query``: the catalogue, every format, every refusal."""

import csv
import io
import json
import re
import subprocess
from collections.abc import Callable
from xml.etree import ElementTree as ET

import pytest
from rdflib import Graph

from danvan_graph.queries.catalogue import Query, read_catalogue
from danvan_graph.resources import queries_folder

Run = Callable[..., subprocess.CompletedProcess[str]]
ASKED = "lookup/plans-citing"
CATALOGUE = list(read_catalogue(queries_folder()))
PLAN = "https://w3id.org/danvan/instrument/02/2022-01-07/9-kh-ubnd"
_XML = "{http://www.w3.org/2005/sparql-results#}"


@pytest.fixture
def asked(inside: Run) -> Callable[[str], str]:
    """The answer to one question in a format."""

    def ask(form: str) -> str:
        done = inside("query", ASKED, "--param", "instrument=33/CT-TTg", "--format", form)
        assert done.returncode == 0, done.stderr
        assert done.stderr == ""
        return done.stdout

    return ask


def test_catalogue(inside: Run) -> None:
    """Proves that every question is listed with its Vietnamese title and each parameter."""
    done = inside("queries")
    assert done.returncode == 0
    blocks = re.split(r"\n(?=\S)", done.stdout.rstrip("\n"))
    assert len(blocks) == len(CATALOGUE) > 10
    for block, query in zip(blocks, CATALOGUE, strict=True):
        name, title, *params = block.split("\n")
        assert (name, title.strip()) == (query.name, query.title_vi)
        assert len(params) == len(query.params)
        for line, parameter in zip(params, query.params, strict=True):
            assert f"--param {parameter.name}=" in line
            assert parameter.label_vi in line
            assert ("có thể bỏ" in line) is parameter.optional


@pytest.mark.parametrize("query", CATALOGUE, ids=lambda q: q.name)
def test_example(inside: Run, query: Query) -> None:
    """Proves that every question, asked with its own examples, is answered."""
    words = [w for n, v in query.examples.items() for w in ("--param", f"{n}={v}")]
    done = inside("query", query.name, *words)
    assert (done.returncode, done.stderr) == (0, "")
    nothing = done.stdout == "Không có kết quả nào.\n"
    assert query.may_be_empty or not nothing
    if query.form == "SELECT" and not nothing:
        assert all(column.label_vi in done.stdout.split("\n")[0] for column in query.columns)


def test_process(danvan: Run) -> None:
    """Proves that the two verbs work in a process of their own."""
    assert danvan("queries").stdout.startswith("cascade/")
    done = danvan("query", ASKED, "--param", "instrument=chi thi 33", "--format", "csv")
    assert (done.returncode, done.stderr) == (0, "")
    assert PLAN in done.stdout


def test_table(asked: Callable[[str], str]) -> None:
    """Proves that a table has Vietnamese headings, a rule and one line for each row."""
    head, rule, *rows = asked("table").splitlines()
    assert set(rule) == {"─", " "}
    assert any(PLAN in row for row in rows)
    query = read_catalogue(queries_folder()).get(ASKED)
    assert [c.label_vi for c in query.columns] == re.split(r" {2,}", head)


def test_formats_agree(asked: Callable[[str], str]) -> None:
    """Proves that CSV, TSV, JSON and XML hold the same columns and the same plans."""
    as_csv = list(csv.DictReader(io.StringIO(asked("csv"))))
    tsv_head, *tsv_rows = asked("tsv").splitlines()
    as_json = json.loads(asked("json"))
    as_xml = ET.fromstring(asked("xml"))  # noqa: S314 - our own output
    plans = [row["plan"] for row in as_csv]
    assert PLAN in plans
    assert [row.split("\t")[0].strip("<>") for row in tsv_rows] == plans
    assert [row["plan"]["value"] for row in as_json["results"]["bindings"]] == plans
    found = as_xml.findall(f".//{_XML}binding[@name='plan']/{_XML}uri")
    assert [node.text for node in found] == plans
    columns = as_json["head"]["vars"]
    assert [name.removeprefix("?") for name in tsv_head.split("\t")] == columns
    assert list(as_csv[0]) == columns
    assert [v.get("name") for v in as_xml.iter(f"{_XML}variable")] == columns


@pytest.mark.parametrize("words", [(), ("--format", "turtle")])
def test_turtle(inside: Run, words: tuple[str, ...]) -> None:
    """Proves that a question for a graph is answered in Turtle, also when no format is named."""
    done = inside("query", "cascade/tree", "--param", "instrument=33/CT-TTg", *words)
    assert done.returncode == 0
    assert len(Graph().parse(data=done.stdout, format="turtle")) > 5


@pytest.mark.parametrize(
    "spelling",
    [
        "chi thi 33",
        "CT 33/CT-TTg 2021",
        "vn/2021-11-26/33-ct-ttg",
        "https://w3id.org/danvan/instrument/vn/2021-11-26/33-ct-ttg",
    ],
)
def test_any_spelling(inside: Run, asked: Callable[[str], str], spelling: str) -> None:
    """Proves that an instrument may be written in any spelling, with one and the same answer."""
    done = inside("query", ASKED, "--param", f"instrument={spelling}", "--format", "csv")
    assert done.stdout == asked("csv")


def test_number_that_looks_like_a_key(inside: Run) -> None:
    """Proves that 10/2022/qh15 is read as the number of a law, not as place, date and slug."""
    done = inside("query", ASKED, "--param", "instrument=10/2022/qh15", "--format", "csv")
    assert len(done.stdout.splitlines()) > 1


def test_nothing(inside: Run) -> None:
    """Proves that no row is said in words in a table, and is an empty table in CSV."""
    words = ("query", ASKED, "--param", "instrument=33/CT-TTg năm 2026")
    assert inside(*words).stdout == "Không có kết quả nào.\n"
    assert len(inside(*words, "--format", "csv").stdout.splitlines()) == 1


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("lookup/plans-citng",), 1, "gần nhất là lookup/plans-citing"),
        ((ASKED,), 1, "cần tham số “instrument”"),
        ((ASKED, "--param", "instrument="), 1, "cần tham số “instrument”"),
        ((ASKED, "--param", "instrument=43"), 1, "có thể là 5 văn bản"),
        ((ASKED, "--param", "instrument=34/CT-TTg"), 1, "Không có văn bản nào là “34/CT-TTg”"),
        ((ASKED, "--param", "instrument=vn/2021/99-x"), 1, "Không có văn bản nào là"),
        ((ASKED, "--param", "instrument=33", "--param", "year=xx"), 1, "không hiểu “xx”"),
        ((ASKED, "--param", "instrument=33", "--param", "la=1"), 1, "không có tham số “la”"),
        ((ASKED, "--param", "instrument"), 2, "“instrument” phải có dạng TÊN=GIÁ_TRỊ"),
        (
            (ASKED, "--param", "instrument=33", "--param", "instrument=34"),
            2,
            "tham số “instrument” được cho hai lần",
        ),
        ((ASKED, "--param", "instrument=33", "--format", "turtle"), 2, "không in được dạng turtle"),
        (("cascade/tree", "--format", "csv"), 2, "chỉ in được dạng turtle"),
    ],
)
def test_refused(inside: Run, words: tuple[str, ...], code: int, told: str) -> None:
    """Proves that a wrong name, parameter or format is one Vietnamese sentence."""
    done = inside("query", *words)
    assert done.returncode == code
    assert done.stdout == ""
    assert told in done.stderr
    assert done.stderr.count("\n") == 1
