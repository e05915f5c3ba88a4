"""Citations: one row a form of writing; the texts are invented, the numbers are the forms' own."""

import re
import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from danvan_graph.parse.citing.citations import CitationScanner
from danvan_graph.parse.citing.mention import Mention
from danvan_graph.parse.words.lexicon import Lexicon
from danvan_graph.text.flattening import flatten

# text, words found, kind, number or name, date, issuer
NUMBERED = [
    # State and Party form
    ("theo Chỉ thị số 91/CT-TTg ngày 02/3/2020", "Chỉ thị số 91/CT-TTg", "chi-thi", "91/CT-TTg", "2020-03-02", ""),
    ("Kết luận số 92-KL/TW ngày 18-2-2019", "Kết luận số 92-KL/TW", "ket-luan", "92-KL/TW", "2019-02-18", ""),
    # inner spaces, line breaks, mark-up, dashes
    ("Quyết định số 93/NQ- TW", "Quyết định số 93/NQ- TW", "quyet-dinh", "93-NQ/TW", "", ""),
    ("Nghị quyết số 94/NQ -CP", "Nghị quyết số 94/NQ -CP", "nghi-quyet", "94/NQ-CP", "", ""),
    ("Quyết định số 918- \n\nQĐ/TW", "Quyết định số 918- QĐ/TW", "quyet-dinh", "918-QĐ/TW", "", ""),
    ("Kế\nhoạch\nsố\n95/KH-UBND ngày\n06/3/2023", "Kế hoạch số 95/KH-UBND", "ke-hoach", "95/KH-UBND", "2023-03-06", ""),
    ("Quyết định số *902 */2025 /QĐ-CTUBND", "Quyết định số 902 /2025 /QĐ-CTUBND", "quyet-dinh", "902/2025/QĐ-CTUBND", "", ""),
    ("Kế hoạch số 96–KH/TU", "Kế hoạch số 96-KH/TU", "ke-hoach", "96-KH/TU", "", ""),
    ("Thông tư số 921/2025/TT - BNV", "Thông tư số 921/2025/TT - BNV", "thong-tu", "921/2025/TT-BNV", "", ""),
    ("Hướng dẫn số 31 - HD/BTCTW", "Hướng dẫn số 31 - HD/BTCTW", "huong-dan", "31-HD/BTCTW", "", ""),
    ("Quyết định 917 QĐ/ TW", "Quyết định 917 QĐ/ TW", "quyet-dinh", "917-QĐ/TW", "", ""),
    # each style in the other's dress, any case
    ("Quyết định số 217/QĐ-TW", "Quyết định số 217/QĐ-TW", "quyet-dinh", "217-QĐ/TW", "", ""),
    ("chỉ thị 03-ct/tw", "chỉ thị 03-ct/tw", "chi-thi", "03-CT/TW", "", ""),
    ("CHỈ THỊ SỐ 932/CT-TTG NGÀY 21/10/2025 CỦA THỦ TƯỚNG CHÍNH PHỦ", "CHỈ THỊ SỐ 932/CT-TTG", "chi-thi", "932/CT-TTg", "2025-10-21", "THỦ TƯỚNG CHÍNH PHỦ"),
    # no "số", "số:", "so", an abbreviated kind
    ("Nghị quyết 914/NQ-CP", "Nghị quyết 914/NQ-CP", "nghi-quyet", "914/NQ-CP", "", ""),
    ("Công văn Số:10988/BNV-CQĐP", "Công văn Số:10988/BNV-CQĐP", "cong-van", "10988/BNV-CQĐP", "", ""),
    ("Chỉ thị so 941-CT/TW", "Chỉ thị so 941-CT/TW", "chi-thi", "941-CT/TW", "", ""),
    ("KH số 12/KH-UBND", "KH số 12/KH-UBND", "ke-hoach", "12/KH-UBND", "", ""),
    # joint, long, lettered, dotted, padded
    ("Kế hoạch số 949-KH/UBND-BDVTU", "Kế hoạch số 949-KH/UBND-BDVTU", "ke-hoach", "949-KH/UBND-BDVTU", "", ""),
    ("văn bản số 923/BNV-CTTN&BĐG", "văn bản số 923/BNV-CTTN&BĐG", "cong-van", "923/BNV-CTTN&BĐG", "", ""),
    ("Công văn số 5053-CV/VPTW/nb ngày 4/5/2023 của Văn phòng Trung ương Đảng", "Công văn số 5053-CV/VPTW/nb", "cong-van", "5053-CV/VPTW/nb", "2023-05-04", "Văn phòng Trung ương Đảng"),
    ("Nghị quyết số 930c/NQ-CP", "Nghị quyết số 930c/NQ-CP", "nghi-quyet", "930c/NQ-CP", "", ""),
    ("Nghị quyết số 66.7/2025/NQ-CP", "Nghị quyết số 66.7/2025/NQ-CP", "nghi-quyet", "66.7/2025/NQ-CP", "", ""),
    ("Kế hoạch số 0924/KH-UBND", "Kế hoạch số 0924/KH-UBND", "ke-hoach", "0924/KH-UBND", "", ""),
    # kind and code disagree: both stay as printed
    ("Công văn số 3129/TTr-SNV", "Công văn số 3129/TTr-SNV", "cong-van", "3129/TTr-SNV", "", ""),
    ("Chương trình số 901-CT/TU", "Chương trình số 901-CT/TU", "chuong-trinh", "901-CT/TU", "", ""),
    # a code that the unions use as well: as printed
    ("Hướng dẫn số 911/HD-BTV ngày 20/01/2020 của Ban Thường vụ Hội LHPN tỉnh", "Hướng dẫn số 911/HD-BTV", "huong-dan", "911/HD-BTV", "2020-01-20", "Ban Thường vụ Hội LHPN tỉnh"),
    # dates and issuers
    ("Quyết định số 923-QĐ/TW được Bộ Chính trị ban hành ngày 30/7/2021 về cây", "Quyết định số 923-QĐ/TW", "quyet-dinh", "923-QĐ/TW", "2021-07-30", "Bộ Chính trị"),
    ("nhiệm vụ được Thủ tướng Chính phủ giao tại Chỉ thị số 933/CT-TTg ngày 26/11/2021", "Chỉ thị số 933/CT-TTg", "chi-thi", "933/CT-TTg", "2021-11-26", "Thủ tướng Chính phủ"),
    ("Chỉ thị số 933/CT-TTg của Thủ tướng Chính phủ Triển khai việc trồng cây", "Chỉ thị số 933/CT-TTg", "chi-thi", "933/CT-TTg", "", "Thủ tướng Chính phủ"),
    ("Quyết định số 912/QĐ-UBND ngày 27 năm 12 năm 2019 của UBND tỉnh Ví Dụ", "Quyết định số 912/QĐ-UBND", "quyet-dinh", "912/QĐ-UBND", "2019-12-27", "UBND tỉnh Ví Dụ"),
    ("Thông tư số 955/2022/TT-BYT ngày 16 tháng 9 năm 2022 của Bộ trưởng Bộ Y tế hướng dẫn", "Thông tư số 955/2022/TT-BYT", "thong-tu", "955/2022/TT-BYT", "2022-09-16", "Bộ trưởng Bộ Y tế"),
    ("Quyết định số 999-QĐ/TW của Ban Bí thư Trung ương Đảng khóa XII ngày 03/10/2017", "Quyết định số 999-QĐ/TW", "quyet-dinh", "999-QĐ/TW", "2017-10-03", "Ban Bí thư Trung ương Đảng khóa XII"),
    ("Sở Xây dựng tại Tờ trình số 912/TTr-SXD ngày 3/4/2025", "Tờ trình số 912/TTr-SXD", "to-trinh", "912/TTr-SXD", "2025-04-03", "Sở Xây dựng"),
    ("Kế hoạch số 949-KH/UBND-BDVTU ngày 21/01/2025 giữa Ủy ban nhân dân huyện và Ban Dân vận Huyện ủy về nắm tình hình", "Kế hoạch số 949-KH/UBND-BDVTU", "ke-hoach", "949-KH/UBND-BDVTU", "2025-01-21", "Ủy ban nhân dân huyện và Ban Dân vận Huyện ủy"),
    ("Quy chế số 951/QCPH-UBND-MTTQ ngày 12/8/2025 giữa UBND xã và Ủy ban MTTQ xã nhiệm kỳ 2025 - 2030", "Quy chế số 951/QCPH-UBND-MTTQ", "quy-che", "951/QCPH-UBND-MTTQ", "2025-08-12", "UBND xã và Ủy ban MTTQ xã"),
    ("Kế hoạch số 952-KH/ĐU ngày 06/01/2026 của Ban Thường vụ Đảng ủy xã về", "Kế hoạch số 952-KH/ĐU", "ke-hoach", "952-KH/ĐU", "2026-01-06", "Ban Thường vụ Đảng ủy xã"),
]  # fmt: skip

