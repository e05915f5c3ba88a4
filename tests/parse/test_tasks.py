"""Where work is assigned, whom to, and by when: invented passages in the forms documents use."""

import pytest

from danvan_graph.identifiers.document_date import DocumentDate
from danvan_graph.parse.deadlines.due_cells import tabled_duties
from danvan_graph.parse.deadlines.duties import find_duties
from danvan_graph.parse.deadlines.task_times import Frame
from danvan_graph.parse.work.assigning import assigning_parts, without_closing
from danvan_graph.parse.work.bracketed import bracketed
from danvan_graph.parse.work.task_table import tables
from danvan_graph.parse.work.tasks import closing_tasks, find_tasks, tabled_tasks
from danvan_graph.text.flattening import flatten


def _tasks(flat: str) -> list[tuple[str, str]]:
    part = next(iter(assigning_parts(flat, 0, len(flat))), None)
    found = find_tasks(flat, part) if part else []
    return [(t.unit, flat[t.start : t.end]) for t in found]


HEADED = [
    "III. TỔ CHỨC THỰC HIỆN\n1. Sở Nội vụ\n- Trồng cây ở trụ sở cơ quan.\n- Dọn kho lưu trữ.",
    "Phần thứ ba\nTỔ CHỨC THỰC HIỆN\n1- Sở Nội vụ\n+ Trồng cây ở trụ sở cơ quan.\n+ Dọn kho lưu trữ.",
    "Phần thứ hai TỔ CHỨC THỰC HIỆN\n1. Sở Nội vụ:\na) Trồng cây ở trụ sở cơ quan.\nb) Dọn kho lưu trữ.",
    "II. TRÁCH NHIỆM CỦA CÁC CƠ QUAN, ĐƠN VỊ Giao Sở Nội vụ:\n- Trồng cây ở trụ sở cơ quan.\n- Dọn kho lưu trữ.",
    "Chương II\nTRÁCH NHIỆM CỦA CÁC CƠ QUAN\nĐiều 3. Sở Nội vụ\n1. Trồng cây ở trụ sở cơ quan.\n2. Dọn kho lưu trữ.",
    "Chủ tịch Ủy ban nhân dân tỉnh yêu cầu:\n1. Sở Nội vụ:\n- Trồng cây ở trụ sở cơ quan.\n- Dọn kho lưu trữ.\n2. Công an tỉnh: Canh gác.",
]


@pytest.mark.parametrize("flat", HEADED)
def test_the_part_under_any_name(flat: str) -> None:
    """Both tasks are found with their unit, however the part and its items are marked."""
    assert _tasks(flat)[:2] == [
        ("Sở Nội vụ", "Trồng cây ở trụ sở cơ quan."),
        ("Sở Nội vụ", "Dọn kho lưu trữ."),
    ]


def test_a_row_of_units_without_heading() -> None:
    """A notice of conclusions has no heading; its items address units, or pass work on within."""
    flat = (
        "Phó Chủ tịch kết luận:\n1. Ghi nhận kết quả đã nêu.\n"
        "2. Giao Sở Nội vụ rà soát danh mục, xong trong tháng.\n"
        "3. Công an tỉnh bảo đảm trật tự tại lễ hội.\n"
        "4. Về kinh phí bổ sung, giao Sở Tài chính thẩm định và trình lại."
    )
    assert [unit for unit, _ in _tasks(flat)] == ["Sở Nội vụ", "Công an tỉnh", "Sở Tài chính"]


@pytest.mark.parametrize(
    "flat",
    [
        "1. Nâng cao nhận thức của cán bộ.\n2. Các hoạt động văn hóa diễn ra sôi nổi.\n3. Đất đai ổn định.",
        "Điều 1. Ban hành Quy chế.\nĐiều 2. Chánh Văn phòng, Giám đốc các sở chịu trách nhiệm thi hành Quyết định này.",
        "Kết quả: các sở đã làm tốt. Sở Nội vụ đã báo cáo.",
    ],
)
def test_nothing_is_assigned(flat: str) -> None:
    """Text that assigns nothing gives no tasks."""
    assert _tasks(flat) == []


