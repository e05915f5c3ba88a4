"""Every kind of mistake in the data is named with its file, line and field, in Vietnamese."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from danvan_graph.errors import Fault

TINH = "documents/ke-hoach-tinh.yaml"
HUYEN = "documents/ke-hoach-huyen.yaml"
XA = "documents/ke-hoach-xa.yaml"
DIRECTIVE = "documents/chi-thi.yaml"
CENTRAL = "register/instruments/trung-uong.yaml"
BODIES = "register/bodies.yaml"
JUDGEMENTS = "judgements/phan-quyet.yaml"
UNITS = "units/units.tsv"
CHANGES = "units/changes.tsv"


@dataclass(frozen=True)
class Mistake:
    """One replacement in one file, and the fault it must give.

    ``at`` is a text that stands on the line to be named; None stands for the file as a whole.
    """

    file: str
    old: str
    new: str
    at: str | None
    field: str
    says: str


MISTAKES = {
    # --- the form of YAML
    "broken YAML": Mistake(TINH, "flags: [generic]", "flags: [generic", "tasks:", "", "cú pháp"),
    "bad indentation": Mistake(
        TINH, "  kind: {value", "   kind: {value", "number: {value", "", "cú pháp"
    ),
    "tab as indentation": Mistake(XA, "  year: 2023", "\tyear: 2023", "\tyear", "", "cú pháp"),
    "control character": Mistake(XA, "label: Căn cứ", "label: C\x07ăn", None, "", "cú pháp"),
    "two documents in one file": Mistake(
        XA, "issues: []", "issues: []\n---\nid: x", "---", "", "cú pháp"
    ),
    "duplicate field": Mistake(
        XA, "  year: 2023", "  year: 2023\n  year: 2024", "year: 2024", "year", "viết hai lần"
    ),
    "unknown field": Mistake(
        XA,
        "  year: 2023",
        "  year: 2023\n  yaer: 2023",
        "yaer",
        "header.yaer",
        "không có trường nào",
    ),
    "unknown field at the top": Mistake(
        XA, "issues: []", "isues: []", "isues", "isues", "không có trường nào"
    ),
    "missing field": Mistake(XA, "id: ke-hoach-xa\n", "", "key:", "id", "thiếu trường bắt buộc"),
    "missing nested field": Mistake(
        XA, "    kind: ke-hoach\n", "", "- at: [126", "citations[0].kind", "thiếu trường bắt buộc"
    ),
    "empty field": Mistake(
        XA,
        "label: Căn cứ",
        "label: null",
        "label: null",
        "sections[1].label",
        "thiếu trường bắt buộc",
    ),
    "number where text belongs": Mistake(
        XA, "label: Căn cứ", "label: 5", "label: 5", "sections[1].label", "phải là chữ"
    ),
    "truth value where text belongs": Mistake(
        XA, "office: Chủ tịch", "office: no", "office", "header.signature.office", "phải là chữ"
    ),
    "text where a number belongs": Mistake(
        XA, "year: 2023", "year: hai", "year: hai", "header.year", "phải là số nguyên"
    ),
    "text where a truth value belongs": Mistake(
        XA,
        "orders_plan: false",
        "orders_plan: maybe",
        "orders_plan",
        "tasks[0].orders_plan",
        "true hoặc false",
    ),
    "list where a mapping belongs": Mistake(
        XA,
        "kind: {value: ke-hoach, at: [75, 83]}",
        "kind: [ke-hoach]",
        "kind: [",
        "header.kind",
        "nhóm trường",
    ),
    "mapping where a list belongs": Mistake(
        XA, "issues: []", "issues: {}", "issues", "issues", "danh sách"
    ),
    "text where a mapping belongs": Mistake(
        XA,
        "{file: ke-hoach-xa.txt",
        "{files: ke-hoach-xa.txt",
        "source:",
        "source.file",
        "thiếu trường bắt buộc",
    ),
    "alias": Mistake(XA, "  year: 2023", "  year: &a 2023\n  x: *a", "x: *a", "", "alias"),
    "merge key": Mistake(
        XA, "  year: 2023", "  <<: {}\n  year: 2023", "<<: {}", "header.<<", "không có trường nào"
    ),
    "deep nesting": Mistake(
        XA, "issues: []", "issues: " + "[" * 20_000, "issues", "", "lồng nhau quá sâu"
    ),
    "python object": Mistake(
        XA,
        "office: Chủ tịch",
        "office: !!python/name:os.system {}",
        "office",
        "header.signature.office",
        "phải là chữ",
    ),
    "number that is none": Mistake(
        XA, "year: 2023", "year: !!int hai", "!!int", "", "không đọc được"
    ),
    "number of 5000 digits": Mistake(
        XA, "year: 2023", "year: " + "9" * 5000, "9999", "", "không đọc được"
    ),
    "unquoted number in a list of texts": Mistake(
        XA,
        "archive_units: [VT]",
        "archive_units: [02]",
        "[02]",
        "recipients[1].archive_units",
        "dấu ngoặc kép",
    ),
    # --- values
    "31 February": Mistake(
        XA,
        "value: 2023-04-15",
        "value: 2023-02-31",
        "2023-02-31",
        "header.date.value",
        "ngày có thật",
    ),
    "year 2203": Mistake(
        XA, "value: 2023-04-15", "value: 2203-04-15", "2203", "header.date.value", "ngày có thật"
    ),
    "number that is no designation": Mistake(
        XA, "value: 5/KH-UBND", "value: số năm", "số năm", "header.number.value", "33/CT-TTg"
    ),
    "key of another form": Mistake(
        XA, 'key: "99102/2023-04-15/5-kh-ubnd"', "key: 5-kh-ubnd", "key:", "key", "khóa văn bản"
    ),
    "checksum in capitals": Mistake(
        XA, "sha256: c714", "sha256: C714", "source:", "source.sha256", "64 chữ số"
    ),
    "no characters": Mistake(
        XA, "characters: 345", "characters: 0", "source:", "source.characters", "số ký tự"
    ),
    "review by nobody": Mistake(XA, "by: person", "by: robot", "review:", "review.by", "nguoi-doc"),
    "review in a month": Mistake(
        XA, "date: 2026-11-20", "date: 2026-11", "review:", "review.date", "thiếu ngày"
    ),
    "unknown concept": Mistake(
        XA,
        "themes: [dan-chu-co-so]",
        "themes: [dan-chu]",
        "[dan-chu]",
        "tasks[0].themes",
        "hãy chọn một trong",
    ),
    "unknown relation": Mistake(
        XA,
        "relation: thuc-hien",
        "relation: lam-theo",
        "lam-theo",
        "citations[0].relation",
        "“quan-he”",
    ),
    "unknown level": Mistake(XA, "level: xa", "level: ap", "level: ap", "header.level", "“cap”"),
    "unknown kind of document": Mistake(
        XA, "{value: ke-hoach,", "{value: ke-hoch,", "ke-hoch", "header.kind.value", "loai-van-ban"
    ),
    "unknown movement": Mistake(
        TINH,
        "slug: moi-ngay-mot-loi",
        "slug: moi-ngay",
        "moi-ngay,",
        "tasks[1].movements[0].slug",
        "phong-trao",
    ),
    "section path with a space": Mistake(
        XA, "path: I.1,", "path: I 1,", "path: I 1", "sections[3].path", "đường dẫn"
    ),
    "reversed span": Mistake(
        XA, "at: [75, 83]", "at: [83, 75]", "[83, 75]", "header.kind.at", "hai số"
    ),
    "span of three": Mistake(
        XA, "at: [75, 83]", "at: [75, 83, 78]", "78]", "header.kind.at", "hai số"
    ),
    "span of words": Mistake(
        XA, "at: [75, 83]", "at: [a, b]", "[a, b]", "header.kind.at", "hai số"
    ),
    "negative span": Mistake(XA, "at: [75, 83]", "at: [-1, 83]", "[-1", "header.kind.at", "hai số"),
    "span that is a number": Mistake(
        XA, "at: [75, 83]", "at: 75", "at: 75}", "header.kind.at", "hai số"
    ),
    "confidence above one": Mistake(
        XA, "confidence: 0.9", "confidence: 1.5", "1.5", "citations[0].confidence", "từ 0 đến 1"
    ),
    "confidence that is no number": Mistake(
        XA, "confidence: 0.9", "confidence: .nan", ".nan", "citations[0].confidence", "từ 0 đến 1"
    ),
    "confidence of a header field": Mistake(
        XA,
        "  level: xa",
        "  level: xa\n  confidence: {kind: 2}",
        "kind: 2",
        "header.confidence.kind",
        "từ 0 đến 1",
    ),
    "confidence of no header field": Mistake(
        XA,
        "  level: xa",
        "  level: xa\n  confidence: {mau: 0.5}",
        "mau: 0.5",
        "header.confidence.mau",
        "không có trường",
    ),
    "recurrence of another form": Mistake(
        DIRECTIVE,
        "recurrence: P1M",
        "recurrence: monthly",
        "monthly",
        "duties[0].recurrence",
        "chu kỳ",
    ),
    "anchor no calendar has": Mistake(
        DIRECTIVE, '"---15"', '"--02-30"', "02-30", "duties[0].anchors", "ngày lặp lại"
    ),
    "body key without a place": Mistake(
        XA,
        "bodies: [ubnd@99102]",
        "bodies: [ubnd]",
        "[ubnd]",
        "header.issuers[0].bodies",
        "ubnd@294",
    ),
    "id that is not the file name": Mistake(
        XA, "id: ke-hoach-xa", "id: ke-hoach-lang", "id:", "id", "tên tệp"
    ),
    "signature without a place": Mistake(
        XA,
        "capacity: [], at: [322, 344]}",
        "capacity: []}",
        "signature:",
        "header.signature.at",
        "vị trí",
    ),
    # --- identity
    "key that does not follow from the number": Mistake(
        XA, "value: 5/KH-UBND", "value: 6/KH-UBND", "key:", "key", "99102/2023-04-15/6-kh-ubnd"
    ),
    "key that does not follow from the date": Mistake(
        XA, "value: 2023-04-15", "value: 2023-04-16", "key:", "key", "99102/2023-04-16/5-kh-ubnd"
    ),
    "date that is not in the key": Mistake(
        HUYEN,
        "date: null",
        "date: {value: 2024-01-01}",
        "2024-01-01",
        "header.date",
        "khác với ngày trong khóa",
    ),
    "register key that does not follow": Mistake(
        CENTRAL,
        "number: 8/2019/QH99",
        "number: 9/2019/QH99",
        "- key: vn/2019",
        "key",
        "vn/2019-03-01/9-2019-qh99",
    ),
    "register date that is not in the key": Mistake(
        CENTRAL,
        "number: 8/2019/QH99\n  aliases: [08/2019/QH99]\n  name: Luật Sổ tay\n  title: null\n  date: 2019-03-01",
        "number: null\n  name: Luật Sổ tay\n  date: 2019-03-02",
        "date: 2019-03-02",
        "date",
        "khác với ngày trong khóa",
    ),
    "register entry without number and name": Mistake(
        CENTRAL,
        "number: 9000-NQ/UBVD\n  aliases: []\n  name: null\n  title: về thi hành Luật Sổ tay",
        "number: null",
        "number: null",
        "number",
        "thiếu cả số lẫn tên",
    ),
    "in force from a year only": Mistake(
        CENTRAL,
        "in_force: 2019-07-01",
        "in_force: 2019",
        "in_force: 2019",
        "[0].in_force",
        "thiếu ngày",
    ),
    "level that is not that of the place": Mistake(
        XA, "level: xa", "level: tinh", "level: tinh", "header.level", "không khớp"
    ),
    "place of the key that never was": Mistake(
        HUYEN, 'key: "991/2023', 'key: "998/2023', "key:", "key", "998"
    ),
    "neither date nor year": Mistake(
        HUYEN, "year: 2023", "year: null", "year: null", "header.year", "thiếu cả ngày"
    ),
    "no issuer": Mistake(
        XA,
        "  issuers:\n    - {text: ỦY BAN NHÂN DÂN XÃ HẠ NẮNG, bodies: [ubnd@99102], at: [0, 26]}\n",
        "  issuers: []\n",
        "issuers: []",
        "header.issuers",
        "thiếu cơ quan",
    ),
    "unknown kind of body": Mistake(
        XA,
        "[van-phong-ubnd@99102]",
        "[van-phong@99102]",
        "van-phong@99102",
        "tasks[0].assignments[0].agent",
        "bodies.yaml",
    ),
    "unknown unit code": Mistake(
        XA,
        "[van-phong-ubnd@99102]",
        "[van-phong-ubnd@99109]",
        "99109",
        "tasks[0].assignments[0].agent",
        "2023-04-15",
    ),
    "unit that did not exist yet": Mistake(
        XA,
        "[van-phong-ubnd@99102]",
        "[van-phong-ubnd@99104]",
        "99104",
        "tasks[0].assignments[0].agent",
        "99104",
    ),
    "citation of an unregistered instrument": Mistake(
        HUYEN,
        'instrument: "99/2023-02-20/12-kh-ubnd"',
        'instrument: "99/2023-02-21/12-kh-ubnd"',
        "99/2023-02-21",
        "citations[0].instrument",
        "sổ đăng ký",
    ),
    "candidate that is unregistered": Mistake(
        TINH,
        '"99/2021/77-qdd-ubnd"]',
        '"99/2020/77-qdd-ubnd"]',
        "99/2020/77",
        "citations[3].candidates",
        "sổ đăng ký",
    ),
    "citation without number and name": Mistake(
        TINH,
        "name: quy chế tiếp dân",
        "name: null",
        "number: null",
        "citations[4].number",
        "thiếu cả số lẫn tên",
    ),
    "self-citation": Mistake(
        XA,
        'instrument: "991/2023/ke-hoach-lap-so-tay-gop-y-nam-2023"',
        'instrument: "99102/2023-04-15/5-kh-ubnd"',
        'instrument: "99102',
        "citations[0].instrument",
        "tự trích dẫn",
    ),
    "relation to an unregistered instrument": Mistake(
        CENTRAL,
        "instrument: vn/2019-03-01/8-2019-qh99}",
        "instrument: vn/2018-03-01/8-2018-qh99}",
        "relations: [{",
        "relations",
        "sổ đăng ký",
    ),
    # --- position
    "span beyond the text": Mistake(
        XA,
        "path: chu-ky, label: Chữ ký, at: [322, ",
        "path: chu-ky, label: Chữ ký, at: [322, 9",
        "chu-ky",
        "sections[5]",
        "độ dài văn bản",
    ),
    "citation outside its section": Mistake(
        XA, "section: mo-dau", "section: noi-nhan", "- at: [126", "citations[0]", "nằm ngoài phần"
    ),
    "section that is not listed": Mistake(
        XA, "section: mo-dau", "section: II.9", "- at: [126", "citations[0]", "II.9"
    ),
    "two sections of one path": Mistake(
        XA, "path: I.1,", "path: I,", "path: tieu-de", "sections", "trùng đường dẫn"
    ),
    "host that is missing": Mistake(
        HUYEN, "host: ", "host: 1 #", "host: 1", "citations[1].host", "không có trích dẫn"
    ),
    "citation that hosts itself": Mistake(
        XA,
        "    confidence: 0.9",
        "    host: 126\n    confidence: 0.9",
        "host: 126",
        "citations[0].host",
        "không có trích dẫn",
    ),
    # --- registers and judgements
    "document of a judgement": Mistake(
        JUDGEMENTS,
        "document: ke-hoach-xa",
        "document: ke-hoach-ap",
        "ke-hoach-ap",
        "document",
        "documents/",
    ),
    "instrument of a judgement": Mistake(
        JUDGEMENTS, "9001-ct-ubvd", "9009-ct-ubvd", "9009", "instrument", "sổ đăng ký"
    ),
    "place of a judgement": Mistake(
        JUDGEMENTS,
        "document: ke-hoach-xa",
        'document: ke-hoach-xa\n  place: "99999"',
        "99999",
        "place",
        "không có đơn vị hành chính",
    ),
    "place of a judgement that is no code": Mistake(
        JUDGEMENTS,
        "document: ke-hoach-xa",
        "document: ke-hoach-xa\n  place: Hạ Nắng",
        "Hạ Nắng",
        "[1].place",
        "",
    ),
    "group of a judgement": Mistake(
        JUDGEMENTS, "ubnd-cap-tinh@vn", "ubnd-cap-ap@vn", "cap-ap", "group", "bodies.yaml"
    ),
    "judgement without what it needs": Mistake(
        JUDGEMENTS,
        "group: ubnd-cap-tinh@vn",
        "group: null",
        "group: null",
        "group",
        "expected-answer",
    ),
    "judgement counted in a year": Mistake(
        JUDGEMENTS, "as_of: 2023-01-10", "as_of: 2023", "as_of: 2023", "[0].as_of", "thiếu ngày"
    ),
    "parent of a kind of body": Mistake(
        BODIES,
        "part_of: uy-ban-vi-du",
        "part_of: uy-ban",
        "slug: ban-mau",
        "part_of",
        "bodies.yaml",
    ),
    "members of a group": Mistake(
        BODIES,
        "members: {kind: ubnd, level: tinh}",
        "members: {kind: ubdn, level: tinh}",
        "ubdn",
        "members.kind",
        "bodies.yaml",
    ),
    "name pattern of a body": Mistake(
        BODIES, "Sở Nội vụ {unit}", "Sở Nội vụ {unti}", "{unti}", "vi", "{unit}"
    ),
    "name pattern with a lone brace": Mistake(
        BODIES, "Sở Nội vụ {unit}", "Sở Nội vụ {unit", "Sở Nội vụ", "vi", "dấu ngoặc"
    ),
    "body of an issuer code": Mistake(
        "register/issuers.yaml",
        "body: uy-ban-vi-du",
        "body: uy-ban",
        "code: UBVD",
        "body",
        "bodies.yaml",
    ),
    "example that does not bear its code": Mistake(
        "register/issuers.yaml",
        "[12/KH-UBND]",
        "[12/KH-HĐND]",
        "code: UBND",
        "[1].examples",
        "không chứa mã",
    ),
    "example that is no designation": Mistake(
        "register/issuers.yaml",
        "[12/KH-UBND]",
        "[KH-UBND]",
        "code: UBND",
        "[1].examples",
        "33/CT-TTg",
    ),
    "register that is no list": Mistake(
        "register/movements.yaml", "- {slug", "x: {slug", "x: {slug", "", "danh sách"
    ),
    "duplicate slug in a register": Mistake(
        BODIES, "slug: ban-mau", "slug: ubnd", "Ủy ban nhân dân {unit}", "key", "đã có ở"
    ),
    # --- tables of units
    "unit level": Mistake(UNITS, "98\tprovince", "98\tstate", "98\tstate", "level", "province"),
    "unit code": Mistake(UNITS, "98\tprovince", "9 8\tprovince", "9 8", "code", "mã đơn vị"),
    "unit date": Mistake(
        UNITS,
        "\t2025-07-01\tfrom=open;to=exact\tGio",
        "\t2025-13-01\tfrom=open;to=exact\tGio",
        "2025-13",
        "valid_to",
        "ngày",
    ),
    "unknown parent": Mistake(
        UNITS, "Huyện Suối Mơ\t99\t", "Huyện Suối Mơ\t97\t", "Suối Mơ\t97", "parent_code", "97"
    ),
    "parent of the same level": Mistake(
        UNITS,
        "Huyện Suối Mơ\t99\t",
        "Huyện Suối Mơ\t992\t",
        "Suối Mơ\t992",
        "parent_code",
        "cấp trên",
    ),
    "own parent": Mistake(
        UNITS,
        "Huyện Suối Mơ\t99\t",
        "Huyện Suối Mơ\t991\t",
        "Suối Mơ\t991",
        "parent_code",
        "cấp trên",
    ),
    "duplicate row": Mistake(
        UNITS, "992\tdistrict", "991\tdistrict", "Đồi Thông", "code", "dòng trùng"
    ),
    "missing column": Mistake(UNITS, "\talt_names", "", "code\t", "alt_names", "thiếu cột"),
    "column of another name": Mistake(
        CHANGES, "old_valid_from", "old_from", "old_from", "old_valid_from", "thiếu cột"
    ),
    "row too short": Mistake(
        UNITS, "98\tprovince\ttỉnh\tGió Lành\t", "98\tprovince\ttỉnh\t", "98\t", "", "thiếu ô"
    ),
    "row too long": Mistake(
        UNITS, "98\tprovince\ttỉnh\t", "98\tprovince\ttỉnh\t\t", "98\t", "", "thừa"
    ),
    "change of an unknown unit": Mistake(
        CHANGES, "\t99103\t", "\t99109\t", "99109", "old_code", "units.tsv"
    ),
    "change to a unit of another day": Mistake(
        CHANGES,
        "99104\t2024-01-01\tno",
        "99104\t2024-01-02\tno",
        "2024-01-02",
        "new_code",
        "units.tsv",
    ),
    "change on no day": Mistake(
        CHANGES, "2024-01-01\t99/NQ", "01/01/2024\t99/NQ", "01/01/2024", "date", "ngày"
    ),
}


def line_of(path: Path, text: str | None) -> int:
    """Returns the first line that holds the text, or 0 for the file as a whole."""
    if text is None:
        return 0
    lines = path.read_text(encoding="utf-8").split("\n")
    return next(i for i, line in enumerate(lines, start=1) if text in line)


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_named_with_file_line_and_field(
    name: str,
    small_data: Path,
    spoil: Callable[[str, str, str], None],
    faults_of: Callable[[], list[Fault]],
) -> None:
    """One mistake gives a fault at the right place, in a full Vietnamese sentence."""
    mistake = MISTAKES[name]
    spoil(mistake.file, mistake.old, mistake.new)
    faults = faults_of()
    line = line_of(small_data / mistake.file, mistake.at)
    assert (mistake.file, line, mistake.field) in {(f.file, f.line, f.field) for f in faults}
    found = next(f for f in faults if (f.line, f.field) == (line, mistake.field))
    assert mistake.says in found.message
    assert re.search(r"[ăâđêôơưàáạảãèéẹẻẽìíịỉĩòóọỏõùúụủũỳýỵỷỹ]", found.message)
    assert found.message.endswith((".", ")"))


def test_the_unspoiled_data_has_no_fault(faults_of: Callable[[], list[Fault]]) -> None:
    """The small data is good as it lies, so each fault above comes from its one replacement."""
    assert faults_of() == []


def test_an_empty_file_is_named(small_data: Path, faults_of: Callable[[], list[Fault]]) -> None:
    """A file without content is no document."""
    (small_data / XA).write_text("", encoding="utf-8")
    assert [(f.file, f.line) for f in faults_of()] == [(XA, 0)]
    (small_data / XA).write_text("# only a remark\n", encoding="utf-8")
    assert "tệp trống" in faults_of()[0].message


@pytest.mark.parametrize("file", [XA, BODIES, CENTRAL, UNITS, JUDGEMENTS])
def test_a_file_that_is_not_utf8_is_named(
    file: str, small_data: Path, faults_of: Callable[[], list[Fault]]
) -> None:
    """A file saved as UTF-16 or in a legacy code page is refused, wherever it lies."""
    (small_data / file).write_bytes("id: Hạ Nắng\n".encode("utf-16"))
    found = faults_of()
    assert (found[0].file, found[0].line) == (file, 0)
    assert "UTF-8" in found[0].message


@pytest.mark.parametrize("folder", ["documents", "register", "units"])
def test_a_missing_folder_is_named(
    folder: str, small_data: Path, faults_of: Callable[[], list[Fault]]
) -> None:
    """A data folder without one of its parts is no data folder."""
    (small_data / folder).rename(small_data / "elsewhere")
    found = faults_of()
    assert found
    assert all(folder in f.file for f in found)
    assert all(f.message for f in found)


@pytest.mark.parametrize("file", [XA, BODIES, UNITS])
def test_a_file_that_cannot_be_opened_is_named(
    file: str, small_data: Path, faults_of: Callable[[], list[Fault]]
) -> None:
    """Where a file cannot be read (here a folder bears its name) the fault says so."""
    (small_data / file).unlink()
    (small_data / file).mkdir()
    found = faults_of()
    assert [(f.file, f.line) for f in found] == [(file, 0)]
    assert "không mở được" in found[0].message


def test_a_key_in_two_register_files_is_named(
    small_data: Path, faults_of: Callable[[], list[Fault]]
) -> None:
    """The second place is named and the first is told, whichever file it is in."""
    text = (small_data / CENTRAL).read_text(encoding="utf-8")
    (small_data / "register/instruments/zz.yaml").write_text(text, encoding="utf-8")
    found = faults_of()
    assert {f.file for f in found} == {"register/instruments/zz.yaml"}
    assert len(found) == 2
    assert f"{CENTRAL}, dòng 1" in found[0].message


def test_a_document_recorded_twice_is_named(
    small_data: Path, faults_of: Callable[[], list[Fault]]
) -> None:
    """A copy of a record under another name has the same key and the same source."""
    text = (small_data / XA).read_text(encoding="utf-8")
    copy = small_data / "documents/sao-chep.yaml"
    copy.write_text(text.replace("id: ke-hoach-xa", "id: sao-chep"), encoding="utf-8")
    assert [(f.file, f.field) for f in faults_of()] == [("documents/sao-chep.yaml", "key")]


def test_a_source_recorded_twice_is_named(
    small_data: Path,
    spoil: Callable[[str, str, str], None],
    faults_of: Callable[[], list[Fault]],
) -> None:
    """Two records of different numbers cannot come from one text."""
    lines = (small_data / TINH).read_text(encoding="utf-8").split("\n")
    checksum = next(line for line in lines if line.startswith("source:")).split("sha256: ")[1][:64]
    own = (small_data / XA).read_text(encoding="utf-8").split("sha256: ")[1][:64]
    spoil(XA, own, checksum)
    found = faults_of()
    assert len(found) == 1
    assert found[0].field == "source.sha256"
    assert "cùng một văn bản nguồn" in found[0].message


@pytest.mark.parametrize("name", ["citations", "tasks", "duties", "recipients"])
def test_a_passage_recorded_twice_is_named(
    name: str, small_data: Path, faults_of: Callable[[], list[Fault]]
) -> None:
    """Two entries of one list at one place would melt into one address."""
    path = small_data / XA
    head, start, rest = path.read_text(encoding="utf-8").partition(f"\n{name}:\n")
    entry = re.split(r"\n(?=\S)|\n(?=  -)", rest, maxsplit=1)[0]
    path.write_text(f"{head}{start}{entry}\n{rest}", encoding="utf-8")
    assert (f"{name}[1]", True) in {(f.field, "trùng vị trí" in f.message) for f in faults_of()}


def test_a_circle_of_implementation_is_named(
    spoil: Callable[[str, str, str], None], faults_of: Callable[[], list[Fault]]
) -> None:
    """Three plans that carry out one another in a circle are all named."""
    spoil(
        TINH,
        "relation: thuc-hien\n    instrument: vn/2023-01-10/9001-ct-ubvd",
        'relation: thuc-hien\n    instrument: "99102/2023-04-15/5-kh-ubnd"',
    )
    found = faults_of()
    assert {f.file for f in found} == {TINH, HUYEN, XA}
    assert all("đi vòng" in f.message for f in found)


def test_a_circle_through_a_nested_citation_is_named(
    spoil: Callable[[str, str, str], None], faults_of: Callable[[], list[Fault]]
) -> None:
    """A title that says the district plan's superior carries out the district plan closes a circle."""
    spoil(
        HUYEN,
        "instrument: vn/2023-01-10/9001-ct-ubvd",
        'instrument: "991/2023/ke-hoach-lap-so-tay-gop-y-nam-2023"',
    )
    found = faults_of()
    assert {f.file for f in found} == {TINH, HUYEN}
    assert all("đi vòng" in f.message for f in found)


