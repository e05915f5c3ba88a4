"""Which instrument a spelling means, or which it may mean."""

from collections.abc import Sequence

from danvan_graph.errors import AmbiguousName, InvalidIdentifier, UnknownName
from danvan_graph.web.answers.written import Record, instrument, references
from danvan_graph.web.meaning import meant
from danvan_graph.web.publication import Edition

_TOLD = 20


def looked_up(edition: Edition, spellings: Sequence[str]) -> list[Record]:
    """Returns, in the order of the spellings, what each means."""
    once = {text: looked(edition, text) for text in dict.fromkeys(spellings)}
    return [once[text] for text in spellings]


def looked(edition: Edition, text: str) -> Record:
    """Returns what a spelling means; what it may mean where it means no single instrument."""
    try:
        match = meant(edition, text)
    except AmbiguousName as error:
        told = references(edition, error.candidates[:_TOLD])
        return _outcome(text, "candidates", error) | {"candidates": told}
    except UnknownName as error:
        return _outcome(text, "unknown", error) | {"nearest": list(error.nearest[:_TOLD])}
    except InvalidIdentifier as error:
        return _outcome(text, "malformed", error)
    namesakes = references(edition, (k.iri for k in match.namesakes[:_TOLD]))
    found: Record = {"instrument": instrument(match.known), "namesakes": namesakes}
    return _outcome(text, "found") | found


def _outcome(
    text: str,
    outcome: str,
    error: AmbiguousName | UnknownName | InvalidIdentifier | None = None,
) -> Record:
    return {
        "asked": text,
        "outcome": outcome,
        "instrument": None,
        "namesakes": [],
        "candidates": [],
        "nearest": [],
        "detail": error.message if error else None,
        "detail_en": error.english if error else None,
    }
