"""The header: what one writes into a letterhead is read back out of every layout of it."""

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from danvan_graph.identifiers.document_date import DocumentDate
from danvan_graph.parse.head.header import read_header
from danvan_graph.parse.head.level import level_of_codes, level_of_name, level_of_text
from danvan_graph.parse.layout.zones import find_zones
from danvan_graph.parse.words.lexicon import Lexicon
from danvan_graph.records.header import Header
from danvan_graph.text.flattening import flatten

from .layouts import FEET, HEADS, SHEETS, Layout, Sheet, write

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
LAYOUTS = st.builds(
    Layout,
    head=st.sampled_from(HEADS),
    foot=st.sampled_from(FEET),
    width=st.sampled_from([0, 66, 80, 100]),
    spaced=st.booleans(),
    capital=st.booleans(),
    marked=st.booleans(),
    stop=st.sampled_from([";", ","]),
    bullet=st.sampled_from(["- ", "+ ", "-", "– "]),
    after=st.sampled_from([(), ("", "PHỤ LỤC", "Danh sách phòng tiếp dân"), ("Tin liên quan",)]),
)


def header(source: str, lexicon: Lexicon) -> Header:
    text = flatten(source)
    return read_header(text, find_zones(text, lexicon), lexicon)


def letterhead(found: Header) -> dict[str, object]:
    return {
        "number": found.number and found.number.value.text,
        "date": found.date and str(found.date.value),
        "place": found.place and found.place.value,
        "issuers": [agent.text for agent in found.issuers],
        "level": found.level,
    }


def expected(sheet: Sheet) -> dict[str, object]:
    return {
        "number": sheet.number,
        "date": sheet.date,
        "place": sheet.place,
        "issuers": [sheet.issuer],
        "level": sheet.level,
    }


@pytest.mark.parametrize("head", [h for h in HEADS if h != "none"])
@pytest.mark.parametrize("name", SHEETS)
def test_every_letterhead_is_read_back_from_every_layout(
    name: str, head: str, lexicon: Lexicon
) -> None:
    sheet = SHEETS[name]
    assert letterhead(header(write(sheet, Layout(head=head)), lexicon)) == expected(sheet)


@settings(max_examples=150, deadline=None)
@given(sheet=st.sampled_from(list(SHEETS.values())), layout=LAYOUTS)
def test_no_combination_of_layouts_changes_what_is_read(sheet: Sheet, layout: Layout) -> None:
    lexicon = _shared_lexicon()
    found = header(write(sheet, layout), lexicon)
    assert (found.kind.value, found.title.value.lower()) == (sheet.kind, sheet.title.lower())
    if layout.head == "none":
        assert (found.number, found.date, found.place) == (None, None, None)
    else:
        assert letterhead(found) == expected(sheet)


@settings(max_examples=60, deadline=None)
@given(
    number=st.integers(1, 9999),
    day=st.dates(min_value=datetime.date(2016, 1, 1), max_value=datetime.date(2035, 12, 31)),
    head=st.sampled_from(["rows", "columns", "beside", "cells", "markdown"]),
)
def test_any_number_and_day_are_read_back(number: int, day: datetime.date, head: str) -> None:
    sheet = Sheet(number=f"{number:02d}/KH-UBND", date=day.isoformat())
    found = header(write(sheet, Layout(head=head)), _shared_lexicon())
    assert found.number
    assert found.number.value.text == sheet.number
    assert found.date
    assert str(found.date.value) == sheet.date


