"""Signing in, adding and reviewing: who may, what is refused, and that nothing is lost."""

import csv
import io
import re
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import httpx
import pytest
from tests.web.conftest import served
from tests.web.editing_desk import DIRECTIVE, PASSWORD, Editor, editing, workplace

from danvan_graph.adding.points import Point
from danvan_graph.records.span import Span
from danvan_graph.web.application import create_app
from danvan_graph.web.editing.attempts import FROM_ALL, FROM_ONE, WINDOW, Attempts
from danvan_graph.web.editing.desk import pieces
from danvan_graph.web.editing.jobs import Job, Jobs
from danvan_graph.web.editing.password import VARIABLE, kept_password, matches
from danvan_graph.web.editing.sessions import IDLE, LONGEST, Sessions

CORRECTED = "Về việc đặt thêm ghế chờ"
KEY = "02/2023-04-03/8123-ct-ubnd"


@pytest.fixture(scope="module")
def desk(store_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with editing(store_folder, tmp_path_factory.mktemp("editing")) as (address, _):
        yield address


@pytest.fixture
def editor(desk: str) -> Iterator[Editor]:
    with httpx.Client(base_url=desk, trust_env=False, timeout=120) as client:
        yield Editor(client)


@pytest.fixture
def signed(editor: Editor) -> Editor:
    assert editor.sign_in().status_code == 303
    return editor


# --- who may ---------------------------------------------------------------------------------


def test_pages_of_editors_are_shut_to_others(editor: Editor) -> None:
    for path in ("/nap", "/duyet", "/duyet/x", "/duyet/x/ca-kiem-thu.json", "/nap/x"):
        answer = editor.client.get(path, headers={"accept": "text/html"})
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/dang-nhap?tiep=")
        assert editor.client.get(path, headers={"accept": "application/json"}).status_code == 401
    for path in ("/nap", "/duyet/x", "/cong-bo/x", "/bo/x", "/go-bo/x", "/dang-xuat"):
        assert editor.client.post(path, data={"dau": "x"}).status_code == 401


def test_the_cookie_is_out_of_reach(editor: Editor) -> None:
    answer = editor.sign_in()
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    page = editor.client.get("/nap")
    assert page.headers["cache-control"] == "no-store"
    assert "etag" not in page.headers


@pytest.mark.parametrize(
    "after", ["https://xau.example/", "//xau.example", "/\\xau.example", "/nap/../..//x"]
)
def test_signing_in_leads_nowhere_else(editor: Editor, after: str) -> None:
    answer = editor.client.post(
        "/dang-nhap", data={"ten": "Lan", "mat-khau": PASSWORD, "tiep": after}
    )
    assert answer.headers["location"] == "/duyet"


def test_guessing_is_slowed_down(store_folder: Path, tmp_path: Path) -> None:
    with (
        editing(store_folder, tmp_path) as (address, _),
        httpx.Client(base_url=address, trust_env=False) as client,
    ):
        editor = Editor(client)
        codes = [editor.sign_in("sai mật khẩu rồi").status_code for _ in range(FROM_ONE)]
        assert codes == [403] * FROM_ONE
        last = editor.sign_in()
        assert last.status_code == 429
        assert 0 < int(last.headers["retry-after"]) <= WINDOW + 1


def test_attempts_are_counted_by_address_and_in_all_and_forgotten() -> None:
    now = [0.0]
    attempts = Attempts(lambda: now[0])
    for _ in range(FROM_ONE):
        attempts.failed("a")
    assert attempts.wait("a") > 0
    assert attempts.wait("b") == 0
    for number in range(FROM_ALL):
        attempts.failed(f"c{number}")
    assert attempts.wait("b") > 0
    now[0] = WINDOW + 1
    assert attempts.wait("a") == attempts.wait("b") == 0


def test_sessions_run_out() -> None:
    now = [0.0]
    sessions = Sessions(lambda: now[0])
    token = sessions.open("Lan")
    now[0] = IDLE - 1
    assert sessions.of(token)
    now[0] += IDLE + 1
    assert sessions.of(token) is None
    busy = sessions.open("Lan")
    start = now[0]
    while now[0] - start < LONGEST:
        assert sessions.of(busy)
        now[0] += IDLE / 2
    now[0] += 1
    assert sessions.of(busy) is None
    assert sessions.of("không có") is None


def test_without_a_password_nobody_comes_in(store_folder: Path, tmp_path: Path) -> None:
    with (
        editing(store_folder, tmp_path, password=None) as (address, _),
        httpx.Client(base_url=address, trust_env=False) as client,
    ):
        assert "danvan password" in client.get("/dang-nhap").text
        assert Editor(client).sign_in("").status_code == 403


def test_a_server_without_a_collection_only_shows(client: httpx.Client) -> None:
    assert client.get("/nap").status_code == 404
    assert "/nap" not in client.get("/").text


def test_the_password_of_the_environment_goes_first(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert kept_password(tmp_path) is None
    monkeypatch.setenv(VARIABLE, "từ môi trường đây")
    kept = kept_password(tmp_path)
    assert kept
    assert matches("từ môi trường đây", kept)
    assert not matches("từ môi trường", kept)


# --- forged and oversized --------------------------------------------------------------------


def test_forms_of_others_are_refused(signed: Editor, desk: str) -> None:
    good = signed.mark
    with httpx.Client(base_url=desk, trust_env=False) as client:
        other = Editor(client)
        other.sign_in(name="Hoa")
        for mark in ("", "x", other.mark):
            assert signed.client.post("/dang-xuat", data={"dau": mark}).status_code == 403
    for headers in (
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "https://xau.example"},
        {"origin": "null"},
    ):
        answer = signed.client.post("/dang-xuat", data={"dau": good}, headers=headers)
        assert answer.status_code == 403
        forged = signed.client.post("/dang-nhap", data={"ten": "x"}, headers=headers)
        assert forged.status_code == 403
    assert signed.client.post("/dang-xuat", data={"dau": good}).status_code == 303
    assert signed.client.get("/nap").status_code in {303, 401}


def test_only_editors_may_send_much(editor: Editor) -> None:
    much = ("x.txt", b"x" * 2_000_000)
    assert editor.send(much).status_code == 413
    editor.sign_in()
    assert editor.client.post("/dang-nhap", data={"ten": "x" * 2_000_000}).status_code == 413
    cookies = "; ".join(f"{c.name}={c.value}" for c in editor.client.cookies.jar)
    host, port = editor.client.base_url.host, editor.client.base_url.port
    for size, status in ((64 * 1_048_576 + 1, b"413"), (2_000_000, b"")):
        with socket.create_connection((host, port), timeout=2) as raw:
            head = f"POST /nap HTTP/1.1\r\nHost: x\r\nCookie: {cookies}\r\nContent-Length: {size}\r\n\r\n"
            raw.sendall(head.encode())
            assert status in _begin(raw)


def _begin(raw: socket.socket) -> bytes:
    """Returns what a server says at once; nothing when it waits for the body."""
    try:
        return raw.recv(200)
    except TimeoutError:
        return b""


# --- adding and reviewing --------------------------------------------------------------------


def test_nothing_sent_is_told(signed: Editor) -> None:
    answer = signed.post("/nap")
    assert answer.status_code == 400
    assert "chọn tệp" in answer.json()["detail"]


def test_bad_files_harm_nothing(signed: Editor) -> None:
    before = signed.client.get("/healthz").json()
    page = signed.finished(
        signed.send(
            ("../../../etc/<img src=x onerror=alert(1)>.txt", "ghi chép".encode()),
            ("mat.txt", f"MẬT\n{DIRECTIVE}".encode()),
            ("hong.docx", b"PK\x03\x04 not a document"),
            ("rong.pdf", b""),
        )
    )
    assert "<img" not in page
    assert "&lt;img src=x" in page
    assert page.count("outcome bad") == 4
    assert "bí mật nhà nước" in page
    assert "Đồ thị không thay đổi" in page
    assert signed.client.get("/healthz").json() == before


def test_a_document_is_read_reviewed_published_and_removed(signed: Editor) -> None:
    before = signed.client.get("/healthz").json()
    page = signed.finished(signed.send(("ghế chờ.txt", DIRECTIVE.encode())))
    assert "outcome good" in page
    assert "Chưa có gì được công bố" in page
    again = signed.finished(signed.send(("ghế chờ.txt", DIRECTIVE.encode())))
    assert "đang chờ công bố" in again
    assert signed.client.get("/healthz").json() == before
    assert signed.client.get(f"/van-ban/{KEY}").status_code == 404
    listed = signed.client.get("/duyet").text
    assert "Chờ công bố" in listed
    name = re.search(r'href="/duyet/([^"]+)"', listed)
    assert name
    _review(signed, f"/duyet/{name[1]}")
    done = signed.finished(signed.post(f"/cong-bo/{name[1]}"))
    assert "công bố" in done
    _wait_for(signed, f"/van-ban/{KEY}")
    assert "Đã kiểm tra" in signed.client.get("/duyet").text
    known = signed.finished(signed.send(("ghế chờ.txt", DIRECTIVE.encode())))
    assert "không có gì thay đổi" in known
    kept = signed.finished(signed.send(("ghế chờ.txt", DIRECTIVE.encode()), **{"doc-lai": "1"}))
    assert "outcome good" in kept
    signed.finished(signed.post(f"/cong-bo/{name[1]}"))
    listed = signed.client.get("/duyet").text
    assert "Đã kiểm tra" in listed, "answers survive another reading"
    assert CORRECTED in listed, "corrections survive another reading"
    signed.finished(signed.post(f"/go-bo/{name[1]}"))
    assert "còn trống" in signed.client.get("/duyet").text


def _waiting(editor: Editor, number: str) -> str:
    """Sends a directive of its own and returns the id under which it waits."""
    text = DIRECTIVE.replace("8123", number)
    page = editor.finished(editor.send((f"cho-{number}.txt", text.encode())))
    name = re.search(r'href="/duyet/([^"]+)"', page)
    assert name
    return name[1]


def test_what_waits_outlives_the_server(store_folder: Path, tmp_path: Path) -> None:
    with (
        editing(store_folder, tmp_path) as (address, work),
        httpx.Client(base_url=address, trust_env=False, timeout=120) as client,
    ):
        editor = Editor(client)
        editor.sign_in()
        name = _waiting(editor, "8131")
    with (
        served(create_app(work.store, work=lambda: work)) as address,
        httpx.Client(base_url=address, trust_env=False, timeout=120) as client,
    ):
        editor = Editor(client)
        editor.sign_in()
        assert "Chờ công bố" in editor.client.get("/duyet").text
        assert "Sở Xây dựng" in editor.client.get(f"/duyet/{name}").text
        assert "Công bố" in editor.finished(editor.post(f"/cong-bo/{name}"))


def test_what_waits_stands_first_and_can_be_thrown_away(signed: Editor) -> None:
    published = _waiting(signed, "8132")
    signed.finished(signed.post(f"/cong-bo/{published}"))
    name = _waiting(signed, "8133")
    listed = re.findall(
        r'<th scope="row"><a href="/duyet/([^"]+)"', signed.client.get("/duyet").text
    )
    assert listed[0] == name
    assert published in listed
    assert signed.post(f"/bo/{published}").status_code == 404, "a published one is no such thing"
    assert "Xong" in signed.client.get("/nap").text
    signed.finished(signed.post(f"/bo/{name}"))
    assert signed.client.get(f"/duyet/{name}").status_code == 404
    signed.finished(signed.post(f"/go-bo/{published}"))


def test_what_cannot_be_published_says_why_and_waits(signed: Editor) -> None:
    text = "KẾ HOẠCH\nĐặt ghế chờ\nI. TỔ CHỨC THỰC HIỆN\n1. Sở Nội vụ đếm số ghế từng nơi."
    page = signed.finished(signed.send(("khong-dau.txt", text.encode())))
    assert "outcome good" in page
    done = signed.finished(signed.post("/cong-bo/khong-dau"))
    assert "hãy điền ngày hoặc năm ở phần đầu văn bản" in done
    assert "Chờ công bố" in signed.client.get("/duyet").text
    signed.finished(signed.post("/bo/khong-dau"))


def test_pages_say_how_sure_the_machine_was(signed: Editor) -> None:
    places = ", ".join(f"nơi tiếp dân thứ {number} của tỉnh" for number in range(1, 12))
    text = (
        DIRECTIVE.replace("8123", "8137")
        .replace("ở nơi tiếp dân", f"ở {places}")
        .replace("kẻ lại", "chủ trì kẻ lại")
        .replace("đếm số ghế", "chủ trì đếm số ghế")
        .replace(
            "\n\nNơi nhận",
            "\n\nCác phòng, đơn vị chủ trì đặt thêm ghế ngay trong tháng.\n\nNơi nhận",
        )
    )
    signed.finished(signed.send(("chua-chac.txt", text.encode())))
    signed.finished(signed.post("/cong-bo/chua-chac"))
    key = KEY.replace("8123", "8137")
    _wait_for(signed, f"/van-ban/{key}")
    page = signed.client.get(f"/van-ban/{key}").text
    assert "Máy đọc chưa chắc" in page
    assert "trích yếu (độ tin cậy 0,7)" in page
    assert "Máy đọc, chưa kiểm tra, độ tin cậy 0,8" in page
    asked = {"xem": "nhiem-vu", "van-ban": key}
    answer = signed.client.get("/nhiem-vu.csv", params=asked)
    listed = list(csv.DictReader(io.StringIO(answer.text.lstrip("\ufeff"))))
    sure = sorted({float(row["Độ tin cậy"]) for row in listed})
    assert len(sure) == 2, answer.text
    assert 0.8 == sure[0] < sure[1] < 1, answer.text  # a rule that is surer of a named owner
    told = signed.client.get("/api/v1/tasks", params={"plan": key}).json()["items"]
    assert {task["confidence"] for task in told} >= {0.8}
    signed.finished(signed.post("/go-bo/chua-chac"))


def test_closed_lists_are_choices(signed: Editor) -> None:
    name = _waiting(signed, "8134")
    page = signed.client.get(f"/duyet/{name}?diem=header").text
    kinds = re.search(r'<select name="header.kind">(.*?)</select>', page)
    assert kinds
    assert '<option value="chi-thi" selected>Chỉ thị</option>' in kinds[1]
    assert '<option value="ke-hoach">Kế hoạch</option>' in kinds[1]
    assert '<select name="header.level">' in page
    assert '<option value="02">Tỉnh Hà Giang</option>' in page, "the unit the head names"
    point = re.search(r'value="(recipient:[^"]+)"', signed.client.get(f"/duyet/{name}").text)
    points = re.findall(r"diem=((?:recipient|citation)[^\"]+)\"", page)
    assert point or points
    for kind, field in (("recipient", "recipient.role"), ("citation", "citation.relation")):
        asked = next(p for p in points if p.startswith(kind))
        shown = signed.client.get(f"/duyet/{name}", params={"diem": unquote(asked)}).text
        assert f'<select name="{field}">' in shown
    signed.finished(signed.post(f"/bo/{name}"))


def test_an_answered_point_can_be_reopened(signed: Editor) -> None:
    name = _waiting(signed, "8135")
    path = f"/duyet/{name}"
    assert signed.post(path, diem="header", lam="dung").status_code == 303
    page = signed.client.get(path).text
    assert "1 điểm đã trả lời" in page
    assert signed.post(path, diem="header", lam="dung").status_code == 404
    answer = signed.post(path, diem="header", lam="mo-lai")
    assert answer.headers["location"] == f"{path}?diem=header"
    assert "điểm đã trả lời" not in signed.client.get(path).text
    assert signed.post(path, diem="header", lam="mo-lai").status_code == 404
    assert signed.post(path, diem="header", lam="dung").status_code == 303
    signed.finished(signed.post(f"/bo/{name}"))


def test_a_review_can_be_had_as_a_test_case(signed: Editor) -> None:
    name = _waiting(signed, "8136")
    answer = signed.client.get(f"/duyet/{name}/ca-kiem-thu.json")
    assert answer.headers["content-disposition"] == f'attachment; filename="{name}.json"'
    case = answer.json()
    assert case["header"]["number"] == "8136/CT-UBND"
    assert "ghế" not in answer.text, "no word of the text"
    signed.finished(signed.post(f"/bo/{name}"))


def _wait_for(editor: Editor, path: str) -> None:
    for _ in range(200):
        if editor.client.get(path).status_code == 200:
            return
        time.sleep(0.1)
    raise AssertionError(f"{path} does not appear")


def _review(editor: Editor, path: str) -> None:
    """Corrects the title, strikes one receiver out, tries a bad date, agrees to the rest."""
    struck = refused = False
    for _ in range(60):
        page = editor.client.get(path).text.partition('class="answered"')[0]
        point = re.search(r'name="diem" value="([^"]+)"', page)
        if point is None:
            assert struck
            assert refused
            return
        wrong = editor.post(path, diem=point[1], lam="khong-co")
        assert wrong.status_code == 400
        if point[1] == "header":
            answer = editor.post(path, diem="header", lam="sua", **{"header.title": CORRECTED})
            assert answer.status_code == 303
            continue
        if point[1].startswith("recipient") and not struck:
            struck = True
            assert editor.post(path, diem=point[1], lam="bo").status_code == 303
            continue
        if point[1].startswith("duty"):
            bad = editor.post(path, diem=point[1], lam="sua", **{"duty.due": "ngày 99"})
            assert bad.status_code == 422
            refused = True
            assert 'role="alert"' in bad.text
        assert editor.post(path, diem=point[1], lam="dung").status_code == 303
        assert editor.post(path, diem=point[1], lam="dung").status_code == 404, "answered already"
    raise AssertionError("the review does not end")


def test_a_pasted_text_is_added(signed: Editor) -> None:
    text = DIRECTIVE.replace("8123", "8124")
    page = signed.finished(signed.post("/nap", **{"van-ban": text, "ten-van-ban": "Ghế <b>"}))
    assert "outcome good" in page
    assert "Ghế &lt;b&gt;" in page
    name = re.search(r'href="/duyet/([^"]+)"', page)
    assert name
    signed.finished(signed.post(f"/bo/{name[1]}"))


def test_a_job_that_hangs_is_stopped_and_changes_nothing(
    store_folder: Path, tmp_path: Path
) -> None:
    work = workplace(store_folder, tmp_path)
    before = (work.store / "CURRENT").read_bytes()
    jobs = Jobs(work, longest=0.05)
    job = Job("add", ("a.txt",), "Lan")
    jobs.start(job, {"paths": [], "wishes": {}})
    jobs._line.shutdown(wait=True)
    assert job.state == "failed"
    assert "không có gì thay đổi" in job.message
    assert (work.store / "CURRENT").read_bytes() == before


def test_findings_that_overlap_are_cut_apart() -> None:
    points = [Point("task", Span(*at), 0.5, (), ()) for at in ((2, 6), (0, 4), (6, 8))]
    assert [(p.words, p.point) for p in pieces("abcdefghij", points)] == [
        ("abcd", 1), ("ef", None), ("gh", 2), ("ij", None),
    ]  # fmt: skip
