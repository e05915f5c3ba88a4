"""Whether the words behind a number are the title of an instrument of the register."""

import functools
import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from danvan_graph.identifiers.folding import fold
from danvan_graph.identifiers.party_term import term_of
from danvan_graph.records.citation import Citation
from danvan_graph.records.document import DocumentRecord
from danvan_graph.records.text import Text
from danvan_graph.resolve.register import Known

_REACH = 300  # characters behind a number in which its title may stand
_ENOUGH = 0.5  # part of the title's words that has to stand there
_HARDLY = 0.2  # below this part the words speak of something else
_SAME_SUBJECT = 0.75  # part of a title's own words that the document's title has to share
_MANY = 5  # telling words needed before they can speak against a title
_NEAR = 110  # characters behind a number in which the term of its issuer may stand
_IN_BRACKETS = re.compile(r"^[^()]*\(\s*kh(?:óa|oá)\s", re.IGNORECASE)
_SIGNS = re.compile(r"[\W_]+")
_CLAUSE_END = re.compile(r"[;.](?:\s|$)")
_TITLE = "tieu-de"
_BEGIN = re.compile(
    r"(?<!\w)(?:về|ban hành|phê duyệt|quy định|sửa đổi|hướng dẫn|thí điểm)(?!\w)", re.IGNORECASE
)
_BETWEEN = frozenset(("của", "ngày", "tháng", "năm", "khóa", "khoá", "do"))
"""Words that may part a number and its title."""
_NUMERAL = re.compile(r"[ivxl]+")
_WORDS = re.compile(r"\w+")
_EMPTY_WORDS = (
    "ve viec va cua cac cho trong theo thuc hien tiep tuc tang cuong doi moi nang cao day manh ban hanh trien khai "
    "ngay thang nam so cong tac tinh hinh dang trung uong chinh phu chi thi ket luan nghi quyet quyet dinh"
)
_EMPTY = frozenset(_EMPTY_WORDS.split())
_OF_FORM = frozenset(("sự", "lãnh", "đạo", "đối", "với"))  # in the title of any Party resolution


@dataclass(frozen=True, slots=True)
class Topics:
    """The words that stand with the citations of one document.

    Attributes:
        record: the record.
        text: its text, where the caller has it; without it only names and the title are known.
    """

    record: DocumentRecord
    text: Text | None

    def words(self, citation: Citation) -> frozenset[str]:
        """Returns the telling words behind a citation."""
        parts = [citation.name or ""]
        if citation.section == _TITLE:
            parts.append(self.record.header.title.value)
        if self.text:
            parts.append(self._behind(self.text, citation))
        return _telling(" ".join(parts))

    def term(self, citation: Citation) -> tuple[str, str] | None:
        """Returns the days of the term of the Party that stands with a citation, or None.

        It is a part of the issuer's words, or stands in brackets behind number or issuer.
        """
        found = term_of(citation.issuer or "")
        if found or self.text is None:
            return found
        near = self._behind(self.text, citation)[:_NEAR]
        return term_of(near) if _IN_BRACKETS.search(near) else None

    def _title_behind(self, citation: Citation) -> str:
        """Returns what reads like a title behind number, day and issuer; "" where nothing does."""
        behind = self._behind(self.text, citation) if self.text else citation.name or ""
        begin = _BEGIN.search(behind)
        if begin is None:
            return ""
        between = behind[: begin.start()].replace(citation.issuer or " ", " ")
        words = set(_WORDS.findall(between.lower())) - _BETWEEN
        foreign = [w for w in words if not w.isdigit() and not _NUMERAL.fullmatch(w)]
        return "" if foreign else behind[begin.end() :]

    def _behind(self, text: Text, citation: Citation) -> str:
        start = citation.at.end
        cited = self.record.citations  # in the order of the text
        following = bisect_left(cited, start, key=lambda each: each.at.start)
        stop = cited[following].at.start if following < len(cited) else start + _REACH
        end = min(stop, start + _REACH)
        return _CLAUSE_END.split(text.source[start:end], maxsplit=1)[0]

    def best(self, citation: Citation, candidates: Sequence[Known]) -> tuple[Known, ...]:
        """Returns the candidates whose title stands behind the citation, the best only."""
        words = self.words(citation)
        rated = [(likeness(words, k.title or k.name or ""), k) for k in candidates]
        return _likeliest(rated, _ENOUGH)

    def of_subject(self, candidates: Sequence[Known]) -> tuple[Known, ...]:
        """Returns the candidates whose titles say what the title of the document says.

        Only words count that stand in no other candidate's title, with their marks: “văn” is not
        “vận”.
        """
        subject = _marked(self.record.header.title.value)
        titles = [_marked(known.title or known.name or "") for known in candidates]
        rated = []
        for at, known in enumerate(candidates):
            own = titles[at].difference(*titles[:at], *titles[at + 1 :])
            rated.append((len(own & subject) / len(own) if own else 0.0, known))
        return _likeliest(rated, _SAME_SUBJECT)

    def deny(self, citation: Citation, known: Known) -> bool:
        """Returns whether the title behind a citation cannot be that of an instrument."""
        words = _telling(self._title_behind(citation))
        title = known.title or known.name
        return bool(title) and len(words) >= _MANY and likeness(words, title or "") < _HARDLY


def _likeliest(rated: Sequence[tuple[float, Known]], least: float) -> tuple[Known, ...]:
    """Returns the instruments rated highest; none where that is less than the least."""
    top = max((rate for rate, _ in rated), default=0.0)
    return tuple(known for rate, known in rated if rate == top) if top >= least else ()


@functools.lru_cache(1024)
def _telling(text: str) -> frozenset[str]:
    words = _SIGNS.sub(" ", fold(text)).split()
    return frozenset(w for w in words if w not in _EMPTY and not w.isdigit())


@functools.lru_cache(1024)
def _marked(text: str) -> frozenset[str]:
    """Returns the telling words of a title as they are written, in small letters."""
    words = _SIGNS.sub(" ", text.lower()).split()
    told = (w for w in words if fold(w) not in _EMPTY and not w.isdigit())
    return frozenset(told) - _OF_FORM


def likeness(words: frozenset[str], title: str) -> float:
    """Returns the part of a title's telling words that is among the words.

    >>> likeness(frozenset({"ton", "giao"}), "về công tác tôn giáo")
    1.0
    """
    told = _telling(title)
    return len(told & words) / len(told) if told else 0.0
