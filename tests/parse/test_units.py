"""Where the name of a unit ends and what it is to do begins."""

import pytest

from danvan_graph.parse.words.units import addressee

ROWS = [
    ("Văn phòng chọn ba nơi làm thử", "Văn phòng"),
    ("Ban chỉ đạo huyện theo dõi việc này", "Ban chỉ đạo huyện"),
    (
        "Ban Chỉ đạo thực hiện Quy chế dân chủ huyện đôn đốc các xã",
        "Ban Chỉ đạo thực hiện Quy chế dân chủ huyện",
    ),
    ("Ban chỉ đạo thực hiện QCDC xã kiểm tra các thôn", "Ban chỉ đạo thực hiện QCDC xã"),
    (
        "Hội đồng phối hợp phổ biến, giáo dục pháp luật tỉnh chủ trì biên soạn",
        "Hội đồng phối hợp phổ biến, giáo dục pháp luật tỉnh",
    ),
    ("Tổ hòa giải cơ sở tiếp nhận việc", "Tổ hòa giải cơ sở"),
    (
        "Ban quản lý dự án đầu tư xây dựng huyện công khai hồ sơ",
        "Ban quản lý dự án đầu tư xây dựng huyện",
    ),
    ("Bộ phận tiếp nhận và trả kết quả niêm yết thủ tục", "Bộ phận tiếp nhận và trả kết quả"),
    ("Trung tâm Phục vụ hành chính công cử người trực", "Trung tâm Phục vụ hành chính công"),
    ("Các cơ quan thông tin đại chúng đưa tin", "Các cơ quan thông tin đại chúng"),
    ("Công chức Văn hóa - Xã hội viết tin bài", "Công chức Văn hóa - Xã hội"),
    ("Phòng Văn hóa và Thông tin xử lý các ý kiến", "Phòng Văn hóa và Thông tin"),
    ("Sở Xây dựng tiếp công dân định kỳ", "Sở Xây dựng"),
    ("UBND các xã gửi danh sách về huyện", "UBND các xã"),
    (
        "Các phòng, ban chuyên môn; UBND các xã, thị trấn in và treo băng rôn",
        "Các phòng, ban chuyên môn; UBND các xã, thị trấn",
    ),
    ("Công an xã tham gia đối thoại", "Công an xã"),
    ("Hội Nông dân, Hội Phụ nữ ký kết chương trình", "Hội Nông dân, Hội Phụ nữ"),
    ("Trường Chính trị tỉnh bồi dưỡng cán bộ", "Trường Chính trị tỉnh"),
    ("Trung tâm Bồi dưỡng chính trị huyện mở lớp", "Trung tâm Bồi dưỡng chính trị huyện"),
    ("Ban Tổ chức Huyện ủy thẩm tra hồ sơ", "Ban Tổ chức Huyện ủy"),
    ("Ban Tiếp công dân tỉnh trả lời đơn", "Ban Tiếp công dân tỉnh"),
    ("Đoàn kiểm tra liên ngành làm việc với các xã", "Đoàn kiểm tra liên ngành"),
    ("Tổ công tác số 3 họp định kỳ", "Tổ công tác số 3"),
    ("Trưởng các thôn, tổ dân phố nhắc nhở hộ dân", "Trưởng các thôn, tổ dân phố"),
    ("Các tổ chức chính trị - xã hội giám sát, phản biện", "Các tổ chức chính trị - xã hội"),
    ("Phòng Tài chính - Kế hoạch thẩm định, trình UBND huyện", "Phòng Tài chính - Kế hoạch"),
    ("Phòng Tài chính - Kế hoạch trình UBND huyện phân bổ", "Phòng Tài chính - Kế hoạch"),
    ("Lực lượng dân quân giúp dân dọn đường", "Lực lượng dân quân"),
    ("Bí thư chi bộ các thôn nhắc đảng viên nêu gương", "Bí thư chi bộ các thôn"),
    ("Cán bộ, chiến sĩ Đồn Biên phòng vận động bà con", "Cán bộ, chiến sĩ Đồn Biên phòng"),
    ("Đồn Biên phòng vận động bà con", "Đồn Biên phòng"),
    ("Nhà trường thông báo lịch", "Nhà trường"),
    ("Mỗi đơn vị chọn một việc", "Mỗi đơn vị"),
    ("Kế toán xã chi đúng, chi đủ", "Kế toán xã"),
    ("Ủy ban Kiểm tra Huyện ủy kiểm tra", "Ủy ban Kiểm tra Huyện ủy"),
    ("Ban Thường trực Ủy ban MTTQ xã phản ánh ý kiến", "Ban Thường trực Ủy ban MTTQ xã"),
    ("Doanh nghiệp, hợp tác xã thu hút lao động", "Doanh nghiệp, hợp tác xã"),
    ("Ban Chấp hành Đoàn xã nhận một đoạn đường", "Ban Chấp hành Đoàn xã"),
    ("Chủ đầu tư bồi thường kịp thời", "Chủ đầu tư"),
    ("Thủ trưởng đơn vị ký cam kết", "Thủ trưởng đơn vị"),
    (
        "Các đồng chí Ủy viên Ban Thường vụ phụ trách địa bàn dự họp",
        "Các đồng chí Ủy viên Ban Thường vụ phụ trách địa bàn",
    ),
    ("Cơ quan, đơn vị, địa phương nào chậm sẽ bị nhắc nhở", "Cơ quan, đơn vị, địa phương nào chậm"),
    ("Tổ giúp việc chuẩn bị tài liệu", "Tổ giúp việc"),
    ("Thường trực Hội đồng nhân dân xã tiếp xúc cử tri", "Thường trực Hội đồng nhân dân xã"),
    ("Bưu điện huyện dán lịch làm việc ở quầy", "Bưu điện huyện"),
    ("Hội Người cao tuổi xã kể chuyện cho thiếu nhi", "Hội Người cao tuổi xã"),
    ("Các trường học trên địa bàn xã tô lại bảng tin", "Các trường học trên địa bàn xã"),
]


@pytest.mark.parametrize(("words", "unit"), ROWS)
@pytest.mark.parametrize("mark", ["- ", "1. ", "a) ", "", "- Giao "])
def test_a_unit_ends_where_its_work_begins(mark: str, words: str, unit: str) -> None:
    passage = f"{mark}{words}."
    found = addressee(passage)
    assert found is not None
    assert found.unit == unit
    assert passage[found.rest :] == f"{words[len(unit) :].lstrip(' :,')}."


@pytest.mark.parametrize("unit", [unit for _, unit in ROWS])
def test_a_unit_alone_is_a_heading(unit: str) -> None:
    found = addressee(f"3. {unit}:")
    assert found is not None
    assert found.unit == unit
    assert found.whole
