"""Answers that say what is what become judgements: decisions that the resolver knows ever after.

A correction mends one finding; a judgement tells the resolver of the document what is meant, so it
also holds for the other mentions of the same instrument, and without the file of corrections.
"""

import hashlib
from collections.abc import Iterator, Sequence

from danvan_graph.adding.applying import in_force, last_answer, nearest
from danvan_graph.adding.own_folder import JUDGEMENTS, Changes, OwnFolder
from danvan_graph.collection.corrections import Correction
from danvan_graph.collection.judgement_writing import write_judgements
from danvan_graph.records.citation import Citation
from danvan_graph.records.document import DocumentRecord
from danvan_graph.records.register import Judgement

_MADE = "duyet-"
_INSTRUMENT, _PLACE = "citation.instrument", "header.place"


def judgement_path(name: str) -> str:
    """Returns where the judgements that follow from the review of a document stand."""
    return f"{JUDGEMENTS}/{_MADE}{name}.yaml"


def judgement_changes(
    own: OwnFolder, record: DocumentRecord, answers: Sequence[Correction]
) -> Changes:
    """Returns the file of judgements that follows from the answers, where it is not there already.

    Args:
        own: the user's own collection.
        record: the record with the answers in it.
        answers: what persons said, in the order given.
    """
    if not answers:  # a judgement of a document without corrections came from elsewhere
        return {}
    path = judgement_path(record.id)
    found = list({judgement.id: judgement for judgement in judgements_of(record, answers)}.values())
    new = write_judgements(found).encode("utf-8") if found else None
    file = own.folder / path
    old = file.read_bytes() if file.is_file() else None
    return {} if new == old else {path: new}


def judgements_of(record: DocumentRecord, answers: Sequence[Correction]) -> Iterator[Judgement]:
    """Yields a judgement for each answer about what an instrument or the place is, where it holds.

    Args:
        record: the record with the answers in it; an answer that another one replaced shows no
            more in it.
        answers: what persons said, in the order given.
    """
    place = last_answer(answers, _PLACE)
    for answer in in_force(record, answers):
        if answer.field == _PLACE and answer.now == place == record.key.place:
            reason = f"Người duyệt xác định văn bản này do cơ quan của đơn vị mã {place} ban hành."
            yield _judgement(record, "place-of-document", answer, reason)
        if answer.field == _INSTRUMENT:
            index = nearest(record.citations, answer.at)
            cited = record.citations[index] if index is not None else None
            if cited and cited.instrument and str(cited.instrument) == answer.now:
                reason = f"Người duyệt xác định “{_printed(cited)}” ở ký tự {cited.at} của văn bản này là {answer.now}."
                yield _judgement(record, "same-instrument", answer, reason, cited)


def is_made(judgement: Judgement) -> bool:
    """Returns whether a judgement follows from answers, as :func:`judgements_of` makes them."""
    return judgement.id.startswith(_MADE)


def _printed(cited: Citation) -> str:
    dated = f" ngày {cited.date.vietnamese}" if cited.date else ""
    return f"{cited.number or cited.name or cited.kind}{dated}"


def _judgement(
    record: DocumentRecord,
    kind: str,
    answer: Correction,
    reason: str,
    cited: Citation | None = None,
) -> Judgement:
    # the name of a file may hold what must not reach the graph, so it is not in the id
    told = hashlib.sha256(f"{record.id}\n{kind}\n{answer.now}".encode()).hexdigest()[:20]
    return Judgement(
        id=f"{_MADE}{told}",
        kind=kind,
        document=record.id,
        instrument=cited.instrument if cited else None,
        group=None,
        as_of=None,
        confidence=1.0,
        reason=reason,
        by=answer.by,
        date=answer.date.isoformat(),
        place=None if cited else answer.now,
    )
