"""The words of invented plans; all of them ours."""

from dataclasses import dataclass

MARK = "(dữ liệu giả lập)"
"""Stands in the title of every invented document."""


@dataclass(frozen=True, slots=True)
class Work:
    """A heading of invented plans and the tasks below it.

    Attributes:
        theme: slug of the theme of work.
        heading: the heading.
        tasks: what is to be done, one sentence each.
    """

    theme: str
    heading: str
    tasks: tuple[str, ...]


WORKS = (
    Work(
        "quan-triet",
        "Quán triệt, triển khai",
        (
            "Phổ biến chỉ thị của Thủ tướng đến toàn thể cán bộ, công chức trong quý I.",
            "Đưa nội dung dân vận vào chương trình công tác hằng tháng của đơn vị.",
        ),
    ),
    Work(
        "tuyen-truyen",
        "Thông tin, tuyên truyền",
        (
            "Mở chuyên mục hằng tuần về dân vận trên hệ thống truyền thanh.",
            "Giới thiệu cách làm hay của thôn, tổ dân phố trên cổng thông tin điện tử.",
        ),
    ),
    Work(
        "dan-van-kheo",
        "Phong trào thi đua",
        (
            "Mỗi đơn vị đăng ký ít nhất một mô hình và báo kết quả cuối năm.",
            "Rà lại các mô hình đã công nhận, thôi duy trì mô hình không còn hiệu quả.",
        ),
    ),
    Work(
        "cai-cach-hanh-chinh",
        "Cải cách hành chính",
        (
            "Giảm ít nhất một phần ba thời gian chờ ở bộ phận một cửa.",
            "Công khai đủ thủ tục, lệ phí và thời hạn tại nơi tiếp nhận hồ sơ.",
        ),
    ),
    Work(
        "chuyen-doi-so",
        "Chuyển đổi số",
        (
            "Hướng dẫn người dân nộp hồ sơ trực tuyến tại nhà văn hóa thôn.",
            "Lập tổ công nghệ số cộng đồng ở từng địa bàn dân cư.",
        ),
    ),
    Work(
        "dan-chu-co-so",
        "Dân chủ ở cơ sở",
        (
            "Lấy ý kiến người dân trước khi quyết định các khoản đóng góp.",
            "Công khai dự toán và quyết toán các công trình do dân góp vốn.",
        ),
    ),
    Work(
        "tiep-cong-dan",
        "Tiếp công dân",
        (
            "Người đứng đầu tiếp dân đúng lịch và trả lời bằng văn bản.",
            "Giải quyết dứt điểm đơn thư tồn đọng trước khi hết năm.",
        ),
    ),
    Work(
        "dao-duc-cong-vu",
        "Đạo đức công vụ",
        (
            "Ký cam kết về thái độ phục vụ và kiểm tra đột xuất mỗi quý.",
            "Khảo sát mức hài lòng của người dân sau mỗi lần giao dịch.",
        ),
    ),
    Work(
        "giam-sat-phan-bien",
        "Giám sát và phản biện",
        (
            "Gửi dự thảo quyết định quan trọng để Mặt trận góp ý trước khi ban hành.",
            "Trả lời kiến nghị sau giám sát trong vòng ba mươi ngày.",
        ),
    ),
    Work(
        "kiem-tra-giam-sat",
        "Kiểm tra",
        (
            "Kiểm tra việc thực hiện kế hoạch ở ít nhất một phần tư số đơn vị.",
            "Nêu tên đơn vị chưa có kế hoạch trong báo cáo sáu tháng.",
        ),
    ),
)
AIMS = (
    "Nâng cao trách nhiệm của cán bộ, công chức khi làm việc với nhân dân.",
    "Tạo đồng thuận trong nhân dân đối với nhiệm vụ phát triển của địa phương.",
)
DEMANDS = (
    "Việc làm phải cụ thể, đo được, có người chịu trách nhiệm.",
    "Không làm hình thức, không chồng chéo với kế hoạch của cấp trên.",
)
FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Phan", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô")
MIDDLES = ("Văn", "Thị", "Đức", "Thanh")
LETTERS = "ABCDEGHIKLMNOPQRSTUVXY"
"""Signatories are called like “Nguyễn Văn A”: nobody bears such a name."""
