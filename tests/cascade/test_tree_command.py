"""``danvan tree``: what a person reads in a terminal, a pipe and a file."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import networkx as nx
import pytest
from click.testing import CliRunner

from danvan_graph.cascade import cascade_of
from danvan_graph.cli.program import main
from danvan_graph.cli.tree import tree
from danvan_graph.errors import DanvanError, OutputError, UnknownName

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cascade.conftest import Country, Opened

    Run = Callable[..., str]

DIRECTIVE = "33/CT-TTg"


@pytest.fixture
def run(store_folder: Path) -> Run:
    """Runs the verb on the shipped data."""

    def call(*arguments: str) -> str:
        result = CliRunner().invoke(tree, [*arguments, "--store", str(store_folder)])
        if isinstance(result.exception, DanvanError):
            raise result.exception
        assert result.exit_code == 0, result.output
        return result.stdout

    return call


def _lines(text: str, *parts: str) -> list[str]:
    return [line for line in text.splitlines() if all(part in line for part in parts)]


def test_the_real_tree_names_units_documents_days_and_evidence(run: Run) -> None:
    """Each collected plan stands on one line with unit, number, day, delay and who says so."""
    shown = run(DIRECTIVE)
    assert shown.splitlines()[0].startswith(
        "Chỉ thị 33/CT-TTg ngày 26/11/2021 · Thủ tướng Chính phủ"
    )
    assert _lines(
        shown, "● Cấp tỉnh · UBND tỉnh Hà Giang · Kế hoạch 09/KH-UBND · 07/01/2022 · sau 42 ngày"
    )
    assert _lines(shown, "● Cấp tỉnh · UBND tỉnh Bình Định · Kế hoạch năm 2024")
    assert _lines(
        shown, "● Cấp huyện · UBND huyện Thanh Hà · Kế hoạch năm 2023", "chính văn bản nêu"
    )
    assert "không thấy văn bản cấp trên" in shown


def test_the_ward_hangs_below_its_city_which_is_only_cited(run: Run) -> None:
    """Trường Thi stands one step deeper than the city plan that only it quotes."""
    shown = run(DIRECTIVE).splitlines()
    city = next(i for i, line in enumerate(shown) if "641/KH-UBND · 26/05/2023" in line)
    assert "○ Cấp huyện · UBND thành phố Thanh Hóa" in shown[city]
    assert "văn bản khác dẫn lại" in shown[city]
    ward = next(line for line in shown[city:] if "UBND phường Trường Thi" in line)
    assert ward.index("●") > shown[city].index("○")


def test_what_is_missing_is_counted_and_never_called_not_issued(run: Run) -> None:
    """A few missing units are named, the rest counted; the legend says what absence means."""
    shown = run(DIRECTIVE)
    assert _lines(shown, "□ Cấp tỉnh · UBND tỉnh An Giang · chưa có trong bộ sưu tập")
    assert re.search(r"… và \d+ đơn vị khác chưa có trong bộ sưu tập", shown)
    assert "2/63 đơn vị" in shown
    assert re.sub(r"\(không có nghĩa là chưa ban hành\)", "", shown).count("chưa ban hành") == 0
    assert len(_lines(run(DIRECTIVE, "--all"), "□ Cấp tỉnh · UBND ")) == 61


def test_weak_ties_are_shown_on_request(run: Run) -> None:
    """Sơn Trường has tasks about the directive; it is shown with --weak, and marked."""
    assert "Sơn Trường" not in run(DIRECTIVE)
    assert _lines(run(DIRECTIVE, "--weak"), "~ ● Cấp xã · UBND xã Sơn Trường")


def test_level_and_year_keep_the_way_to_what_is_shown(run: Run) -> None:
    """A filter leaves the branches above, in whatever wording the level is given."""
    shown = run(DIRECTIVE, "--level", "Cấp xã", "--year", "2023")
    assert "UBND phường Trường Thi" in shown
    assert "UBND thành phố Thanh Hóa" in shown
    assert "09/KH-UBND" not in shown


def test_json_is_whole_and_parses(run: Run) -> None:
    """A program gets every node with its passages."""
    found = json.loads(run(DIRECTIVE, "--json"))
    assert {"09/KH-UBND", "641/KH-UBND"} <= {node["number"] for node in found["nodes"]}
    assert any(e["evidence"] and e["evidence"][0]["section"] for e in found["edges"])


def test_files_are_written_and_told(run: Run, tmp_path: Path) -> None:
    """The picture and the graph file are whole, and nothing else is left in the folder."""
    run(DIRECTIVE, "--html", str(tmp_path / "cây.html"), "--graphml", str(tmp_path / "cây.graphml"))
    assert sorted(p.name for p in tmp_path.iterdir()) == ["cây.graphml", "cây.html"]
    assert (tmp_path / "cây.html").read_text(encoding="utf-8").endswith("</html>")
    assert len(nx.read_graphml(tmp_path / "cây.graphml")) > 60


def test_a_file_is_replaced_not_mixed(run: Run, tmp_path: Path) -> None:
    """An older file gives way to the new one as a whole."""
    target = tmp_path / "cay.graphml"
    target.write_bytes(b"x" * 1_000_000)
    run(DIRECTIVE, "--graphml", str(target))
    assert len(nx.read_graphml(target)) > 60


@pytest.mark.parametrize("name", ["none/cay.html", ".", "a" * 300])
def test_a_file_that_cannot_be_written_is_one_sentence(run: Run, tmp_path: Path, name: str) -> None:
    """A missing folder, a folder in its place or an impossible name ends in a sentence."""
    with pytest.raises(OutputError, match="Không ghi được tệp"):
        run(DIRECTIVE, "--html", str(tmp_path) + "/" + name)
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_name_is_one_sentence(
    store_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A directive nobody knows ends with exit code 1 and no traceback."""
    assert main(["tree", "999999/CT-XYZ", "--store", str(store_folder)]) == 1
    assert "Traceback" not in capsys.readouterr().err