def test_a_circle_in_the_register_is_named(
    spoil: Callable[[str, str, str], None], faults_of: Callable[[], list[Fault]]
) -> None:
    """Relations of registered instruments are followed as well."""
    spoil(
        CENTRAL,
        "relations: []",
        "relations: [{relation: thuc-hien, instrument: vn/2020-05-05/9000-nq-ubvd}]",
    )
    spoil(CENTRAL, "relation: can-cu", "relation: thuc-hien")
    found = faults_of()
    assert [(f.file, "đi vòng" in f.message) for f in found] == [(CENTRAL, True)] * 2


def test_all_faults_of_a_folder_are_named_in_one_go(
    spoil: Callable[[str, str, str], None], faults_of: Callable[[], list[Fault]]
) -> None:
    """Mistakes in several files, and in several parts of one file, come together and in order."""
    spoil(XA, "level: xa", "level: ap")
    spoil(XA, "value: 2023-04-15", "value: 2023-02-31")
    spoil(XA, "confidence: 0.9", "confidence: 2")
    spoil(XA, "issues: []", "isues: []")
    spoil(HUYEN, "year: 2023", "year: hai")
    spoil(CENTRAL, "status: con-hieu-luc", "status: con")
    spoil(JUDGEMENTS, "confidence: 0.5", "confidence: nửa")
    spoil(UNITS, "98\tprovince", "98\tstate")
    found = faults_of()
    assert [(f.file, f.field) for f in found] == sorted(
        [
            (XA, "header.date.value"),
            (XA, "header.level"),
            (XA, "citations[0].confidence"),
            (XA, "isues"),
            (HUYEN, "header.year"),
            (CENTRAL, "[0].status"),
            (JUDGEMENTS, "[0].confidence"),
            (UNITS, "level"),
        ],
        key=lambda place: (place[0], [(f.file, f.field) for f in found].index(place)),
    )
    assert [f.file for f in found] == sorted(f.file for f in found)


def test_an_extractors_record_may_cite_what_is_not_registered(
    spoil: Callable[[str, str, str], None], faults_of: Callable[[], list[Fault]]
) -> None:
    """Only a person's record must have its instruments registered; a machine may be first."""
    spoil(HUYEN, "by: person", "by: extractor")
    spoil(HUYEN, "instrument: vn/2023-01-10/9001-ct-ubvd", "instrument: vn/2023-01-11/9001-ct-ubvd")
    assert faults_of() == []


@pytest.mark.parametrize(
    "file", ["documents/moi.yml", "documents/2023/moi.yaml", "register/moi.yaml", "moi.yaml"]
)
def test_a_file_that_nothing_reads_is_named(
    file: str, small_data: Path, faults_of: Callable[[], list[Fault]]
) -> None:
    """A record with another ending or in another folder is not skipped unseen."""
    (small_data / file).parent.mkdir(exist_ok=True)
    (small_data / file).write_text("id: moi\n", encoding="utf-8")
    found = faults_of()
    assert [(f.file, f.line) for f in found] == [(file, 0)]
    assert "không ai đọc" in found[0].message