def test_letter_is_addressed_to_those_it_asks() -> None:
    """The one who asked before is not whom the letter asks."""
    flat = (
        "Theo đề nghị của Bộ Nội vụ tại Công văn nọ, Sở Nội vụ đề nghị các cơ quan, đơn vị "
        "thực hiện một số việc sau:\n1. Kể lại các buổi gặp dân.\n2. Nêu rõ khó khăn, nguyên nhân."
    )
    assert _tasks(flat) == [
        ("các cơ quan, đơn vị", "Kể lại các buổi gặp dân."),
        ("các cơ quan, đơn vị", "Nêu rõ khó khăn, nguyên nhân."),
    ]


def test_closing_words_are_no_task() -> None:
    """What closes the document is cut off, and what it assigns is found."""
    words = "tăng cường giám sát ở thôn. Quá trình thực hiện, nếu vướng mắc thì gọi."
    assert without_closing(words) == "tăng cường giám sát ở thôn."
    flat = "Yêu cầu các nơi nghiêm túc. Giao Văn phòng UBND tỉnh theo dõi, đôn đốc việc này./."
    assert [flat[t.start : t.end] for t in closing_tasks(flat, 0, len(flat))] == [
        "theo dõi, đôn đốc việc này./."
    ]


TABLE = """PHỤ LỤC
STT
Nội dung công việc
Cơ quan chủ trì
Thời hạn
---
---
---
---
1
Sửa mái nhà văn hóa thôn
Phòng Văn hóa và Thông tin
Tháng 11/2025
2
In sổ tay cho trưởng thôn
UBND các xã
Trước ngày 15/10/2025
Ghi chú cuối bảng"""


def test_tables() -> None:
    """Each row of a table is a task of its unit with the deadline of its row."""
    found = tables(TABLE, 0, len(TABLE))
    assert [len(table.rows) for table in found] == [2]
    tasks = tabled_tasks(found)
    assert [(t.unit, TABLE[t.start : t.end]) for t in tasks] == [
        ("Phòng Văn hóa và Thông tin", "Sửa mái nhà văn hóa thôn"),
        ("UBND các xã", "In sổ tay cho trưởng thôn"),
    ]
    duties = tabled_duties(found)
    assert [(str(d.due), TABLE[d.start : d.end]) for d in duties] == [
        ("2025-11", "Tháng 11/2025"),
        ("2025-10-15", "Trước ngày 15/10/2025"),
    ]


DEADLINES = [
    ("Gửi kết quả trong thời hạn 15 ngày làm việc kể từ ngày nhận phiếu.", "event", (), None),
    ("Báo cáo chậm nhất 05 ngày sau khi kết thúc buổi họp.", "event", (), None),
    ("Nộp danh sách trước 03 ngày tổ chức hội thi.", "event", (), None),
    ("Báo cáo Sở Nội vụ ngay sau khi kết thúc.", "event", (), None),
    ("Gửi báo cáo quý trước ngày 15 của tháng cuối quý.", "P3M", ("---15",), None),
    ("Gửi báo cáo 6 tháng trước ngày 10/6.", "P6M", ("--06-10",), None),
    ("Gửi báo cáo trước ngày 10/12 hằng năm.", "P1Y", ("--12-10",), None),
    ("Cập nhật số liệu trước 16 giờ hằng ngày.", "P1D", (), None),
    ("Tổng kết trong tháng 12 hằng năm.", "P1Y", (), None),
    ("Hoàn thành trong tháng 12-2013.", None, (), "2013-12"),
    ("Hoàn thành trong năm 2025.", None, (), "2025"),
]


@pytest.mark.parametrize(("words", "recurrence", "anchors", "due"), DEADLINES)
def test_deadlines(
    words: str, recurrence: str | None, anchors: tuple[str, ...], due: str | None
) -> None:
    """Each form of deadline is read as what it sets."""
    flat = f"III. TỔ CHỨC THỰC HIỆN\n1. Phòng Nội vụ\n- {words}"
    part = next(iter(assigning_parts(flat, 0, len(flat))), None)
    assert part is not None
    found = find_duties(flat, (0, len(flat)), find_tasks(flat, part))
    assert [(d.recurrence, d.anchors, str(d.due) if d.due else None) for d in found] == [
        (recurrence, anchors, due)
    ]


