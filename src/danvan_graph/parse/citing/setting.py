"""Where a mention stands: in a title, in the preamble, inside another mention's title.

And what that says: the role of the mention, its host, and the relation it expresses.
"""

import re

from danvan_graph.identifiers.letters import UPPER
from danvan_graph.parse.citing.mention import Mention

_RECITAL = re.compile(
    r"\s*[-+]?\s*(?P<word>Căn cứ|Thực hiện|Thi hành|Triển khai thực hiện|Triển khai|Tiếp tục thực hiện|Theo|Xét|Trên cơ sở(?=\s+(?:các\s+)?(?:Nghị|Quyết|Chỉ|Kế|Kết|Luật|Công|Thông|Hướng|Chương|Quy))|Để (?:thực hiện|triển khai)|Để\s[^,;.\n]{3,80},\s+(?:thực hiện|triển khai)|"
    r"Nhằm thực hiện|Chấp hành|CĂN CỨ|Sau khi (?:có|thống nhất|xin))(?!\w)"
)
_RECITAL_WITHIN = re.compile(
    r"(?P<word>Căn cứ|Thực hiện|Triển khai thực hiện|Xét|Theo|(?:Để|Nhằm)\s[^,;.\n]{3,80},\s+(?:thực hiện|triển khai))(?!\w)"
)
_ENDS_PREAMBLE = re.compile(
    r"(?:như sau|với các nội dung sau|nội dung sau|sau đây)\s*:|\n(?:I|A|1|Điều 1)\s?[.\-/)]|QUYẾT ĐỊNH\s*:|QUYẾT NGHỊ\s*:|\nĐiều 1"
)
_BREAK = re.compile(rf"[;\n]|\.\s+(?=[{UPPER}])")
_SENTENCE = re.compile(rf"\.\s+(?=[{UPPER}])")
_ISSUES = re.compile(
    r"[;,.]\s*(?:Ủy ban|Uỷ ban|UBND|Hội |Hội đồng|HĐND|Ban |Bộ |Chính phủ|Thủ tướng|Chủ tịch|Tỉnh ủy|Huyện ủy|Thành ủy|Đảng ủy|"
    r"Thường trực|Sở |Phòng |Liên đoàn|Công an|Văn phòng)"
    r"(?:(?!\svề\s)[^;.]){0,90}?\s(?:ban hành|xây dựng|quyết định|quyết nghị|hướng dẫn|đề ra|yêu cầu|tổ chức|đề nghị|đã|tiến hành)\s[^.]*$"
)
"""Who issues the document and what it does; what stands behind is its own matter."""
_LISTED = re.compile(
    r"[,;:]\s*$|(?:^|\s)(?:và|cùng|hoặc)(?:\s+(?:các|những))?(?:\s+số)?\s*$|\(\s*$|[,;]\s*số\s*$"
)
_ASIDE = re.compile(
    r"\((?:sau đây|dưới đây|gọi tắt|viết tắt)[^)]*$|viết tắt là\s*$|gọi (?:tắt|chung) là\s*$"
)
_AMENDED_BY = re.compile(
    r"(?:sửa đổi|bổ sung|điều chỉnh|thay thế|bãi bỏ|đính chính)[^;]{0,40}?(?:bởi|theo|tại|bằng)\s*$"
)
_FURTHER = re.compile(
    r"(?:\svà\s+tiếp tục\s+(?:thực hiện|triển khai)(?:\s+các)?|(?:,|\svà)\s+căn cứ(?:\s+(?:các|vào))?|ý kiến[^;]{0,80}\stại)\s*$"
)
"""A second recital in the same sentence: "Thực hiện Công văn số …; và căn cứ Kế hoạch số …"."""
_SIBLING = re.compile(
    r"(?:,|\svà)\s+(?:các\s+)?(?:Đề án|Kế hoạch|Chương trình|Nghị quyết|Quyết định|Chỉ thị|Quy chế|Kết luận|Công văn|Công điện|Nghị định|Thông tư|Luật|Hướng dẫn)\s"
)
_AND = re.compile(r"\s*(?:,|và|, và)\s*(?:(?:các|những|số)\s+)?$")
_GOES_ON = re.compile(r"(?:[;,”\"]|(?<!\w)và)\s*(?:(?:các|những)\s+)?(?:[-+]\s*)?$")
_ENDS_LIST = re.compile(
    rf"\.\s+(?=[{UPPER}])|;\s+(?:thực hiện|triển khai|tổ chức|đẩy mạnh|tăng cường|nâng cao|xây dựng|chú trọng|gắn|phối hợp|theo)(?!\w)"
)
_CUES = (
    (re.compile(r"(?:sửa đổi|bổ sung)[^;]{0,60}$", re.IGNORECASE), "sua-doi"),
    (re.compile(r"(?:thay thế)[^;]{0,30}$", re.IGNORECASE), "thay-the"),
    (re.compile(r"(?:bãi bỏ|hủy bỏ)[^;]{0,60}$", re.IGNORECASE), "bai-bo"),
    (re.compile(r"quy định chi tiết[^;]{0,90}$", re.IGNORECASE), "chi-tiet"),
    (re.compile(r"hướng dẫn[^;]{0,60}$", re.IGNORECASE), "huong-dan"),
    (
        re.compile(
            r"(?:thực hiện|triển khai|cụ thể hóa|thi hành|chấp hành)\s*(?:có hiệu quả\s*)?(?:các\s*)?$",
            re.IGNORECASE,
        ),
        "thuc-hien",
    ),
)
_CONTINUES = re.compile(r"tiếp tục (?:thực hiện|đẩy mạnh|triển khai)[^;]{0,20}$", re.IGNORECASE)
_OFFERED = frozenset({"to-trinh", "bao-cao", "thong-bao"})
_EVALUATES = re.compile(r"(?:đánh giá|xếp loại|chấm điểm)[^;\n]{0,140}(?:theo|tại)\s*(?:các\s*)?$")
_OWN_PURPOSE = re.compile(
    r"Trên đây là (?:Kế hoạch|Chương trình|Hướng dẫn|Chỉ thị|Nghị quyết)[^;.\n]{0,60}\s(?:thực hiện|triển khai)\s[^;.\n]{0,40}$"
)
"""The closing sentence that says what the document is for."""
_LEADS = ("thực hiện", "triển khai", "quán triệt", "tuyên truyền", "phổ biến")
_ITEM = re.compile(r"\s*[-+•]")
_CLAUSE = 320  # characters before a mention in which what is said of it begins
_ADOPTS = re.compile(
    r"ban hành (?P<this>(?:kèm )?theo (?:\w+\s){1,3}này )?(?:bản )?$", re.IGNORECASE
)
_NEAR = 60  # characters from the verb to what is adopted
_FAR = 1500  # characters from the sentence that opens a list to its last item
_CARRIES = (*_LEADS, "theo", "chấp hành", "cụ thể hóa", "bám sát", "tại", "thể chế hóa")
_CARRIED = 260  # characters between such a verb and the mention


