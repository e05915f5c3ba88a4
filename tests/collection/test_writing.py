"""A record that is written and read again is the same record, whatever its words look like."""

import datetime
from dataclasses import astuple, fields
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from danvan_graph import resources
from danvan_graph.collection.concepts import read_concepts
from danvan_graph.collection.document_file import read_document
from danvan_graph.collection.folder import Collection, read_collection
from danvan_graph.collection.form import Desk, Form
from danvan_graph.collection.scalars import text_value
from danvan_graph.collection.writing import write_record
from danvan_graph.collection.yaml_file import parse_yaml
from danvan_graph.identifiers.designation import Designation
from danvan_graph.identifiers.document_date import DocumentDate
from danvan_graph.identifiers.keys import BodyKey, InstrumentKey
from danvan_graph.identifiers.recurrence import Anchor
from danvan_graph.records.agent import Agent
from danvan_graph.records.citation import Citation
from danvan_graph.records.document import DocumentRecord, Review, Section, Source
from danvan_graph.records.duty import Duty
from danvan_graph.records.header import Header, HeaderConfidence, Signature, Stated
from danvan_graph.records.issue import Issue
from danvan_graph.records.recipient import Recipient
from danvan_graph.records.span import Span
from danvan_graph.records.task import Assignment, MovementMention, Task

if TYPE_CHECKING:
    from danvan_graph.errors import Fault

CONCEPTS = read_concepts(resources.ontology_folder() / "concepts") | {
    "loai-van-ban": frozenset({"ke-hoach", "chi-thi"}),
    "phong-trao": frozenset({"dan-van-kheo"}),
}
HOSTILE = [
    "yes",
    "No",
    "null",
    "~",
    "0x1",
    "02",
    "1e5",
    "1_000",
    "12:30",
    ".5",
    "2021-11-26",
    "- một",
    "-",
    "? a",
    "a: b",
    "a:",
    ": a",
    "a #b",
    "#a",
    "{a}",
    "[a, b",
    "a, b",
    "&a",
    "*a",
    "!a",
    "|",
    ">",
    "%a",
    "@a",
    "`a`",
    "'a'",
    '"a" và \\n',
    "dòng một\ndòng hai\r\n\tba",
    " đầu và cuối ",
    "\N{THUMBS UP SIGN}\N{EMOJI MODIFIER FITZPATRICK TYPE-4}",
    "\u202eevil\u202c\u200b",
    "\x00\x07\x85\u2028\u2029\ufeff",
    "a\u0301 bốn\u0323",
    "\u212b",
    "\u1100\u1161",
    "\ud800",
    "=",
    "<<",
    "---",
    "...",
    "x" * 5000,
    "",
]


def read(text: str) -> DocumentRecord:
    """Returns the record that the text of a file spells; no fault may be found."""
    faults: list[Fault] = []
    with Form(parse_yaml(text, "x.yaml"), "", Desk("x.yaml", faults, CONCEPTS, {})).closing() as f:
        record = read_document(f)
    assert faults == []
    return record


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("flow", [True, False])
def test_hostile_words(text: str, flow: bool) -> None:  # noqa: FBT001 - a column of the table
    """Proves that words which mean something to YAML, or show nothing, stay the same words."""
    line = f"{{a: {text_value(text, flow=flow)}, b: 1}}" if flow else f"a: {text_value(text)}\nb: 1"
    found = parse_yaml(line, "x.yaml").value
    assert (found["a"].value, found["b"].value) == (text, 1)
    assert all(sign.isprintable() for sign in line.replace("\n", ""))


@given(st.text())
def test_any_words(text: str) -> None:
    """Proves the same for every text there is."""
    assert parse_yaml(f"[{text_value(text, flow=True)}]", "x").value[0].value == text
    assert parse_yaml(f"a: {text_value(text)}", "x").value["a"].value == text


words = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=30))
spans = st.tuples(st.integers(0, 10**6), st.integers(1, 10**4)).map(lambda p: Span(p[0], sum(p)))
maybe_spans = st.none() | spans
dates = st.dates(datetime.date(1930, 1, 1), datetime.date(2100, 12, 31)).flatmap(
    lambda d: st.sampled_from(
        [
            DocumentDate(d.year),
            DocumentDate(d.year, d.month),
            DocumentDate(d.year, d.month, d.day),
        ]
    )
)
numbers = st.sampled_from(["33/CT-TTg", "09/KH-UBND", "10/2022/QH15", "218-QĐ/TW"]).map(
    Designation.parse
)
keys = st.sampled_from(
    ["vn/2021-11-26/33-ct-ttg", "02/2022-01-07/9-kh-ubnd", "294/2023/ke-hoach", "vn/undated/luat"]
).map(InstrumentKey.parse)
bodies = st.sampled_from(["ubnd@02", "ubnd@294", "thu-tuong-chinh-phu@vn"]).map(BodyKey.parse)
paths = st.sampled_from(["III.3.g2", "mo-dau", "1", "1.2", "10.10", "0x1", "II.1.p1", "1e5"])