def test_two_periods_have_each_its_day() -> None:
    """“6 tháng (trước …), năm (trước …)” is two duties."""
    flat = "TỔ CHỨC THỰC HIỆN\n1. Phòng Nội vụ: Báo cáo 6 tháng (trước ngày 10/6), năm (trước ngày 05/12)."
    part = next(iter(assigning_parts(flat, 0, len(flat))), None)
    assert part is not None
    found = find_duties(flat, (0, len(flat)), find_tasks(flat, part))
    assert [(d.recurrence, d.anchors) for d in found] == [
        ("P6M", ("--06-10",)),
        ("P1Y", ("--12-05",)),
    ]


@pytest.mark.parametrize(
    "words",
    [
        "Số liệu tính từ ngày 01/8/2017 đến ngày 31/7/2018.",
        "Đưa nội dung này vào chương trình làm việc hằng quý của cơ quan.",
    ],
)
def test_no_deadline(words: str) -> None:
    """A span that is told, or a habit, sets no deadline."""
    assert find_duties(words, (0, len(words)), []) == []


def test_a_sentence_broken_over_lines_is_one_task() -> None:
    """A line that goes on within a sentence belongs to the task before it; a heading's does not."""
    flat = (
        "TỔ CHỨC THỰC HIỆN\n1. Sở Nội vụ\n- Nhắc lại Pháp lệnh\nThực hiện dân chủ ở xã cho mọi người."
        "\n2. Sở Tài chính\nLo kinh phí cho các buổi gặp."
    )
    assert _tasks(flat) == [
        ("Sở Nội vụ", "Nhắc lại Pháp lệnh\nThực hiện dân chủ ở xã cho mọi người."),
        ("Sở Tài chính", "Lo kinh phí cho các buổi gặp."),
    ]


def test_whom_a_telegram_is_sent_to_is_no_task() -> None:
    """The list of addressees above the recitals gives nobody work."""
    flat = (
        "- Giám đốc các sở, Thủ trưởng các ban, ngành;\n- Chủ tịch UBND các huyện.\n"
        "Chủ tịch UBND tỉnh yêu cầu:\n1. Chủ tịch UBND các huyện: Đến từng nhà giải thích.\n"
        "2. Công an tỉnh bảo đảm trật tự nơi sơ tán."
    )
    assert [unit for unit, _ in _tasks(flat)] == ["Chủ tịch UBND các huyện", "Công an tỉnh"]


@pytest.mark.parametrize(
    ("flat", "units"),
    [
        (
            (
                "III. TỔ CHỨC THỰC HIỆN\n1. Căn cứ Kế hoạch này, Thủ trưởng các sở, ban, ngành chỉ đạo trồng cây.\n"
                "2. Sở Nội vụ là đơn vị thường trực, có trách nhiệm:\n- Dọn kho lưu trữ hằng tuần."
            ),
            ["Thủ trưởng các sở, ban, ngành", "Sở Nội vụ"],
        ),
        (
            (
                "III. TỔ CHỨC THỰC HIỆN\nGiao Thanh tra tỉnh chủ trì dọn kho lưu trữ; giao Công an tỉnh, Bộ Chỉ huy Quân sự tỉnh "
                "làm tốt việc trồng cây; giao Sở Tài chính tham mưu bố trí kinh phí."
            ),
            ["Thanh tra tỉnh", "Công an tỉnh, Bộ Chỉ huy Quân sự tỉnh", "Sở Tài chính"],
        ),
        (
            (
                "I. YÊU CẦU\nII. CÁC BƯỚC TIẾN HÀNH\n1. Bước 1: Khảo sát\nPhòng Kinh tế đo đạc, cắm mốc hai thôn.\nĐất đai ổn định qua các năm.\n"
                "III. TỔ CHỨC THỰC HIỆN\n1. Công an xã: Canh gác các cuộc họp."
            ),
            ["Phòng Kinh tế", "Công an xã"],
        ),
    ],
)
def test_whom_the_work_is_given_to(flat: str, units: list[str]) -> None:
    """Words before the unit, further units behind a semicolon, and steps are read."""
    found = [t for part in assigning_parts(flat, 0, len(flat)) for t in find_tasks(flat, part)]
    assert [task.unit for task in found] == units