NAMED = [
    ("theo Luật Tố cáo, quy định", "Luật Tố cáo", "luat", "Luật Tố cáo", ""),
    ("Luật tiếp công dân và", "Luật tiếp công dân", "luat", "Luật tiếp công dân", ""),
    ("Luật Phòng, chống tham nhũng năm 2018", "Luật Phòng, chống tham nhũng", "luat", "Luật Phòng, chống tham nhũng", "2018"),
    ("Luật Thực hiện dân chủ ở cơ \nsở đã được Quốc hội khóa XV thông qua ngày 10/11/2022", "Luật Thực hiện dân chủ ở cơ sở", "luat", "Luật Thực hiện dân chủ ở cơ sở", "2022-11-10"),
    ("Luật sửa đổi, bổ sung một số điều của Luật Lưu trữ và Luật Thư viện số 97/2030/QH18", "Luật sửa đổi, bổ sung một số điều của Luật Lưu trữ và Luật Thư viện số 97/2030/QH18", "luat", "97/2030/QH18", ""),
    ("Luật số 87/2025/QH15", "Luật số 87/2025/QH15", "luat", "87/2025/QH15", ""),
    ("Bộ luật Lao động năm 2019", "Bộ luật Lao động", "bo-luat", "Bộ luật Lao động", "2019"),
    ("Hiến pháp năm 2013", "Hiến pháp", "hien-phap", "Hiến pháp", "2013"),
    ("Nghị quyết Đại hội lần thứ XIII của Đảng", "Nghị quyết Đại hội lần thứ XIII", "nghi-quyet-dai-hoi", "Nghị quyết Đại hội đại biểu toàn quốc lần thứ XIII", ""),
    ("Nghị quyết Trung ương 5 khóa XV về", "Nghị quyết Trung ương 5 khóa XV", "nghi-quyet", "Nghị quyết Trung ương 5 khóa XV", ""),
    ("Nghị quyết Hội nghị lần thứ tám Ban Chấp hành Trung ương Đảng (khóa XV) về", "Nghị quyết Hội nghị lần thứ tám Ban Chấp hành Trung ương Đảng (khóa XV)", "nghi-quyet", "Nghị quyết Hội nghị lần thứ tám Ban Chấp hành Trung ương Đảng (khóa XV)", ""),
    ("Nghị quyết Đại hội đại biểu Đảng bộ xã nhiệm kỳ 2040 - 2045 và", "Nghị quyết Đại hội đại biểu Đảng bộ xã nhiệm kỳ 2040 - 2045", "nghi-quyet-dai-hoi", "Nghị quyết Đại hội đại biểu Đảng bộ xã nhiệm kỳ 2040 - 2045", ""),
    ("Chương trình phối hợp giữa Ban Dân vận Thị ủy và UBND thị xã về", "Chương trình phối hợp giữa Ban Dân vận Thị ủy và UBND thị xã", "chuong-trinh-phoi-hop", "Chương trình phối hợp giữa Ban Dân vận Thị ủy và UBND thị xã", ""),
    ("Ngày 16/6/2025, Quốc hội đã thông qua Luật Nhà giáo", "Luật Nhà giáo", "luat", "Luật Nhà giáo", "2025-06-16"),
    ("Quy định 377 của Bộ Chính trị", "Quy định 377", "quy-dinh", "377", ""),
    ("triển khai Đề án 06, nhất là", "Đề án 06", "de-an", "Đề án 06", ""),
]  # fmt: skip

