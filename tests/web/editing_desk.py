"""A server that editors may sign in to, with a collection and a store of its own."""

import re
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from danvan_graph.adding.own_folder import OwnFolder
from danvan_graph.adding.workplace import Workplace
from danvan_graph.resources import data_folder, ontology_folder
from danvan_graph.vocabulary import DEFAULT_BASE
from danvan_graph.web.application import create_app
from danvan_graph.web.editing.password import keep_password

PASSWORD = "mật khẩu để thử 1"  # noqa: S105 - invented, for tests
DIRECTIVE = """ỦY BAN NHÂN DÂN
TỈNH HÀ GIANG
Số: 8123/CT-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập – Tự do – Hạnh phúc
Hà Giang, ngày 03 tháng 4 năm 2023

CHỈ THỊ
Về việc đặt ghế chờ ở nơi tiếp dân

Thực hiện Chỉ thị số 33/CT-TTg ngày 26/11/2021 của Thủ tướng Chính phủ, Ủy ban nhân dân tỉnh yêu cầu:
1. Sở Xây dựng kẻ lại vạch chờ, xong trước ngày 20/5/2023.
2. Sở Nội vụ đếm số ghế từng nơi, gửi bảng kê theo Kế hoạch số 77 của Sở.

Nơi nhận:
- Sở Xây dựng;
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Lò Thị Thử
"""


@dataclass
class Editor:
    """A client of the server with what its pages carry.

    Attributes:
        client: talks to the server, keeps cookies, follows no redirect.
        mark: what the forms of the session carry.
    """

    client: httpx.Client
    mark: str = ""
    seen: list[str] = field(default_factory=list)

    def sign_in(self, password: str = PASSWORD, name: str = "Lan") -> httpx.Response:
        """Sends the form to sign in, and learns the mark of the session."""
        answer = self.client.post("/dang-nhap", data={"ten": name, "mat-khau": password})
        if answer.status_code == 303:
            page = self.client.get("/nap").text
            found = re.search(r'name="dau" value="([^"]+)"', page)
            assert found
            self.mark = found[1]
        return answer

    def send(self, *files: tuple[str, bytes], **more: str) -> httpx.Response:
        """Sends files with the mark of the session."""
        sent = [("tep", file) for file in files]
        return self.client.post("/nap", data={"dau": self.mark} | more, files=sent)

    def finished(self, answer: httpx.Response) -> str:
        """Returns the page of a job when it is over."""
        assert answer.status_code == 303, answer.text
        where = answer.headers["location"]
        end = time.monotonic() + 120
        while time.monotonic() < end:
            if self.client.get(f"{where}.json").json()["over"]:
                return self.client.get(where).text
            time.sleep(0.1)
        raise AssertionError("the job does not end")

    def post(self, path: str, **more: str) -> httpx.Response:
        """Sends a form with the mark of the session."""
        return self.client.post(path, data={"dau": self.mark} | more)


def workplace(store: Path, folder: Path) -> Workplace:
    """Returns a workplace with a copy of a store and an empty collection."""
    shutil.copytree(store, folder / "graph")
    own = OwnFolder(folder / "collection")
    return Workplace(data_folder(), ontology_folder(), own, folder / "graph", DEFAULT_BASE)


@contextmanager
def editing(
    store: Path, folder: Path, *, password: str | None = PASSWORD
) -> Iterator[tuple[str, Workplace]]:
    """Serves a copy of a store to editors; gives the address and the folders."""
    from tests.web.conftest import served  # noqa: PLC0415 - the fixtures of this folder import this module

    work = workplace(store, folder)
    if password:
        keep_password(work.own.folder, password)
    with served(create_app(work.store, work=lambda: work)) as address:
        yield address, work