# letterhead, place-date line, issuers, level
ISSUERS = [
    ("UBND TỈNH VÍ DỤ\nSỞ TƯ PHÁP", "Sở Tư pháp tỉnh Ví Dụ", "tinh"),
    ("UBND XÃ VÍ DỤ\nTRƯỜNG TIỂU HỌC VÍ DỤ A", "Trường Tiểu học Ví Dụ A", "xa"),
    ("TỈNH ỦY VÍ DỤ\nBAN DÂN VẬN TỈNH ỦY", "Ban Dân vận Tỉnh ủy Ví Dụ", "tinh"),
    ("BCH ĐẢNG BỘ XÃ VÍ DỤ\nĐẢNG ỦY", "Đảng ủy xã Ví Dụ", "xa"),
    (
        "HỘI NÔNG DÂN TỈNH VÍ DỤ\nBAN CHẤP HÀNH HUYỆN AN LẠC",
        "Ban Chấp hành Hội Nông dân huyện An Lạc",
        "huyen",
    ),
    (
        "HỘI LIÊN HIỆP PHỤ NỮ VIỆT NAM\nBAN THƯỜNG VỤ TỈNH VÍ DỤ",
        "Ban Thường vụ Hội Liên hiệp Phụ nữ tỉnh Ví Dụ",
        "tinh",
    ),
    ("ĐOÀN TNCS HỒ CHÍ MINH\nBCH TỈNH ĐOÀN VÍ DỤ", "Ban Chấp hành Tỉnh đoàn Ví Dụ", "tinh"),
    (
        "BỘ CHỈ HUY QUÂN SỰ TỈNH VÍ DỤ\nBAN CHỈ HUY QUÂN SỰ HUYỆN AN LẠC",
        "Ban Chỉ huy Quân sự huyện An Lạc",
        "huyen",
    ),
    ("HỘI ĐỒNG NHÂN DÂN\nTHÀNH PHỐ HẢI PHÒNG", "Hội đồng nhân dân thành phố Hải Phòng", "tinh"),
    ("ỦY BAN NHÂN DÂN\nTHÀNH PHỐ VÍ DỤ", "Ủy ban nhân dân thành phố Ví Dụ", "huyen"),
    ("UBND TỈNH VÍ DỤ\nUBND HUYỆN AN LẠC", "Ủy ban nhân dân huyện An Lạc", "huyen"),
    ("UBND THÀNH PHỐ HẢI PHÒNG\nUBND QUẬN MỘT", "Ủy ban nhân dân quận Một", "huyen"),
    ("UBND HUYỆN AN LẠC\nPHÒNG NỘI VỤ", "Phòng Nội vụ huyện An Lạc", "huyen"),
    ("ỦY BAN NHÂN\nDÂN\nPHƯỜNG VÍ DỤ", "Ủy ban nhân dân phường Ví Dụ", "xa"),
    ("UBND TỈNH VÍ DỤ\nVĂN PHÒNG", "Văn phòng Ủy ban nhân dân tỉnh Ví Dụ", "tinh"),
    ("TỈNH ỦY VÍ DỤ\nBAN DÂN VẬN", "Ban Dân vận Tỉnh ủy Ví Dụ", "tinh"),
    ("ĐẢNG BỘ TỈNH VÍ DỤ\nHUYỆN ỦY AN LẠC", "Huyện ủy An Lạc", "huyen"),
    ("HUYỆN ỦY AN LẠC\nĐẢNG ỦY XÃ MẪU", "Đảng ủy xã Mẫu", "xa"),
    ("BAN CHẤP HÀNH TRUNG ƯƠNG\nỦY BAN KIỂM TRA", "Ủy ban Kiểm tra Trung ương", "trung-uong"),
    ("BỘ TÀI CHÍNH\nTỔNG CỤC THUẾ", "Tổng cục Thuế", "trung-uong"),
    ("BỘ VĂN HÓA, THỂ THAO\nVÀ DU LỊCH", "Bộ Văn hóa, Thể thao và Du lịch", "trung-uong"),
    ("UBND TỈNH VÍ DỤ\nTHANH TRA TỈNH", "Thanh tra tỉnh Ví Dụ", "tinh"),
    ("ĐẢNG ỦY XÃ MẪU\nCHI BỘ THÔN ĐÔNG", "Chi bộ thôn Đông", "xa"),
    (
        "HUYỆN ỦY AN LẠC\nBCĐ THỰC HIỆN QUY CHẾ DÂN CHỦ Ở CƠ SỞ",
        "Ban Chỉ đạo thực hiện Quy chế dân chủ ở cơ sở huyện An Lạc",
        "huyen",
    ),
    (
        "HỘI LHPN TỈNH VÍ DỤ\nBAN THƯỜNG VỤ HỘI LHPN HUYỆN AN LẠC",
        "Ban Thường vụ Hội Liên hiệp Phụ nữ huyện An Lạc",
        "huyen",
    ),
    ("BCH ĐOÀN TỈNH VÍ DỤ\nĐOÀN TNCS HỒ CHÍ MINH", "Ban Chấp hành Đoàn tỉnh Ví Dụ", "tinh"),
    ("BỘ CHQS TỈNH VÍ DỤ\nBAN CHQS HUYỆN AN LẠC", "Ban Chỉ huy Quân sự huyện An Lạc", "huyen"),
    (
        "HỘI ĐỒNG NHÂN DÂN TỈNH VÍ DỤ\nBAN PHÁP CHẾ",
        "Ban Pháp chế Hội đồng nhân dân tỉnh Ví Dụ",
        "tinh",
    ),
    (
        "BTL BỘ ĐỘI BIÊN PHÒNG\nBỘ CHỈ HUY BĐBP TỈNH VÍ DỤ",
        "Bộ Chỉ huy Bộ đội Biên phòng tỉnh Ví Dụ",
        "tinh",
    ),
    (
        "UBND TỈNH VÍ DỤ\nBAN QUẢN LÝ\nKHU KINH TẾ CỒN MẪU",
        "Ban Quản lý Khu kinh tế Cồn Mẫu",
        "tinh",
    ),
    ("UBND TỈNH VÍ DỤ\nBAN QUẢN LÝ KHU KINH TẾ", "Ban Quản lý Khu kinh tế tỉnh Ví Dụ", "tinh"),
    ("THỦ TƯỚNG CHÍNH PHỦ", "Thủ tướng Chính phủ", "trung-uong"),
    ("VĂN PHÒNG CHÍNH PHỦ", "Văn phòng Chính phủ", "trung-uong"),
]


