"""Whole documents whose work repeats one piece without end: read in linear time, by no deeper calls."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from danvan_graph.collection.folder import read_collection
from danvan_graph.extraction.extractor import Extractor
from danvan_graph.extraction.knowledge import resolver_of
from danvan_graph.text.reader import read_text

HEAD = (
    "UBND XÃ A\nSố: 1/KH-UBND\nA, ngày 1 tháng 1 năm 2024\nKẾ HOẠCH\nvề việc trồng cây\n\n"
    "I. MỤC ĐÍCH\nIII. TỔ CHỨC THỰC HIỆN\n1. Sở Nội vụ:\n- "
)
PIECES = [
    "(Sở ", "Sở Nội vụ, ", "giao Sở ", "Ban Thường vụ giao ", "; giao UBND ", "\nBước 1: Sở Nội vụ làm việc",
    "từ ngày 1/1 đến 2/2/2024 ", "tháng 1, ", "quý I, ", "mỗi năm ", "đột xuất khi ", "a\tb\tc\td\n",
    "\n- Việc (Sở X chủ trì; trước 1/1/2024).", "Căn cứ Kế hoạch này, ", "\nIV. TỔ CHỨC THỰC HIỆN\n1. ",
    "Quyết định số 217-QĐ/TW, ", "các sở, ", "Trên đây là Kế hoạch ", "\n1. Giao Sở Nội vụ trồng cây trước ngày 1/1/2024.", "\nĐiều 1. Sở Nội vụ trồng cây", "\n- Lưu: VT;", "I. CÁC BƯỚC a\n", "TỔ CHỨC CÁC ", "hạn nộp ", "phân công\n",
]  # fmt: skip
SHORT, LONG = 12_000, 96_000


@pytest.fixture(scope="module")
def seconds(
    data_folder: Path, ontology_folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], float]:
    """Tells how long the processor works on a text."""
    collection = read_collection(data_folder, ontology_folder)
    extractor = Extractor.of(collection, resolver_of(collection))
    path = tmp_path_factory.mktemp("hostile") / "van-ban.txt"

    def measured(text: str) -> float:
        path.write_text(text, "utf-8")
        start = time.process_time()
        found: dict[str, Any] = extractor.json(extractor.of_reading(path, read_text(path)))
        assert found["id"] == "van-ban"
        return time.process_time() - start

    return measured


@pytest.mark.parametrize("piece", PIECES)
def test_reading_stays_linear(seconds: Callable[[str], float], piece: str) -> None:
    """Eight times the text takes some eight times as long, never sixty-four."""
    short = seconds(HEAD + piece * (SHORT // len(piece)))
    long = seconds(HEAD + piece * (LONG // len(piece)))
    assert long < 24 * short + 0.2
