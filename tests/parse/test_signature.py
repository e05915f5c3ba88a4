"""The signature: capacity, office and name, in every form of block and on either side of the list."""

import pytest

from danvan_graph.parse.head.signature import find_signature
from danvan_graph.parse.layout.foot import is_name, is_office
from danvan_graph.parse.layout.zones import find_zones
from danvan_graph.parse.words.lexicon import Lexicon
from danvan_graph.records.header import Signature
from danvan_graph.text.flattening import flatten

from .layouts import FEET, SHEETS, Layout, write

ABOVE = "KẾ HOẠCH\nTrồng cây\nCăn cứ mùa vụ;\nUBND xã ban hành kế hoạch sau:\n1. Một.\n2. Hai./.\n"
LIST = "Nơi nhận:\n- Như trên;\n- Lưu: VT.\n"
# block, name, office, capacities
BLOCKS = [
    ("CHỦ TỊCH\n\n\n\nLê Văn Mẫu", "Lê Văn Mẫu", "Chủ tịch", ()),
    (
        "**TM. ỦY BAN\nNHÂN DÂN**\nKT. CHỦ TỊCH\n**PHÓ CHỦ TỊCH**\n**Lê Mẫu**",
        "Lê Mẫu",
        "Phó Chủ tịch",
        ("tm", "kt"),
    ),
    (
        "TM.ỦY BAN NHÂN DÂN\nKT.CHỦ TỊCH\nPHÓ CHỦ TỊCH\nĐÃ KÝ\nNGUYỄN VĂN MẪU",
        "Nguyễn Văn Mẫu",
        "Phó Chủ tịch",
        ("tm", "kt"),
    ),
    ("TUQ. CHỦ TỊCH\nGIÁM ĐỐC SỞ NỘI VỤ\nLê Văn Mẫu", "Lê Văn Mẫu", "Giám đốc Sở Nội vụ", ("tuq",)),
    (
        "TL. BỘ TRƯỞNG\nKT. VỤ TRƯỞNG VỤ PHÁP CHẾ\nPHÓ VỤ TRƯỞNG\nTrần Mẫu",
        "Trần Mẫu",
        "Phó Vụ trưởng",
        ("tl", "kt"),
    ),
    (
        "KT. BỘ TRƯỞNG\nTHỨ TRƯỞNG THƯỜNG TRỰC\n(Đã ký)\nVõ Mẫu Anh",
        "Võ Mẫu Anh",
        "Thứ trưởng Thường trực",
        ("kt",),
    ),
    ("T/M TỈNH ỦY\nBÍ THƯ\nĐỗ Mẫu", "Đỗ Mẫu", "Bí thư", ("tm",)),
    ("K/T TRƯỞNG BAN\nPHÓ TRƯỞNG BAN\nĐỗ Mẫu", "Đỗ Mẫu", "Phó Trưởng ban", ("kt",)),
    ("T/L GIÁM ĐỐC\nCHÁNH VĂN PHÒNG\nThS. Đinh Mẫu", "Đinh Mẫu", "Chánh Văn phòng", ("tl",)),
    ("Q. CHỦ TỊCH\nĐỗ Mẫu", "Đỗ Mẫu", "Chủ tịch", ("q",)),
    ("QUYỀN CHỦ TỊCH\nĐỗ Mẫu", "Đỗ Mẫu", "Quyền Chủ tịch", ("q",)),
    ("TM. BAN\n  THƯỜNG TRỰC\n\nCHỦ\n  TỊCH\n\nĐỗ Thị\n  Mẫu", "Đỗ Thị Mẫu", "Chủ tịch", ("tm",)),
    (
        "CHỦ TỊCH ỦY BAN NHÂN DÂN\nTỈNH VÍ DỤ\nY Mẫu Niê Kđăm",
        "Y Mẫu Niê Kđăm",
        "Chủ tịch Ủy ban nhân dân tỉnh Ví Dụ",
        (),
    ),
    ("KT. GIÁM ĐỐC CÔNG AN TỈNH\nPHÓ GIÁM ĐỐC\nĐại tá Ôn Mẫu", "Ôn Mẫu", "Phó Giám đốc", ("kt",)),
    ("Bộ trưởng\n(Đã ký)\nÔn Mẫu", "Ôn Mẫu", "Bộ trưởng", ()),
]


def signature(source: str, lexicon: Lexicon) -> Signature | None:
    text = flatten(source)
    return find_signature(text, find_zones(text, lexicon))


@pytest.mark.parametrize("order", ["list-first", "sign-first", "alone"])
@pytest.mark.parametrize(("block", "name", "office", "capacity"), BLOCKS)
def test_a_block_is_read_on_either_side_of_the_list(
    block: str, name: str, office: str, capacity: tuple[str, ...], order: str, lexicon: Lexicon
) -> None:
    parts = {"list-first": LIST + block, "sign-first": f"{block}\n{LIST}", "alone": block}
    found = signature(ABOVE + parts[order], lexicon)
    assert found
    assert (found.name, found.office, found.capacity) == (name, office, capacity)
    assert found.at