@pytest.mark.parametrize(("lines", "issuer", "level"), ISSUERS)
def test_the_issuer_is_the_lowest_body_of_the_letterhead(
    lines: str, issuer: str, level: str, lexicon: Lexicon
) -> None:
    source = (
        f"{lines}\n{NATION}Số: 3/KH-XYZ\nVí Dụ, ngày 01 tháng 02 năm 2024\n"
        "KẾ HOẠCH\nTrồng cây đầu xuân\nCăn cứ lời Bác dạy;\nI. MỤC ĐÍCH\n"
    )
    found = header(source, lexicon)
    assert ([agent.text for agent in found.issuers], found.level) == ([issuer], level)


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        (
            "ỦY BAN NHÂN DÂN\nỦY BAN MTTQ VIỆT NAM\nTỈNH VÍ DỤ",
            ["Ủy ban nhân dân tỉnh Ví Dụ", "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh Ví Dụ"],
        ),
        (
            "BAN DÂN VẬN HUYỆN ỦY - ỦY BAN NHÂN DÂN\nHUYỆN VÍ DỤ",
            ["Ban Dân vận Huyện ủy Ví Dụ", "Ủy ban nhân dân huyện Ví Dụ"],
        ),
        ("VĂN PHÒNG CHÍNH PHỦ - BỘ NỘI VỤ", ["Văn phòng Chính phủ", "Bộ Nội vụ"]),
        (
            "HUYỆN ỦY VÍ DỤ\nBAN TUYÊN GIÁO - BAN DÂN VẬN",
            ["Ban Tuyên giáo Huyện ủy Ví Dụ", "Ban Dân vận Huyện ủy Ví Dụ"],
        ),
        (
            "TỈNH ỦY VÍ DỤ - UBND TỈNH VÍ DỤ\nBAN DÂN VẬN - SỞ NỘI VỤ",
            ["Ban Dân vận Tỉnh ủy Ví Dụ", "Sở Nội vụ tỉnh Ví Dụ"],
        ),
        (
            "TỈNH ỦY VÍ DỤ - ỦY BAN NHÂN DÂN TỈNH\nBAN DÂN VẬN",
            ["Ban Dân vận Tỉnh ủy Ví Dụ", "Ủy ban nhân dân tỉnh"],
        ),
    ],
)
def test_a_joint_letterhead_names_all_its_bodies(
    lines: str, names: list[str], lexicon: Lexicon
) -> None:
    source = (
        f"{lines}\n{NATION}Số: 01/QCPH\nVí Dụ, ngày 5 tháng 6 năm 2024\nQUY CHẾ\nPhối hợp tiếp dân"
    )
    assert [agent.text for agent in header(source, lexicon).issuers] == names


