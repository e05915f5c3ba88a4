"""The heading tree: one path a part, nested as the numbering is, whatever the wrapping."""

import pytest

from danvan_graph.parse.layout.sections import find_sections
from danvan_graph.parse.layout.zones import find_zones
from danvan_graph.parse.words.lexicon import Lexicon
from danvan_graph.records.document import Section
from danvan_graph.text.flattening import flatten

from .layouts import SHEETS, Layout, write

TOP = "KẾ HOẠCH\nTrồng cây\nCăn cứ mùa vụ;\nUBND xã ban hành kế hoạch sau:\n"
FIXED = {"tieu-de", "mo-dau", "ket", "noi-nhan", "chu-ky", "phu-luc"}


def sections(source: str, lexicon: Lexicon) -> tuple[Section, ...]:
    text = flatten(source)
    return find_sections(text, find_zones(text, lexicon))


def paths(source: str, lexicon: Lexicon) -> list[str]:
    return [s.path for s in sections(source, lexicon) if s.path not in FIXED]


TREES = [
    (
        "I. MỘT\n1. Hai\n- Ba.\n- Bốn.\n2. Năm.\nII. SÁU\n1. Bảy.\n",
        "I I.1 I.1.g1 I.1.g2 I.2 II II.1",
    ),
    ("I- MỘT\n1- Hai.\n2- Ba.\nII- BỐN\n", "I I.1 I.2 II"),
    ("#### **I. MỘT**\n\n##### **1. Hai**\n\n- Ba.\n\n## **II. BỐN**\n", "I I.1 I.1.g1 II"),
    ("A. MỘT\nI. HAI\n1. Ba.\nB. BỐN\nI. NĂM\n", "A A.I A.I.1 B B.I"),
    ("1. Một\na) Hai;\nb) Ba;\nđ) Lạ;\n2. Bốn.\n", "1 1.a 1.b 1.dd 2"),
    ("I. MỘT\n1. Hai\n1.1. Ba.\n1.2. Bốn.\n2. Năm.\n", "I I.1 I.1.1 I.1.2 I.2"),
    (
        "Điều 1. Một\n1. Hai.\n2. Ba.\na) Bốn;\nĐiều 2. Năm\n1. Sáu.\n",
        "D1 D1.1 D1.2 D1.2.a D2 D2.1",
    ),
    ("Chương I\nMỘT\nĐiều 1. Hai\nChương II\nBA\nĐiều 2. Bốn\n", "C1 D1 C2 D2"),
    ("I. MỘT\n- Hai:\n+ Ba;\n+ Bốn.\n- Năm.\n", "I I.g1 I.g1.g1 I.g1.g2 I.g2"),
    ("I. MỘT\n1. Hai.\nII. BA\n1. Bốn.\n2. Năm.\n", "I I.1 II II.1 II.2"),
    ("1. Một.\n\n2. Hai.\n\n1. Lại một.\n", "1 2 2.1"),
    ("1. Một.\n2. Hai.\n2. Hai nữa.\n3. Ba.\n", "1 2 2-2 3"),
    ("I. MỘT\n1. Theo khoản\n12. Luật cũ thì khác.\n2. Hai.\n", "I I.1 I.2"),
]


@pytest.mark.parametrize("spaced", [False, True])
@pytest.mark.parametrize(("body", "tree"), TREES)
def test_paths_follow_the_numbering(
    body: str, tree: str, *, spaced: bool, lexicon: Lexicon
) -> None:
    source = TOP + body
    found = paths(source.replace("\n", "\n\n") if spaced else source, lexicon)
    assert [p for p in found if ".p" not in p] == tree.split()


def test_an_unnumbered_paragraph_is_a_part_of_its_heading(lexicon: Lexicon) -> None:
    body = (
        "I. NHIỆM VỤ\n1. Phòng Nông nghiệp\nChuẩn bị đủ cây con trước mùa mưa, giao tận thôn, có sổ ghi.\n"
        "- Chọn giống cây hợp đất, dễ sống.\n"
        "Cuối vụ thì báo cáo xã số cây sống, cây chết và số nhà tham gia.\n2. Các thôn\n"
    )
    assert paths(TOP + body, lexicon) == ["I", "I.1", "I.1.p1", "I.1.g1", "I.1.p2", "I.2"]


def test_a_wrapped_line_is_no_paragraph(lexicon: Lexicon) -> None:
    long = (
        "I. MỤC ĐÍCH\n1. Mỗi nhà trồng hai cây ở ngõ và một cây ở đồng, cây nào chết thì giặm ngay trong\n"
        "tuần; thôn nào làm tốt thì xã khen, thôn nào làm chưa tốt thì Chủ tịch xã về tận nơi\n"
        "Tân Mẫu để cùng làm với bà con.\n2. Trồng xong thì ghi sổ.\n"
    )
    assert paths(TOP + long, lexicon) == ["I", "I.1", "I.2"]


def test_the_parts_without_number_have_their_names(lexicon: Lexicon) -> None:
    source = write(SHEETS["province"], Layout(after=("", "PHỤ LỤC", "Danh sách")))
    found = [s.path for s in sections(source, lexicon)]
    assert found[:3] == ["tieu-de", "mo-dau", "I"]
    assert found[-4:] == ["ket", "noi-nhan", "chu-ky", "phu-luc"]


@pytest.mark.parametrize("width", [0, 60, 90])
@pytest.mark.parametrize("head", ["rows", "cells", "markdown"])
def test_a_part_holds_its_parts_and_no_path_comes_twice(
    head: str, width: int, lexicon: Lexicon
) -> None:
    found = sections(write(SHEETS["district"], Layout(head=head, width=width)), lexicon)
    places = {s.path: s.at for s in found}
    assert len(places) == len(found)
    for section in found:
        outer = section.path.rpartition(".")[0]
        if outer:
            assert places[outer].holds(section.at)


def test_labels_are_headings_cut_at_a_word(lexicon: Lexicon) -> None:
    body = (
        "I. MỤC ĐÍCH, YÊU\nCẦU\n1. Mỗi nhà trồng hai cây ở ngõ, một cây ở đồng và chăm cho cây sống "
        "qua mùa khô đầu tiên.\n"
    )
    labels = {s.path: s.label for s in sections(TOP + body, lexicon)}
    assert labels["I"] == "MỤC ĐÍCH, YÊU CẦU"
    assert len(labels["I.1"]) <= 80
    assert labels["I.1"].startswith("Mỗi nhà trồng hai cây")


def test_a_part_runs_from_its_mark_up_to_its_last_word(lexicon: Lexicon) -> None:
    source = TOP + "\n#### **I. MỘT**\n\n- Hai ba.\n\n#### **II. BỐN**\n"
    places = {s.path: s.at for s in sections(source, lexicon)}
    assert source[places["I"].start : places["I"].end] == "#### **I. MỘT**\n\n- Hai ba."
