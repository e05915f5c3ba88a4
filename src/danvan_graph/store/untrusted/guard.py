r"""Refuses, before any engine sees it, a query that updates, goes out, or is built to break a parser.

The engine reads without a lexer: it takes ``SERVICEex:a {`` or ``trueOPTIONAL {`` for two words,
and ``ex:SERVICE ?x {`` for ``ex:`` and a SERVICE where ``ex:SERVICE`` is not a valid IRI. So a
bare word must be a word of SPARQL, a name that hides SERVICE must not stand where a SERVICE could,
and a ``<`` that could begin an IRI as well as compare must not hide a quotation mark or a comment.
A query with ``\u`` escapes is read twice: as the engine sees it, and unescaped as SPARQL 1.1 has it.

The limits were measured on pyoxigraph 0.5.13: below each, parsing and planning take under 3 s on
8 MB of stack, of a union of full groups 6 s; the deadline of the pool is there for the rest.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import urljoin

from danvan_graph.errors import InvalidQuery
from danvan_graph.store.untrusted.result_format import QueryForm
from danvan_graph.store.untrusted.tokens import (
    SCHEME,
    UNICODE_ESCAPE,
    Token,
    token_pattern,
    unescape,
    words,
)

MAX_BYTES = 256 * 1024
MAX_DEPTH = 128
MAX_CONSTRUCTS = 500
MAX_OPERATORS = 1000
MAX_TRIPLES = 1000
MAX_JOINED = 128  # of one group: 250 patterns, OPTIONALs or groups hang the planner
MAX_REREAD = 10  # nested REGEX, SUBSTR … are parsed 2ⁿ times
MAX_ANNOTATIONS = 32  # nested {| |} are parsed n⁴ times

_MOST_KEPT = 256
_LONGEST_KEPT = 4096

GraphNames = Callable[[str], bool] | frozenset[str]


class MisplacedText(InvalidQuery):
    """A query is wrong at one place.

    Args:
        reason: a Vietnamese clause without the final full stop.
        english: the same in English.
        line: 1-based.
        column: 1-based, in characters.
    """

    def __init__(self, reason: str, english: str, line: int, column: int) -> None:
        super().__init__(
            f"Truy vấn sai ở dòng {line}, cột {column}: {reason}.",
            f"The query is wrong at line {line}, column {column}: {english}.",
        )
        self.line = line
        self.column = column


def check_query(text: str, graphs: GraphNames = frozenset()) -> QueryForm:
    """Returns the form of a query that may be handed to the engine.

    Args:
        text: the query as it came.
        graphs: the names that FROM and FROM NAMED may use.

    Raises:
        InvalidQuery: the query is refused; :class:`MisplacedText` when the place is known.

    >>> check_query("SELECT ?s { ?s ?p 'SERVICE' }")
    <QueryForm.SELECT: 'SELECT'>
    """
    return _remembered(text, graphs) if len(text) <= _LONGEST_KEPT else _checked(text, graphs)


@lru_cache(_MOST_KEPT)
def _remembered(text: str, graphs: GraphNames) -> QueryForm:
    """Returns the form of a short query, which programs ask again and again."""
    return _checked(text, graphs)


def _checked(text: str, graphs: GraphNames) -> QueryForm:
    _check_size(text)
    known = graphs if callable(graphs) else graphs.__contains__
    form = _Reader(text, known).read()
    if "\\" in text and (plain := UNICODE_ESCAPE.sub(unescape, text)) != text:
        _check_size(plain)
        _Reader(plain, known).read()
    return form


def _check_size(text: str) -> None:
    try:
        size = len(text.encode())
    except UnicodeEncodeError as fault:
        raise _misplaced(
            text, fault.start, "ký tự này không phải chữ Unicode", "a lone surrogate"
        ) from None
    if size > MAX_BYTES:
        raise InvalidQuery(
            f"Truy vấn dài {size} byte; xin rút xuống không quá {MAX_BYTES} byte.",
            f"The query has {size} bytes; the limit is {MAX_BYTES}.",
        )


def _misplaced(text: str, offset: int, reason: str, english: str) -> MisplacedText:
    line = text.count("\n", 0, offset) + 1
    return MisplacedText(reason, english, line, offset - text.rfind("\n", 0, offset))


_FORMS = frozenset(form.value for form in QueryForm)
_UPDATES = words("INSERT DELETE LOAD CLEAR DROP CREATE ADD MOVE COPY WITH")
_CONSTRUCTS = words(
    "UNION OPTIONAL MINUS EXISTS BIND IF COALESCE FILTER GRAPH LATERAL VALUES SELECT"
)
_REREAD = words("REGEX SUBSTR REPLACE GROUP_CONCAT")
# planned apart from what stands around them
_WEIGHT = {"UNION": 1, "EXISTS": 0, "MINUS": 0}
_PROLOGUE = words("PREFIX BASE VERSION")
_BOOLEANS = words("TRUE FALSE")
_WORDS = words("""
    A UNDEF DISTINCT REDUCED AS FROM NAMED WHERE GROUP BY HAVING ORDER ASC DESC LIMIT OFFSET NOT
    IN SEPARATOR COUNT SUM MIN MAX AVG SAMPLE STR LANG LANGMATCHES LANGDIR DATATYPE BOUND IRI URI
    BNODE RAND ABS CEIL FLOOR ROUND CONCAT STRLEN UCASE LCASE ENCODE_FOR_URI CONTAINS STRSTARTS
    STRENDS STRBEFORE STRAFTER YEAR MONTH DAY HOURS MINUTES SECONDS TIMEZONE TZ NOW UUID STRUUID
    MD5 SHA1 SHA256 SHA384 SHA512 STRLANG STRLANGDIR STRDT SAMETERM SAMEVALUE ISIRI ISURI ISBLANK
    ISLITERAL ISNUMERIC HASLANG HASLANGDIR TRIPLE ISTRIPLE SUBJECT PREDICATE OBJECT ADJUST