def test_each_body_of_a_joint_paper_below_its_own(lexicon: Lexicon) -> None:
    """Four lines of a paper whose symbol says that it is joint are two bodies with their superiors."""
    source = (
        f"TỈNH ỦY VÍ DỤ\nBAN DÂN VẬN\nUBND TỈNH VÍ DỤ\nSỞ NỘI VỤ\n{NATION}Số 15-HDLN/BDVTU-SNV\n"
        "Ví Dụ, ngày 5 tháng 6 năm 2024\nHƯỚNG DẪN\nTrồng cây"
    )
    names = [agent.text for agent in header(source, lexicon).issuers]
    assert names == ["Ban Dân vận Tỉnh ủy Ví Dụ", "Sở Nội vụ tỉnh Ví Dụ"]


# text without letterhead, issuer, whether its place is stated
RUNNING = [
    (
        "KẾ HOẠCH\nTrồng cây năm 2024\nThực hiện Công văn số 7/SNV, UBND xã An Lạc ban hành Kế hoạch:\n",
        "Ủy ban nhân dân xã An Lạc",
        True,
    ),
    (
        "KẾ HOẠCH\nTrồng cây trên địa bàn huyện An Lạc\nCăn cứ mùa vụ;\nUBND huyện xây dựng kế hoạch sau:\n",
        "Ủy ban nhân dân huyện An Lạc",
        False,
    ),
    (
        (
            "KẾ HOẠCH\nTrồng cây trên địa bàn huyện An Lạc\nCăn cứ mùa vụ;\n"
            "Ủy ban nhân dân huyên An Lạc xây dựng kế hoạch sau:\n"
        ),
        "Ủy ban nhân dân huyện An Lạc",
        False,
    ),
    (
        "NGHỊ QUYẾT\nVỀ TRỒNG CÂY\nCHÍNH PHỦ\nCăn cứ Luật Lâm nghiệp;\nQUYẾT NGHỊ:\n",
        "Chính phủ",
        True,
    ),
    (
        (
            "KẾ HOẠCH\nTrồng cây\nCăn cứ mùa vụ;\nI. MỤC ĐÍCH\nXanh hơn./.\n"
            "TM. ỦY BAN NHÂN DÂN XÃ MẪU\nCHỦ TỊCH\nTrần Mẫu\n"
        ),
        "Ủy ban nhân dân xã Mẫu",
        False,
    ),
]


@pytest.mark.parametrize(("source", "issuer", "stated"), RUNNING)
def test_without_letterhead_the_issuer_comes_from_the_running_text(
    source: str, issuer: str, *, stated: bool, lexicon: Lexicon
) -> None:
    (agent,) = header(source, lexicon).issuers
    assert (agent.text, agent.at is not None) == (issuer, stated)


def test_the_leaders_of_the_party_are_named_by_the_text_or_the_signature(lexicon: Lexicon) -> None:
    head = (
        "BAN CHẤP HÀNH TRUNG ƯƠNG\n*\nĐẢNG CỘNG SẢN VIỆT NAM\nSố 938-QĐ/TW\n"
        "Hà Nội, ngày 5 tháng 6 năm 2024\nQUY ĐỊNH\nvề sổ tiếp dân\n- Căn cứ Điều lệ Đảng,\n"
    )
    told = header(head + "Ban Bí thư quy định như sau:\nĐiều 1. Sổ\n", lexicon)
    assert [agent.text for agent in told.issuers] == ["Ban Bí thư"]
    signed = header(head + "Điều 1. Sổ.\nT/M BỘ CHÍNH TRỊ\nTỔNG BÍ THƯ\nNgô Mẫu\n", lexicon)
    assert [agent.text for agent in signed.issuers] == ["Bộ Chính trị"]


