"""The shipped data: held against the shared gold where it is there, and against itself anywhere."""

import hashlib
import json
import re
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from danvan_graph.collection.checks import agents_of, check_collection, day_of
from danvan_graph.collection.folder import Collection, read_collection
from danvan_graph.errors import InvalidIdentifier
from danvan_graph.identifiers.designation import Designation
from danvan_graph.identifiers.folding import fold
from danvan_graph.records.document import DocumentRecord
from danvan_graph.records.span import Span
from danvan_graph.resources import data_folder, ontology_folder

SHARED = data_folder().parent.parent / "shared"
IDS = sorted(path.stem for path in (data_folder() / "documents").glob("*.yaml"))
LEVELS = {"central": "trung-uong", "province": "tinh", "district": "huyen", "commune": "xa"}

needs_shared = pytest.mark.skipif(
    not SHARED.is_dir(), reason=f"không có {SHARED}: thiếu văn bản gốc và bản chuẩn để đối chiếu"
)


@cache
def collected() -> Collection:
    """Returns the shipped data, read once."""
    return read_collection(data_folder(), ontology_folder())


@cache
def record(name: str) -> DocumentRecord:
    """Returns the record of one document."""
    return next(d for d in collected().documents if d.id == name)


@cache
def gold(name: str) -> dict[str, Any]:
    """Returns what a careful reader finds in one document."""
    text = (SHARED / "gold" / f"{name}.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


@cache
def source(name: str) -> str:
    """Returns the text of one document."""
    return (SHARED / str(gold(name)["text"])).read_bytes().decode("utf-8")


def words(name: str, at: Span) -> str:
    """Returns the words at a place, spaces and markup closed up."""
    return re.sub(r"[\s*_]+", " ", source(name)[at.start : at.end]).strip()


def place(entry: dict[str, Any], name: str = "") -> tuple[int, int] | None:
    """Returns the offsets of an entry of the gold, or None."""
    start, end = (entry.get(f"{name}{side}") for side in ("start", "end"))
    return None if start is None or end is None else (start, end)


def pair(at: Span | None) -> tuple[int, int] | None:
    """Returns a span as the gold writes it."""
    return None if at is None else (at.start, at.end)


# --- held against the gold -------------------------------------------------------------------


def test_the_five_plans_are_there() -> None:
    """The plans the project began with are all in the data; an empty list would prove nothing."""
    assert len(IDS) == 5


@needs_shared
@pytest.mark.parametrize("name", IDS)
def test_the_record_was_read_from_the_shared_text(name: str) -> None:
    """Checksum and length are those of the file, and the text is NFC, so offsets mean the same."""
    raw = (SHARED / gold(name)["text"]).read_bytes()
    read_from = record(name).source
    assert read_from.sha256 == hashlib.sha256(raw).hexdigest() == gold(name)["text_sha256"]
    assert read_from.characters == len(source(name))
    assert read_from.file == Path(gold(name)["text"]).name
    assert unicodedata.is_normalized("NFC", source(name))


@needs_shared
@pytest.mark.parametrize("name", IDS)
def test_every_citation_of_the_gold_is_recorded(name: str) -> None:
    """Same offsets, kind, number, date and its place, issuer, role and nesting."""
    kinds = {kind.vi.casefold(): kind.slug for kind in collected().kinds}
    found = {pair(c.at): c for c in record(name).citations}
    assert gold(name)["citations"]
    for wanted in gold(name)["citations"]:
        citation = found[place(wanted)]
        numbers = {wanted["number"], *(wanted.get("number_alt") or [])}
        assert (str(citation.number) if citation.number else None) in numbers
        assert citation.kind == kinds[wanted["type_vi"].casefold()]
        assert (str(citation.date) if citation.date else None) == wanted["date"]
        assert pair(citation.date_at) == place(wanted, "date_")
        assert citation.issuer == wanted["issuer"]
        assert citation.basis == (wanted["role"] == "basis")
        assert (citation.host is not None) == wanted["nested"]
        assert citation.optional == wanted["optional"]
        assert set(citation.flags) == {flag.replace("_", "-") for flag in wanted["flags"]}
        if wanted.get("name"):
            assert citation.name is not None
            assert fold(citation.name) == fold(wanted["name"])


@needs_shared
@pytest.mark.parametrize("name", IDS)
def test_what_is_recorded_beyond_the_gold_is_borderline(name: str) -> None:
    """A citation the gold does not have is one a careful reader may leave out."""
    wanted = {place(entry) for entry in gold(name)["citations"]}
    beyond = [c for c in record(name).citations if pair(c.at) not in wanted]
    assert all(c.optional for c in beyond)


@needs_shared
@pytest.mark.parametrize("name", IDS)
def test_the_header_is_that_of_the_gold(name: str) -> None:
    """Kind, number, date, place, level, title, signatory and issuer agree."""
    header, wanted = record(name).header, gold(name)["header"]
    kinds = {kind.slug: kind.vi for kind in collected().kinds}
    assert kinds[header.kind.value] == wanted["type"]
    assert (str(header.number.value) if header.number else None) == wanted["number"]
    assert (str(header.date.value) if header.date else None) == wanted["date"]
    assert (header.place.value if header.place else None) == wanted["place"]
    assert header.level == LEVELS[wanted["level"]]
    assert header.title.value == wanted["title"]
    assert (header.signature.name if header.signature else None) == wanted["signatory"]
    spelled = {i.text.replace("UBND", "Ủy ban nhân dân") for i in header.issuers}
    assert spelled <= {wanted["issuer"], *(wanted.get("issuer_alt") or [])}
    (unit,) = {
        collected().units.at(b.place, day_of(record(name)))
        for i in header.issuers
        for b in i.bodies
    }
    assert unit is not None
    assert wanted["issuer"].casefold().endswith(unit.full_name.casefold())


@needs_shared
@pytest.mark.parametrize("name", IDS)
def test_every_deadline_of_the_gold_is_recorded(name: str) -> None:
    """Same offsets, date, recurrence and days; the bearer and the receiver are those named."""
    found = {pair(d.at): d for d in record(name).duties}
    for wanted in gold(name)["deadlines"]:
        duty = found[place(wanted)]
        assert (str(duty.due) if duty.due else None) == wanted["date"]
        assert duty.recurrence == wanted["recurrence"]
        assert ",".join(str(a) for a in duty.anchors) == (wanted["anchor"] or "")
        assert (duty.kind == "bao-cao") == (wanted["kind"] == "report")
        assert all(agent.text in wanted["unit"] for agent in duty.bearers)
        assert bool(duty.bearers) == bool(wanted["unit"])
        assert all(agent.text in (wanted["to"] or "") for agent in (*duty.to, *duty.through))


@needs_shared
@pytest.mark.parametrize("name", IDS)
def test_every_recipient_of_the_gold_is_recorded(name: str) -> None:
    """Same offsets, in the same order, and nobody more."""
    found = [pair(r.at) for r in record(name).recipients]
    assert found == [place(entry) for entry in gold(name)["recipients"]]


@needs_shared
@pytest.mark.parametrize("name", IDS)
def test_every_task_of_the_organising_part_is_recorded(name: str) -> None:
    """Same offsets, and every unit assigned is one the gold names or the passage itself."""
    found = {pair(t.at): t for t in record(name).tasks}
    assert gold(name)["tasks"]
    for wanted in gold(name)["tasks"]:
        task = found[place(wanted)]
        texts = {a.agent.text for a in task.assignments}
        assert any(text in wanted["unit"] for text in texts)
        passage = words(name, Span(wanted["unit_start"], wanted["end"]))
        assert all(re.sub(r"\s+", " ", t).casefold() in passage.casefold() for t in texts)


# --- every place lies on the right words -----------------------------------------------------


def _numbers(found: DocumentRecord) -> Iterator[tuple[str, Span]]:
    for citation in found.citations:
        if citation.number:
            yield str(citation.number), citation.at
    if found.header.number and found.header.number.at:
        yield str(found.header.number.value), found.header.number.at


@needs_shared
@pytest.mark.parametrize("name", IDS)
def test_numbers_stand_at_their_places(name: str) -> None:
    """The words at a citation hold its number, apart from spaces and markup."""
    for number, at in _numbers(record(name)):
        assert number.replace(" ", "") in re.sub(r"[\s*]", "", source(name)[at.start : at.end])


@needs_shared
@pytest.mark.parametrize("name", IDS)
def test_dates_stand_at_their_places(name: str) -> None:
    """The words at a date hold its day, month and year."""
    for citation in record(name).citations:
        if citation.date and citation.date_at:
            digits = [int(d) for d in re.findall(r"\d+", words(name, citation.date_at))]
            parts = (citation.date.day, citation.date.month, citation.date.year)
            assert digits == [n for n in parts if n is not None]


@needs_shared
@pytest.mark.parametrize("name", IDS)
def test_agents_and_names_stand_at_their_places(name: str) -> None:
    """The words at an agent, a signatory and an error are those recorded."""
    found = record(name)
    placed = [(agent.text, agent.at) for _, agent in agents_of(found)]
    if found.header.signature:
        placed.append((found.header.signature.name, found.header.signature.at))
    for text, at in placed:
        if at is not None:
            assert fold(re.sub(r"[\s*]+", " ", text)) in fold(words(name, at))


@needs_shared
@pytest.mark.parametrize("name", IDS)
def test_mistakes_stand_at_their_places(name: str) -> None:
    """Most words that a mistake is said to print stand at its place."""
    for issue in record(name).issues:
        there = set(re.findall(r"\w+", fold(words(name, issue.at))))
        printed = re.findall(r"\w+", fold(issue.printed))
        assert sum(word in there for word in printed) > len(printed) / 2, issue


@needs_shared
@pytest.mark.parametrize("name", IDS)
def test_movements_stand_at_their_places(name: str) -> None:
    """The first word of a movement's name stands where the movement is mentioned."""
    known = {m.slug: fold(m.vi) for m in collected().movements}
    for task in record(name).tasks:
        for mention in task.movements:
            there = re.findall(r"\w+", fold(words(name, mention.at)))
            assert set(there) & set(re.findall(r"\w+", known[mention.slug]))


@needs_shared
@pytest.mark.parametrize("name", IDS)
def test_passages_begin_and_end_with_words(name: str) -> None:
    """No recorded passage begins or ends with white space, or lies beyond the text."""
    found = record(name)
    parts = (found.sections, found.citations, found.tasks, found.duties, found.recipients)
    spans = [part.at for entries in parts for part in entries]
    assert spans
    for at in spans:
        text = source(name)[at.start : at.end]
        assert text
        assert text == text.strip()


# --- the rest of what is shared --------------------------------------------------------------


@needs_shared
@pytest.mark.parametrize("name", ["units.tsv", "changes.tsv"])
def test_the_tables_of_units_are_the_shared_ones(name: str) -> None:
    """The tables travel unchanged, byte for byte."""
    shipped = (data_folder() / "units" / name).read_bytes()
    assert shipped == (SHARED / "data" / "units" / name).read_bytes()


def names() -> str:
    """Returns all names in the data, as the tool spells runs of words; names are facts.

    With them the country's name and motto, which stand on every state paper (Decree 30/2020, art. 8).
    """
    found = collected()
    said = ["Cộng hòa xã hội chủ nghĩa Việt Nam Độc lập - Tự do - Hạnh phúc"]
    said += [name for law in found.law_names for name in law.names]
    said += [movement.vi for movement in found.movements]
    said += [agent.text for document in found.documents for _, agent in agents_of(document)]
    said += [c.name for document in found.documents for c in document.citations if c.name]
    return " ".join(re.findall(r"\w+", " ".join(said).casefold()))


@needs_shared
def test_no_sentence_of_a_document_is_copied() -> None:
    """Nothing in the repository repeats fourteen words of a document, names and titles apart."""
    tool, root = SHARED / "tools" / "copied_sentences.py", data_folder().parent
    done = subprocess.run(
        [sys.executable, str(tool), str(root), str(SHARED / "documents")],
        capture_output=True,
        text=True,
        check=True,
    )
    watched = ("data/", "docs/", "tests/", "queries/", "src/", "ontology/")
    found = [
        line.split(" words: ") for line in done.stdout.splitlines() if line.startswith(watched)
    ]
    assert [(file, run) for file, run in found if run.strip(" 0123456789") not in names()] == []


# --- held against itself ---------------------------------------------------------------------


def test_the_data_keeps_its_own_rules() -> None:
    """Keys follow from facts, places lie in their sections, bodies and units exist."""
    check_collection(collected())


def test_every_cited_instrument_is_registered_or_unresolved() -> None:
    """No citation points at something the data does not describe."""
    known = {i.key for i in collected().instruments} | {d.key for d in collected().documents}
    for document in collected().documents:
        for citation in document.citations:
            named = {*citation.candidates, *filter(None, [citation.instrument])}
            assert named <= known
            assert (citation.confidence == 0) == (citation.instrument is None)


def test_every_unit_exists_on_the_day_it_is_named() -> None:
    """Each body's place is a unit of that day."""
    for document in collected().documents:
        for field, agent in agents_of(document):
            for body in agent.bodies:
                unit = collected().units.at(body.place, day_of(document))
                assert body.place == "vn" or unit is not None, (document.id, field)


def test_examples_of_the_registers_are_designations() -> None:
    """An example of a kind bears a code of the kind, or is a name that begins with its word."""
    for kind in collected().kinds:
        known = {*kind.abbreviations, *kind.variants}
        example = kind.example or ""
        if "/" in example and kind.slug != "cong-van":
            assert not known or known & set(Designation.parse(example).codes), kind.slug
        elif "/" not in example and example:
            assert fold(example).startswith(fold(kind.vi).split()[0]), kind.slug
    for code in collected().issuer_codes:
        for example in code.examples:
            assert code.code in Designation.parse(example).symbol


def test_aliases_of_instruments_are_other_spellings() -> None:
    """An alias that is a number differs from the number it stands for."""
    for instrument in collected().instruments:
        for alias in instrument.aliases:
            try:
                spelled = str(Designation.parse(alias))
            except InvalidIdentifier:
                continue
            assert spelled != str(instrument.number), instrument.key


def test_every_source_address_is_a_web_address() -> None:
    """What the registers name as sources can be opened."""
    found = collected()
    lists = [e.sources for e in found.instruments] + [e.sources for e in found.kinds]
    lists += [e.sources for e in found.issuer_codes]
    addresses = [address for sources in lists for address in sources]
    assert addresses
    assert all(re.fullmatch(r"https?://[^\s<>\"{}|\\^`]+", address) for address in addresses)


def test_the_known_mistakes_of_the_sources_are_recorded() -> None:
    """114-KH/TW and the deadline before its plan are shown as mistakes, and not mended."""
    issues = record("002_7154f2613ef9aaa5").issues
    told = {(i.kind, i.printed, i.expected) for i in issues}
    assert ("sai-ky-hieu", "114-KH/TW", "114-KL/TW") in told
    assert any("15/01/2021" in printed for _, printed, _ in told)


def test_the_chain_of_each_plan_reaches_the_directive_it_answers() -> None:
    """Four plans answer directive 33 by what they say, directly or through a superior's plan."""
    steps: dict[str, set[str]] = {}
    for document in collected().documents:
        by_start = {c.at.start: c for c in document.citations}
        for citation in document.citations:
            if citation.relation == "thuc-hien" and citation.instrument:
                host = by_start[citation.host] if citation.host is not None else None
                subject = host.instrument if host else document.key
                steps.setdefault(str(subject), set()).add(str(citation.instrument))
    reached = {"vn/2021-11-26/33-ct-ttg"}
    for _ in range(5):
        reached |= {subject for subject, targets in steps.items() if targets & reached}
    held = {str(d.key) for d in collected().documents}
    assert len(reached & held) >= 4
