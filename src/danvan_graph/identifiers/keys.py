"""Keys: what makes an instrument, a territory or a body the one it is.

A key is readable, is computed from facts alone, and is the path of the IRI. Two records that
describe the same thing therefore meet, in whatever order they are read.
"""

import re
from dataclasses import dataclass

from danvan_graph.errors import InvalidIdentifier
from danvan_graph.identifiers.designation import Designation
from danvan_graph.identifiers.document_date import DocumentDate
from danvan_graph.identifiers.folding import name_slug

CENTRE = "vn"
"""The place of every body of the centre."""

UNDATED = "undated"
"""Stands in a key where neither day nor year of an instrument is known."""

OPEN = "open"
"""Stands in a key of a territory whose beginning lies before the register of units."""

REGISTER_BEGINS = "2021-11-01"
"""The first day of the register of units; places of undated instruments are read on it."""

_PLACE = re.compile(r"vn|[0-9]{2}|[0-9]{3}|[0-9]{5}")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def _check(pattern: re.Pattern[str], text: str, what: str, example: str) -> str:
    if pattern.fullmatch(text) is None:
        raise InvalidIdentifier(
            f"“{text[:60]}” không phải là {what}; hãy viết như {example}.",
            f"“{text[:60]}” does not have the form of {example}.",
        )
    return text


def check_place(text: str) -> str:
    """Returns the text when it is ``vn`` or a code of the General Statistics Office.

    >>> check_place("294")
    '294'
    """
    return _check(_PLACE, text, "mã đơn vị hành chính", "vn, 30, 294 hoặc 18223")


def check_slug(text: str) -> str:
    """Returns the text when it is a slug such as ``ke-hoach``."""
    return _check(_SLUG, text, "mã từ", "ke-hoach")


@dataclass(frozen=True, slots=True, order=True)
class InstrumentKey:
    """Identity of an instrument: place of the issuer, date, and number or name.

    The issuer's place and the symbol name the *series* the number belongs to (``TU`` in Bình Định,
    ``TW`` at the centre), so two documents that disagree whether the Tỉnh ủy or its Ban Thường vụ
    signed 407-QĐ/TU still name one instrument.

    >>> str(InstrumentKey.of("vn", DocumentDate.parse("26/11/2021"), "33/CT-TTg"))
    'vn/2021-11-26/33-ct-ttg'
    >>> str(InstrumentKey.parse("294/2022-10-17/3285-qdd-ubnd").place)
    '294'
    """

    place: str
    when: str
    slug: str

    @classmethod
    def of(cls, place: str, when: DocumentDate | None, name: str) -> "InstrumentKey":
        """Returns the key of an instrument.

        Args:
            place: ``vn`` or the code of the issuer's territory at that date.
            when: the date of issue, else the year, else None.
            name: the number and symbol, or the name of an instrument without number.
        """
        try:
            tail = Designation.parse(name).slug
        except InvalidIdentifier:
            tail = name_slug(name)
        return cls(check_place(place), str(when or UNDATED), check_slug(tail))

    @classmethod
    def parse(cls, text: str) -> "InstrumentKey":
        """Returns the key that the text spells.

        Raises:
            InvalidIdentifier: the text is not ``place/date/slug``.
        """
        parts = text.split("/")
        if len(parts) != 3:
            _check(re.compile("(?!)"), text, "khóa văn bản", "vn/2021-11-26/33-ct-ttg")
        place, when, tail = parts
        if when != UNDATED:
            when = str(DocumentDate.parse(when))
        return cls(check_place(place), when, check_slug(tail))

    @property
    def day(self) -> str:
        """A day at which the place is read, ISO 8601; 30 June where only the year is known.

        >>> InstrumentKey.parse("294/2023/ke-hoach-vi-du").day
        '2023-06-30'
        """
        if self.when == UNDATED:
            return REGISTER_BEGINS
        date = DocumentDate.parse(self.when)
        return date.date.isoformat() if date.date else f"{date.year}-06-30"

    def __str__(self) -> str:
        return f"{self.place}/{self.when}/{self.slug}"


@dataclass(frozen=True, slots=True, order=True)
class TerritoryKey:
    """Identity of an administrative unit: its code and the first day its row holds.

    Codes and names are reused (18223 was Sơn Trường, then Hàm Trường, and is Kim Hoa now).

    >>> str(TerritoryKey("18223", "2025-07-01"))
    '18223/2025-07-01'
    """

    code: str
    since: str

    def __str__(self) -> str:
        return f"{self.code}/{self.since}"


@dataclass(frozen=True, slots=True, order=True)
class BodyKey:
    """A body or a group of bodies: its kind and the place it serves.

    The territory behind the place is found at the date of the document that names the body.

    >>> str(BodyKey.parse("phong-noi-vu@294"))
    'phong-noi-vu@294'
    """

    kind: str
    place: str

    @classmethod
    def parse(cls, text: str) -> "BodyKey":
        """Returns the body that the text ``kind@place`` spells.

        Raises:
            InvalidIdentifier: the text has another form.
        """
        kind, sign, place = text.partition("@")
        if not sign:
            _check(re.compile("(?!)"), text, "khóa cơ quan", "ubnd@294")
        return cls(check_slug(kind), check_place(place))

    def __str__(self) -> str:
        return f"{self.kind}@{self.place}"
