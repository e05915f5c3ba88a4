"""The distribution list: entries, roles and archive units, whatever stands at line ends."""

import pytest

from danvan_graph.parse.head.recipients import find_recipients
from danvan_graph.parse.layout.zones import find_zones
from danvan_graph.parse.words.lexicon import Lexicon
from danvan_graph.records.recipient import Recipient
from danvan_graph.text.flattening import flatten

from .layouts import FEET, SHEETS, Layout, write

ABOVE = "KẾ HOẠCH\nTrồng cây\nCăn cứ mùa vụ;\nUBND xã ban hành kế hoạch sau:\n1. Một.\n2. Hai./.\n"
BELOW = "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nLê Văn Mẫu\n"


def recipients(source: str, lexicon: Lexicon) -> tuple[Recipient, ...]:
    text = flatten(source)
    return find_recipients(text, find_zones(text, lexicon))


# list, surfaces
LISTS = [
    ("- Sở Nội vụ;\n- Các xã;\n- Lưu: VT.\n", ["Sở Nội vụ;", "Các xã;", "Lưu: VT."]),
    ("- Sở Nội vụ,\n- Các xã,\n- Lưu Văn phòng.\n", ["Sở Nội vụ,", "Các xã,", "Lưu Văn phòng."]),
    ("- Sở Nội vụ\n- Các xã\n- Lưu: VT\n", ["Sở Nội vụ", "Các xã", "Lưu: VT"]),
    ("Sở Nội vụ;\nCác xã;\nLưu: VT.\n", ["Sở Nội vụ;", "Các xã;", "Lưu: VT."]),
    ("+ Sở Nội vụ;\n\n+ Các xã;\n\n+ Lưu: VT.\n", ["Sở Nội vụ;", "Các xã;", "Lưu: VT."]),
    (
        "- Các sở, ban, ngành,\nđoàn thể tỉnh;\n-\n  Báo Ví Dụ;\n- Lưu: VT.\n",
        ["Các sở, ban, ngành,\nđoàn thể tỉnh;", "Báo Ví Dụ;", "Lưu: VT."],
    ),
    (
        "- Thường trực Đảng ủy;   (B/cáo)\n- Lưu: VT, N.\n",
        ["Thường trực Đảng ủy;   (B/cáo)", "Lưu: VT, N."],
    ),
    (
        "- VPUB: + CVP;\n         + Các phòng;\n- Lưu: VT, NC (2b).\n",
        ["VPUB: + CVP;", "Các phòng;", "Lưu: VT, NC (2b)."],
    ),
    ("- TT. Lê Văn Mẫu;\n- Lưu: VT, TH.\n08 TH\n", ["TT. Lê Văn Mẫu;", "Lưu: VT, TH.\n08 TH"]),
]


@pytest.mark.parametrize(("lines", "surfaces"), LISTS)
@pytest.mark.parametrize("title", ["Nơi nhận:", "*Nơi nhận:*", "NƠI NHẬN:", "Nơi\nnhận:"])
def test_entries_run_from_behind_the_bullet_to_the_final_mark(
    title: str, lines: str, surfaces: list[str], lexicon: Lexicon
) -> None:
    source = f"{ABOVE}\n{title}\n{lines}\n{BELOW}"
    found = recipients(source, lexicon)
    assert [source[r.at.start : r.at.end] for r in found] == surfaces


def test_a_list_in_one_line_is_taken_apart(lexicon: Lexicon) -> None:
    found = recipients(f"{ABOVE}Nơi nhận: - Đảng ủy xã; - Các thôn; - Lưu: VT.\n{BELOW}", lexicon)
    assert [r.agent.text for r in found] == ["Đảng ủy xã", "Các thôn", "Lưu: VT"]


def test_columns_side_by_side_are_kept_apart(lexicon: Lexicon) -> None:
    source = (
        f"{ABOVE}Nơi nhận: TM. ỦY BAN NHÂN DÂN\n- Bộ Nội vụ (b/c); KT. CHỦ TỊCH\n"
        "- Các sở, ngành tỉnh; PHÓ CHỦ TỊCH\n- Lưu: VT, NV. Nguyễn Văn Mẫu\n"
    )
    found = recipients(source, lexicon)
    assert [r.agent.text for r in found] == ["Bộ Nội vụ (b/c)", "Các sở, ngành tỉnh", "Lưu: VT, NV"]


@pytest.mark.parametrize("foot", [f for f in FEET if f not in ("alone", "none")])
@pytest.mark.parametrize("name", SHEETS)
@pytest.mark.parametrize("spaced", [False, True])
def test_every_list_is_read_back_from_every_layout(
    name: str, foot: str, *, spaced: bool, lexicon: Lexicon
) -> None:
    sheet = SHEETS[name]
    found = recipients(write(sheet, Layout(foot=foot, spaced=spaced)), lexicon)
    assert [r.agent.text for r in found] == list(sheet.recipients)


@pytest.mark.parametrize(
    ("entry", "role"),
    [
        ("Tỉnh ủy (B/cáo)", "bao-cao"),
        ("Tỉnh ủy (b/c)", "bao-cao"),
        ("Tỉnh ủy (để báo cáo)", "bao-cao"),
        ("Tỉnh ủy, HĐND tỉnh; (B/c)", "bao-cao"),
        ("Mặt trận (P/hợp)", "phoi-hop"),
        ("Mặt trận (để phối hợp)", "phoi-hop"),
        ("Các xã (để thực hiện)", "thuc-hien"),
        ("Các xã (t/h)", "thuc-hien"),
        ("Đài xã (để biết)", "de-biet"),
        ("Lưu: VT", "luu"),
        ("Báo Ví Dụ", "khong-ro"),
        ("Phòng Báo cáo viên", "khong-ro"),
    ],
)
def test_the_role_is_what_the_brackets_say(entry: str, role: str, lexicon: Lexicon) -> None:
    (found,) = recipients(f"{ABOVE}Nơi nhận:\n- {entry}.\n{BELOW}", lexicon)
    assert (found.role, found.agent.text) == (role, entry)


@pytest.mark.parametrize(
    ("entry", "units"),
    [
        ("Lưu: VT, NCPC.", ("VT", "NCPC")),
        ("Lưu VP.", ("VP",)),
        ("Lưu: VT, PVHCC (B_04b).", ("VT", "PVHCC")),
        ("Lưu: VT, Vụ CQĐP.", ("VT", "Vụ CQĐP")),
        ("Lưu: VT, K7, K12. N", ("VT", "K7", "K12")),
    ],
)
def test_the_archive_s_initials_are_listed(
    entry: str, units: tuple[str, ...], lexicon: Lexicon
) -> None:
    (found,) = recipients(f"{ABOVE}Nơi nhận:\n- {entry}\n{BELOW}", lexicon)
    assert (found.role, found.archive_units) == ("luu", units)


def test_a_document_without_list_has_no_recipients(lexicon: Lexicon) -> None:
    assert recipients(ABOVE + BELOW, lexicon) == ()


def test_what_follows_the_foot_is_no_recipient(lexicon: Lexicon) -> None:
    source = f"{ABOVE}Nơi nhận:\n- Các xã;\n- Lưu: VT.\n{BELOW}\nTin liên quan\n- Bài khác;\n"
    assert [r.agent.text for r in recipients(source, lexicon)] == ["Các xã", "Lưu: VT"]