BRACKETS = [
    ("Mở lớp tập huấn cho thôn (Sở Nội vụ chủ trì; xong trong tháng 6).", "Sở Nội vụ", "trong tháng 6"),
    ("Mở lớp tập huấn cho thôn (giao Thanh tra tỉnh; quý II, III/2024).", "Thanh tra tỉnh", "quý II, III/2024"),
    ("Mở lớp tập huấn cho thôn (chủ trì: Đài tỉnh; phối hợp: các xã; trước 30/4/2024)", "Đài tỉnh", "trước 30/4/2024"),
    ("Mở lớp tập huấn cho thôn. Việc này do Phòng Nội vụ chủ trì.", "Phòng Nội vụ", None),
]  # fmt: skip


@pytest.mark.parametrize(("words", "unit", "when"), BRACKETS)
def test_owners_in_brackets(words: str, unit: str, when: str | None) -> None:
    """Who leads stands behind the work, and by when, if the brackets say so."""
    (found,) = bracketed([(0, words)])
    assert (found.unit.text, found.when.text if found.when else None) == (unit, when)


@pytest.mark.parametrize(
    "words",
    ["Mở lớp tập huấn (qua Sở Nội vụ).", "Mở lớp tập huấn (sau đây gọi là lớp).", "Mở lớp (Sở Nội vụ)."],
)  # fmt: skip
def test_brackets_without_owner(words: str) -> None:
    """A channel, an abbreviation or a bare name gives nobody the work."""
    assert list(bracketed([(0, words)])) == []


DUE = [
    ("hoàn thành ngày 31/3/2024", ["2024-03-31"]),
    ("gửi không muộn hơn ngày 25/11/2025", ["2025-11-25"]),
    ("xong trước lễ 30/4/2021", ["2021-04-30"]),
    ("trao thưởng đúng dịp kỷ niệm ngày truyền thống 15/10/2022", ["2022-10-15"]),
    ("họp vào sáng thứ hai hàng tuần", ["P1W"]),
    ("kiểm tra kho cứ sáu tháng một lần", ["P6M"]),
    ("gửi kết quả trước ngày 31/5 và trước ngày 31/10/2023", ["2023-05-31", "2023-10-31"]),
    ("hoàn thành trong tháng 10 và tháng 11/2019", ["2019-11"]),
    ("trình trong quý II và quý III năm 2024", ["2024-09"]),
    ("tổ chức sơ kết vào cuối năm 2023", ["2023-12"]),
    ("số liệu chốt đến hết ngày 15/11, gửi trước ngày 20/11/2024", ["2024-11-20"]),
    ("Đánh giá 03 năm (từ tháng 11/2021 đến tháng 10/2024)", []),
    ("báo cáo năm trước ngày 10/12/2024, đột xuất khi có yêu cầu", ["2024-12-10", "ad-hoc"]),
    ("sơ kết vào quý II năm 2028 và hằng năm báo cáo Tỉnh ủy", ["2028-06", "P1Y"]),
    ("gửi trước ngày 05 tháng 6 và trước ngày 01 tháng 12 hàng năm", ["P6M", "P1Y"]),
    ("họp đợt 1 trong tháng 6, đợt 2 trong tháng 10 năm 2027", ["2027-06", "2027-10"]),
    ("chiếu phim dịp kỷ niệm 15/10/2027", ["2027-10-15"]),
    ("chiếu phim hằng năm vào dịp 15/10", ["P1Y"]),
    ("báo cáo trước ngày 25 hằng tháng, việc lớn báo cáo ngay", ["P1M", "ad-hoc"]),
    ("họp mỗi quý một lần, gửi biên bản trong 02 ngày sau khi họp", ["P3M", "event"]),
    ("báo cáo định kỳ trước ngày 10/6 và trước ngày 25/11 hàng năm", ["P6M", "P1Y"]),
    ("gửi phim trước ngày 20/6 và 20/11/2027", ["2027-06-20", "2027-11-20"]),
    ("báo cáo trước kỳ họp 10 ngày", ["event"]),
    ("trình tại kỳ họp thường lệ giữa năm 2027", ["event"]),
    ("gửi trước ngày kiểm tra ít nhất 05 ngày làm việc", ["event"]),
    ("chiếu phim nhân kỷ niệm 97 năm ngày truyền thống (15/10/1930 - 15/10/2027)", ["2027-10-15"]),
    ("gửi trước ngày 15/12 hằng năm; riêng năm 2026 chấm thử trong quý II", ["P1Y", "2026-06"]),
    ("ban hành ngay sau khi có nghị định mới", ["event"]),
]


