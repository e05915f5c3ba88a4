"""Who cites what in the five documents: read by a person, passage by passage, and frozen.

On 2026-11-20 every place where the five texts print 33/CT-TTg, 25-NQ/TW, 217-QĐ/TW, 595/KH-UBND
or 05-CT/TW was looked up (spaces and line ends inside the number allowed); the tables below hold
all of them and nothing else. Offsets are code points of the NFC text.
"""

import pytest

from danvan_graph.citing import CitingPlan, plans_citing
from danvan_graph.errors import UnknownName
from danvan_graph.lookup import InstrumentIndex
from danvan_graph.store.engines.oxigraph import Store

THANH_HA = "294/2023/ke-hoach-trien-khai-thuc-hien-cong-tac-dan-van-chinh-quyen-nam-2023"
SON_TRUONG = "18223/2023/ke-hoach-trien-khai-thuc-hien-cong-tac-dan-van-chinh-quyen-nam-2023"
HA_GIANG = "02/2022-01-07/9-kh-ubnd"
BINH_DINH = "52/2024/ke-hoach-thuc-hien-cong-tac-dan-van-chinh-quyen-nam-2024"
TRUONG_THI = "14764/2023/ke-hoach-thuc-hien-chi-thi-33-ct-ttg"
THANH_HOA_641 = "380/2023-05-26/641-kh-ubnd"
HA_GIANG_43 = "02/2019-04-08/43-kh-tu"

CT33 = "vn/2021-11-26/33-ct-ttg"
NQ25 = "vn/2013-06-03/25-nq-tw"
KL43 = "vn/2019-01-07/43-kl-tw"
QD217 = "vn/2013-12-12/217-qdd-tw"
KH595 = "30/2023-03-06/595-kh-ubnd"
CT05 = "vn/2016-05-15/5-ct-tw"

Passage = tuple[str, str, int, int, bool, str]
Row = tuple[str, tuple[str, ...], tuple[tuple[str, str], ...], tuple[Passage, ...]]

