"""Writes invented documents from a known header in the many layouts in which real ones reach us."""

import textwrap
from dataclasses import dataclass

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
PARTY = "ĐẢNG CỘNG SẢN VIỆT NAM"


@dataclass(frozen=True)
class Sheet:
    """What a document says; ``letterhead`` are the lines at the left, the issuer's last."""

    kind: str = "ke-hoach"
    word: str = "KẾ HOẠCH"
    number: str = "27/KH-UBND"
    date: str = "2024-03-05"
    place: str = "Ví Dụ"
    letterhead: tuple[str, ...] = ("ỦY BAN NHÂN DÂN", "TỈNH VÍ DỤ")
    issuer: str = "Ủy ban nhân dân tỉnh Ví Dụ"
    level: str = "tinh"
    title: str = "Nâng cao chất lượng tiếp dân, đối thoại tại cơ sở năm 2024"
    party: bool = False
    opening: tuple[str, ...] = (
        "Căn cứ Công văn số 88/SNV-VP ngày 12/02/2024 của Sở Nội vụ về việc rà soát nơi tiếp dân;",
        "Ủy ban nhân dân tỉnh ban hành Kế hoạch với các nội dung như sau:",
    )
    body: tuple[str, ...] = (
        "I. MỤC ĐÍCH, YÊU CẦU",
        "1. Mục đích",
        "- Mọi phòng tiếp dân đều có người trực, có sổ ghi và có nước uống cho người chờ lâu.",
        "- Người dân biết lịch tiếp trước một tuần qua loa, bảng tin và trang mạng của đơn vị.",
        "II. NHIỆM VỤ",
        "1. Văn phòng lập lịch tiếp dân từng quý, gửi các thôn trước ngày 20 của tháng cuối quý.",
        "2. Các phòng cử người cùng dự; việc khó thì mời thêm người am hiểu để trả lời ngay.",
    )
    closing: str = (
        "Trên đây là Kế hoạch nâng cao chất lượng tiếp dân, đề nghị các đơn vị thực hiện./."
    )
    recipients: tuple[str, ...] = (
        "Sở Nội vụ (để b/c)",
        "Thường trực Tỉnh ủy",
        "Các sở, ngành, trường học và bệnh viện của tỉnh có phòng tiếp dân",
        "Lưu: VT, TCD",
    )
    signing: tuple[str, ...] = ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")
    capacity: tuple[str, ...] = ("tm", "kt")
    office: str = "Phó Chủ tịch"
    name: str = "Nguyễn Thị Ví Von"


@dataclass(frozen=True)
class Layout:
    """How a sheet is written down.

    Attributes:
        head: ``rows``, ``columns``, ``beside``, ``cells``, ``markdown`` or ``none``.
        foot: ``list-first``, ``sign-first``, ``beside``, ``cells``, ``alone`` or ``none``.
        width: where paragraphs are wrapped, 0 for not at all.
        spaced: whether an empty line stands between all lines.
        capital: whether the title is in capitals.
        marked: whether bold is marked with stars.
        stop: what ends an entry of the list.
        bullet: what begins an entry of the list.
        after: lines below the foot.
    """

    head: str = "rows"
    foot: str = "list-first"
    width: int = 0
    spaced: bool = False
    capital: bool = False
    marked: bool = False
    stop: str = ";"
    bullet: str = "- "
    after: tuple[str, ...] = ()


def place_and_date(sheet: Sheet) -> str:
    year, month, day = sheet.date.split("-")
    return f"{sheet.place}, ngày {day} tháng {month} năm {year}"


def _number(sheet: Sheet) -> str:
    return f"Số {sheet.number}" if sheet.party else f"Số: {sheet.number}"


def _bold(words: str, layout: Layout) -> str:
    return f"**{words}**" if layout.marked or layout.head == "markdown" else words


def _head(sheet: Sheet, layout: Layout) -> list[str]:
    left = list(sheet.letterhead)
    right = [PARTY] if sheet.party else [NATION, MOTTO]
    number, dated = _number(sheet), place_and_date(sheet)
    if layout.head == "none":
        return []
    if layout.head == "rows":
        return [*left, *right, number, dated]
    if layout.head == "columns":
        return [*left, number, *right, dated]
    if layout.head == "markdown":
        return [
            *(_bold(words, layout) for words in left),
            "*",
            *right,
            "",
            number,
            "",
            f"*{dated}*",
            "",
        ]
    if layout.head == "beside":
        size = max(len(left), len(right))
        left += [""] * (size - len(left))
        right += [""] * (size - len(right))
        pairs = [*zip(left, right, strict=True), (number, dated)]
        return [f"{one:<34}    {two}" if one else " " * 38 + two for one, two in pairs]
    narrow = [part for words in left for part in textwrap.wrap(words, 14)]
    return [
        "|",
        *narrow,
        "-------",
        "|",
        *right,
        "---------------",
        "|",
        "|",
        number,
        "|",
        f"*{dated}*",
        "|",
        "",
    ]


def _entries(sheet: Sheet, layout: Layout) -> list[str]:
    *entries, last = sheet.recipients
    return [
        *(f"{layout.bullet}{entry}{layout.stop}" for entry in entries),
        f"{layout.bullet}{last}.",
    ]


