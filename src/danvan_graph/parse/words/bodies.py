"""The names of bodies: in full, and in the capitals that Vietnamese spelling gives them."""

import re

from danvan_graph.parse.words.remembering import remembered

KINDS_OF_UNIT = (
    "tỉnh",
    "thành phố",
    "huyện",
    "quận",
    "thị xã",
    "thị trấn",
    "xã",
    "phường",
    "đặc khu",
)
UNIT = r"(?:tỉnh|thành\s+phố|huyện|quận|thị\s+xã|thị\s+trấn|xã(?!\s+hội)|phường|đặc\s+khu)"
_SHORT = {
    "UBND": "Ủy ban nhân dân",
    "HĐND": "Hội đồng nhân dân",
    "UBMTTQVN": "Ủy ban Mặt trận Tổ quốc Việt Nam",
    "UBMTTQ": "Ủy ban Mặt trận Tổ quốc",
    "MTTQVN": "Mặt trận Tổ quốc Việt Nam",
    "MTTQ": "Mặt trận Tổ quốc",
    "BTT": "Ban Thường trực",
    "BTV": "Ban Thường vụ",
    "BCH": "Ban Chấp hành",
    "TNCS": "Thanh niên Cộng sản",
    "TƯ": "Trung ương",
    "TW": "Trung ương",
    "TP": "thành phố",
    "TX": "thị xã",
    "TT": "thị trấn",
    "VN": "Việt Nam",
    "UB": "Ủy ban",
    "LHPN": "Liên hiệp Phụ nữ",
    "LĐLĐ": "Liên đoàn Lao động",
    "CCB": "Cựu chiến binh",
    "BCĐ": "Ban Chỉ đạo",
    "CHQS": "Chỉ huy Quân sự",
    "BĐBP": "Bộ đội Biên phòng",
    "HND": "Hội Nông dân",
    "THPT": "Trung học phổ thông",
    "THCS": "Trung học cơ sở",
    "GD&ĐT": "Giáo dục và Đào tạo",
}
_SHORT_WORD = re.compile(
    rf"(?<!\w)(?!TƯ\s(?:PHÁP|LỆNH|VẤN|NHÂN|TƯỞNG|THỤC))(?:{'|'.join(_SHORT)})(?!\w)\.?"
)
"""An abbreviation; the TƯ of "TƯ PHÁP" is a word."""
_PHRASES = (
    "Ủy ban nhân dân|Hội đồng nhân dân|Ủy ban Mặt trận Tổ quốc Việt Nam|Ủy ban Mặt trận Tổ quốc|"
    "Mặt trận Tổ quốc Việt Nam|Mặt trận Tổ quốc|Ủy ban Trung ương|Ban Thường trực|Ban Thường vụ|"
    "Ban Chấp hành Trung ương|Ban Chấp hành|Trung ương|Ban Bí thư|Bộ Chính trị|Việt Nam|"
    "Thủ tướng Chính phủ|Thủ tướng|Chính phủ|Ủy ban Thường vụ Quốc hội|Quốc hội|Chủ tịch nước|"
    "Chủ tịch|Đảng Cộng sản Việt Nam|Đảng ủy|Đảng bộ|Tỉnh ủy|Thành ủy|Huyện ủy|Quận ủy|Thị ủy|"
    "Ủy ban Kiểm tra|Nhà nước|nhân dân|Hồ Chí Minh|xã hội|Đoàn đại biểu Quốc hội|tối cao|"
    "Trung học phổ thông|Trung học cơ sở|Tiểu học|Mầm non|các cơ quan|Bệnh viện|giáo dục pháp luật|"
    "Hội đồng phối hợp phổ biến|Thanh niên Cộng sản|Liên đoàn Lao động|Liên hiệp Phụ nữ|Bộ Chỉ huy Quân sự|Ban Chỉ huy Quân sự|Bộ Chỉ huy Bộ đội Biên phòng|Bộ đội Biên phòng|Khối Doanh nghiệp|Khu kinh tế|Khu công nghiệp|Công đoàn Viên chức|Quy chế dân chủ ở cơ sở|Quy chế dân chủ|Quy chế|Tỉnh đoàn|Thành đoàn|Huyện đoàn|"
    "Phó Chủ tịch|Phó Giám đốc|Phó Bí thư|Phó Trưởng ban|Phó Trưởng phòng|Phó Chánh Văn phòng|"
    "Phó Thủ tướng|Phó Trưởng đoàn|Phó Chủ nhiệm|Phó Chánh Thanh tra|Phó Viện trưởng|Phó Hiệu trưởng|"
    "Phó Cục trưởng|Phó Tổng Cục trưởng|Phó Tổng Giám đốc|Phó Chi cục trưởng|Phó Vụ trưởng|Tổng Bí thư|"
    "Văn phòng|Thanh tra|Tổng cục|Chi cục|Trung tâm|Tòa án|Công an|Viện kiểm sát|Giám đốc|Cục trưởng|Tổng Cục trưởng|Chi cục trưởng|Vụ trưởng|Viện trưởng|Hiệu trưởng|Tổng Giám đốc|Tổng Thư ký|Chủ nhiệm|Bí thư|Ủy ban|Chánh Văn phòng|Chánh Thanh tra|Trưởng ban|Trưởng phòng|Trưởng đoàn|Thứ trưởng|Bộ trưởng|Thường trực"
)
_CANON = {phrase.lower(): phrase for phrase in _PHRASES.split("|")}
_LONGEST: dict[str, int] = {}
"""How many words the longest phrase has that begins with a word."""
for _words in map(str.split, _CANON):
    _LONGEST[_words[0]] = max(len(_words), _LONGEST.get(_words[0], 0))