def preamble(flat: str, title_end: int) -> tuple[int, int]:
    """Returns where the recitals begin and end in the flat text."""
    match = _ENDS_PREAMBLE.search(flat, title_end)
    return title_end, match.start() if match else min(len(flat), title_end + 4000)


def recital_word(flat: str, at: int, begin: int, end: int) -> str | None:
    """Returns the word that opens the recital in which a place stands, or None outside recitals."""
    if not begin <= at < end:
        return None
    line = flat.rfind("\n", begin, at) + 1 if "\n" in flat[begin:at] else begin
    match = _RECITAL.match(flat, line)
    sentence = list(_SENTENCE.finditer(flat, line, at))
    if sentence and (later := _RECITAL_WITHIN.match(flat, sentence[-1].end())):
        match, line = later, sentence[-1].end()
    if match is None:
        return None
    said = flat[line:at]
    if _SENTENCE.search(said) or _ASIDE.search(said) or _ISSUES.search(said):
        return None
    return match["word"]


def is_adopted(flat: str, at: int, *, in_title: bool) -> bool:
    """Returns whether a decision adopts what is named at a place, so that it cites only itself.

    >>> words = "Điều 1. Ban hành kèm theo Quyết định này Quy chế phối hợp"
    >>> is_adopted(words, words.index("Quy chế"), in_title=False)
    True
    """
    adopts = _ADOPTS.search(flat, max(0, at - _NEAR), at)
    return adopts is not None and (in_title or adopts["this"] is not None)


