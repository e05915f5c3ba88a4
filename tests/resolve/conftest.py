"""The shipped units, kinds of body and codes, with a small register of its own."""

from collections.abc import Callable
from pathlib import Path

import pytest

from danvan_graph.collection.folder import Collection, read_collection
from danvan_graph.identifiers.keys import InstrumentKey, TerritoryKey
from danvan_graph.records.document import DocumentRecord
from danvan_graph.records.register import Judgement
from danvan_graph.records.territory import Territory
from danvan_graph.resolve import Knowledge, resolve

from .drafts import Draft, instrument

Resolve = Callable[[Draft], DocumentRecord]

INSTRUMENTS = (
    instrument("vn/2003-03-12/25-nq-tw", "nghi-quyet", "25-NQ/TW", "về công tác tôn giáo"),
    instrument("vn/2008-07-25/25-nq-tw", "nghi-quyet", "25-NQ/TW", "về công tác thanh niên"),
    instrument(
        "vn/2013-06-03/25-nq-tw",
        "nghi-quyet",
        "25-NQ/TW",
        "về tăng cường và đổi mới sự lãnh đạo của Đảng đối với công tác dân vận",
        aliases=("Nghị quyết Trung ương 7 khóa XI",),
    ),
    instrument("vn/2013-06-03/24-nq-tw", "nghi-quyet", "24-NQ/TW", "về chủ động ứng phó với biến đổi khí hậu", aliases=("Nghị quyết Trung ương 7 khóa XI",)),
    instrument("vn/2016-10-30/4-nq-tw", "nghi-quyet", "04-NQ/TW", "về xây dựng, chỉnh đốn Đảng", aliases=("Nghị quyết Trung ương 4 khóa XII",)),
    instrument("vn/2022-01-06/de-an-du-lieu-ve-dan-cu", "de-an", name="Đề án dữ liệu về dân cư", aliases=("Đề án 06",)),
    instrument("vn/2026-08-22/25-nq-tw", "nghi-quyet", "25-NQ/TW"),
    instrument("vn/2013-12-12/217-qdd-tw", "quyet-dinh", "217-QĐ/TW"),
    instrument("vn/2007-04-20/34-2007-pl-ubtvqh11", "phap-lenh", "34/2007/PL-UBTVQH11"),
    instrument("vn/2015-07-14/114-kl-tw", "ket-luan", "114-KL/TW"),
    instrument("vn/2019-02-18/11-qddi-tw", "quy-dinh", "11-QĐi/TW", aliases=("11-QĐ/TW",)),
    instrument("vn/2021-11-26/33-ct-ttg", "chi-thi", "33/CT-TTg"),
    instrument("vn/2026/33-ct-ttg", "chi-thi", "33/CT-TTg"),
    instrument("vn/2016-09-05/26-ct-ttg", "chi-thi", "26/CT-TTg"),
    instrument("vn/2017-06-06/26-ct-ttg", "chi-thi", "26/CT-TTg"),
    instrument("vn/2018-12-27/1847-qdd-ttg", "quyet-dinh", "1847/QĐ-TTg"),
    instrument("vn/2022-11-10/10-2022-qh15", "luat", "10/2022/QH15", name="Luật Thực hiện dân chủ ở cơ sở"),
    instrument("vn/2011-11-11/91-2011-qh13", "luat", "91/2011/QH13", name="Luật Mẫu", in_force="2012-07-01"),
    instrument("vn/2018-06-12/92-2018-qh14", "luat", "92/2018/QH14", name="Luật Mẫu", in_force="2019-01-01"),
    instrument("vn/2025-02-19/93-2025-qh15", "luat", "93/2025/QH15", name="Luật Mẫu", in_force="2025-03-01"),
    instrument("vn/2025-06-16/94-2025-qh15", "luat", "94/2025/QH15", name="Luật Mẫu"),
    instrument("vn/2025-02-20/95-2025-qh15", "luat", "95/2025/QH15", name="Luật Khác", in_force="2025-03-01"),
    instrument("vn/2025-06-20/96-2025-qh15", "luat", "96/2025/QH15", name="Luật Khác", in_force="2025-06-20"),
    instrument("vn/undated/luat-chi-co-ten", "luat", name="Luật Chỉ có tên"),
    instrument("vn/2013/hien-phap", "hien-phap", name="Hiến pháp"),
    instrument("380/2023-05-26/641-kh-ubnd", "ke-hoach", "641/KH-UBND"),
    instrument("30/2021-03-18/3-qc-tu", "quy-che", "03-QC/TU", "về tiếp xúc, đối thoại với nhân dân"),
    instrument("439/2022-03-08/2345-kh-ubnd", "ke-hoach", "2345/KH-UBND"),
    instrument("439/2022-03-08/121-kh-ubnd", "ke-hoach", "121/KH-UBND"),
    instrument("99/undated/6-dda-tu", "de-an", "06-ĐA/TU"),
)  # fmt: skip


def _invented() -> tuple[Territory, ...]:
    """A province with a city, two districts and communes that exist nowhere."""
    rows = (
        ("98", "tinh", "tỉnh", "Ví Dụ", None),
        ("981", "huyen", "thành phố", "Ví Dụ", "98"),
        ("982", "huyen", "huyện", "Thử Nghiệm", "98"),
        ("983", "huyen", "huyện", "Mẫu Sơn", "98"),
        ("98101", "xa", "phường", "Một Mẫu", "981"),
        ("98201", "xa", "xã", "Hai Mẫu", "982"),
        ("98301", "xa", "xã", "Hai Mẫu", "983"),
    )
    return tuple(
        Territory(TerritoryKey(code, "open"), level, kind, name, f"{kind} {name}", parent, None,
                  "2025-07-01", "", ())
        for code, level, kind, name, parent in rows
    )  # fmt: skip


def _judgement(kind: str, document: str, key: str | None) -> Judgement:
    return Judgement(
        id=f"{kind}-{document}",
        kind=kind,
        document=document,
        instrument=InstrumentKey.parse(key) if key else None,
        group=None,
        as_of=None,
        confidence=0.9,
        reason="",
        by="thử",
        date="2026-11-20",
    )


@pytest.fixture(scope="session")
def collection(data_folder: Path, ontology_folder: Path) -> Collection:
    """The shipped data."""
    return read_collection(data_folder, ontology_folder)


@pytest.fixture(scope="session")
def knowledge(collection: Collection) -> Knowledge:
    """The shipped units and kinds of body; a register of instruments of its own."""
    return Knowledge.of(
        (*collection.units.territories, *_invented()),
        collection.units.changes,
        collection.body_kinds.values(),
        collection.issuer_codes,
        INSTRUMENTS,
        (),
        (_judgement("same-instrument", "da-xet", "vn/2015-07-14/114-kl-tw"),),
    )


@pytest.fixture
def resolved(knowledge: Knowledge) -> Resolve:
    """Returns a function that resolves a draft."""
    return lambda draft: resolve(draft.record(), knowledge)
