"""Which instrument a spelling means, or which it may mean."""

from collections.abc import Sequence

from danvan_graph.errors import AmbiguousName, DanvanError, InvalidIdentifier, UnknownName
from danvan_graph.web.answers.written import Record, Told, instrument, references, written
from danvan_graph.web.meaning import meant
from danvan_graph.web.publication import Edition

_TOLD = 20
_NOTHING_ELSE = b'"candidates":[],"nearest":[],"detail":null,"detail_en":null'


def looked_up(edition: Edition, spellings: Sequence[str]) -> Told:
    """Returns, in the order of the spellings, what each means."""
    once = {text: looked(edition, text) for text in dict.fromkeys(spellings)}
    return Told(b"[" + b",".join([once[text] for text in spellings]) + b"]")


def looked(edition: Edition, text: str) -> bytes:
    """Returns what a spelling means; what it may mean where it means no single instrument."""
    try:
        match = meant(edition, text)
    except AmbiguousName as error:
        told = references(edition, error.candidates[:_TOLD])
        return _failed(text, "candidates", error, candidates=told)
    except UnknownName as error:
        return _failed(text, "unknown", error, nearest=list(error.nearest[:_TOLD]))
    except InvalidIdentifier as error:
        return _failed(text, "malformed", error)
    namesakes = references(edition, (k.iri for k in match.namesakes[:_TOLD]))
    return b'{"asked":%b,"outcome":"found","instrument":%b,"namesakes":%b,%b}' % (
        written(text),
        instrument(edition, match.known),
        written(namesakes),
        _NOTHING_ELSE,
    )


def _failed(text: str, outcome: str, error: DanvanError, **more: object) -> bytes:
    failed: Record = {
        "asked": text,
        "outcome": outcome,
        "instrument": None,
        "namesakes": [],
        "candidates": [],
        "nearest": [],
        "detail": error.message,
        "detail_en": error.english,
    }
    return written(failed | more)
