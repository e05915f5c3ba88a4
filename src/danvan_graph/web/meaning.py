"""What the words of a request mean in one edition: which instrument, which unit."""

from danvan_graph.errors import AmbiguousName, InvalidIdentifier, InvalidQuery, UnknownName
from danvan_graph.identifiers.folding import fold
from danvan_graph.identifiers.keys import InstrumentKey
from danvan_graph.lookup.index import Known, Match
from danvan_graph.web.publication import Edition


def meant(edition: Edition, text: str) -> Match:
    """Returns the instrument that an address, a key or a spelling means.

    Raises:
        InvalidIdentifier: it is no name of an instrument.
        UnknownName: there is none; the nearest are told.
        AmbiguousName: there are several; they are told.
    """
    if "://" in text:
        return Match(edition.index.by_iri(text))
    return edition.index.find(text)


def by_key(edition: Edition, key: str) -> Known:
    """Returns the instrument of a key such as ``vn/2021-11-26/33-ct-ttg``.

    Raises:
        UnknownName: the text is no key, or the graph has no such instrument.
    """
    try:
        InstrumentKey.parse(key)
    except InvalidIdentifier as error:
        raise _no_instrument(key) from error
    known = edition.index.instruments.get(edition.addresses.instrument(key))
    if known is None:
        raise _no_instrument(key)
    return known


def _no_instrument(key: str) -> UnknownName:
    return UnknownName(
        f"Không có văn bản nào có khóa “{key[:200]}”; hãy tra theo số, ký hiệu.",
        f"There is no instrument with the key “{key[:200]}”.",
    )


def unit_meant(edition: Edition, text: str) -> str:
    """Returns the address of the unit that an address, a path, a code or a name means.

    Raises:
        UnknownName: there is none.
        AmbiguousName: there are several; they are told.
    """
    text = text.strip()
    addresses, names = edition.addresses, edition.names
    iri = text if "://" in text else addresses.unit(text.strip("/"))
    if iri in names.units or iri in names.labels:
        return iri
    if text.isdigit():
        begin = f"{addresses.base}territory/{text}/"
        forms = [u for u in names.units.values() if u.iri.startswith(begin)]
        if forms:
            return max(forms, key=lambda u: (u.until is None, u.since or "")).iri
    return _named_unit(edition, text)


def _named_unit(edition: Edition, text: str) -> str:
    names = edition.names
    found = [*names.find_bodies(text), *(u.iri for u in names.find_units(text))] if text else []
    exact = [i for i in found if fold(names.label(i)) == fold(text)]
    chosen = exact or found
    if len(chosen) == 1:
        return chosen[0]
    if chosen:
        listed = "; ".join(names.unit_line(i) or names.label(i) for i in chosen[:5])
        raise AmbiguousName(
            f"“{text[:100]}” có thể là {len(chosen)} đơn vị, chẳng hạn: {listed}; "
            "hãy viết tên đầy đủ hoặc địa chỉ của đơn vị.",
            f"“{text[:100]}” may be {len(chosen)} units; write the full name or the path.",
            chosen[:50],
        )
    raise UnknownName(
        f"Không có đơn vị nào là “{text[:100]}”; hãy viết như “294/open”, “294/open/ubnd” "
        "hoặc tên đơn vị.",
        f"There is no unit “{text[:100]}”; write a path such as 294/open or 294/open/ubnd.",
    )


def resolve(edition: Edition, kind: str, text: str) -> str:
    """Returns the address that a spelling in a named query means.

    Raises:
        DanvanError: nothing or several things answer to it.
    """
    if kind == "instrument":
        return meant(edition, text).known.iri
    found = unit_meant(edition, text)
    wanted = "/territory/" if kind == "territory" else "/body/"
    if wanted not in found:
        raise InvalidQuery(
            f"“{text[:80]}” không phải là loại đơn vị mà truy vấn này cần.",
            f"“{text[:80]}” is not the sort of unit this query needs.",
        )
    return found