def host_of(
    flat: str, mention: Mention, before: list[tuple[Mention, Mention | None]]
) -> Mention | None:
    """Returns the mention in whose title or clause another one is named, or None.

    Args:
        flat: the flat text.
        mention: the one that may be nested.
        before: the mentions before it with their hosts, in text order.
    """
    if not before:
        return None
    last, last_host = before[-1]
    between = flat[last.reach : mention.start]
    if _BREAK.search(between) or _FURTHER.search(between) or _ASIDE.search(between):
        return None
    if _LISTED.search(between) and not _AMENDED_BY.search(between):
        joined = re.search(r"(?:^|\s)và\s*$", between)
        alike = last.kind == mention.kind and not between.strip(
            " ,"
        )  # "… thực hiện Luật A, Luật B"
        return last_host if joined or alike else None
    if _SIBLING.search(between) or not between.strip():
        return None
    return last if re.search(r"\w", between) else None


def nested_relation(host: Mention, between: str) -> str:
    """Returns the relation of a host to what its title names."""
    if host.kind == "ket-luan" and _CONTINUES.search(between):
        return "tiep-tuc"
    return next((slug for cue, slug in _CUES if cue.search(between)), "nhac-den")


def own_relation(flat: str, mention: Mention, recital: str | None, *, in_title: bool) -> str:
    """Returns the relation of the document to what it names."""
    if mention.kind == "chuong-trinh-phoi-hop":
        return "phoi-hop"
    clause = flat[max(0, mention.start - _CLAUSE) : mention.start]
    clause = clause[max(clause.rfind(";"), clause.rfind("\n")) + 1 :]
    low = clause.lower()
    if in_title:
        carried = "thực hiện" in low or "triển khai" in low
        return (
            "thuc-hien"
            if carried
            else next((slug for cue, slug in _CUES if cue.search(clause)), "nhac-den")
        )
    if recital:
        if mention.kind in _OFFERED:
            return "can-cu"
        carried = re.search(r"thực hiện|triển khai|chấp hành", recital, re.IGNORECASE) is not None
        return "thuc-hien" if carried else "can-cu"
    return _said_in_body(clause, low) or (
        "to-chuc-thuc-hien" if _leads(flat, mention) else "nhac-den"
    )


def _said_in_body(clause: str, low: str) -> str | None:
    """Returns what the clause before a mention in the body says of it, or None.

    Args:
        clause: the words.
        low: the same in small letters.
    """
    if _OWN_PURPOSE.search(clause):
        return "thuc-hien"
    if low.rstrip().removesuffix("các").rstrip().endswith(("theo", "tại")) and _EVALUATES.search(
        low
    ):
        return "danh-gia-theo"
    near = len(low) - _CARRIED
    carries = any(low.find(verb, max(0, near - len(verb))) >= 0 for verb in _CARRIES)
    return "to-chuc-thuc-hien" if carries else None


def _leads(flat: str, mention: Mention) -> bool:
    """Returns whether the sentence that opens the list around a mention orders to carry it out."""
    lead = _lead(flat, mention).lower()
    return any(verb in lead for verb in _LEADS)


def _lead(flat: str, mention: Mention) -> str:
    """Returns the sentence that opens the list in whose item a mention stands, or an empty string."""
    line = flat.rfind("\n", 0, mention.start) + 1
    if not _ITEM.match(flat, line):
        return ""
    opens = flat.rfind(":\n", max(0, line - _FAR), line)
    return flat[flat.rfind("\n", 0, opens) + 1 : opens] if opens >= 0 else ""


def in_one_list(flat: str, before: Mention, mention: Mention) -> bool:
    """Returns whether a mention goes on the list in which another stands: "… Chỉ thị A; Kế hoạch B".

    The verb that opens such a list ("Tiếp tục triển khai …") speaks of all its items.

    Args:
        flat: the flat text.
        before: the last mention that stands in no other.
        mention: the one in question.
    """
    between = flat[before.reach : mention.start]
    return _GOES_ON.search(between) is not None and _ENDS_LIST.search(between) is None


def side_by_side(flat: str, before: Mention, mention: Mention) -> bool:
    """Returns whether nothing but "và" or a comma parts two mentions, so that one verb holds for both."""
    return _AND.fullmatch(flat[before.reach : mention.start]) is not None
