"""Finds designations: a number and symbol, with or without the word for the kind before it."""

import re
from collections.abc import Iterator

from danvan_graph.errors import InvalidIdentifier
from danvan_graph.identifiers.designation import Designation
from danvan_graph.identifiers.letters import LOWER
from danvan_graph.parse.citing.mention import Mention
from danvan_graph.parse.words.lexicon import Lexicon

_CODE = r"[^\W\d_][^\W_]*(?:&[^\W_]+)*"
_NUMBER = re.compile(
    rf"(?P<number>\d(?<![\w/.,\-]\d)\d{{0,4}}+[a-zđ]?+(?:\.\d{{1,3}}+)?+)"
    rf"(?:\s?/\s?(?P<year>(?:19|20)\d\d))?+(?=\s?[-/]\s?{_CODE}|\s[A-ZĐ][\wĐđ]{{1,3}}\s?[-/]\s?{_CODE})"
)
_UNMARKED = re.compile(rf"\s(?P<code>[A-ZĐ][\wĐđ]{{1,3}})(?=\s?[-/]\s?{_CODE})")
_INTERNAL = "nb"
"""Ends the symbol of a Party letter for internal use: ``5053-CV/VPTW/nb``."""
_NEXT = re.compile(rf"(?P<left>\s?)(?P<mark>[-/])(?P<right>\s?)(?P<code>{_CODE})")
_LEGISLATURE = re.compile(r"(?:QH|UBTVQH|PL|NQ)\d*", re.IGNORECASE)
_FORM = re.compile(
    r"(?:Mẫu(?:\s+(?:báo cáo|biểu|phiếu|đơn|tờ trình|đề cương))?|Biểu|Phiếu|Phụ lục|Phụ biểu|Bảng|Quyển|Lô|Thửa|Tờ bản đồ)(?:\s+số)?\s*:?\s*$",
    re.IGNORECASE,
)
_LONGEST_FORM = 40  # characters of what ``_FORM`` finds, blanks included
_FORM_ENDS = (
    "mẫu", "báo cáo", "biểu", "phiếu", "đơn", "tờ trình", "đề cương", "lục", "bảng", "quyển", "lô", "thửa", "bản đồ",
)  # fmt: skip
"""The ends of what ``_FORM`` finds; hardly any number stands behind one, so this is asked first."""
_LETTER = "cong-van"
_IN_A_ROW = re.compile(r"[Cc]ông văn\s+(?:số\s+)?\d{1,5}/[^;.\n()]{2,60}(?:,|;|\svà)\s+(?:số\s+)?$")
"""Letters bear no code for their kind: "các Công văn số 88/UBND-NV, số 156/UBND-NV"."""
_SHORT = {
    "QĐ": "quyet-dinh",
    "NQ": "nghi-quyet",
    "CT": "chi-thi",
    "KH": "ke-hoach",
    "KL": "ket-luan",
    "NĐ": "nghi-dinh",
    "CV": "cong-van",
    "HD": "huong-dan",
    "TB": "thong-bao",
    "CTr": "chuong-trinh",
}
"""Kinds as officials abbreviate them in running text ("KH số 12/KH-UBND")."""

_OF_UNIONS_TOO = frozenset({"BTV", "BCH", "BTT"})
"""Codes that committees of the Party and of the unions share: their marks stay as printed."""
_OF_THE_STATE = frozenset({"TTg", "CP", "UBND", "HĐND"})
_TWO_CODES = 4  # each with the mark before it
_LONGEST_CODE = 24
_BEFORE = 90
_NEAR = 30  # characters before a number in which the word for its kind mostly stands


def _is_capital(code: str) -> bool:
    """Returns whether a code begins with a capital and consists of capitals for one half or more."""
    return code[:1].isupper() and sum(map(str.isupper, code)) * 2 >= len(code)


def _numbers_a_form(before: str) -> bool:
    """Returns whether the words before a number name a form or a parcel, not a document."""
    tail = before[-_LONGEST_FORM:].casefold().rstrip().removesuffix(":").rstrip()
    tail = tail.removesuffix("số").rstrip()
    return tail.endswith(_FORM_ENDS) and _FORM.search(before) is not None