NUMBERS = [
    ("Số: 65/2024/QĐ-UBND", "65/2024/QĐ-UBND"),
    ("Số:10988/BNV-CQĐP", "10988/BNV-CQĐP"),
    ("Số 383 - QĐ/TW", "383-QĐ/TW"),
    ("Số: *09* /KH-UBND", "09/KH-UBND"),
    ("Số: 2231/SNV-CCHC&PC", "2231/SNV-CCHC&PC"),
    ("Luật số: 99/2024/QH15", "99/2024/QH15"),
    ("Số:      /KH-MTTQ-BTT", None),
    ("Số: ……/KH-UBND", None),
]


@pytest.mark.parametrize(("line", "number"), NUMBERS)
def test_the_number_line_is_read_in_every_style(
    line: str, number: str | None, lexicon: Lexicon
) -> None:
    source = (
        f"ỦY BAN NHÂN DÂN\nXÃ MẪU\n{line}\n{NATION}Mẫu, ngày 5 tháng 6 năm 2024\nKẾ HOẠCH\nVề cây"
    )
    found = header(source, lexicon).number
    assert (found and found.value.text) == number


def test_issuer_and_number_in_one_cell(lexicon: Lexicon) -> None:
    source = (
        f"| ỦY BAN NHÂN DÂN THỊ TRẤN MẪU Số: 12/KH-UBND | {NATION.strip()} Mẫu, ngày 5 tháng 6 năm 2024 |\n"
        "| --- | --- |\n\nKẾ HOẠCH\n\nVề cây\n\nCăn cứ mùa vụ;\n"
    )
    found = header(source, lexicon)
    assert found.number
    assert found.number.value.text == "12/KH-UBND"
    assert [agent.text for agent in found.issuers] == ["Ủy ban nhân dân thị trấn Mẫu"]


def test_a_number_in_the_title_is_not_the_document_s_own(lexicon: Lexicon) -> None:
    found = header("KẾ HOẠCH\nTHỰC HIỆN CHỈ THỊ SỐ 927/CT-TTG\nCăn cứ mùa vụ;\n", lexicon)
    assert (found.number, found.title.value) == (None, "THỰC HIỆN CHỈ THỊ SỐ 927/CT-TTG")


@pytest.mark.parametrize(
    ("line", "place", "date", "year"),
    [
        ("Thành phố Huế, ngày 18 tháng 11 năm 2025", "Thành phố Huế", "2025-11-18", 2025),
        ("Bà Rịa - Vũng Tàu, ngày 8/1/2024", "Bà Rịa - Vũng Tàu", "2024-01-08", 2024),
        ("TP. Hồ Chí Minh, ngày 18 tháng 11 năm 2025", "TP. Hồ Chí Minh", "2025-11-18", 2025),
        ("An\n  Lạc, ngày 07\ntháng 01 năm 2022", "An Lạc", "2022-01-07", 2022),
        ("An Lạc, ngày      tháng 3 năm 2025", "An Lạc", None, 2025),
        ("An Lạc, ngày 31 tháng 02 năm 2025", "An Lạc", None, 2025),
    ],
)
def test_place_and_date_are_read_where_they_are_stated(
    line: str, place: str, date: str | None, year: int, lexicon: Lexicon
) -> None:
    found = header(f"UBND XÃ MẪU\nSố: 4/BC-UBND\n{NATION}{line}\n\nBÁO CÁO\nVề cây", lexicon)
    assert found.place
    assert found.place.value == place
    assert (found.date and str(found.date.value), found.year) == (date, year)