NOT_CITATIONS = [
    "theo Mẫu số 01/BCĐBHĐND-MT",
    "Mẫu 03/HNMT kèm theo",
    "tiêu chuẩn TCVN 14423:2025",
    "từ 04/02/2026\n\n- Giao Sở Nội vụ",
    "giai đoạn 2021-2030 \n\n- Đổi mới",
    "Luật này có hiệu lực",
    "theo quy định của pháp luật về khiếu nại",
    "Số:     /KH-MTTQ-BTT",
    "trực 24/7, đạt 100/100 điểm",
    "diện tích 12/15 ha",
    "Kế hoạch 5 năm 2021-2025",
    "dịch Covid-19 và GDP/người",
    "ngày 12/3/2024",
]


def one(lexicon: Lexicon, text: str) -> tuple[str, Mention]:
    flat = flatten(text).flat
    found = CitationScanner(lexicon).scan(flat)
    assert len(found) == 1, [flat[m.start : m.end] for m in found]
    return flat[found[0].start : found[0].end], found[0]


@pytest.mark.parametrize(("text", "words", "kind", "number", "date", "issuer"), NUMBERED)
def test_numbered(
    lexicon: Lexicon, text: str, words: str, kind: str, number: str, date: str, issuer: str
) -> None:
    """Every written form of a number gives its place, kind, canonical number, date and issuer."""
    found, mention = one(lexicon, text)
    assert (found, mention.kind, str(mention.number)) == (words, kind, number)
    assert (str(mention.date or ""), mention.issuer or "") == (date, issuer)


