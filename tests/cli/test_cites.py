"""``danvan cites``: the text a person reads, the JSON a program reads, and every refusal."""

import json
import subprocess
from collections.abc import Callable

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]


def test_text(danvan: Run) -> None:
    """Proves that the text tells the instrument, its namesake, the plans in order, the passages."""
    done = danvan("cites", "chi thi 33")
    assert done.returncode == 0
    assert done.stderr == ""
    lines = done.stdout.splitlines()
    assert lines[0].startswith("Chỉ thị 33/CT-TTg ngày 26/11/2021 — về tiếp tục")
    assert lines[1] == "  (cùng số, ký hiệu nhưng chưa được trích dẫn: Chỉ thị 33/CT-TTg năm 2026)"
    assert lines[2] == "6 kế hoạch trích dẫn:"
    assert [line for line in lines if line.startswith("• ")] == [
        "• Kế hoạch năm 2024 của Ủy ban nhân dân tỉnh Bình Định",
        "• Kế hoạch 09/KH-UBND ngày 07/01/2022",
        "• Kế hoạch năm 2023 của Ủy ban nhân dân huyện Thanh Hà",
        "• Kế hoạch 641/KH-UBND ngày 26/05/2023 (chỉ biết qua trích dẫn)",
        "• Kế hoạch năm 2023 của Ủy ban nhân dân phường Trường Thi",
        "• Kế hoạch năm 2023 của Ủy ban nhân dân xã Sơn Trường",
    ]
    passage = "    – mục I.1.g1 (Triển khai Chỉ thị 33), ký tự 764–784: Tổ chức thực hiện, "
    assert f"{passage}độ tin cậy 1.00" in lines
    assert "  Ủy ban nhân dân tỉnh Hà Giang · Cấp tỉnh · 07/01/2022" in lines
    assert any(", theo Kế hoạch năm 2023 của Ủy ban nhân dân phường" in line for line in lines)


def test_indirect(inside: Run) -> None:
    """Proves that --transitive tells the way a plan takes to the instrument."""
    done = inside("cites", "25-NQ/TW", "--transitive")
    assert "• Kế hoạch 43-KH/TU ngày 08/04/2019 (chỉ biết qua trích dẫn)" in done.stdout
    way = "  gián tiếp: Thực hiện Kết luận 43-KL/TW ngày 07/01/2019 → Tiếp tục Nghị quyết 25-NQ/TW"
    assert f"{way} ngày 03/06/2013\n" in done.stdout
    assert "gián tiếp" not in inside("cites", "25-NQ/TW").stdout


def test_json(danvan: Run) -> None:
    """Proves that --json gives instrument, namesakes and plans with path and evidence."""
    done = danvan("cites", "33/CT-TTg", "--json")
    told = json.loads(done.stdout)
    assert set(told) == {"instrument", "namesakes", "plans"}
    assert told["instrument"]["key"] == "vn/2021-11-26/33-ct-ttg"
    assert told["namesakes"] == ["https://w3id.org/danvan/instrument/vn/2026/33-ct-ttg"]
    assert len(told["plans"]) == 6
    plan = told["plans"][1]
    assert plan["plan"]["number"] == "09/KH-UBND"
    assert plan["direct"] is True
    assert plan["path"][0]["relation"] == "thuc-hien"
    assert plan["evidence"][0]["start"] == 255


@pytest.mark.parametrize(
    ("words", "count"),
    [
        (("--level", "tinh"), 2),
        (("--level", "Cấp tỉnh", "--level", "xa"), 4),
        (("--year", "2022"), 1),
        (("--year", "2022", "--year", "2024"), 2),
        (("--role", "thuc-hien"), 5),
        (("--role", "Implements", "--level", "huyen", "--year", "2023"), 2),
    ],
)
def test_filters(inside: Run, words: tuple[str, ...], count: int) -> None:
    """Proves that filters may be given by slug or word, several times, and all hold together."""
    done = inside("cites", "33/CT-TTg", "--json", *words)
    assert len(json.loads(done.stdout)["plans"]) == count


def test_nobody(inside: Run) -> None:
    """Proves that no citing plan is an answer, not an error."""
    done = inside("cites", "33/CT-TTg năm 2026")
    assert done.returncode == 0
    assert done.stdout.endswith("Chưa có kế hoạch nào trích dẫn.\n")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("43",), "“43” có thể là 5 văn bản: "),
        (("33/CT-TTg ngày 27/11/2021",), "gần nhất là: Chỉ thị 33/CT-TTg ngày 26/11/2021"),
        (("34/CT-TTg",), "Không có văn bản nào là “34/CT-TTg” trong đồ thị; gần nhất là: "),
        (("???",), "“???” không đọc được như tên hay số, ký hiệu văn bản; hãy viết như"),
        (("",), "không đọc được như tên hay số, ký hiệu văn bản"),
        (("33/CT-TTg ngày 31/02/2021",), "không phải là một ngày có thật"),
        (("https://vi-du.vn/x",), "Không có văn bản nào ở địa chỉ “https://vi-du.vn/x”"),
        (("33/CT-TTg", "--level", "thon"), "“thon” không có trong bảng “cap”"),
        (("33/CT-TTg", "--role", "chép"), "“chép” không có trong bảng “quan-he”"),
    ],
)
def test_refused(inside: Run, words: tuple[str, ...], told: str) -> None:
    """Proves that ambiguous, unknown and malformed words are one sentence and exit code 1."""
    done = inside("cites", *words)
    assert done.returncode == 1
    assert done.stdout == ""
    assert told in done.stderr
    assert done.stderr.count("\n") == 1
    assert done.stderr.endswith(".\n")


def test_ambiguous_tells_all(inside: Run) -> None:
    """Proves that every candidate is named, those the graph cites before the others."""
    told = inside("cites", "43").stderr
    names = ("Kế hoạch 43-KH/TU", "Kết luận 43-KL/TW", "Nghị quyết 43-NQ/TW")
    places = [told.index(name) for name in names]
    assert places == sorted(places)
    assert "hãy thêm ngày, năm hoặc cơ quan ban hành" in told
