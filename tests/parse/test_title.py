"""The title: where it begins, and where the recitals or the text begin below it."""

import pytest

from danvan_graph.parse.layout.zones import find_zones
from danvan_graph.parse.words.lexicon import Lexicon
from danvan_graph.text.flattening import flatten

# text, slug of the kind, title
TITLES = [
    (
        "KẾ HOẠCH\nThực hiện Kết luận số 9-KL/TW ngày 14/7/2015 của Ban Bí thư\nTrung ương Đảng về trồng cây\nCăn cứ mùa vụ;\n",
        "ke-hoach",
        "Thực hiện Kết luận số 9-KL/TW ngày 14/7/2015 của Ban Bí thư Trung ương Đảng về trồng cây",
    ),
    (
        "KẾT LUẬN\nvề trồng cây trên địa bàn huyện\n\nTại phiên họp đầu xuân, sau khi nghe báo cáo\n",
        "ket-luan",
        "về trồng cây trên địa bàn huyện",
    ),
    (
        "NGHỊ QUYẾT CHUYÊN ĐỀ\nVề trồng cây đầu xuân\nCăn cứ mùa vụ;\n",
        "nghi-quyet",
        "Về trồng cây đầu xuân",
    ),
    (
        "KẾ HOẠCH\nGiám sát việc trồng cây tại các xã, phường\nCăn cứ Quy chế giám sát số 7;\n",
        "ke-hoach",
        "Giám sát việc trồng cây tại các xã, phường",
    ),
    (
        "CHỈ THỊ\nVề việc trồng cây đầu xuân tại các cơ quan\nhành chính thị xã\n\nSáu tháng qua, cây trồng nhiều.\n",
        "chi-thi",
        "Về việc trồng cây đầu xuân tại các cơ quan hành chính thị xã",
    ),
    ("KẾ HOẠCH\nTrồng cây đầu xuân\nCăn cứ mùa vụ;\n", "ke-hoach", "Trồng cây đầu xuân"),
    (
        "KẾ HOẠCH\nKhảo sát việc trồng cây sau kỳ họp thứ tư\nHội đồng nhân dân huyện khóa XX\n\nCăn cứ mùa vụ;\n",
        "ke-hoach",
        "Khảo sát việc trồng cây sau kỳ họp thứ tư Hội đồng nhân dân huyện khóa XX",
    ),
    (
        "KẾ\nHOẠCH\nTrồng cây đầu xuân\n\ntrên địa bàn xã Mẫu\n\nThực hiện lời Bác dạy;\n",
        "ke-hoach",
        "Trồng cây đầu xuân trên địa bàn xã Mẫu",
    ),
    (
        (
            "KẾ HOẠCH \n\nThực hiện Chỉ thị số 9/CT-TTg của Thủ tướng Chính \n\nphủ về trồng cây. \n\n"
            "  \n\nThực hiện Kế hoạch số 6/KH-UBND của UBND tỉnh về trồng \n\ncây; UBND xã làm như sau: \n"
        ),
        "ke-hoach",
        "Thực hiện Chỉ thị số 9/CT-TTg của Thủ tướng Chính phủ về trồng cây.",
    ),
    (
        (
            "QUYẾT ĐỊNH\nBAN HÀNH QUY ĐỊNH TRỒNG CÂY TRÊN\nĐỊA BÀN TỈNH VÍ DỤ\n"
            "ỦY BAN NHÂN DÂN TỈNH VÍ DỤ\nCăn cứ Luật Lâm nghiệp;\n"
        ),
        "quyet-dinh",
        "BAN HÀNH QUY ĐỊNH TRỒNG CÂY TRÊN ĐỊA BÀN TỈNH VÍ DỤ",
    ),
    (
        "QUYẾT ĐỊNH\nVỀ CÂY XANH TẠI CÁC ĐƠN VỊ TRỰC THUỘC\nỦY BAN NHÂN DÂN TỈNH\n*Căn cứ Luật Lâm nghiệp;*\n",
        "quyet-dinh",
        "VỀ CÂY XANH TẠI CÁC ĐƠN VỊ TRỰC THUỘC ỦY BAN NHÂN DÂN TỈNH",
    ),
    (
        "CÔNG ĐIỆN\nVỀ VIỆC CHỐNG RÉT CHO CÂY CON\nTHỦ TƯỚNG CHÍNH PHỦ điện:\n- Các tỉnh.\n",
        "cong-dien",
        "VỀ VIỆC CHỐNG RÉT CHO CÂY CON",
    ),
    (
        "CHỈ THỊ\nVỀ VIỆC TRỒNG CÂY\n\nRừng đầu nguồn mấy năm nay thưa dần, suối cạn sớm.\n",
        "chi-thi",
        "VỀ VIỆC TRỒNG CÂY",
    ),
    (
        "QUYẾT ĐỊNH\nVề việc lập tổ trồng cây\nBAN\nTHƯỜNG TRỰC ỦY BAN MTTQ XÃ MẪU\nCăn cứ mùa vụ;\n",
        "quyet-dinh",
        "Về việc lập tổ trồng cây",
    ),
    (
        "THÔNG TƯ\n\nHướng dẫn trồng cây\n\nở công sở\n\n________\n\n \n\nThi hành Luật Lâm nghiệp, Bộ hướng dẫn:\n",
        "thong-tu",
        "Hướng dẫn trồng cây ở công sở",
    ),
    ("QUY CHẾ\nPHỐI HỢP TRỒNG CÂY\nCăn cứ mùa vụ;\n", "quy-che", "PHỐI HỢP TRỒNG CÂY"),
    (
        "THÔNG BÁO\nKẾT LUẬN TẠI CUỘC HỌP VỀ CÂY\nNgày 5/3, xã họp.\n",
        "thong-bao",
        "KẾT LUẬN TẠI CUỘC HỌP VỀ CÂY",
    ),
    ("KẾ HOẠCH TRỒNG CÂY NĂM 2024\nCăn cứ mùa vụ;\n", "ke-hoach", "TRỒNG CÂY NĂM 2024"),
    (
        "## **KẾ HOẠCH**\n\n### **Trồng cây**\n\nĐầu xuân là lúc trồng cây.\n",
        "ke-hoach",
        "Trồng cây",
    ),
    (
        "QUY ĐỊNH\nTrồng cây ở công sở\n(Ban hành kèm theo Quyết định số 5/QĐ-UBND)\nĐiều 1. Cây\n",
        "quy-dinh",
        "Trồng cây ở công sở",
    ),
    (
        (
            "KẾ HOẠCH\nTổ chức thi đua trồng cây\nThi đua trồng cây là việc của cả xã, cần làm thiết thực, "
            "đều khắp.\nI. MỤC ĐÍCH\n"
        ),
        "ke-hoach",
        "Tổ chức thi đua trồng cây",
    ),
]