def several(values: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    """Returns short tuples."""
    return st.lists(values, max_size=3).map(tuple)


def concept(scheme: str) -> st.SearchStrategy[str]:
    """Returns the slugs of a closed list."""
    return st.sampled_from(sorted(CONCEPTS[scheme]))


shares = st.floats(0, 1)
agents = st.builds(Agent, words, several(bodies), maybe_spans)
headers = st.builds(
    Header,
    kind=st.builds(Stated, concept("loai-van-ban"), maybe_spans),
    number=st.none() | st.builds(Stated, numbers, maybe_spans),
    date=st.none() | st.builds(Stated, dates, maybe_spans),
    year=st.none() | st.integers(1930, 2100),
    issuers=several(agents),
    place=st.none() | st.builds(Stated, words, maybe_spans),
    level=concept("cap"),
    title=st.builds(Stated, words, maybe_spans),
    signature=st.none()
    | st.builds(Signature, words, st.none() | words, several(concept("tu-cach-ky")), spans),
    confidence=st.builds(HeaderConfidence, **{f.name: shares for f in fields(HeaderConfidence)}),
)
elliptical = st.integers(1, 99999).map(lambda n: (Designation(str(n), str(n), None, ""), True))
cited = st.one_of(
    elliptical, numbers.map(lambda n: (n, False)), st.none().map(lambda n: (n, False))
)


@st.composite
def citations(draw: st.DrawFn) -> Citation:
    """Makes citations; a date has a place only where there is a date."""
    number, bare = draw(cited)
    date = draw(st.none() | dates)
    flags = draw(several(words.filter(lambda flag: flag != "elliptical")))
    return Citation(
        at=draw(spans),
        section=draw(paths),
        kind=draw(concept("loai-van-ban")),
        number=number,
        name=draw(st.none() | words),
        date=date,
        date_at=draw(maybe_spans) if date else None,
        issuer=draw(st.none() | words),
        basis=draw(st.booleans()),
        relation=draw(concept("quan-he")),
        host=draw(st.none() | st.integers(0, 10**6)),
        optional=draw(st.booleans()),
        instrument=draw(st.none() | keys),
        candidates=draw(several(keys)),  # type: ignore[arg-type]
        confidence=draw(shares),
        flags=("elliptical", *flags) if bare else flags,  # type: ignore[arg-type]
    )


tasks = st.builds(
    Task,
    at=spans,
    section=paths,
    kind=concept("loai-nhiem-vu"),
    summary=words,
    themes=several(concept("chu-de")),
    assignments=several(st.builds(Assignment, concept("vai-tro"), agents, st.booleans())),
    movements=several(st.builds(MovementMention, concept("phong-trao"), spans)),
    orders_plan=st.booleans(),
    confidence=shares,
)
duties = st.builds(
    Duty,
    at=spans,
    section=paths,
    kind=concept("loai-nghia-vu"),
    summary=words,
    due=st.none() | dates,
    recurrence=st.sampled_from([None, "P1Y", "P6M+P1Y+ad-hoc"]),
    anchors=several(st.sampled_from(["--11-30", "---15"]).map(Anchor.parse)),
    bearers=several(agents),
    to=several(agents),
    through=several(agents),
    until=st.none() | st.integers(1930, 2100),
    confidence=shares,
)
records = st.builds(
    DocumentRecord,
    id=words,
    key=keys,
    source=st.builds(
        Source,
        words,
        st.text("0123456789abcdef", min_size=64, max_size=64)
        | st.sampled_from(["0" * 64, "1e" + "0" * 62]),
        st.integers(1, 10**7),
    ),
    review=st.builds(
        Review,
        concept("nguoi-doc"),
        words,
        st.dates(datetime.date(1930, 1, 1), datetime.date(2100, 1, 1)),
    ),
    header=headers,
    sections=several(st.builds(Section, paths, words, spans)),
    citations=several(citations()),
    tasks=several(tasks),
    duties=several(duties),
    recipients=several(
        st.builds(Recipient, spans, agents, concept("vai-tro-nhan"), several(words), shares)
    ),
    issues=several(
        st.builds(Issue, spans, concept("loai-sai-sot"), words, st.none() | words, words)
    ),
)


@given(records)
@settings(max_examples=60, deadline=None)
def test_any_record(record: DocumentRecord) -> None:
    """Proves that what is written is read back equal, and that writing again changes nothing."""
    text = write_record(record)
    again = read(text)
    assert again == record
    assert write_record(again) == text


@pytest.mark.parametrize(("by", "sure"), [("person", 1.0), ("extractor", 0.5)])
def test_who_does_not_say_how_sure(small_data: Path, by: str, sure: float) -> None:
    """Proves that findings without sureness are sure from a person, and unknown from a machine."""
    text = (small_data / "documents" / "ke-hoach-xa.yaml").read_text("utf-8")
    record = read(text.replace("by: person", f"by: {by}"))
    assert record.review.by == by
    assert record.tasks
    assert {task.confidence for task in record.tasks} == {sure}
    assert {entry.confidence for entry in record.recipients} <= {sure}
    assert set(astuple(record.header.confidence)) == {sure}


def test_shipped_records(shipped: Collection) -> None:
    """Proves the same for every record that comes with the program."""
    assert len(shipped.documents) == 5
    for record in shipped.documents:
        registers = {
            "loai-van-ban": frozenset(k.slug for k in shipped.kinds),
            "phong-trao": frozenset(m.slug for m in shipped.movements),
        }
        faults: list[Fault] = []
        desk = Desk("x.yaml", faults, CONCEPTS | registers, {})
        with Form(parse_yaml(write_record(record), "x"), "", desk).closing() as form:
            assert read_document(form) == record
        assert faults == []


def test_layout(shipped: Collection, data_folder: Path) -> None:
    """Proves that the layout is that of a file written by hand: the same lines, but for comments."""
    record = next(d for d in shipped.documents if d.id.startswith("000_"))
    by_hand = (data_folder / "documents" / f"{record.id}.yaml").read_text("utf-8").splitlines()
    lines = write_record(record).splitlines()
    same = set(by_hand) & set(lines)
    assert len(same) > 0.9 * len(set(lines)), sorted(set(lines) - set(by_hand))[:20]


@pytest.fixture(scope="module")
def shipped() -> Collection:
    """The shipped data, read."""
    return read_collection(resources.data_folder(), resources.ontology_folder())
