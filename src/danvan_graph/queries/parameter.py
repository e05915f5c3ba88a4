"""Typed parameters of a query: what a person writes becomes one RDF term, or is refused.

====================  ==================================================================
type                  what may be written
====================  ==================================================================
``instrument``        an IRI, or a key such as ``vn/2021-11-26/33-ct-ttg``
``unit``              the IRI or path of a body or group, such as ``294/open/ubnd``
``territory``         the IRI or path of a territory, such as ``18223/open``
``level`` …           a concept by its slug, such as ``huyen``, or its IRI
``iri``               any absolute IRI
``string``            text without control characters
``name``              a Vietnamese name, matched with its language
``integer``           a whole number
``year``              four digits
``date``              ``2023-06-30`` or ``30/6/2023``
``decimal``           a number such as ``0.95``
====================  ==================================================================

Other spellings of an instrument, unit or territory ("33/CT-TTg") are left to a resolver that the
caller brings; without one they are refused.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from rdflib import Literal, URIRef
from rdflib.namespace import XSD

from danvan_graph.errors import InvalidIdentifier, InvalidQuery
from danvan_graph.identifiers.document_date import DocumentDate
from danvan_graph.identifiers.keys import InstrumentKey, check_place, check_slug
from danvan_graph.vocabulary import CONCEPT, DEFAULT_BASE

Term = URIRef | Literal

Resolver = Callable[[str, str], str]
"""Takes a type (``instrument``, ``unit``, ``territory``) and a spelling; returns the IRI."""

CONCEPT_TYPES: Mapping[str, str] = {
    "level": "cap",
    "theme": "chu-de",
    "relation": "quan-he",
    "role": "vai-tro",
    "error-kind": "loai-sai-sot",
}
"""Types whose values are concepts, and the scheme of each."""

_MAX_TEXT = 500
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|\\^`\ud800-\udfff]+")
_UNIT = re.compile(r"vn/(?P<central>[^/]+)|(?P<code>\d+)/(?P<since>[^/]+)/(?P<kind>[^/]+)")
_TERRITORY = re.compile(r"(?P<code>\d+)/(?P<since>open|\d{4}-\d\d-\d\d)")
_NOT_TEXT = frozenset({"Cc", "Cs", "Zl", "Zp"})


@dataclass(frozen=True, slots=True)
class Parameter:
    """One thing a query asks for.

    Attributes:
        name: the SPARQL variable, without the question mark.
        type: one of :data:`TYPES`.
        label_vi: how it is called in a form.
        label_en: the same in English.
        example: the value that stands in the file.
        optional: whether it may be left out, so that the query is not narrowed by it.
    """

    name: str
    type: str
    label_vi: str
    label_en: str
    example: str
    optional: bool = False


def read_term(
    parameter: Parameter, text: str, base: str = DEFAULT_BASE, resolver: Resolver | None = None
) -> Term:
    """Returns the RDF term that the text stands for.

    Args:
        parameter: what is asked for.
        text: what a person or program wrote.
        base: the base of the addresses of the graph.
        resolver: finds what other spellings mean; may raise ``UnknownName`` or ``AmbiguousName``.

    Raises:
        InvalidQuery: the text does not fit the type.

    >>> instrument = Parameter("x", "instrument", "Văn bản", "Instrument", "vn/2021-11-26/33-ct-ttg")
    >>> str(read_term(instrument, "vn/2021-11-26/33-ct-ttg"))
    'https://w3id.org/danvan/instrument/vn/2021-11-26/33-ct-ttg'
    >>> read_term(instrument, "33/CT-TTg")
    Traceback (most recent call last):
    ...
    danvan_graph.errors.InvalidQuery: Tham số “Văn bản”: không hiểu “33/CT-TTg”; hãy viết địa chỉ hoặc khóa, ví dụ vn/2021-11-26/33-ct-ttg.
    """
    tidy = unicodedata.normalize("NFC", text).strip()
    if not tidy or len(tidy) > _MAX_TEXT:
        raise _refusal(parameter, tidy, "phải có từ 1 đến 500 ký tự", "needs 1 to 500 characters")
    if any(unicodedata.category(c) in _NOT_TEXT for c in tidy):
        raise _refusal(
            parameter, tidy, "không được chứa ký tự điều khiển", "holds a control character"
        )
    if parameter.type in _THINGS or parameter.type in CONCEPT_TYPES:
        return _thing(parameter, tidy, base, resolver)
    term = _VALUES[parameter.type](tidy)
    if term is None:
        hint = f"hãy viết như {parameter.example}"
        raise _refusal(parameter, tidy, hint, f"write it like {parameter.example}")
    return term


def _refusal(parameter: Parameter, text: str, vietnamese: str, english: str) -> InvalidQuery:
    shown = "".join(c if c.isprintable() else "�" for c in text[:80])
    return InvalidQuery(
        f"Tham số “{parameter.label_vi}”: không hiểu “{shown}”; {vietnamese}.",
        f"Parameter “{parameter.name}”: “{shown}” cannot be read; {english}.",
    )


def _thing(parameter: Parameter, text: str, base: str, resolver: Resolver | None) -> URIRef:
    """Returns the address of a thing given by IRI, by key, or by a spelling the resolver knows."""
    if _IRI.fullmatch(text) and "://" in text:
        return URIRef(text)
    if parameter.type in CONCEPT_TYPES:
        path, base = _slug(CONCEPT_TYPES[parameter.type], text), str(CONCEPT)
    else:
        path = _THINGS[parameter.type](text)
    if path is not None:
        return URIRef(f"{base}{path}")
    if resolver is not None and parameter.type in _THINGS:
        found = resolver(parameter.type, text)
        if _IRI.fullmatch(found):
            return URIRef(found)
    raise _refusal(
        parameter,
        text,
        f"hãy viết địa chỉ hoặc khóa, ví dụ {parameter.example}",
        f"write an IRI or a key such as {parameter.example}",
    )


def _instrument(text: str) -> str | None:
    try:
        return f"instrument/{InstrumentKey.parse(text)}"
    except InvalidIdentifier:
        return None


def _unit(text: str) -> str | None:
    match = _UNIT.fullmatch(text)
    if match is None:
        return None
    try:
        if match["central"]:
            return f"body/vn/{check_slug(match['central'])}"
        place = _territory(f"{match['code']}/{match['since']}")
        kind = check_slug(match["kind"])
    except InvalidIdentifier:
        return None
    return place and f"body/{place.removeprefix('territory/')}/{kind}"


def _territory(text: str) -> str | None:
    match = _TERRITORY.fullmatch(text)
    if match is None:
        return None
    try:
        return f"territory/{check_place(match['code'])}/{match['since']}"
    except InvalidIdentifier:
        return None


def _slug(scheme: str, text: str) -> str | None:
    try:
        return f"{scheme}/{check_slug(text)}"
    except InvalidIdentifier:
        return None


def _iri(text: str) -> URIRef | None:
    return URIRef(text) if _IRI.fullmatch(text) else None


def _name(text: str) -> Literal:
    return Literal(text, lang="vi")


def _integer(text: str) -> Literal | None:
    plain = re.fullmatch(r"-?[0-9]{1,18}", text)
    return Literal(int(text)) if plain else None


def _year(text: str) -> Literal | None:
    return Literal(int(text)) if re.fullmatch(r"(?:19|20)[0-9]{2}", text) else None


def _decimal(text: str) -> Literal | None:
    plain = re.fullmatch(r"-?[0-9]{1,12}(?:\.[0-9]{1,12})?", text)
    return Literal(Decimal(text)) if plain else None


def _date(text: str) -> Literal | None:
    try:
        day = DocumentDate.parse(text).date
    except InvalidIdentifier:
        return None
    return Literal(day.isoformat(), datatype=XSD.date) if day else None


_THINGS: Mapping[str, Callable[[str], str | None]] = {
    "instrument": _instrument,
    "unit": _unit,
    "territory": _territory,
}
_VALUES: Mapping[str, Callable[[str], Term | None]] = {
    "iri": _iri,
    "string": Literal,
    "name": _name,
    "integer": _integer,
    "year": _year,
    "decimal": _decimal,
    "date": _date,
}

TYPES = frozenset({*_THINGS, *_VALUES, *CONCEPT_TYPES})
"""Every type a head may name."""