def test_a_date_above_the_signature_stands_for_one_in_the_letterhead(lexicon: Lexicon) -> None:
    source = (
        f"UBND XÃ MẪU\n{NATION}Số: 4/TB-UBND\n\nTHÔNG BÁO\nVề cây\n\nCây ở vườn đã lớn./.\n\n"
        "An Lạc, ngày 21 tháng 7 năm 2025\n\nCHỦ TỊCH\n\nLê Văn Mẫu\n"
    )
    found = header(source, lexicon)
    assert found.date
    assert found.place
    assert (str(found.date.value), found.place.value) == ("2025-07-21", "An Lạc")


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("Trồng cây năm 2023", 2023),
        ("Thực hiện Chỉ thị số 9/CT-TTg ngày 26/11/2021 năm 2023", 2023),
        ("Thực hiện Chỉ thị số 9/CT-TTg ngày 26 tháng 11 năm 2021", None),
        ("“Năm thi đua trồng cây” 2023.", 2023),
        ("Trồng cây giai đoạn 2021 - 2025", None),
    ],
)
def test_the_year_is_the_one_the_document_is_for(
    title: str, year: int | None, lexicon: Lexicon
) -> None:
    assert header(f"KẾ HOẠCH\n{title}\nCăn cứ mùa vụ;\nI. MỤC ĐÍCH\n", lexicon).year == year


def test_a_letter_has_no_kind_line_and_its_title_behind_the_marks(lexicon: Lexicon) -> None:
    source = (
        "UBND HUYỆN AN LẠC\nPHÒNG NỘI VỤ\nSố: 45/NV-CCHC\nV/v báo cáo kết quả tiếp dân\n"
        f"quý I năm 2024\n{NATION}An Lạc, ngày 3 tháng 4 năm 2024\n\nKính gửi: UBND các xã.\n\n"
        "Phòng Nội vụ đề nghị các xã báo cáo trước ngày 10/4/2024./.\n"
    )
    found = header(source, lexicon)
    assert found.kind.value == "cong-van"
    assert found.title.value == "báo cáo kết quả tiếp dân quý I năm 2024"
    assert found.kind.at is None


def test_everything_stated_is_found_again_at_its_place(lexicon: Lexicon) -> None:
    source = write(SHEETS["province"], Layout(head="cells", width=70))
    found = header(source, lexicon)
    text = flatten(source)
    for stated in (found.kind, found.number, found.date, found.place, found.title):
        assert stated
        assert stated.at
        value = stated.value
        if not isinstance(value, DocumentDate):
            assert text.words(stated.at).lower() in (str(value).lower(), "kế hoạch")


def test_a_city_with_departments_is_under_the_centre(lexicon: Lexicon) -> None:
    """A city no register knows is a province where it orders departments and names no province."""
    head = "ỦY BAN NHÂN DÂN\nTHÀNH PHỐ MÂY TRẮNG\nSố: 7/KH-UBND\nMây Trắng, ngày 03 tháng 02 năm 2024\nKẾ HOẠCH\nMở lớp vẽ\nI. PHÂN CÔNG\n"
    under = "1. Sở Nội vụ mở lớp.\n2. Giao Sở Tài chính cấp tiền."
    assert header(head + under, lexicon).level == "tinh"
    assert header(head + under + "\n3. Báo cáo UBND tỉnh.", lexicon).level == "huyen"


def test_levels_follow_names_symbols_and_speech() -> None:
    assert level_of_name("Ủy ban nhân dân thành phố Huế", "", DocumentDate(2025, 11, 18)) == "tinh"
    assert level_of_name("Ủy ban nhân dân thành phố Huế", "", DocumentDate(2023, 1, 1)) == "huyen"
    assert level_of_name("Thành ủy Đà Nẵng") == "tinh"
    assert level_of_name("Thành ủy Ví Dụ", "", DocumentDate(2024, 1, 1)) == "huyen"
    assert level_of_name("Thành ủy Ví Dụ", "", DocumentDate(2025, 7, 1)) == "tinh"
    assert level_of_name("Ban Chỉ đạo") is None
    assert level_of_codes(("CV", "BDVTU")) == "tinh"
    assert level_of_codes(()) is None
    assert level_of_text("thực hiện trên địa bàn xã, báo cáo Đảng ủy xã") == "xa"


_LEXICONS: list[Lexicon] = []


@pytest.fixture(autouse=True)
def _share(lexicon: Lexicon) -> None:
    """Keeps the session's lexicon for the tests that hypothesis runs many times."""
    _LEXICONS[:] = [lexicon]


def _shared_lexicon() -> Lexicon:
    return _LEXICONS[0]
