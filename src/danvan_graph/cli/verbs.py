"""The verbs of the command line, each read from its module only when it is asked for.

A verb pulls in the engine, the reasoner or the web server; the list of verbs must not wait for them.
So the line that ``danvan --help`` shows of each stands here; a test holds it to the verb's own.
"""

import importlib
from dataclasses import dataclass

import click


@dataclass(frozen=True, slots=True)
class Promise:
    """A verb that is not read yet.

    Attributes:
        name: what a person types; also its name in the module.
        module: the module of this room that holds it.
        told: what it does, in one line.
    """

    name: str
    module: str
    told: str

    def kept(self) -> click.Command:
        """Returns the verb."""
        module = importlib.import_module(f"danvan_graph.cli.{self.module}")
        verb: click.Command = getattr(module, self.name)
        return verb


VERBS = (
    Promise(
        "build", "build", "Đọc dữ liệu và bộ sưu tập riêng, kiểm tra, suy luận và công bố đồ thị."
    ),
    Promise("serve", "serve", "Mở trang web, API và SPARQL của đồ thị đã công bố; Ctrl-C để dừng."),
    Promise(
        "demo",
        "demo",
        "Dựng một nước với các kế hoạch giả lập trên địa bàn thật, rồi mở trang web để thử.",
    ),
    Promise(
        "password",
        "password",
        "Đặt mật khẩu cho người nạp và duyệt văn bản qua trang web; chỉ giữ bản băm.",
    ),
    Promise(
        "cites", "cites", "Liệt kê các kế hoạch trích dẫn VĂN_BẢN, viết theo cách nào cũng được."
    ),
    Promise(
        "tree",
        "tree",
        "Cho xem VĂN_BẢN được triển khai thế nào: tỉnh, huyện, xã, và chỗ chưa thấy văn bản.",
    ),
    Promise("queries", "query", "Liệt kê các câu hỏi có sẵn và tham số của từng câu."),
    Promise("query", "query", "Hỏi câu TÊN trong danh sách của lệnh “queries”."),
    Promise(
        "extract",
        "extract",
        "Đọc văn bản thành bản ghi: thể thức, trích dẫn, nhiệm vụ, thời hạn, nơi nhận.",
    ),
    Promise("add", "add", "Đọc các TỆP (hoặc thư mục), đưa vào bộ sưu tập và công bố đồ thị mới."),
    Promise(
        "review",
        "review",
        "Xem lại những gì máy đọc được, điểm đáng ngờ trước; mỗi câu trả lời được giữ ngay.",
    ),
    Promise(
        "attach", "add", "Gắn TỆP gốc vào bản ghi được lập từ nó, để đồ thị trích được nguyên văn."
    ),
    Promise(
        "remove", "add", "Bỏ một văn bản khỏi bộ sưu tập và đồ thị; các câu sửa về nó vẫn được giữ."
    ),
    Promise(
        "snapshots",
        "snapshots",
        "Liệt kê các bản đồ thị đang giữ, bản mới nhất trước, và bản nào còn nguyên vẹn.",
    ),
    Promise(
        "diff", "diff", "Cho biết BẢN_B khác BẢN_A ở văn bản nào, quan hệ nào, và câu trả lời nào."
    ),
    Promise(
        "rollback",
        "snapshots",
        "Quay về BẢN cũ, gọi bằng mấy chữ số đầu của tên nó; máy chủ đang chạy dùng ngay.",
    ),
    Promise(
        "backup",
        "snapshots",
        "Chép bản đang dùng vào ĐÍCH: một tệp .tar hoặc .tar.gz, hoặc một thư mục mới.",
    ),
    Promise(
        "restore",
        "snapshots",
        "Lấy lại đồ thị từ NGUỒN do lệnh “backup” ghi ra, và dùng nó từ bây giờ.",
    ),
    Promise(
        "publish",
        "publish",
        "Chép đồ thị đã công bố sang MÁY_CHỦ nói SPARQL 1.1; chỉ gửi phần đã đổi.",
    ),
    Promise(
        "export",
        "export",
        "Ghi bản đồ thị đã công bố thành tệp: N-Quads, Turtle, JSON-LD, Parquet, GraphML, GEXF.",
    ),
)
"""In the order of a user's work, not of the alphabet."""
