"""Editors and strangers at the same time: nothing gets past a limit, and no answer is lost."""

import json
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from tests.web.editing_desk import DIRECTIVE, PASSWORD, Editor, editing, workplace

from danvan_graph.adding.own_folder import OwnFolder
from danvan_graph.adding.staging import read_staged
from danvan_graph.adding.workplace import Workplace
from danvan_graph.web.editing.attempts import FROM_ONE, Attempts
from danvan_graph.web.editing.password import keep_password

Served = tuple[str, Workplace]


@pytest.fixture(scope="module")
def desk(store_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with editing(store_folder, tmp_path_factory.mktemp("at-once")) as found:
        yield found


@pytest.fixture
def signed(desk: Served) -> Iterator[Editor]:
    with httpx.Client(base_url=desk[0], trust_env=False, timeout=120) as client:
        editor = Editor(client)
        assert editor.sign_in().status_code == 303
        yield editor


def test_guesses_at_once_count_one_by_one(store_folder: Path, tmp_path: Path) -> None:
    with editing(store_folder, tmp_path) as (address, _):
        form = {"ten": "Lan", "mat-khau": "sai mật khẩu rồi"}

        def guess(_: int) -> int:
            return httpx.post(f"{address}/dang-nhap", data=form, trust_env=False).status_code

        with ThreadPoolExecutor(20) as crowd:
            codes = list(crowd.map(guess, range(20)))
        assert codes.count(403) == FROM_ONE
        assert codes.count(429) == 20 - FROM_ONE


def test_a_house_is_one_address() -> None:
    attempts = Attempts(lambda: 0.0)
    begun = [attempts.begin(f"2001:db8::{number}") for number in range(FROM_ONE)]
    assert begun == [0] * FROM_ONE
    assert attempts.begin("2001:db8::ffff") > 0
    assert attempts.begin("2001:db8:0:1::1") == 0


def test_another_password_ends_the_sessions(store_folder: Path, tmp_path: Path) -> None:
    with (
        editing(store_folder, tmp_path) as (address, work),
        httpx.Client(base_url=address, trust_env=False) as client,
    ):
        editor = Editor(client)
        editor.sign_in()
        assert client.get("/nap").status_code == 200
        keep_password(work.own.folder, "mật khẩu khác hẳn")
        assert client.get("/nap").status_code != 200
        assert editor.sign_in(PASSWORD).status_code == 403
        assert editor.sign_in("mật khẩu khác hẳn").status_code == 303


def _added(editor: Editor, number: str) -> str:
    many = "".join(f"- Ủy ban nhân dân xã Ví dụ {letter};\n" for letter in "ABC")
    text = DIRECTIVE.replace("8123", number).replace("- Lưu", f"{many}- Lưu")
    editor.finished(editor.send((f"van-ban-{number}.txt", text.encode())))
    return f"van-ban-{number}"


def test_answers_at_once_are_all_kept(signed: Editor, desk: Served) -> None:
    name = _added(signed, "8201")
    work = desk[1]
    found = read_staged(work.own, work.lists(work.read()))[name].record
    kinds = (("citation", found.citations), ("task", found.tasks), ("recipient", found.recipients))
    points = [f"{kind}:{x.at.start}-{x.at.end}" for kind, items in kinds for x in items]
    cookies = dict(signed.client.cookies)

    def answer(point: str) -> int:
        data = {"dau": signed.mark, "diem": point, "lam": "dung"}
        where = f"{desk[0]}/duyet/{name}"
        return httpx.post(
            where, data=data, cookies=cookies, trust_env=False, timeout=90
        ).status_code

    assert len(points) > 5
    with ThreadPoolExecutor(len(points)) as crowd:
        assert set(crowd.map(answer, points)) == {303}
    assert len(OwnFolder(desk[1].own.folder).corrections(name)) == len(points)


def test_a_bad_value_keeps_nothing_of_the_others(signed: Editor, desk: Served) -> None:
    name = _added(signed, "8202")
    fields = {"header.title": "Tên khác", "header.place": "không phải mã"}
    answer = signed.post(f"/duyet/{name}", diem="header", lam="sua", **fields)
    assert answer.status_code == 422
    assert OwnFolder(desk[1].own.folder).corrections(name) == ()


def test_a_long_text_is_refused_and_never_cut(signed: Editor, desk: Served) -> None:
    before = (desk[1].store / "CURRENT").read_bytes()
    answer = signed.post("/nap", **{"van-ban": DIRECTIVE + "a" * 500_000})
    assert answer.status_code == 400
    assert "500.000" in answer.json()["detail"]
    assert (desk[1].store / "CURRENT").read_bytes() == before


def test_a_worker_ends_with_its_server(store_folder: Path, tmp_path: Path) -> None:
    work = workplace(store_folder, tmp_path)
    path = tmp_path / "a.txt"
    path.write_text(DIRECTIVE, "utf-8")
    before = (work.store / "CURRENT").read_bytes()
    where = {"data": work.data, "ontology": work.ontology, "collection": work.own.folder}
    where |= {"store": work.store}
    shown = {name: str(folder) for name, folder in where.items()} | {"base": work.base}
    shown["keep"] = str(work.keep)
    asked = {"deed": "add", "where": shown, "paths": [str(path)], "wishes": {}}
    command = [sys.executable, "-m", "danvan_graph.web.editing.worker"]
    with subprocess.Popen(command, stdin=-1, stdout=-1, text=True) as process:
        assert process.stdin
        assert process.stdout
        process.stdin.write(json.dumps(asked) + "\n")
        process.stdin.flush()
        assert "stage" in json.loads(process.stdout.readline())
        process.stdin.close()  # as when the server is killed
        assert "done" not in process.stdout.read()
        assert process.wait(20) == 1
    assert (work.store / "CURRENT").read_bytes() == before