_FIELDS = frozenset(
    ["sở", "bộ", "phòng", "ban", "cục", "vụ", "viện", "trường", "hội", "đoàn", "đài", "báo"]
)
_TOKEN = re.compile(r"[^\s,()-]+|[,()-]|\s+")
_UNIT_WORDS = frozenset(
    [*(kind for kind in KINDS_OF_UNIT if " " not in kind), "thôn", "ấp", "buôn", "khóm"]
)
_UNIT_PAIRS = frozenset(kind for kind in KINDS_OF_UNIT if " " in kind)
_NAMED = (
    "tỉnh ủy",
    "thành ủy",
    "huyện ủy",
    "quận ủy",
    "thị ủy",
    "đảng ủy",
    "đảng bộ",
    "tỉnh đoàn",
    "thành đoàn",
    "huyện đoàn",
    "trung học phổ thông",
    "trung học cơ sở",
    "tiểu học",
    "mầm non",
    "khu kinh tế",
    "khu công nghiệp",
)


def in_full(name: str) -> str:
    """Returns a name with its usual abbreviations written out.

    >>> in_full("UBND TP. Ví Dụ"), in_full("BTT UBMTTQ xã An Lạc")
    ('Ủy ban nhân dân thành phố Ví Dụ', 'Ban Thường trực Ủy ban Mặt trận Tổ quốc xã An Lạc')
    """
    whole = _SHORT_WORD.sub(lambda m: _SHORT[m.group().rstrip(".")] + " ", name)
    return " ".join(whole.split()).replace(" ,", ",")


class _Speller:
    """Gives the words of a name, in lower case, their capitals."""

    def __init__(self, tokens: list[str]) -> None:
        self.tokens = tokens
        self.words = [i for i, t in enumerate(tokens) if t[0].isalnum()]
        self.naming = False  # the words of a place are all capitalised
        self.fresh = True  # the first word of a field of work is capitalised

    def spelt(self) -> str:
        place = 0
        while place < len(self.words):
            place += self._phrase(place) or self._unit(place) or self._word(place)
        whole = "".join(self.tokens)
        return whole[:1].upper() + whole[1:]

    def _run(self, place: int, size: int) -> str:
        return " ".join(self.tokens[i] for i in self.words[place : place + size])

    def _phrase(self, place: int) -> int:
        longest = _LONGEST.get(self.tokens[self.words[place]], 0)
        for size in range(min(longest, len(self.words) - place), 1, -1):
            canon = _CANON.get(self._run(place, size))
            if canon:
                if self.fresh and place and self.tokens[self.words[place - 1]] == "và":
                    canon = canon[0].upper() + canon[1:]
                for index, word in zip(self.words[place:], canon.split(), strict=False):
                    self.tokens[index] = word
                self.naming = canon.lower() in _NAMED
                self.fresh = not self.naming
                return size
        return 0

    def _unit(self, place: int) -> int:
        if place and self._run(place, 2) in _UNIT_PAIRS:
            self.naming = True
            return 2
        if place and self._run(place, 1) in _UNIT_WORDS:
            self.naming = True
            return 1
        return 0

    def _word(self, place: int) -> int:
        index = self.words[place]
        word = self.tokens[index]
        if "".join(self.tokens[index - 1 : index]).strip() or self._breaks(index):
            self.fresh = True
        if word == "và":
            self.fresh = True
            return 1
        if self.naming or self.fresh:
            self.tokens[index] = word[:1].upper() + word[1:]
        self.fresh = word in _FIELDS and self.fresh
        return 1

    def _breaks(self, index: int) -> bool:
        before = "".join(self.tokens[max(0, index - 2) : index]).strip()
        return before.endswith((",", "-", "("))


@remembered(256)  # the same offices sign everywhere
def spelt(name: str) -> str:
    """Returns a name printed in capitals as one writes it in a sentence.

    >>> spelt("ỦY BAN NHÂN DÂN THÀNH PHỐ VÍ DỤ"), spelt("SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG")
    ('Ủy ban nhân dân thành phố Ví Dụ', 'Sở Nông nghiệp và Môi trường')
    >>> spelt("BAN DÂN VẬN HUYỆN ỦY AN LẠC"), spelt("SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH")
    ('Ban Dân vận Huyện ủy An Lạc', 'Sở Văn hóa, Thể thao và Du lịch')
    """
    return _Speller(_TOKEN.findall(name.lower())).spelt() if name else ""