# plan, roles, path as (instrument, relation), passages as
# (document, section, start, end, whether in the preamble's grounds, relation)
DIRECT: dict[str, list[Row]] = {
    CT33: [
        (
            BINH_DINH,
            ("thuc-hien", "to-chuc-thuc-hien"),
            ((CT33, "thuc-hien"),),
            (
                (BINH_DINH, "mo-dau", 77, 97, True, "thuc-hien"),
                (BINH_DINH, "II.1", 2016, 2036, False, "to-chuc-thuc-hien"),
            ),
        ),
        (
            HA_GIANG,
            ("thuc-hien", "to-chuc-thuc-hien"),
            ((CT33, "thuc-hien"),),
            (
                (HA_GIANG, "mo-dau", 255, 275, True, "thuc-hien"),
                (HA_GIANG, "I.1.g1", 764, 784, False, "to-chuc-thuc-hien"),
                (HA_GIANG, "I.2.g1", 1909, 1929, False, "to-chuc-thuc-hien"),
                (HA_GIANG, "II.1.g1", 3515, 3535, False, "to-chuc-thuc-hien"),
            ),
        ),
        (
            THANH_HA,
            ("thuc-hien", "to-chuc-thuc-hien"),
            ((CT33, "thuc-hien"),),
            (
                (THANH_HA, "mo-dau", 109, 129, True, "thuc-hien"),
                (THANH_HA, "I.g1", 865, 885, False, "to-chuc-thuc-hien"),
            ),
        ),
        (
            THANH_HOA_641,
            ("thuc-hien",),
            ((CT33, "thuc-hien"),),
            ((TRUONG_THI, "mo-dau", 394, 414, False, "thuc-hien"),),
        ),
        (
            TRUONG_THI,
            ("thuc-hien", "to-chuc-thuc-hien", "nhac-den"),
            ((CT33, "thuc-hien"),),
            (
                (TRUONG_THI, "tieu-de", 22, 42, False, "thuc-hien"),
                (TRUONG_THI, "I.2.g2", 2197, 2219, False, "to-chuc-thuc-hien"),
                (TRUONG_THI, "ket", 9357, 9377, False, "thuc-hien"),
                (TRUONG_THI, "mo-dau", 394, 414, False, "nhac-den"),
            ),
        ),
        (
            SON_TRUONG,
            ("to-chuc-thuc-hien",),
            ((CT33, "to-chuc-thuc-hien"),),
            ((SON_TRUONG, "II.2", 2268, 2288, False, "to-chuc-thuc-hien"),),
        ),
    ],
    NQ25: [
        (
            HA_GIANG,
            ("nhac-den",),
            ((NQ25, "nhac-den"),),
            (
                (HA_GIANG, "II.1.g1", 3215, 3237, False, "nhac-den"),
                (HA_GIANG, "II.1.g2", 4186, 4208, False, "nhac-den"),
            ),
        ),
        (
            SON_TRUONG,
            ("to-chuc-thuc-hien", "nhac-den"),
            ((NQ25, "to-chuc-thuc-hien"),),
            (
                (SON_TRUONG, "II.2", 1847, 1869, False, "to-chuc-thuc-hien"),
                (SON_TRUONG, "II.2", 2108, 2130, False, "nhac-den"),
            ),
        ),
    ],
    QD217: [
        (
            BINH_DINH,
            ("to-chuc-thuc-hien",),
            ((QD217, "to-chuc-thuc-hien"),),
            ((BINH_DINH, "II.7", 5675, 5698, False, "to-chuc-thuc-hien"),),
        ),
        (
            HA_GIANG,
            ("to-chuc-thuc-hien",),
            ((QD217, "to-chuc-thuc-hien"),),
            ((HA_GIANG, "II.6.p1", 10916, 10939, False, "to-chuc-thuc-hien"),),
        ),
        (
            THANH_HA,
            ("to-chuc-thuc-hien",),
            ((QD217, "to-chuc-thuc-hien"),),
            ((THANH_HA, "II.6.g1", 8457, 8480, False, "to-chuc-thuc-hien"),),
        ),
        (
            SON_TRUONG,
            ("to-chuc-thuc-hien",),
            ((QD217, "to-chuc-thuc-hien"),),
            ((SON_TRUONG, "II.10", 5772, 5795, False, "to-chuc-thuc-hien"),),
        ),
    ],
    KH595: [
        (
            THANH_HA,
            ("thuc-hien",),
            ((KH595, "thuc-hien"),),
            ((THANH_HA, "mo-dau", 291, 314, True, "thuc-hien"),),
        ),
    ],
    CT05: [
        (
            HA_GIANG,
            ("nhac-den",),
            ((CT05, "nhac-den"),),
            ((HA_GIANG, "II.2.p1", 5803, 5822, False, "nhac-den"),),
        ),
        (
            TRUONG_THI,
            ("nhac-den",),
            ((CT05, "nhac-den"),),
            ((TRUONG_THI, "II.1.g2", 3531, 3550, False, "nhac-den"),),
        ),
    ],
}

# Plans that do not name the instrument themselves, by their place among the direct ones.
INDIRECT: dict[str, list[tuple[int, Row]]] = {
    NQ25: [
        (
            1,
            (
                HA_GIANG_43,
                ("thuc-hien",),
                ((KL43, "thuc-hien"), (NQ25, "tiep-tuc")),
                ((HA_GIANG, "II.1.g2", 4096, 4116, False, "thuc-hien"),),
            ),
        )
    ],
}


def _row(index: InstrumentIndex, found: CitingPlan) -> Row:
    def key(iri: str) -> str:
        return index.by_iri(iri).key

    path = tuple((key(hop.iri), hop.relation) for hop in found.path)
    evidence = tuple(
        (key(e.document), e.section, e.start, e.end, e.basis, e.relation) for e in found.evidence
    )
    return found.plan.key, found.roles, path, evidence


def _iri(index: InstrumentIndex, key: str) -> str:
    return f"{index.base}instrument/{key}"