@pytest.mark.parametrize(("words", "told"), DUE)
def test_days_of_a_sentence(words: str, told: list[str]) -> None:
    """Each day, month or period that a sentence sets is a duty of its own; what it only tells is none."""
    flat = f"III. TỔ CHỨC THỰC HIỆN\n1. Sở Nội vụ:\n- Dọn kho lưu trữ, {words}."
    tasks = find_tasks(flat, assigning_parts(flat, 0, len(flat))[0])
    found = find_duties(flat, (0, len(flat)), tasks)
    assert [str(duty.due) if duty.due else duty.recurrence for duty in found] == told


def test_a_step_has_its_last_day() -> None:
    """A heading that gives a step a span of days sets the last of them."""
    flat = "3. Bước 3: Họp thôn (từ 26/3 đến 10/4/2026)"
    assert [str(duty.due) for duty in find_duties(flat, (0, len(flat)), [])] == ["2026-04-10"]


@pytest.mark.parametrize(
    ("flat", "units"),
    [
        (
            (
                "Điều 1. Đánh giá\n1. Kết quả khá.\nĐiều 2. Nhiệm vụ\n1. Giao Ủy ban nhân dân tỉnh:\na) Trồng cây ở trụ sở.\n"
                "2. Đề nghị Mặt trận tỉnh giám sát việc trồng cây.\nĐiều 3. Tổ chức thực hiện\n1. Sở Nội vụ theo dõi việc trồng cây."
            ),
            ["Ủy ban nhân dân tỉnh", "Mặt trận tỉnh", "Sở Nội vụ"],
        ),
        (
            (
                "III. QUY TRÌNH\nBước 1: Trung tâm Giám sát tiếp nhận phản ánh.\nBước 2: Các cơ quan trả lời phản ánh.\n"
                "IV. TỔ CHỨC THỰC HIỆN\n1. Sở Nội vụ: Theo dõi việc trả lời."
            ),
            ["Trung tâm Giám sát", "Các cơ quan", "Sở Nội vụ"],
        ),
        (
            ("II. TỔ CHỨC THỰC HIỆN\n1. Ban Thường vụ Huyện ủy giao đồng chí Bí thư Huyện đoàn trực tiếp trồng cây.\n"
            "2. Đối với đề xuất về xăng xe: giao Sở Tài chính nghiên cứu, trả lời."),
            ["đồng chí Bí thư Huyện đoàn", "Sở Tài chính"],
        ),
    ],
)  # fmt: skip
def test_rows_that_order(flat: str, units: list[str]) -> None:
    """Rows of orders and steps above "Tổ chức thực hiện" assign work, and issuers who tell others do not get it."""
    found = [t for part in assigning_parts(flat, 0, len(flat)) for t in find_tasks(flat, part)]
    assert [task.unit for task in found] == units


TABBED = (
    "III. TỔ CHỨC THỰC HIỆN\n1. Phòng Nội vụ là cơ quan đầu mối, theo dõi việc trồng cây.\n\nPHỤ LỤC\n"
    "TT\tNội dung công việc\tĐơn vị chủ trì\tThời gian\n"
    "1\tTrồng cây ở trụ sở cơ quan\tPhòng Kinh tế\tTrước 28/02/2026\n"
    "2\tDọn kho lưu trữ của xã\tCông an xã\tQuý II/2026\n"
)


def test_a_table_of_tabs() -> None:
    """Cells that only tabs set apart are cells; two columns side by side are none."""
    flat = flatten(TABBED).flat
    found = tables(flat, 0, len(flat))
    assert [task.unit for task in tabled_tasks(found)] == ["Phòng Kinh tế", "Công an xã"]
    assert [str(duty.due) for duty in tabled_duties(found)] == ["2026-02-28", "2026-06"]
    assert "\n" not in flatten("SỞ NỘI VỤ\t\t\tCỘNG HÒA XÃ HỘI").flat


