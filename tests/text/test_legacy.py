"""TCVN3 and VNI: every letter, the decision for a whole document, and what must not be decoded."""

import random
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from danvan_graph.text import legacy, read_text
from danvan_graph.text.syllables import is_syllable

Save = Callable[[str, bytes | str], Path]
Refusal = Callable[[Path], str]
Docx = Callable[..., Path]
SetFont = Callable[[str, str], str]

LOWER = "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ"
TO_TCVN3 = {ord(meant): chr(code) for code, meant in legacy._TCVN3_TABLE.items()}
TO_VNI = {ord(meant): typed for typed, meant in legacy._VNI_TABLE.items() if len(meant) == 1}


@pytest.mark.parametrize("letter", LOWER + "ĂÂÊÔƠƯĐ")
def test_every_tcvn3_letter_comes_back(letter: str) -> None:
    assert legacy.decode(letter.translate(TO_TCVN3), "TCVN3") == letter


@pytest.mark.parametrize("letter", LOWER + LOWER.upper())
def test_every_vni_letter_comes_back(letter: str) -> None:
    assert legacy.decode(letter.translate(TO_VNI), "VNI") == letter


def test_u_with_horn_is_the_soft_hyphen_in_tcvn3() -> None:
    assert "trường".translate(TO_TCVN3) == "tr\u00ad\u00eang"


@pytest.mark.parametrize(("table", "encoding"), [(TO_TCVN3, "TCVN3"), (TO_VNI, "VNI")])
def test_a_plan_typed_in_an_old_font_reads_the_same(
    save: Save, plan: str, table: dict[int, str], encoding: str
) -> None:
    lower = plan.lower()
    typed = lower.translate(table).encode("cp1252")
    assert b"\xad" in typed or encoding == "VNI"
    reading = read_text(save("a.txt", typed))
    assert reading.encoding == encoding
    assert reading.text.source == lower
    assert reading.notes == (
        f"Văn bản dùng bảng mã {encoding}, đã giải mã {encoding} sang Unicode.",
    )


@pytest.mark.parametrize(("table", "encoding"), [(TO_TCVN3, "TCVN3"), (TO_VNI, "VNI")])
def test_old_letters_saved_as_unicode_are_decoded_too(
    save: Save, plan: str, table: dict[int, str], encoding: str
) -> None:
    reading = read_text(save("a.txt", plan.lower().translate(table)))
    assert (reading.encoding, reading.text.source) == (encoding, plan.lower())


def test_unicode_stays_as_it_is(save: Save, plan: str) -> None:
    assert read_text(save("a.txt", plan)).text.source == plan


def test_bullets_and_units_are_no_sign_of_an_old_font(save: Save) -> None:
    text = "Nhiệm vụ\n· Diện tích 5 m²\n· Nhiệt độ 30°C\n· Café – “résumé”\n" * 20
    assert read_text(save("a.txt", text)).text.source == text


def test_the_name_of_the_font_settles_a_single_word(docx: Docx, set_fonts: SetFont) -> None:
    assert read_text(docx(set_fonts("Céng", "VNI-Times"))).encoding != "Unicode"
    assert read_text(docx(set_fonts("Céng", ".VnTime"))).text.source == "Cộng"
    assert read_text(docx(set_fonts("Céng", "Times New Roman"))).text.source == "Céng"


def test_the_font_of_capitals_gives_capitals(docx: Docx, set_fonts: SetFont) -> None:
    body = set_fonts("céng hoµ x· héi chñ nghÜa", ".VnTimeH") + set_fonts("sè 5", ".VnTime")
    assert read_text(docx(body)).text.source == "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA\n\nsố 5"


def test_a_letter_cut_between_two_runs_is_whole(docx: Docx) -> None:
    runs = "".join(f"<w:r><w:t>{t}</w:t></w:r>" for t in ("Coä", "ng ho", "ø", "a xaõ ho", "äi"))
    assert read_text(docx(f"<w:p>{runs}</w:p>")).text.source == "Cộng hòa xã hội"


def test_unicode_and_tcvn3_in_one_document_are_refused(
    docx: Docx, as_xml: Callable[[list[str]], str], refusal: Refusal, plan: str
) -> None:
    body = as_xml([plan, plan.lower().translate(TO_TCVN3)])
    assert "trộn lẫn hai bảng mã" in refusal(docx(body))


@pytest.mark.parametrize(
    "word", ["nghiêng", "khuỷu", "Quảng", "giếng", "quốc", "thuở", "ướt", "Đắk", "xoèn"]
)
def test_syllables_are_known(word: str) -> None:
    assert is_syllable(word)
    assert is_syllable(unicodedata.normalize("NFC", word.upper()))


@pytest.mark.parametrize("word", ["cảc", "hoµ", "bàá", "đz", "ưưa", "fà", "ngn"])
def test_what_is_no_syllable_is_known_too(word: str) -> None:
    assert not is_syllable(word)


VIETNAMESE = [
    "kế",
    "hoạch",
    "công",
    "tác",
    "dân",
    "vận",
    "của",
    "Ủy",
    "ban",
    "nhân",
    "dân",
    "xã",
    "năm",
    "và",
    "được",
]
MARKED = [*VIETNAMESE, *(w.translate(TO_TCVN3) for w in VIETNAMESE), "Krông", "GD&ĐT", "àààà", "ở", "café"]  # fmt: skip
MARKED += ["".join(TO_VNI.get(ord(c), c) for c in word) for word in VIETNAMESE]


def test_nothing_is_plainly_unicode_in_which_an_old_encoding_would_be_found() -> None:
    """The quick question never hides what the thorough one finds, in whatever mixture of words."""
    chance = random.Random(4)  # noqa: S311 - no secret
    asked = 0
    for _ in range(3000):
        words = chance.choices(MARKED, k=chance.randint(1, 8))
        text = " ".join(chance.choices(words, k=chance.randint(1, 60)))
        if legacy.is_plainly_unicode(text):
            asked += 1
            verdict = legacy.judge(text, (legacy.UNICODE, legacy.TCVN3, legacy.VNI))
            assert (verdict.encoding, verdict.rival) == (legacy.UNICODE, "")
    assert 100 < asked < 2900