@pytest.mark.parametrize("key", DIRECT)
def test_direct(store: Store, index: InstrumentIndex, key: str) -> None:
    """Proves that every plan that names the instrument is told, with every passage, in order."""
    found = plans_citing(store, index, _iri(index, key))
    assert [_row(index, plan) for plan in found] == DIRECT[key]
    assert all(plan.direct for plan in found)


@pytest.mark.parametrize("key", DIRECT)
def test_transitive(store: Store, index: InstrumentIndex, key: str) -> None:
    """Proves that plans reaching it through other documents are added, and nothing else changes."""
    expected = list(DIRECT[key])
    for place, row in INDIRECT.get(key, []):
        expected.insert(place, row)
    found = plans_citing(store, index, _iri(index, key), transitive=True)
    assert [_row(index, plan) for plan in found] == expected
    assert [p.plan.key for p in found if not p.direct] == [r[0] for _, r in INDIRECT.get(key, [])]


def test_passages_are_whole(store: Store, index: InstrumentIndex) -> None:
    """Proves that each passage has an address, a heading, a document's name and a confidence."""
    for plan in plans_citing(store, index, _iri(index, CT33)):
        for evidence in plan.evidence:
            assert evidence.citation.startswith(f"{evidence.document}/citation/")
            assert evidence.section_label
            assert evidence.document_label == index.by_iri(evidence.document).label
            assert 0 < evidence.confidence <= 1


@pytest.mark.parametrize(
    ("filters", "plans"),
    [
        ({"roles": {"to-chuc-thuc-hien"}}, [BINH_DINH, HA_GIANG, THANH_HA, TRUONG_THI, SON_TRUONG]),
        (
            {"roles": {"thuc-hien"}},
            [BINH_DINH, HA_GIANG, THANH_HA, THANH_HOA_641, TRUONG_THI],
        ),
        ({"roles": {"nhac-den"}}, [TRUONG_THI]),
        ({"roles": {"can-cu", "thay-the"}}, []),
        ({"levels": {"tinh"}}, [BINH_DINH, HA_GIANG]),
        ({"levels": {"huyen", "xa"}}, [THANH_HA, THANH_HOA_641, TRUONG_THI, SON_TRUONG]),
        ({"levels": {"trung-uong"}}, []),
        ({"years": {2022}}, [HA_GIANG]),
        ({"years": {2022, 2024}}, [BINH_DINH, HA_GIANG]),
        ({"years": {1999}}, []),
        (
            {"roles": {"thuc-hien"}, "levels": {"huyen", "xa"}, "years": {2023}},
            [THANH_HA, THANH_HOA_641, TRUONG_THI],
        ),
    ],
)
def test_filters(
    store: Store, index: InstrumentIndex, filters: dict[str, set[str]], plans: list[str]
) -> None:
    """Proves that filters by role, level and year keep what fits all of them, in the same order."""
    found = plans_citing(store, index, _iri(index, CT33), **filters)  # type: ignore[arg-type]
    assert [plan.plan.key for plan in found] == plans


def test_known_by_quotation_only(store: Store, index: InstrumentIndex) -> None:
    """Proves that a plan not in the collection is told as such, with whose word it rests on."""
    found = {p.plan.key: p for p in plans_citing(store, index, _iri(index, CT33))}
    assert not found[THANH_HOA_641].plan.collected
    assert found[TRUONG_THI].plan.collected


def test_uncited(store: Store, index: InstrumentIndex) -> None:
    """Proves that nobody is said to cite the namesake of 2026."""
    assert plans_citing(store, index, _iri(index, "vn/2026/33-ct-ttg"), transitive=True) == ()


def test_unknown(store: Store, index: InstrumentIndex) -> None:
    """Proves that an address the graph does not have is an error, not an empty answer."""
    with pytest.raises(UnknownName, match="Không có văn bản nào ở địa chỉ"):
        plans_citing(store, index, _iri(index, "vn/2021-11-26/34-ct-ttg"))