def test_closing_words_end_the_work() -> None:
    """What the closing words and the paragraph about money say is nobody's task."""
    flat = (
        "III. TỔ CHỨC THỰC HIỆN\n1. Công an xã: Canh gác các cuộc họp.\nKinh phí thực hiện lấy từ ngân sách.\n"
        "Trong quá trình thực hiện, nếu vướng mắc thì báo cáo UBND xã."
    )
    assert _tasks(flat) == [("Công an xã", "Canh gác các cuộc họp.")]


@pytest.mark.parametrize(
    "closing",
    [
        "Yêu cầu thủ trưởng các cơ quan, đơn vị triển khai thực hiện; vướng mắc thì báo Sở Nội vụ./.",
        "Các bộ phận, các ấp chủ động thực hiện, định kỳ kiểm điểm tại giao ban./.",
        "Chương trình có hiệu lực kể từ ngày ký; hai bên cùng bàn bạc khi cần./.",
        "Thủ trưởng các cơ quan, Chủ tịch UBND các xã nghiêm túc thực hiện Kế hoạch này./.",
        "Các cơ quan, địa phương triển khai nghiêm túc; có vướng mắc thì gửi Sở Nội vụ./.",
        "Kế hoạch này thay cho Kế hoạch số 7/KH-UBND ngày 24/01/2022.",
    ],
)
def test_that_all_are_to_carry_it_out_closes(closing: str) -> None:
    """A last sentence that only says that everybody is to carry the paper out gives no work."""
    flat = f"III. TỔ CHỨC THỰC HIỆN\n1. Công an xã: Canh gác các cuộc họp.\n{closing}"
    assert _tasks(flat) == [("Công an xã", "Canh gác các cuộc họp.")]


def test_units_under_capital_letters() -> None:
    """A part may go by capital letters: "A- Ban Dân vận" above "1-", "2-"."""
    flat = (
        "III- PHÂN CÔNG NHIỆM VỤ\nA- Ban Dân vận Huyện ủy\n1- Trồng cây ở trụ sở.\n2- Dọn kho lưu trữ.\n"
        "B- Ủy ban nhân dân huyện\n1- Canh gác các cuộc họp."
    )
    units = [unit for unit, _ in _tasks(flat)]
    assert units == ["Ban Dân vận Huyện ủy", "Ban Dân vận Huyện ủy", "Ủy ban nhân dân huyện"]


