"""Finds instruments cited by name: laws, the Constitution, resolutions of congresses and plenums.

Also coordination programmes, and the elliptical mentions of a kind and a bare number ("Quy định 377", "Đề án 06").
"""

import re
from collections.abc import Iterator

from danvan_graph.identifiers.letters import UPPER
from danvan_graph.parse.citing.mention import Mention
from danvan_graph.parse.words.beginnings import beginning
from danvan_graph.parse.words.lexicon import Lexicon

_LAW_WORD = r"(?:Bộ luật|Luật|Pháp lệnh|BỘ LUẬT|LUẬT|PHÁP LỆNH)"
_LAW_HEADS = ("Bộ luật", "Luật", "Pháp lệnh", "Hiến pháp", "Điều lệ")
_LAW_HEAD = re.compile(rf"{beginning([*_LAW_HEADS, *map(str.upper, _LAW_HEADS)])}(?!\w)")
_AMENDING = rf"{_LAW_WORD}\s+(?:sửa đổi|SỬA ĐỔI|Sửa đổi)(?:,?\s*(?:và\s+)?bổ sung|,?\s*BỔ SUNG)?[^;.\n“”()]{{0,60}}?\s+(?:của|CỦA)\s+"
_LEGAL_NUMBER = r"\d{1,3}/(?:19|20)\d\d/(?:QH|UBTVQH|PL)"
_UNKNOWN_STOP = (
    r"(?=\s*(?:[;.()“”\n,]|$)|\s+(?:số|ngày|năm|được|đã|có|và|quy định|của|về|theo|trong|để|này|hiện hành|do|"
    r"khi|là|cho|thì|nêu|sửa|các)(?!\w))"
)
_CONGRESS = re.compile(
    rf"{beginning(['Nghị quyết', 'NGHỊ QUYẾT', 'nghị quyết'])}\s+(?:của\s+)?(?:Đại hội|đại hội|ĐẠI HỘI)"
    r"(?:\s+(?:đại biểu|Đại biểu|ĐẠI BIỂU))?"
    r"(?:"
    r"(?:\s+(?:toàn quốc|Toàn quốc|TOÀN QUỐC))?(?:\s+(?:của\s+)?Đảng(?!\s+bộ))?(?:\s+(?:lần thứ|LẦN THỨ|khóa|khoá))?\s+(?P<roman>[IVXL]{1,6})(?!\w)(?!\s+(?:Công đoàn|Đoàn|Hội|Mặt trận|MTTQ))"
    r"|\s+(?:(?:lần thứ|khóa|khoá)\s+)?[IVXL]{1,6}\s+(?P<other>(?:Công đoàn|Đoàn|Hội|Mặt trận)[^;,.()“”\n]{1,60}?)"
    r"(?=[;,.()“”\n]|\s+(?:và|về|đã|của|trong|để|gắn|đề ra|là)(?!\w)|\s*$)"
    r"|\s+(?P<mass>(?:phụ nữ|Phụ nữ|nông dân|Nông dân|công đoàn|thanh niên|cựu chiến binh|MTTQ|Mặt trận|Đoàn|Hội|Công đoàn|Liên đoàn)\s[^;.()“”\n]{1,80}?),?\s+lần thứ\s+(?:[IVXL]{1,6}|\d{1,2})"
    r"(?:,?\s*\(?nhiệm kỳ\s+\d{4}\s?-\s?\d{4}\)?)?(?!\w)"
    r"|\s+(?:Đảng bộ|đảng bộ|ĐẢNG BỘ|Đảng|đảng)\s+(?P<local>[^;,.()“”\n]{1,60}?)"
    r"(?:,?\s+(?:lần thứ|khóa|khoá)\s+(?P<local_roman>[IVXL]{1,6}|\d{1,2}))?"
    r"(?P<term>,?\s*\(?nhiệm kỳ\s+\d{4}\s?-\s?\d{4}\)?)?"
    r"(?=[;,.()“”\n]|\s+(?:và|về|đã|của|trong|để|gắn|đề ra|là)(?!\w)|\s*$)"
    r")"
)
_COORDINATION = re.compile(
    rf"(?P<kind>{beginning(['Chương trình', 'Quy chế', 'Kế hoạch'])})\s+phối hợp(?:\s+(?:công tác|hoạt động|thực hiện))?\s+giữa\s+"
    r"(?P<parties>(?!các\s|những\s)[^;.\n“”()]{4,120}?)(?=\s+(?:về|trong|giai đoạn|năm|nhằm|thực hiện|ngày)(?!\w)|[;.\n“”()]|$)"
)
_PLENUM = re.compile(
    rf"(?P<kind>{beginning(['Nghị quyết', 'NGHỊ QUYẾT', 'Kết luận', 'KẾT LUẬN'])})\s+(?:của\s+)?"
    r"(?:(?:Hội nghị\s+)?(?:lần thứ\s+)?(?:Trung ương|TRUNG ƯƠNG|TƯ|TW)\s+(?:lần thứ\s+)?(?:\d{1,2}|[^\W\d_A-Z]{2,5}(?:\s+một|\s+hai)?)"
    r"|Hội nghị\s+(?:lần thứ|lần)\s+(?:\d{1,2}|[^\W\d_]{2,5}(?:\s+một|\s+hai)?),?\s+(?:của\s+)?"
    r"(?:Ban Chấp hành Trung ương|BCH Trung ương|BCHTW|BCH TW|Trung ương)(?:\s+Đảng)?)"
    r",?\s+\(?(?:khóa|khoá|Khóa|Khoá|KHÓA)\s+[IVX]{1,5}(?!\w)(?:(?:,|\s+và)\s+[IVX]{1,5}(?=[,)\s]))*\)?"
)
_UNIT = (
    r"(?!\s*(?:năm|tháng|ngày|tuần|giờ|giai đoạn|tuổi|%|triệu|tỷ|nghìn|ngàn|đồng|lần|điểm|nội dung|nhóm|nhiệm vụ|"
    r"chỉ tiêu|mục tiêu|đề án|chương trình|kế hoạch|văn bản|cấp|bước|bên|khâu|trọng tâm|xã|huyện|tỉnh|người|sạch|tốt|giảm|tăng)(?!\w)"
    r"|[\d.,/\-]*\d|\s?[-/]\s?\w|[^\W\d_])"
)
_BARE = re.compile(r"số\s+(?P<number>\d{1,4})(?=,?\s+(?:ngày\s+\d|của\s))")
_PLAN = re.compile(r"(?<!\w)(?P<kind>Kế hoạch|Chương trình|Tờ trình|Báo cáo)\s+$")
_LONGEST_KIND = 16  # characters of such a word and the blanks behind it
_MORE = re.compile(rf"(?:\s*,\s*(?:và\s+)?|\s+và\s+)(?:số\s+)?(?P<number>\d{{2,4}}){_UNIT}")
_ALSO_VERBS = frozenset({"Hướng dẫn", "Thông báo", "Quyết định", "Quy định"})
_ENDS_MENTION = re.compile(
    r"\s*(?:[,.;:)\n]|$)|\s+(?:của|về|và|Hội nghị|Trung ương|ngày|trên|tại|đã|được|trong|để|có|là|này|cho|với|theo|do|hoặc|ban hành|nêu|từ|khi)(?!\w)"
)