def test_an_unknown_level_is_refused(run: Run) -> None:
    """A level that does not exist is not silently an empty tree."""
    with pytest.raises(UnknownName):
        run(DIRECTIVE, "--level", "thon")


def test_a_pipe_gets_whole_lines_without_colours(store_folder: Path) -> None:
    """Output to a program has no escape sequence and no line broken at 80 columns."""
    done = _process(store_folder, DIRECTIVE)
    assert done.returncode == 0
    assert "\x1b" not in done.stdout
    assert _lines(done.stdout, "Hà Giang", "09/KH-UBND", "sau 42 ngày", "chính văn bản nêu")


def test_a_closed_pipe_is_no_traceback(store_folder: Path) -> None:
    """``danvan tree … | head -1`` ends quietly."""
    command = [sys.executable, "-m", "danvan_graph.cli", "tree", DIRECTIVE, "--all"]
    with subprocess.Popen(
        [*command, "--store", str(store_folder)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(1)
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() in {0, 1}


def _process(store_folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "danvan_graph.cli", "tree", *arguments, "--store", str(store_folder)],
        capture_output=True, check=False, encoding="utf-8", env={**os.environ, "COLUMNS": "40"},
    )  # fmt: skip


def test_text_of_documents_cannot_steer_the_terminal(country: Country, opened: Opened) -> None:
    """Escape sequences, markup of rich, line breaks and turned-round letters print as plain text."""
    top = country.instrument("vn/1", "trung-uong", label="[bold]Chỉ thị\x1b[2J\u202e 1[/bold]")
    for number, label in enumerate(
        ["[link=x]a[/link]", "b\nc\r\x07", ":smile: \u2066d", "\x9b31me"]
    ):
        country.relate(country.instrument(f"9/{number}", "tinh", label=label, number=label), top)
    store = opened(country)
    arguments = [str(top), "--store", str(store.generation.folder.parent.parent)]
    shown = CliRunner().invoke(tree, arguments).stdout
    assert "[bold]Chỉ thị[2J 1[/bold]" in shown
    assert all(text in shown for text in ("[link=x]a[/link]", "b c", ":smile: d", "31me"))
    assert not set(shown) & set("\x1b\x07\r\u202e\u2066\x9b")


def test_a_cycle_in_the_data_is_told(country: Country, opened: Opened) -> None:
    """A broken cycle ends in a note below the tree."""
    top = country.instrument("vn/1", "trung-uong")
    first, second = country.instrument("9/1", "tinh"), country.instrument("9/2", "tinh")
    for lower, upper in ((first, top), (second, first), (first, second)):
        country.relate(lower, upper)
    store = opened(country)
    arguments = [str(top), "--store", str(store.generation.folder.parent.parent)]
    assert "Lưu ý: Dữ liệu ghi các văn bản thực hiện lẫn nhau" in (
        CliRunner().invoke(tree, arguments).stdout
    )
    assert len(cascade_of(store, str(top))) == 3
