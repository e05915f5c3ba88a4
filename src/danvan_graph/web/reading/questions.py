"""The SPARQL behind the tables of the pages: what one may change and ask again."""

import datetime
import re
from collections.abc import Sequence

from danvan_graph.vocabulary import PREFIXES
from danvan_graph.web.reading.terms import concept, iri
from danvan_graph.web.reading.work import Wanted, duty_pattern, task_pattern

_SLUG = re.compile("[a-z0-9-]+")
_DAYS = "dv:due|dv:occursOn"
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


def of_duties(wanted: Wanted, state: str, today: datetime.date, day: str = "") -> str:
    """Returns the question of a table of duties.

    Args:
        wanted: which duties.
        state: ``qua-han``, ``trong-han``, ``khong-ro`` or empty.
        today: the day that counts as today.
        day: only duties owed on this day, ISO 8601, or empty.
    """
    passed = f'?finding dv:due ?han . FILTER (?han < "{today.isoformat()}"^^xsd:date)'
    known = passed if state == "qua-han" else "OPTIONAL { ?finding dv:due ?han }"
    return _asked(
        "?finding ?phaiLam ?han ?lapLai ?vanBan ?tu ?den",
        duty_pattern(wanted, _PLACE),
        "?finding dv:summary ?phaiLam .",
        known,
        "OPTIONAL { ?finding dv:recurrence ?lapLai }",
        _in_year(wanted.year) if wanted.year else "",
        _to_come(today) if state == "trong-han" else "",
        f"FILTER NOT EXISTS {{ ?finding {_DAYS}|dv:anchor ?any }}" if state == "khong-ro" else "",
        _owed([int(day[:4])], f'?ngay = "{day}"', "ngay") if day else "",
        order="?han ?vanBan ?tu",
    )


def _in_year(year: int) -> str:
    """Returns the pattern of what falls due in a year, or whose document is for it."""
    of_document = f'{{ ?vanBan dv:year ?namNay FILTER (STR(?namNay) = "{year}") }}'
    owed = _owed([year], f'STRSTARTS(?trongNam, "{year}-")', "trongNam")
    return f"{of_document} UNION {owed}"


def _to_come(today: datetime.date) -> str:
    return _owed([today.year, today.year + 1], f'?sapToi >= "{today.isoformat()}"', "sapToi")


def _owed(years: Sequence[int], condition: str, name: str) -> str:
    """Returns the pattern of duties with a day that fits, told once or coming again.

    Args:
        years: the years in which what comes again is looked for.
        condition: on the day, ISO 8601.
        name: of the variable of the day.
    """
    begins = " ".join(f'"{y}"' for y in years)
    begins += "".join(f' "{y}-{month:02d}"' for y in years for month in range(1, 13))
    return f"""{{ ?finding dv:inDocument ?vanBan ; {_DAYS} ?mot . BIND (STR(?mot) AS ?{name})
    FILTER ({condition}) }} UNION {{
    ?finding dv:inDocument ?vanBan ; dv:anchor ?moc . VALUES ?dau {{ {begins} }}
    OPTIONAL {{ ?vanBan dv:year ?tuNam }} OPTIONAL {{ ?finding dv:until ?denNam }}
    OPTIONAL {{ ?vanBan dv:place/dv:validUntil ?thoiTu }}
    FILTER (STRLEN(STR(?moc)) + STRLEN(?dau) IN (11, 12))
    BIND (CONCAT(?dau, SUBSTR(STR(?moc), IF(STRLEN(?dau) = 4, 2, 3))) AS ?{name})
    FILTER (!BOUND(?tuNam) || STR(?tuNam) <= SUBSTR(?dau, 1, 4))
    FILTER (!BOUND(?denNam) || SUBSTR(?dau, 1, 4) <= STR(?denNam))
    FILTER (!BOUND(?thoiTu) || ?{name} < STR(?thoiTu)) FILTER ({condition}) }}"""


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


def of_tree(  # noqa: PLR0913 - what the tree is cut by
    root: str, day: datetime.date, level: str, year: str, *, unseen: bool, besides: Sequence[str]
) -> str:
    """Returns the question of a cascade: every unit of the map with the documents it answered by.

    Args:
        root: address of the instrument.
        day: the day of the map.
        level: slug of the level of the units, or empty.
        year: only documents of this year, or empty.
        unseen: only units that were told to answer and have no document.
        besides: what the page cuts by and the question does not, in words.
    """
    goal = iri(root)
    told = f"""?yeuCau dv:expectedFor ?theo ; dv:expectedBody/dv:serves ?donVi .
  {{ ?theo dv:implements {goal} }} UNION {{ VALUES ?theo {{ {goal} }} }}"""
    of_year = f" ; dv:year {int(year)}" if year else ""
    query = _asked(
        "?donVi ?ten ?vanBan ?ngay",
        "?donVi a dv:Territory ; rdfs:label ?ten .",
        _of_list("?donVi dv:level", "cap", level),
        "OPTIONAL { ?donVi dv:validFrom ?tuNgay } OPTIONAL { ?donVi dv:validUntil ?denTruoc }",
        f'FILTER (!BOUND(?tuNgay) || ?tuNgay <= "{day.isoformat()}"^^xsd:date)',
        f'FILTER (!BOUND(?denTruoc) || "{day.isoformat()}"^^xsd:date < ?denTruoc)',
        told if unseen else "",
        f"OPTIONAL {{ ?vanBan dv:implements {goal} ; dv:place ?donVi{of_year} .",
        "  OPTIONAL { ?vanBan dv:dateText ?ngay } }",
        "FILTER (!BOUND(?vanBan))" if unseen else "",
        order="?ten ?donVi ?ngay",
    )
    left_out = "".join(f"# Trang còn lọc theo {what}; câu này không.\n" for what in besides)
    return left_out + query