@pytest.mark.parametrize("foot", [f for f in FEET if f != "none"])
@pytest.mark.parametrize("name", SHEETS)
def test_every_sheet_is_signed_in_every_layout(name: str, foot: str, lexicon: Lexicon) -> None:
    sheet = SHEETS[name]
    found = signature(write(sheet, Layout(foot=foot)), lexicon)
    assert found
    assert (found.name, found.office, found.capacity) == (sheet.name, sheet.office, sheet.capacity)


def test_a_document_nobody_signed_has_no_signature(lexicon: Lexicon) -> None:
    assert signature(ABOVE, lexicon) is None
    assert signature(ABOVE + LIST + "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n", lexicon) is None


def test_the_block_spans_from_capacity_to_name(lexicon: Lexicon) -> None:
    source = ABOVE + LIST + "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\nLê Mẫu\n\nPHỤ LỤC\nCHỦ TỊCH\nTrần Khác\n"
    found = signature(source, lexicon)
    assert found
    assert found.at
    assert source[found.at.start : found.at.end] == "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\nLê Mẫu"


@pytest.mark.parametrize(
    "words",
    ["Như trên", "Sở Nội vụ", "Lưu Văn Thư", "Các Sở", "Trồng cây", "VÍ DỤ", "Danh Sách Kèm"],
)
def test_these_are_no_names(words: str) -> None:
    assert not is_name(words)


def test_a_surname_that_is_a_word_elsewhere() -> None:
    assert is_name("Danh Thị Mẫu")


@pytest.mark.parametrize(
    "words", ["- CHỦ TỊCH", "CHỦ TỊCH; PHÓ CHỦ TỊCH", "Chủ tịch xã dự", "TM. ủy ban"]
)
def test_these_are_no_offices(words: str) -> None:
    assert not is_office(words)


JOINT = [
    "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nLê Văn Mẫu\n\nTRƯỞNG BAN DÂN VẬN\nĐỗ Thị Mẫu\n\n" + LIST,
    LIST + "\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nLê Văn Mẫu\n\nTRƯỞNG BAN DÂN VẬN\nĐỗ Thị Mẫu\n",
    "TRƯỞNG BAN DÂN VẬN\nĐỗ Thị Mẫu\n\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nLê Văn Mẫu\n\n" + LIST,
]


@pytest.mark.parametrize("foot", JOINT)
@pytest.mark.parametrize(
    ("lead", "name"),
    [("Ban Dân vận Huyện ủy", "Đỗ Thị Mẫu"), ("Ủy ban nhân dân huyện Ví Dụ", "Lê Văn Mẫu")],
)
def test_the_lead_of_a_joint_document_signs(
    lexicon: Lexicon, foot: str, lead: str, name: str
) -> None:
    """Of two signatories the one of the lead body counts, and the list is read either way."""
    text = flatten(ABOVE + "\n" + foot)
    zones = find_zones(text, lexicon)
    found = find_signature(text, zones, [lead])
    assert found is not None
    assert found.name == name
    assert len([p for p in zones.foot.listed if p.words.startswith("-")]) == 2


@pytest.mark.parametrize(
    ("bodies", "name"),
    [
        (["Ban Dân vận Tỉnh ủy", "Ủy ban nhân dân tỉnh"], "Đỗ Thị Mẫu"),
        (["Ủy ban nhân dân tỉnh", "Ban Dân vận Tỉnh ủy"], "Lê Văn Mẫu"),
    ],
)
def test_offices_tell_whose_signature_it_is(lexicon: Lexicon, bodies: list[str], name: str) -> None:
    """Where no body stands above the names, the head of a Ban is its Trưởng Ban."""
    beside = "KT. CHỦ TỊCH                 TRƯỞNG BAN\nPHÓ CHỦ TỊCH\n\nLê Văn Mẫu                   Đỗ Thị Mẫu\n\n"
    text = flatten(ABOVE + "\n" + beside + LIST)
    found = find_signature(text, find_zones(text, lexicon), bodies)
    assert found is not None
    assert found.name == name


def test_a_person_may_be_called_luu(lexicon: Lexicon) -> None:
    """ "Lưu Văn Phới" signs, "Lưu Văn phòng" is where a copy is kept."""
    text = flatten(
        ABOVE + "\nNơi nhận:\n- UBND huyện;\n- Lưu VP.\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nLưu Văn Phới"
    )
    found = find_signature(text, find_zones(text, lexicon))
    assert found is not None
    assert found.name == "Lưu Văn Phới"
    assert not is_name("Lưu Văn phòng")
