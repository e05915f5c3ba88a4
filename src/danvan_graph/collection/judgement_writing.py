"""Writes judgements as the YAML of ``judgements/``; reading them back gives them again."""

from collections.abc import Iterable, Iterator

from danvan_graph.collection.scalars import quoted, share_value, text_value
from danvan_graph.records.register import Judgement


def write_judgements(judgements: Iterable[Judgement]) -> str:
    """Returns judgements as the text of one file; hostile words in them are quoted and escaped."""
    entries = ("\n  ".join(_fields(judgement)) for judgement in judgements)
    return "".join(f"- {entry}\n" for entry in entries)


def _fields(judgement: Judgement) -> Iterator[str]:
    yield f"id: {judgement.id}"
    yield f"kind: {judgement.kind}"
    for name in ("document", "instrument", "group", "as_of", "place"):
        value = getattr(judgement, name)
        yield f"{name}: {'null' if value is None else quoted(str(value))}"
    yield f"confidence: {share_value(judgement.confidence)}"
    yield f"reason: {text_value(judgement.reason)}"
    yield f"by: {text_value(judgement.by)}"
    yield f"date: {judgement.date}"