@pytest.mark.parametrize(
    "unit",
    [
        "Chi ủy, chi bộ các xóm", "Hiệp hội Doanh nghiệp tỉnh", "Thường vụ Huyện ủy", "Tỉnh đoàn", "Điện lực huyện", "Thuế cơ sở 3",
        "Lãnh đạo hai cơ quan", "Ban Thường trực các xã Co Lương, Piềng Ban", "Chủ nhiệm hợp tác xã", "Kiểm lâm địa bàn", "Giáo viên chủ nhiệm",
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    "does", ["họp đánh giá kết quả trồng cây", "phối hợp với Sở Vẽ trồng cây", "rà soát kho"]
)
def test_every_kind_of_unit(unit: str, does: str) -> None:
    """A paragraph that begins with a unit of any kind gives it the work, its name whole."""
    assert _tasks(f"III. TỔ CHỨC THỰC HIỆN\n1. {unit} {does}.") == [(unit, f"{does}.")]


def test_a_bullet_that_names_one_of_its_heading() -> None:
    """The heading says whose work it is, also where a bullet names one of them again."""
    flat = "III. TỔ CHỨC THỰC HIỆN\n1. Các sở, ban, ngành; UBND các xã\na) Trồng cây ở trụ sở.\nb) UBND các xã mở lớp vẽ."
    assert _tasks(flat)[1] == ("Các sở, ban, ngành; UBND các xã", "UBND các xã mở lớp vẽ.")


def test_a_timetable_of_days() -> None:
    """A cell with nothing but a day is a deadline; the document's own day or one before it is not."""
    flat = "LỊCH KIỂM TRA\nNgày\nNơi\n09/7/2024\nSở Vẽ\n01/3/2024\nSở Nhạc"
    frame = Frame(2024, DocumentDate(2024, 5, 2))
    assert [str(d.due) for d in find_duties(flat, (0, len(flat)), [], (), frame)] == ["2024-07-09"]


def test_a_conclusion_that_gives_work_within_its_items() -> None:
    """Items of a notice of conclusions pass work on within: "Về việc …: Giao …; Công an tỉnh …"."""
    flat = (
        "Phó Chủ tịch kết luận như sau:\n1. Kết quả trồng cây khá.\n"
        "2. Về lớp vẽ: Giao UBND thành phố Ví Dụ mở lớp trước ngày 30/6/2024; Công an tỉnh canh gác lớp vẽ.\n"
        "3. Về kho lưu trữ: thống nhất chủ trương; giao Sở Xây dựng dọn kho lưu trữ.\n"
        "4. Văn phòng UBND tỉnh theo dõi việc này."
    )
    units = ["UBND thành phố Ví Dụ", "Công an tỉnh", "Sở Xây dựng", "Văn phòng UBND tỉnh"]
    assert [unit for unit, _ in _tasks(flat)] == units


def test_work_that_a_unit_gives_to_its_own() -> None:
    """Below the heading of a unit, "Giao …" of one of its own is the unit's work; a number is not below it."""
    flat = (
        "III. TỔ CHỨC THỰC HIỆN\n1. Sở Vẽ\n- Giao Chi cục Màu dọn kho lưu trữ.\n2. Giao Sở Nhạc mở lớp đàn bầu.\n"
        "3. Phân công Văn phòng Sở theo dõi các lớp vẽ.\n4. Kinh phí: từ nguồn chi thường xuyên."
    )
    assert [unit for unit, _ in _tasks(flat)] == ["Sở Vẽ", "Sở Nhạc", "Văn phòng Sở"]


def test_a_label_before_the_unit() -> None:
    """What a paragraph is about may stand before whom it addresses."""
    flat = (
        "III. TỔ CHỨC THỰC HIỆN\n1. Công an xã: Canh gác các cuộc họp.\n"
        "2. Chế độ báo cáo: các cơ quan, UBND các xã báo cáo kết quả về UBND huyện."
    )
    assert [unit for unit, _ in _tasks(flat)] == ["Công an xã", "các cơ quan, UBND các xã"]


CELLS = [
    ("Tháng 4, tháng 7, tháng 10", ["2026-04", "2026-07", "2026-10"]),
    ("Tháng 10 và tháng 11/2026", ["2026-11"]),
    ("Xong trước ngày 14/3", ["2026-03-14"]),
    ("Trước 30/11 hằng năm", ["P1Y"]),
    ("Mỗi tháng 01 lần", ["P1M"]),
    ("Thường xuyên", []),
    ("Hằng năm", ["P1Y"]),
    ("Từ 10/11 đến 18/11/2026", ["2026-11-18"]),
    ("31/10/2026", ["2026-10-31"]),
]


@pytest.mark.parametrize(("words", "told"), CELLS)
def test_times_of_cells(words: str, told: list[str]) -> None:
    """A cell may list months that lie apart, leave out the year, or tell how often."""
    flat = (
        f"TT\nNội dung\nChủ trì\nTiến độ\n1\nTrồng cây ở trụ sở cơ quan\nPhòng Kinh tế\n{words}\n"
    )
    found = tabled_duties(tables(flat, 0, len(flat)), 2026)
    assert [str(duty.due) if duty.due else duty.recurrence for duty in found] == told


def test_names_with_what_they_are_in_this_work() -> None:
    """What a unit is here, and that it is charged with what follows, is no part of its name."""
    flat = (
        "III. TỔ CHỨC THỰC HIỆN\n1. Phòng Nội vụ - cơ quan thường trực:\n- Trồng cây ở trụ sở.\n"
        "2. Chủ tịch UBND các xã tập trung làm ngay những việc sau:\n- Dọn kho lưu trữ.\n3. 27 tổ dân phố:\n- Họp dân chọn việc."
    )
    units = [unit for unit, _ in _tasks(flat)]
    assert units == ["Phòng Nội vụ", "Chủ tịch UBND các xã", "27 tổ dân phố"]


def test_any_verb_ends_a_name_behind_a_place() -> None:
    """Behind "huyện" the name is at an end, even where a capital stands and no colon."""
    flat = "III. TỔ CHỨC THỰC HIỆN\n1. Đài Truyền thanh huyện Mở chuyên mục hỏi đáp.\n2. Sở Xây dựng Rà soát kho."
    units = [unit for unit, _ in _tasks(flat)]
    assert units == ["Đài Truyền thanh huyện", "Sở Xây dựng"]