""").union(_FORMS, _CONSTRUCTS, _REREAD, _PROLOGUE, _BOOLEANS)

_CLOSES = {")": "(", "]": "[", "}": "{", "|}": "{|"}
_OPENS = frozenset(_CLOSES.values())
_OPERATORS = words("&& || ! = != < > <= >= + - * / | ^ ?")


@dataclass(slots=True)
class _Frame:
    """One open bracket and what has been counted inside it."""

    mark: str
    word: str  # before it, in capitals
    offset: int
    data: bool = False  # the rows of VALUES or the template of CONSTRUCT: nothing to plan
    reread: int = 0
    joined: int = 0
    last: int = 0  # what the group that closed last added
    values: bool = False  # the next brace opens the rows of VALUES


@dataclass(slots=True)
class _Reader:
    """Reads one query from the first character to the last."""

    text: str
    known_graph: Callable[[str], bool]
    form: QueryForm | None = None
    frames: list[_Frame] = field(default_factory=lambda: [_Frame("", "", 0)])
    previous: Token = field(default_factory=Token)
    before: Token = field(default_factory=Token)
    counts: dict[str, int] = field(default_factory=dict)
    prefixes: dict[str, str] = field(default_factory=dict)
    base: str = ""

    def read(self) -> QueryForm:
        """Returns the form after every token has passed."""
        for token in self._tokens():
            if token.kind == "word":
                self._word(token)
            elif token.kind == "mark":
                self._mark(token)
            else:
                self._value(token)
            self.before, self.previous = self.previous, token
        if self.form is None:
            raise self._no_form(len(self.text))
        if len(self.frames) > 1:
            frame = self.frames[-1]
            raise self._refusal(frame.offset, f"“{frame.mark}” chưa được đóng", "never closed")
        return self.form

    def _refusal(self, offset: int, reason: str, english: str) -> MisplacedText:
        return _misplaced(self.text, offset, reason, english)

    def _no_form(self, offset: int) -> MisplacedText:
        reason = "truy vấn phải bắt đầu bằng SELECT, ASK, CONSTRUCT hay DESCRIBE"
        return self._refusal(offset, reason, "a query must begin with a query form")

    def _tokens(self) -> Iterator[Token]:
        offset, pattern = 0, token_pattern()
        while offset < len(self.text):
            found = pattern.match(self.text, offset)
            if found is None:
                reason = f"không đọc được từ “{self.text[offset]}” (chuỗi chưa đóng, hoặc ký tự lạ)"
                raise self._refusal(offset, reason, "unreadable character or unclosed string")
            offset = found.end()
            if found.lastgroup != "space":
                token = Token(found.lastgroup or "", found[0], found.start())
                if token.kind == "iri" and self._could_compare(token):
                    token = Token("mark", "<", token.offset)
                    offset = token.offset + 1
                yield token

    def _could_compare(self, token: Token) -> bool:
        """True when the engine might take the ``<`` for a comparison or half a ``<<``."""
        doubled = self.text[token.offset - 1 : token.offset] == "<"
        frame = self.frames[-1]
        compares = frame.mark == "(" and not frame.data and self.previous.ends_value
        if SCHEME.match(token.text) or not (doubled or compares):
            return False
        if "#" in token.text or "'" in token.text:
            reason = "không rõ “<” mở một IRI hay so sánh; hãy thêm khoảng trắng hoặc dùng PREFIX"
            raise self._refusal(token.offset, reason, "ambiguous '<': add spaces or use a PREFIX")
        return True

    def _count(self, what: str, limit: int, offset: int, vietnamese: str) -> None:
        self.counts[what] = count = self.counts.get(what, 0) + 1
        if count > limit:
            reason = f"có hơn {limit} {vietnamese}; hãy chia nhỏ truy vấn"
            raise self._refusal(offset, reason, f"more than {limit} {what}")

    def _join(self, weight: int, offset: int) -> None:
        frame = self.frames[-1]
        frame.joined += weight
        if frame.joined > MAX_JOINED and len(self.frames) > 1 and not frame.data:
            reason = f"một nhóm có hơn {MAX_JOINED} mẫu phải nối với nhau; hãy chia nhỏ truy vấn"
            raise self._refusal(offset, reason, f"more than {MAX_JOINED} patterns to join")

    def _word(self, token: Token) -> None:
        word = token.text.upper()
        if word == "SERVICE":
            raise self._service(token)
        if word in _UPDATES:
            reason = f"“{word}” sửa dữ liệu; nơi đây chỉ đọc"
            raise self._refusal(token.offset, reason, f"{word} is an update; this is read-only")
        if word not in _WORDS or not (self.form or word in _FORMS or word in _PROLOGUE):
            reason = f"“{token.text}” không phải từ của SPARQL ở chỗ này"
            raise self._refusal(token.offset, reason, "not a word of SPARQL here")
        self._note(word, token)

    def _note(self, word: str, token: Token) -> None:
        """Counts what the word begins."""
        if self.form is None and word in _FORMS:
            self.form = QueryForm(word)
        elif word in _CONSTRUCTS:
            self._count("constructs", MAX_CONSTRUCTS, token.offset, "UNION, OPTIONAL, FILTER…")
        elif word in _BOOLEANS:
            self._list_item(token)
        frame = self.frames[-1]
        if word == "VALUES":
            frame.values = True
            self._join(1, token.offset)
        elif word == "UNION":
            frame.joined -= frame.last  # what follows counts one for all its members

    def _service(self, token: Token) -> MisplacedText:
        reason = "SERVICE gọi sang máy chủ khác; nơi đây không cho phép"
        return self._refusal(token.offset, reason, "SERVICE is not allowed")

    def _value(self, token: Token) -> None:
        if self.form is None:
            self._prologue(token)
        elif token.kind in {"iri", "name"} and len(self.frames) == 1:
            self._dataset(token)
        self._list_item(token)

    def _list_item(self, token: Token) -> None:
        """Counts two triples for a value that stands beside another in round brackets."""
        frame, previous = self.frames[-1], self.previous
        beside = previous.ends_value and (
            previous.kind != "word" or previous.text.upper() in _BOOLEANS
        )
        if frame.mark == "(" and not frame.data and beside:
            self._join(2, token.offset)

    def _prologue(self, token: Token) -> None:
        word = self.previous.text.upper()
        if token.kind == "iri" and word == "BASE":
            self.base = self._resolve(token)
        elif token.kind == "iri" and self.before.text.upper() == "PREFIX":
            self.prefixes[self.previous.text] = self._resolve(token)
        elif word not in {"PREFIX", "VERSION"}:
            raise self._no_form(token.offset)

    def _dataset(self, token: Token) -> None:
        word = self.previous.text.upper()
        if word == "FROM" or (word == "NAMED" and self.before.text.upper() == "FROM"):
            name = self._resolve(token)
            if not self.known_graph(name):
                reason = f"không có đồ thị tên là <{name}>"
                raise self._refusal(token.offset, reason, f"no graph is named <{name}>")

    def _resolve(self, token: Token) -> str:
        if token.kind == "name":
            label, colon, local = token.text.partition(":")
            return self.prefixes.get(label + colon, label + colon) + re.sub(r"\\(.)", r"\1", local)
        name = UNICODE_ESCAPE.sub(unescape, token.text[1:-1])
        try:
            return urljoin(self.base, name) if self.base else name
        except ValueError:  # such as http://[
            return name

    def _mark(self, token: Token) -> None:
        mark = token.text
        if self.form is None:
            raise self._no_form(token.offset)
        if mark in _OPENS:
            self._open(mark, token)
        elif mark in _CLOSES:
            self._close(mark, token)
        elif not self.frames[-1].data:
            self._separator_or_operator(mark, token)

    def _separator_or_operator(self, mark: str, token: Token) -> None:
        if mark in {".", ";", ","} and self.frames[-1].mark != "(":
            self._count("triples", MAX_TRIPLES, token.offset, "bộ ba")
            self._join(1, token.offset)
        if mark in _OPERATORS:
            self._count("operators", MAX_OPERATORS, token.offset, "phép toán")
        if mark == "/" or (mark == self.previous.text == "<"):
            self._join(1, token.offset)

    def _open(self, mark: str, token: Token) -> None:
        parent, word = self.frames[-1], self.previous.text.upper()
        if len(self.frames) > MAX_DEPTH:
            reason = f"dấu ngoặc lồng nhau quá {MAX_DEPTH} tầng"
            raise self._refusal(token.offset, reason, f"brackets nest deeper than {MAX_DEPTH}")
        if mark == "{":
            self._refuse_hidden_service()
        elif self.previous.kind not in {"iri", "name"}:  # else a call of a function
            self._list_item(token)
        if mark == "{|":
            self._count("annotations", MAX_ANNOTATIONS, token.offset, "chú thích {| |}")
        frame = _Frame(mark, word, token.offset, reread=parent.reread)
        frame.data = parent.data or (mark == "{" and (parent.values or word == "CONSTRUCT"))
        parent.values = parent.values and mark != "{"
        frame.reread += mark == "(" and word in _REREAD
        if frame.reread > MAX_REREAD:
            reason = f"REGEX, SUBSTR, REPLACE hay GROUP_CONCAT lồng nhau quá {MAX_REREAD} tầng"
            raise self._refusal(token.offset, reason, f"functions nest deeper than {MAX_REREAD}")
        self.frames.append(frame)
        if mark in {"{", "[", "{|"}:
            self._join(1, token.offset)

    def _close(self, mark: str, token: Token) -> None:
        frame = self.frames[-1]
        if frame.mark != _CLOSES[mark]:
            raise self._refusal(token.offset, f"thừa dấu “{mark}”", f"unbalanced {mark}")
        self.frames.pop()
        weight = _WEIGHT.get(frame.word, 0 if frame.data else frame.joined)
        self.frames[-1].last = weight
        self._join(weight, token.offset)

    def _refuse_hidden_service(self) -> None:
        """Refuses ``SERVICEex:a {`` and ``ex:SERVICE ?x {``, which the engine may take apart."""
        near, far = self.previous, self.before
        if _hides_service(near) and far.text.upper() not in {"GRAPH", "FROM", "NAMED"}:
            raise self._service(near)
        if _hides_service(far) and near.kind in {"var", "iri", "name"}:
            raise self._service(far)


def _hides_service(token: Token) -> bool:
    return token.kind in {"name", "blank"} and "service" in token.text.lower()
