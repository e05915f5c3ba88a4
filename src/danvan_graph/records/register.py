"""What the registers know: instruments, kinds of body, movements, expectations."""

from dataclasses import dataclass

from danvan_graph.identifiers.designation import Designation
from danvan_graph.identifiers.document_date import DocumentDate
from danvan_graph.identifiers.keys import BodyKey, InstrumentKey


@dataclass(frozen=True, slots=True)
class Instrument:
    """One instrument that documents cite; blank where no source confirms a fact.

    Attributes:
        key: its identity.
        kind: slug of its kind.
        number: its number and symbol.
        aliases: other spellings of the number met in documents; one without a slash is what
            people call it (“Đề án 06”).
        name: its name, for one known without number.
        title: the official title (trích yếu).
        date: date of issue.
        issuers: the bodies that issued it, as far as sources agree.
        status: slug of the scheme ``tinh-trang``, or None.
        in_force: first day in force.
        relations: relations to other instruments that a source states, as (slug, key).
        sources: addresses of pages that state these facts.
        note: a remark for readers, in Vietnamese.
    """

    key: InstrumentKey
    kind: str
    number: Designation | None
    aliases: tuple[str, ...]
    name: str | None
    title: str | None
    date: DocumentDate | None
    issuers: tuple[BodyKey, ...]
    status: str | None
    in_force: DocumentDate | None
    relations: tuple[tuple[str, InstrumentKey], ...]
    sources: tuple[str, ...]
    note: str | None


@dataclass(frozen=True, slots=True)
class BodyKind:
    """A kind of body or of group, with the pattern of its name.

    Attributes:
        slug: key of the kind.
        vi: Vietnamese name with ``{unit}`` ("huyện Thanh Hà") or ``{name}`` ("Thanh Hà").
        en: English name with ``{name}``.
        branch: ``nha-nuoc``, ``dang``, ``mat-tran``, ``su-nghiep`` or ``hon-hop``.
        part_of: slug of the kind it belongs to at the same place, or None.
        group: whether it is a group of bodies rather than one body.
        member_kind: for a group whose members can be listed: slug of their kind.
        member_level: level of the territories whose bodies are members.
    """

    slug: str
    vi: str
    en: str
    branch: str
    part_of: str | None
    group: bool
    member_kind: str | None
    member_level: str | None


@dataclass(frozen=True, slots=True)
class Movement:
    """A movement, campaign, programme or motto that documents name.

    Attributes:
        slug: its key.
        kind: slug of the scheme ``loai-phong-trao``.
        vi: the name as documents print it.
        en: an English gloss.
    """

    slug: str
    kind: str
    vi: str
    en: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """One decision by a person about what is the same, or what is expected of whom.

    Attributes:
        id: key of the judgement.
        kind: ``same-instrument``, ``place-of-document`` or ``expected-answer``.
        document: id of the document it is about, or None.
        instrument: the instrument it is about, or None.
        group: for ``expected-answer``: the group that is to issue plans.
        as_of: day at which the group's members are counted, or None.
        confidence: between 0 and 1.
        reason: a full Vietnamese sentence.
        by: who decided.
        date: when, in ISO 8601.
        place: for ``place-of-document``: code of the unit whose paper the document is; without it
            the place is that of the document's key.
    """

    id: str
    kind: str
    document: str | None
    instrument: InstrumentKey | None
    group: BodyKey | None
    as_of: DocumentDate | None
    confidence: float
    reason: str
    by: str
    date: str
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of document.

    Attributes:
        slug: its key.
        vi: the Vietnamese word.
        en: an English gloss.
        abbreviations: codes in symbols, the canonical one first.
        variants: other codes met in practice.
        branches: slugs of the branches that issue it.
        levels: slugs of the levels that issue it.
        example: a real designation.
        sources: where the table has it from.
    """

    slug: str
    vi: str
    en: str
    abbreviations: tuple[str, ...]
    variants: tuple[str, ...]
    branches: tuple[str, ...]
    levels: tuple[str, ...]
    example: str | None
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IssuerCode:
    """A code that stands for an issuer in numbers and symbols.

    Attributes:
        code: the code in its correct capitals, such as ``TTg``.
        vi: whom it stands for.
        en: an English gloss.
        branch: slug of the branch.
        levels: slugs of the levels where it is used.
        body: slug of the kind of body, or None.
        examples: real designations that bear it.
        since: first day of use as far as known, ISO 8601, or None.
        until: last day of use, ISO 8601, or None.
        sources: where the table has it from.
        note: a remark for readers, in Vietnamese.
    """

    code: str
    vi: str
    en: str
    branch: str
    levels: tuple[str, ...]
    body: str | None
    examples: tuple[str, ...]
    since: str | None
    until: str | None
    sources: tuple[str, ...]
    note: str | None


@dataclass(frozen=True, slots=True)
class LawNames:
    """Names by which laws and the like are cited without a number.

    Attributes:
        kind: slug of their kind.
        names: the names, each beginning with the word for the kind.
    """

    kind: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ThemeCues:
    """The words that speak for a theme of work.

    Attributes:
        theme: slug of the theme.
        cues: the words.
    """

    theme: str
    cues: tuple[str, ...]
