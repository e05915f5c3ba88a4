"""One thing that can be found."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["van-ban", "dia-ban", "co-quan", "nhiem-vu", "nghia-vu", "phong-trao", "trich-doan"]
KINDS: tuple[Kind, ...] = (
    "van-ban",
    "dia-ban",
    "co-quan",
    "nhiem-vu",
    "nghia-vu",
    "phong-trao",
    "trich-doan",
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A thing with the words it is found by.

    Attributes:
        iri: its address.
        kind: what it is; one of ``KINDS``.
        title: what it is called.
        detail: what is shown below the title, such as the units above; searched too.
        more: words it is found by that are not shown, such as other spellings of a number.
        weight: how often it is named; among equals the more named comes first.
    """

    iri: str
    kind: Kind
    title: str
    detail: str = ""
    more: str = ""
    weight: int = 0