def _foot(sheet: Sheet, layout: Layout) -> list[str]:
    listed = ["Nơi nhận:", *_entries(sheet, layout)]
    signed = [*sheet.signing, sheet.name]
    if layout.foot == "none":
        return []
    if layout.foot == "alone":
        return signed
    if layout.foot == "sign-first":
        return [*signed, *listed]
    if layout.foot == "cells":
        return [
            "|",
            *listed,
            "|",
            *(_bold(words, layout) for words in sheet.signing),
            sheet.name,
            "|",
        ]
    if layout.foot == "beside":
        size = max(len(listed), len(signed))
        listed += [""] * (size - len(listed))
        signed = signed[:-1] + [""] * (size - len(signed)) + signed[-1:]
        return [
            f"{one:<76}    {two}" if two else one for one, two in zip(listed, signed, strict=True)
        ]
    return [*listed, *signed]


def _wrapped(paragraphs: list[str], width: int) -> list[str]:
    if not width:
        return paragraphs
    return [line for words in paragraphs for line in textwrap.wrap(words, width) or [""]]


def write(sheet: Sheet, layout: Layout) -> str:
    """Returns the document as a text in the layout."""
    title = sheet.title.upper() if layout.capital else sheet.title
    text = [sheet.word and _bold(sheet.word, layout), title] if sheet.word else []
    inner = [*sheet.opening, *sheet.body, sheet.closing]
    lines = [
        *_head(sheet, layout),
        *_wrapped(text, min(layout.width, 60)),
        "",
        *_wrapped(inner, layout.width),
        "",
        *_foot(sheet, layout),
        *layout.after,
    ]
    return ("\n\n" if layout.spaced else "\n").join(lines) + "\n"


SHEETS = {
    "province": Sheet(),
    "district": Sheet(
        letterhead=("ỦY BAN NHÂN DÂN", "HUYỆN AN LẠC"),
        issuer="Ủy ban nhân dân huyện An Lạc",
        level="huyen",
        place="An Lạc",
        opening=(
            "Thực hiện Kế hoạch số 5/KH-UBND ngày 02/01/2024 của UBND tỉnh về việc tiếp dân;",
            "Ủy ban nhân dân huyện An Lạc xây dựng kế hoạch như sau:",
        ),
        signing=("CHỦ TỊCH",),
        capacity=(),
        office="Chủ tịch",
        name="Trần Văn Mẫu",
        recipients=("UBND tỉnh", "TT Huyện ủy", "UBND các xã, thị trấn", "Lưu: VT"),
    ),
    "department": Sheet(
        kind="huong-dan",
        word="HƯỚNG DẪN",
        number="118/HD-SNV",
        letterhead=("ỦY BAN NHÂN DÂN TỈNH VÍ DỤ", "SỞ NỘI VỤ"),
        issuer="Sở Nội vụ tỉnh Ví Dụ",
        signing=("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"),
        capacity=("kt",),
        office="Phó Giám đốc",
        name="Lê Mẫu",
        opening=(
            "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ về công tác văn thư;",
            "Sở Nội vụ hướng dẫn một số nội dung như sau:",
        ),
    ),
    "party": Sheet(
        kind="chi-thi",
        word="CHỈ THỊ",
        number="12-CT/TU",
        party=True,
        letterhead=("TỈNH ỦY VÍ DỤ",),
        issuer="Tỉnh ủy Ví Dụ",
        title="Về tăng cường sự lãnh đạo của các cấp ủy đối với việc tiếp dân",
        signing=("T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ"),
        capacity=("tm",),
        office="Phó Bí thư",
        opening=(
            "Thời gian qua, sổ tiếp dân ở nhiều nơi ghi chưa đủ, người dân phải đi lại nhiều lần.",
            "Ban Thường vụ Tỉnh ủy yêu cầu các cấp ủy thực hiện tốt một số nhiệm vụ sau:",
        ),
        recipients=("Ban Bí thư (để báo cáo)", "Các huyện ủy, thành ủy", "Lưu Văn phòng Tỉnh ủy"),
    ),
    "front": Sheet(
        number="16/KH-MTTQ-BTT",
        letterhead=("ỦY BAN MTTQ VIỆT NAM", "XÃ AN LẠC", "BAN THƯỜNG TRỰC"),
        issuer="Ban Thường trực Ủy ban Mặt trận Tổ quốc Việt Nam xã An Lạc",
        level="xa",
        place="An Lạc",
        signing=("TM. BAN THƯỜNG TRỰC", "CHỦ TỊCH"),
        capacity=("tm",),
        office="Chủ tịch",
        opening=(
            "Căn cứ Luật Mặt trận Tổ quốc Việt Nam;",
            "Ban Thường trực Ủy ban MTTQ Việt Nam xã An Lạc xây dựng kế hoạch như sau:",
        ),
    ),
    "centre": Sheet(
        kind="huong-dan",
        word="HƯỚNG DẪN",
        number="37-HD/BTGDVTW",
        party=True,
        letterhead=("BAN CHẤP HÀNH TRUNG ƯƠNG", "BAN TUYÊN GIÁO VÀ DÂN VẬN"),
        issuer="Ban Tuyên giáo và Dân vận Trung ương",
        level="trung-uong",
        place="Hà Nội",
        signing=("K/T TRƯỞNG BAN", "PHÓ TRƯỞNG BAN"),
        capacity=("kt",),
        office="Phó Trưởng ban",
    ),
}
HEADS = ("rows", "columns", "beside", "cells", "markdown", "none")
FEET = ("list-first", "sign-first", "beside", "cells", "alone", "none")