@pytest.mark.parametrize(("text", "words", "kind", "name", "date"), NAMED)
def test_named(lexicon: Lexicon, text: str, words: str, kind: str, name: str, date: str) -> None:
    """Every way to cite by name gives its place, kind, name and date."""
    found, mention = one(lexicon, text)
    told = str(mention.number) if mention.number else mention.bare or mention.name
    assert (found, mention.kind, told, str(mention.date or "")) == (words, kind, name, date)


@pytest.mark.parametrize("text", NOT_CITATIONS)
def test_not_citations(lexicon: Lexicon, text: str) -> None:
    """What only looks like a number or a law is left alone."""
    assert CitationScanner(lexicon).scan(flatten(text).flat) == []


@pytest.mark.parametrize("joint", [", ", " và ", ", số ", " và số "])
def test_numbers_that_follow_an_elliptical_one(lexicon: Lexicon, joint: str) -> None:
    """Each number of "Quyết định số 917 và 918 của Bộ Chính trị" is a mention, with one issuer."""
    flat = f"theo Quyết định số 917{joint}918 của Bộ Chính trị"
    found = CitationScanner(lexicon).scan(flat)
    assert [(m.bare, m.kind, m.issuer) for m in found] == [
        ("917", "quyet-dinh", "Bộ Chính trị"),
        ("918", "quyet-dinh", "Bộ Chính trị"),
    ]


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        (
            "theo Thông báo Kết luận số 960-TB/TW ngày",
            "Thông báo Kết luận số 960-TB/TW",
            "thong-bao",
        ),
        ("theo Kế hoạch số 912 ngày 15/01/2024 của", "Kế hoạch số 912", "ke-hoach"),
        ("theo Luật Tố cáo (số 925/2018/QH14) thì", "Luật Tố cáo (số 925/2018/QH14", "luat"),
        (
            "Nghị quyết Trung ương 4 (khóa XI, XII) về",
            "Nghị quyết Trung ương 4 (khóa XI, XII)",
            "nghi-quyet",
        ),
    ],
)
def test_one_mention_and_its_kind(lexicon: Lexicon, text: str, words: str, kind: str) -> None:
    """Kinds of two words, plans without symbol, numbers in brackets, and terms in a row."""
    found, mention = one(lexicon, text)
    assert (found, mention.kind) == (words, kind)