@pytest.mark.parametrize(("source", "kind", "title"), TITLES)
def test_the_title_ends_where_the_text_begins(
    source: str, kind: str, title: str, lexicon: Lexicon
) -> None:
    text = flatten(source)
    zones = find_zones(text, lexicon)
    assert zones.kind
    assert zones.kind.slug == kind
    assert text.flat[slice(*zones.title)] == title


def test_the_first_kind_line_below_the_letterhead_counts(lexicon: Lexicon) -> None:
    source = (
        "KẾ HOẠCH\nTrang chủ\nỦY BAN NHÂN DÂN\nXÃ MẪU\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "Số: 5/QĐ-UBND\nQUYẾT ĐỊNH\nVề cây xanh\nCăn cứ mùa vụ;\nQUYẾT ĐỊNH:\nĐiều 1. Trồng.\n"
        "QUY CHẾ\nTrồng cây\n"
    )
    zones = find_zones(flatten(source), lexicon)
    assert zones.kind
    assert zones.kind.slug == "quyet-dinh"


def test_a_document_without_title_has_none(lexicon: Lexicon) -> None:
    zones = find_zones(flatten("QUYẾT ĐỊNH\nCăn cứ mùa vụ;\nĐiều 1. Trồng.\n"), lexicon)
    assert zones.title[0] == zones.title[1]
