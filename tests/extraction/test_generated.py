"""Plans put together by chance from known parts: what was put in is what is read out.

Hypothesis chooses what the plan says (who issues it, what it rests on, who shall do what by when,
who gets it) and how it reaches us (columns, wraps, empty lines, mark-up). The parts are invented;
each stands here with what a careful reader finds in it.
"""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.parse.layouts import SHEETS, Layout, Sheet, write

from danvan_graph.collection.folder import read_collection
from danvan_graph.extraction.extractor import Extractor
from danvan_graph.extraction.knowledge import resolver_of
from danvan_graph.text.reader import read_text

UNITS = (
    "Phòng Nội vụ", "Văn phòng", "Sở Tư pháp", "Đài Truyền thanh", "Công an huyện",
    "Ủy ban nhân dân các xã, thị trấn", "Sở Nông nghiệp và Môi trường", "Hội Cựu chiến binh",
)  # fmt: skip
WORK = (
    "Lập danh mục việc người dân hỏi nhiều nhất và trả lời trên bảng tin",
    "Hướng dẫn các thôn ghi sổ góp ý, gom lại một chỗ",
    "Rà soát lối đi, bàn ghế ở nơi tiếp dân để người già dễ đến",
    "Chọn ba nơi làm thử mô hình một cửa lưu động",
    "Theo dõi, đôn đốc việc trả lời thư của người dân",
)
DAYS = (
    ("hoàn thành trước ngày 15/11/2024", "2024-11-15", None),
    ("gửi kết quả chậm nhất ngày 20 tháng 12 năm 2024", "2024-12-20", None),
    ("xong trong tháng 9/2024", "2024-09", None),
    ("hoàn thành trong quý III năm 2024", "2024-09", None),
    ("báo cáo UBND tỉnh trước ngày 10/12 hằng năm", None, "P1Y"),
    ("gửi số liệu trước ngày 25 hằng tháng", None, "P1M"),
    ("", None, None),
)
RECITALS = (
    ("Căn cứ Nghị quyết số 61/NQ-CP ngày 04/5/2023 của Chính phủ về tiếp dân;", "61/NQ-CP", "2023-05-04"),
    ("Thực hiện Chỉ thị số 19-CT/TU ngày 11 tháng 7 năm 2023 của Ban Thường vụ Tỉnh ủy;", "19-CT/TU", "2023-07-11"),
    ("Thực hiện Kế hoạch số 312/KH-UBND, ngày 09/01/2024 của UBND tỉnh về đối thoại;", "312/KH-UBND", "2024-01-09"),
    ("Căn cứ Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ;", "61/2018/NĐ-CP", "2018-04-23"),
    ("Theo đề nghị của Sở Nội vụ tại Tờ trình số 77/TTr-SNV ngày 29/02/2024.", "77/TTr-SNV", "2024-02-29"),
    ("Thực hiện Hướng dẫn số 08-HD/BDVTU ngày 15/01/2024 của Ban Dân vận Tỉnh ủy;", "08-HD/BDVTU", "2024-01-15"),
)  # fmt: skip


@dataclass(frozen=True)
class Order:
    """One thing that somebody shall do."""

    unit: str
    work: str
    time: str
    date: str | None
    recurrence: str | None

    @property
    def words(self) -> str:
        return f"{self.work}; {self.time}." if self.time else f"{self.work}."


def _small(words: str) -> str:
    return words[0].lower() + words[1:]


STYLES: dict[str, Callable[[int, str, tuple[Order, ...]], list[str]]] = {
    "bullets": lambda n, unit, orders: [f"{n}. {unit}", *(f"- {o.words}" for o in orders)],
    "letters": lambda n, unit, orders: [
        f"{n}. {unit}:",
        *(f"{mark}) {o.words}" for mark, o in zip("abc", orders, strict=False)),
    ],
    "inline": lambda n, unit, orders: [f"{n}. {unit}: {orders[0].words}"],
    "entrusted": lambda n, unit, orders: [f"{n}. Giao {unit}:", *(f"- {o.words}" for o in orders)],
    "sentence": lambda n, unit, orders: [f"{n}. Giao {unit} {_small(orders[0].words)}"],
    "subject": lambda n, unit, orders: [f"{n}. {unit} {_small(orders[0].words)}"],
    "unnumbered": lambda _, unit, orders: [f"- {unit} {_small(orders[0].words)}"],
}
ONE = frozenset({"inline", "sentence", "subject", "unnumbered"})
FORMS: dict[str, Callable[[str], str]] = {
    "as it is": lambda text: text,
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "windows": lambda text: text.replace("\n", "\r\n"),
    "word": lambda text: text.replace("số ", "số\u00a0").replace("ngày ", "ngày\u00a0"),
}