def test_a_count_behind_a_mention_is_no_number(lexicon: Lexicon) -> None:
    """ "Chỉ thị 916, 120 hộ" tells of households, not of a second directive."""
    found = CitationScanner(lexicon).scan("thực hiện Chỉ thị 916, 120 hộ đã hiến đất")
    assert [m.bare for m in found] == ["916"]


def test_shared_date_and_issuer(lexicon: Lexicon) -> None:
    """A date and an issuer stated once belong to both numbers they are stated for."""
    text = "Quyết định số 917-QĐ/TW và Quyết định số 918-QĐ/TW ngày 12/12/2013 của Bộ Chính trị"
    found = CitationScanner(lexicon).scan(flatten(text).flat)
    assert [str(m.date) for m in found] == ["2013-12-12", "2013-12-12"]
    assert [m.issuer for m in found] == ["Bộ Chính trị", "Bộ Chính trị"]


def test_elliptical_list(lexicon: Lexicon) -> None:
    """A number that leans on the kind before it is found with that kind and its own date."""
    text = "các Nghị quyết số 947/NQ-CP ngày 24/10/2025, số 980/NQ-CP ngày 25/11/2025 của Chính phủ"
    found = CitationScanner(lexicon).scan(flatten(text).flat)
    assert [(str(m.number), str(m.date), m.issuer) for m in found] == [
        ("947/NQ-CP", "2025-10-24", "Chính phủ"),
        ("980/NQ-CP", "2025-11-25", "Chính phủ"),
    ]


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="0123456789-/ \n.,;()ăâđêôơưKHQĐNTWUBcủaLuậtsố", max_size=400))
def test_any_text(lexicon: Lexicon, text: str) -> None:
    """No text makes the scanner fail, and mentions never overlap."""
    found = CitationScanner(lexicon).scan(flatten(text).flat)
    assert all(a.end <= b.start for a, b in pairwise(found))


HOSTILE = [
    "Luật " * 20_000,
    "Quyết định số " * 8_000,
    "1-A-" * 25_000,
    "1/2020/" * 15_000,
    "Nghị quyết Đại hội đại biểu " * 4_000,
    "ngày 1/1/" * 12_000,
    "của Bộ " * 15_000,
    "Luật sửa đổi, bổ sung một số điều của " * 3_000,
    " " * 100_000 + "số 1/KH-UBND",
    "(" * 100_000,
]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda t: re.sub(r"\s+", " ", t)[:20])
def test_hostile_texts_stay_linear(lexicon: Lexicon, text: str) -> None:
    """Ten times a hostile text takes at most some thirty times as long as the text itself."""
    scanner = CitationScanner(lexicon)

    def seconds(words: str) -> float:
        start = time.process_time()
        scanner.scan(flatten(words).flat)
        return time.process_time() - start

    short = max(seconds(text[: len(text) // 10]), 0.01)
    assert seconds(text) < 30 * short


def test_papers_signed_together_share_their_day(lexicon: Lexicon) -> None:
    """Numbers that follow each other and stand side by side are of one day; others are not."""
    scanner = CitationScanner(lexicon)
    together = scanner.scan("theo Quyết định số 217-QĐ/TW, Quyết định số 218-QĐ/TW ngày 12/12/2013")
    apart = scanner.scan("theo Quyết định số 23-QĐ/TW, Quyết định số 218-QĐ/TW ngày 12/12/2013")
    assert [str(mention.date) for mention in together] == ["2013-12-12", "2013-12-12"]
    assert apart[0].date is None


def test_the_style_of_the_branch(lexicon: Lexicon) -> None:
    """A Party symbol in the style of the State is put right and flagged, and the reverse."""
    for printed, number in (("217/QĐ-TW", "217-QĐ/TW"), ("33-CT/TTg", "33/CT-TTg")):
        (mention,) = CitationScanner(lexicon).scan(f"thực hiện Văn bản số {printed} của cấp trên")
        assert (str(mention.number), "variant-form" in mention.flags) == (number, True)