class NumberScanner:
    """Finds every designation of a text.

    Args:
        lexicon: the words of the grammar.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        short = "|".join(sorted(_SHORT, key=len, reverse=True))
        head = f"{lexicon.kind_words}|(?-i:{short})"
        first = "".join(sorted({word[0] for word in (*lexicon.kinds, *_SHORT)}))
        self._kind_before = re.compile(
            rf"(?<!\w)(?=[{first}])(?P<kind>{head})(?P<between>(?-i:(?:\s+[{LOWER}]+){{0,3}}?))"
            r"(?P<so>\s*(?:số|so|sô)\s*:?)?\s*:?\s*$",
            re.IGNORECASE,
        )

    def scan(self, flat: str) -> Iterator[Mention]:
        """Yields the designations of the flat text in order."""
        for match in _NUMBER.finditer(flat):
            end, symbols = self._symbols(flat, match.end())
            if not symbols:
                continue
            mention = self._mention(flat, match, end, symbols)
            if mention:
                yield mention

    def _symbols(self, flat: str, start: int) -> tuple[int, list[str]]:
        """Returns where the symbol ends and its marks and codes, in correct capitals."""
        end, parts = start, []
        unmarked = _UNMARKED.match(flat, start)
        if unmarked and unmarked["code"].upper() in self._lexicon.kind_codes:
            end, parts = unmarked.end(), ["-", self._lexicon.cased(unmarked["code"])]
        while match := _NEXT.match(flat, end):
            if not self._continues(match, len(parts)):
                break
            parts += [match["mark"], self._lexicon.cased(match["code"])]
            end = match.end()
        return end, parts

    def _in_style(self, symbols: list[str]) -> list[str]:
        """Returns a symbol of a kind and a body with the marks of its branch.

        The Party writes ``217-QĐ/TW`` (Hướng dẫn 36-HD/VPTW), the State ``33/CT-TTg`` (Nghị định
        30/2020/NĐ-CP); texts mix them up: ``217/QĐ-TW``.
        """
        if len(symbols) != _TWO_CODES or symbols[1].upper() not in self._lexicon.kind_codes:
            return symbols
        _, kind, _, body = symbols
        if body.upper() in self._lexicon.party_codes - _OF_UNIONS_TOO:
            return ["-", kind, "/", body]
        return ["/", kind, "-", body] if body in _OF_THE_STATE else symbols

    def _continues(self, match: re.Match[str], taken: int) -> bool:
        code, spaced = match["code"], bool(match["left"]) + bool(match["right"])
        if "\n" in match.group() and taken:
            return False
        if code == _INTERNAL:
            return taken >= 4 and not spaced
        known = code.rstrip("0123456789").upper() in self._lexicon.codes
        if len(code) > _LONGEST_CODE or not (known or _is_capital(code)):
            return known
        if spaced == 2:
            return known and taken <= 2 and code.isupper()
        if spaced and taken:
            return known or (code.isupper() and 2 <= len(code) <= 12)
        return True

    def _mention(
        self, flat: str, match: re.Match[str], end: int, symbols: list[str]
    ) -> Mention | None:
        before = flat[max(0, match.start() - _BEFORE) : match.start()]
        if _numbers_a_form(before):
            return None
        styled = symbols if match["year"] else self._in_style(symbols)
        text = match["number"] + (f"/{match['year']}" if match["year"] else "") + "".join(styled)
        try:
            number = Designation.parse(text)
        except InvalidIdentifier:
            return None
        head = self._nearest_kind(before)
        flags = ["internal-space"] if len(flat[match.start() : end].split()) > 1 else []
        if styled != symbols:
            flags.append("variant-form")
        if head is None and _IN_A_ROW.search(before):
            flags = [*flags, "elliptical-type"]
            return Mention(match.start(), end, _LETTER, number=number, flags=flags)
        if head is None:
            return self._alone(match, end, number, flags)
        start = match.start() - len(before) + head.start()
        if not head["so"]:
            flags.append("no-so")
        if head["kind"].isupper() and len(head["kind"]) > 2:
            flags.append("uppercase")
        return Mention(start, end, self._kind(head["kind"]), number=number, flags=flags)

    def _kind(self, words: str) -> str:
        return _SHORT.get(words) or self._lexicon.kind(words)

    def _nearest_kind(self, before: str) -> re.Match[str] | None:
        """Returns the last word for a kind that leads up to the end of the text."""
        near = before.rfind(" ", 0, max(0, len(before) - _NEAR)) + 1
        found = head = self._kind_before.search(before, near) or self._kind_before.search(before)
        while head:
            found = head
            again = head["between"]  # else nothing but "số" stands behind it
            head = self._kind_before.search(before, head.end("kind")) if again else None
        if found and found["between"]:
            named = found["kind"][:1].isupper() and found["so"] and found["kind"] != "Văn bản"
            return found if named else None
        return found

    def _alone(
        self, match: re.Match[str], end: int, number: Designation, flags: list[str]
    ) -> Mention | None:
        """Returns a designation without a word for its kind, when its symbol names the kind."""
        codes = [c.rstrip("0123456789").upper() for c in number.codes]
        kinds = self._lexicon.kind_of_code.get(codes[0], frozenset())
        legislature = _LEGISLATURE.fullmatch(number.codes[0]) and number.year
        if not legislature and (not kinds or len(codes) < 2):
            return None
        kind = "luat" if legislature else min(kinds, key=lambda k: (k not in _USUAL, len(k), k))
        return Mention(match.start(), end, kind, number=number, flags=[*flags, "elliptical-type"])


_USUAL = frozenset({"quyet-dinh", "nghi-quyet", "chi-thi", "ke-hoach", "cong-dien", "thong-tu"})