@dataclass(frozen=True)
class Plan:
    """What a plan says beyond its letterhead."""

    sheet: Sheet
    recitals: tuple[tuple[str, str, str], ...]
    orders: tuple[tuple[str, tuple[Order, ...]], ...]
    style: str

    @property
    def body(self) -> tuple[str, ...]:
        lines = [*self.sheet.body[:4], "II. TỔ CHỨC THỰC HIỆN"]
        for number, (unit, orders) in enumerate(self.orders, 1):
            lines += STYLES[self.style](number, unit, orders)
        return tuple(lines)

    @property
    def told(self) -> list[Order]:
        return [o for _, orders in self.orders for o in orders[: 1 if self.style in ONE else None]]

    def text(self, layout: Layout) -> str:
        opening = (*(words for words, _, _ in self.recitals), *self.sheet.opening[-1:])
        return write(replace(self.sheet, opening=opening, body=self.body), layout)


def _orders(unit: str) -> st.SearchStrategy[tuple[str, tuple[Order, ...]]]:
    one = st.builds(
        lambda work, day: Order(unit, work, *day), st.sampled_from(WORK), st.sampled_from(DAYS)
    )
    return st.tuples(
        st.just(unit), st.lists(one, min_size=1, max_size=3, unique_by=lambda o: o.work).map(tuple)
    )


plans = st.builds(
    Plan,
    st.sampled_from([SHEETS[name] for name in ("province", "district", "department", "front")]),
    st.lists(st.sampled_from(RECITALS), min_size=1, max_size=4, unique=True).map(tuple),
    st.lists(st.sampled_from(UNITS), min_size=1, max_size=4, unique=True).flatmap(
        lambda units: st.tuples(*map(_orders, units))
    ),
    st.sampled_from(sorted(STYLES)),
)
layouts = st.builds(
    Layout,
    head=st.sampled_from(["rows", "columns", "beside", "cells", "markdown"]),
    foot=st.sampled_from(["list-first", "sign-first", "beside", "cells"]),
    width=st.sampled_from([0, 60, 72, 90]),
    spaced=st.booleans(),
    capital=st.booleans(),
    marked=st.booleans(),
)


@pytest.fixture(scope="module")
def read(
    data_folder: Path, ontology_folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], dict[str, Any]]:
    collection = read_collection(data_folder, ontology_folder)
    extractor = Extractor.of(collection, resolver_of(collection))
    path = tmp_path_factory.mktemp("generated") / "ke-hoach.txt"

    def found(source: str) -> dict[str, Any]:
        path.write_bytes(source.encode())
        return extractor.json(extractor.of_reading(path, read_text(path)))

    return found


@settings(max_examples=150, deadline=None)
@given(plan=plans, layout=layouts, form=st.sampled_from(sorted(FORMS)))
def test_what_was_put_in_is_read_out(
    plan: Plan, layout: Layout, form: str, read: Callable[[str], dict[str, Any]]
) -> None:
    source = FORMS[form](plan.text(layout))
    found = read(source)
    source = unicodedata.normalize("NFC", source)
    _header(found["header"], plan.sheet)
    assert [(c["number"], c["date"]) for c in found["citations"]] == [
        (number, date) for _, number, date in plan.recitals
    ]
    assert all(c["role"] == "basis" for c in found["citations"])
    assert [task["unit"] for task in found["tasks"]] == [order.unit for order in plan.told], source
    for task, order in zip(found["tasks"], plan.told, strict=True):
        words = " ".join(source[task["start"] : task["end"]].split())
        assert order.work[1:30] in words
    dated = [order for order in plan.told if order.time]
    assert [(d["date"], d["recurrence"]) for d in found["deadlines"]] == [
        (order.date, order.recurrence) for order in dated
    ]
    assert [d["unit"] for d in found["deadlines"]] == [order.unit for order in dated]
    assert len(found["recipients"]) == len(plan.sheet.recipients), source


def _header(header: dict[str, Any], sheet: Sheet) -> None:
    assert header["number"] == sheet.number
    assert header["date"] == sheet.date
    assert header["place"] == sheet.place
    assert header["title"].casefold() == sheet.title.casefold()
    assert header["signatory"] == sheet.name
    assert header["issuer"] == sheet.issuer
