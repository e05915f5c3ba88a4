"""The SPARQL behind the tables of the pages: what one may change and ask again."""

import datetime
import re

from danvan_graph.vocabulary import PREFIXES
from danvan_graph.web.reading.terms import concept, iri
from danvan_graph.web.reading.work import Wanted, duty_pattern, task_pattern

_SLUG = re.compile("[a-z0-9-]+")
_PLACE = "dv:inDocument ?vanBan ; dv:start ?tu ; dv:end ?den ."


def _asked(chosen: str, *patterns: str, order: str) -> str:
    """Returns a SELECT with the prefixes it uses, one pattern on each line."""
    body = "\n".join(f"  {pattern}" for pattern in patterns if pattern)
    query = f"SELECT DISTINCT {chosen} WHERE {{\n{body}\n}}\nORDER BY {order}"
    head = [f"PREFIX {p}: <{address}>" for p, address in PREFIXES.items() if f"{p}:" in query]
    return "\n".join([*head, "", query])


def text(said: str) -> str:
    r"""Returns words as a SPARQL string.

    >>> text('a"b')
    '"a\\"b"'
    """
    escaped = said.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + escaped.replace("\n", "\\n").replace("\r", "\\r") + '"'


def _named(variable: str, said: str) -> str:
    found = f"FILTER (CONTAINS(LCASE(STR({variable})), LCASE({text(said)})))"
    return f"{found}  # trang còn tìm không dấu và trong cơ quan, nơi" if said else ""


def _of_list(begin: str, scheme: str, slug: str) -> str:
    """Returns a pattern that asks for a concept; what is no slug asks for nothing."""
    return f"{begin} {concept(scheme, slug)} ." if _SLUG.fullmatch(slug) else ""


def of_tasks(wanted: Wanted) -> str:
    """Returns the question of a table of tasks."""
    return _asked(
        "?finding ?noiDung ?vanBan ?tu ?den",
        task_pattern(wanted, _PLACE),
        "?finding dv:summary ?noiDung .",
        order="?vanBan ?tu",
    )


def of_duties(wanted: Wanted, state: str, day: datetime.date) -> str:
    """Returns the question of a table of duties; only what is overdue can be told in SPARQL."""
    passed = f'?finding dv:due ?han . FILTER (?han < "{day.isoformat()}"^^xsd:date)'
    known = passed if state == "qua-han" else "OPTIONAL { ?finding dv:due ?han }"
    return _asked(
        "?finding ?phaiLam ?han ?lapLai ?vanBan ?tu ?den",
        duty_pattern(wanted, _PLACE),
        "?finding dv:summary ?phaiLam .",
        known,
        "OPTIONAL { ?finding dv:recurrence ?lapLai }",
        order="?han ?vanBan ?tu",
    )


def of_recipients(document: str) -> str:
    """Returns the question of the table of recipients of a document."""
    return _asked(
        "?noiNhan ?ghi ?vaiTro ?thuTu",
        f"?noiNhan a dv:DistributionEntry ; dv:inDocument {iri(document)} ;",
        "  dv:order ?thuTu ; dv:agentText ?ghi ; dv:distributionRole ?vaiTro .",
        order="?thuTu",
    )


def of_faults(document: str) -> str:
    """Returns the question of the table of what looks wrong in a document."""
    return _asked(
        "?saiSot ?loai ?vi ?tu",
        f"?saiSot a dv:SourceError ; dv:inDocument {iri(document)} ;",
        "  dv:errorKind ?loai ; dv:reason ?vi ; dv:start ?tu .",
        order="?tu",
    )


def of_instruments(q: str, kind: str, level: str, year: str, held: str) -> str:
    """Returns the question of a list of documents."""
    return _asked(
        "?vanBan ?ten",
        "?vanBan a dv:Instrument ; rdfs:label ?ten .",
        _of_list("?vanBan dv:kind", "loai-van-ban", kind),
        _of_list("?vanBan dv:level", "cap", level),
        f"?vanBan dv:year {int(year)} ." if year else "",
        f"?vanBan dv:collected {'true' if held == 'co' else 'false'} ." if held else "",
        _named("?ten", q),
        order="?vanBan",
    )


def of_territories(q: str, level: str) -> str:
    """Returns the question of a list of territories."""
    return _asked(
        "?diaBan ?ten ?tuNgay ?denTruoc",
        "?diaBan a dv:Territory ; rdfs:label ?ten .",
        _of_list("?diaBan dv:level", "cap", level),
        "OPTIONAL { ?diaBan dv:validFrom ?tuNgay } OPTIONAL { ?diaBan dv:validUntil ?denTruoc }",
        _named("?ten", q),
        order="?ten ?diaBan",
    )


def of_roots() -> str:
    """Returns the question of the list of what others carry out."""
    query = _asked(
        "?goc ?ten (COUNT(DISTINCT ?x) AS ?so)",
        "?x dv:implements ?goc . ?goc rdfs:label ?ten .",
        order="DESC(?so) ?goc LIMIT 200",
    )
    return query.replace("SELECT DISTINCT", "SELECT").replace(
        "\nORDER", "\nGROUP BY ?goc ?ten\nORDER"
    )