class NameScanner:
    """Finds every instrument cited by name.

    Args:
        lexicon: the words of the grammar.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        known = lexicon.law_names
        more = rf"(?:(?:,\s+|\s+và\s+|\s+VÀ\s+|;\s+)(?:(?:một số điều|điều)\s+của\s+)?(?:{known}))"
        self._law = re.compile(
            rf"(?<!\w)(?:(?P<amending>{_AMENDING})(?:{known}){more}*|(?P<known>{known}))(?!\w)",
            re.IGNORECASE,
        )
        self._numbered_law = re.compile(
            rf"(?<!\w){_LAW_WORD}\s+(?:(?!{_LAW_WORD}\s|Nghị |Quyết |Căn cứ)[^;.\n“”()]){{2,170}}?(?=,?\s+(?:số|SỐ|so)\s*:?\s*{_LEGAL_NUMBER})"
        )
        self._new_law = re.compile(
            rf"(?<!\w)(?P<word>Bộ luật|Luật|Pháp lệnh)\s+(?=[{UPPER}])(?P<rest>[^;.,()“”\n]{{2,90}}?){_UNKNOWN_STOP}"
        )
        self._elliptical = re.compile(
            rf"(?P<kind>{beginning(_ELLIPTICAL)})\s+(?:số\s+)?(?P<number>\d{{1,4}}){_UNIT}"
        )

    def scan(self, flat: str) -> Iterator[Mention]:
        """Yields the named and the elliptical mentions of the flat text, in no order."""
        yield from self._laws(flat)
        yield from self._congresses(flat)
        yield from self._plenums(flat)
        for match in _COORDINATION.finditer(flat) if "giữa" in flat else ():
            name = " ".join(match.group().split())
            kind = (
                "chuong-trinh-phoi-hop"
                if match["kind"] == "Chương trình"
                else self._lexicon.kind(match["kind"])
            )
            yield Mention(match.start(), match.end(), kind, name=name, issuer=match["parties"])
        for match in self._elliptical.finditer(flat):
            word = match["kind"]
            if word in _ALSO_VERBS and not _ENDS_MENTION.match(flat, match.end()):
                continue  # "Hướng dẫn 17 thôn" is work, not a document
            if word == "Đề án":  # it bears the number of the decision that approved it
                name = " ".join(match.group().split())
                yield Mention(*match.span(), "de-an", name=name, flags=["elliptical"])
                continue
            kind = "phap-lenh" if word == "Pháp lệnh" else self._lexicon.kind(word)
            yield Mention(
                match.start(), match.end(), kind, bare=match["number"], flags=["elliptical"]
            )
            yield from _further(flat, match.end(), kind)
        yield from self._plans(flat)

    def _plans(self, flat: str) -> Iterator[Mention]:
        """Yields plans by a bare number, where a day or an issuer follows."""
        for match in _BARE.finditer(flat):
            kind = _PLAN.search(flat, max(0, match.start() - _LONGEST_KIND), match.start())
            if kind:
                slug = self._lexicon.kind(kind["kind"])
                number, flags = match["number"], ["elliptical"]
                yield Mention(kind.start("kind"), match.end(), slug, bare=number, flags=flags)

    def _laws(self, flat: str) -> Iterator[Mention]:
        end = 0
        for head in _LAW_HEAD.finditer(flat):
            start = head.start()
            if start < end or flat[max(0, start - 5) : start].casefold().endswith("pháp "):
                continue
            patterns = (self._law, self._numbered_law, self._new_law)
            found = next((m for p in patterns if (m := p.match(flat, start))), None)
            if found:
                end = found.end()
                yield self._law_mention(found.group(), start, end)

    def _law_mention(self, words: str, start: int, end: int) -> Mention:
        name = " ".join(words.split())
        kind = self._lexicon.law_kinds.get(name.lower())
        if kind is None:
            first = name.lower()
            kind = (
                "bo-luat"
                if first.startswith("bộ luật")
                else "phap-lenh"
                if first.startswith("pháp lệnh")
                else "luat"
            )
        return Mention(start, end, kind, name=name)

    def _plenums(self, flat: str) -> Iterator[Mention]:
        """Yields resolutions named by the meeting of the Central Committee that passed them."""
        for match in _PLENUM.finditer(flat):
            name, end = " ".join(match.group().split()), match.end()
            if name.endswith(")") and "(" not in name:
                name, end = name[:-1], end - 1
            kind = self._lexicon.kind(match["kind"])
            yield Mention(match.start(), end, kind, name=name)

    def _congresses(self, flat: str) -> Iterator[Mention]:
        if "ại hội" not in flat and "ẠI HỘI" not in flat:
            return
        for match in _CONGRESS.finditer(flat):
            name = " ".join(match.group().split())
            if match["roman"]:
                name = f"Nghị quyết Đại hội đại biểu toàn quốc lần thứ {match['roman']}"
                yield Mention(
                    match.start(),
                    match.end("roman"),
                    "nghi-quyet-dai-hoi",
                    name=name,
                    issuer="Đảng",
                )
            elif match["other"] or match["mass"]:
                yield Mention(match.start(), match.end(), "nghi-quyet-dai-hoi", name=name)
            else:
                generic = match["local"].startswith(("các cấp", "Các cấp"))
                end = match.end("local") if generic else match.end()
                name = " ".join(flat[match.start() : end].split())
                yield Mention(match.start(), end, "nghi-quyet-dai-hoi", name=name, optional=generic)


def _further(flat: str, at: int, kind: str) -> Iterator[Mention]:
    """Yields the numbers that follow an elliptical mention: the 218 of "Quyết định số 217 và 218"."""
    while (more := _MORE.match(flat, at)) and _ENDS_MENTION.match(flat, more.end()):
        flags = ["elliptical-type", "elliptical"]
        yield Mention(*more.span("number"), kind, bare=more["number"], flags=flags)
        at = more.end()


_ELLIPTICAL = (
    "Quy định", "Quyết định", "Nghị quyết", "Chỉ thị", "Kết luận", "Đề án", "Nghị định",
    "Thông tư", "Công văn", "Hướng dẫn", "Thông báo", "Công điện", "Quy chế", "Pháp lệnh",
)  # fmt: skip
