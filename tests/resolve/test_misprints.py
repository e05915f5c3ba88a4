"""Likely misprints of invented citations are proposed and told; what only looks like one is not."""

import pytest

from danvan_graph.resolve.misprints import _exchanged

from .conftest import Resolve
from .drafts import Cite, Draft

LIKELY = [
    # the code of another kind, the word and the day those of the register
    (Cite("ket-luan", "114-KH/TW", "2015-07-14"), "sai-ky-hieu", "114-KL/TW", "vn/2015-07-14/114-kl-tw"),
    (Cite("ket-luan", "114-CT/TW", "2015-07-14"), "sai-ky-hieu", "114-KL/TW", "vn/2015-07-14/114-kl-tw"),
    # two neighbouring digits exchanged, on the day of the register
    (Cite("ke-hoach", "2354/KH-UBND", "2022-03-08", "UBND huyện"), "sai-ky-hieu", "2345/KH-UBND", "439/2022-03-08/2345-kh-ubnd"),
    (Cite("ke-hoach", "3245/KH-UBND", "2022-03-08", "UBND huyện"), "sai-ky-hieu", "2345/KH-UBND", "439/2022-03-08/2345-kh-ubnd"),
    (Cite("ke-hoach", "112/KH-UBND", "2022-03-08", "UBND huyện"), "sai-ky-hieu", "121/KH-UBND", "439/2022-03-08/121-kh-ubnd"),
    (Cite("quyet-dinh", "1874/QĐ-TTg", "2018-12-27"), "sai-ky-hieu", "1847/QĐ-TTg", "vn/2018-12-27/1847-qdd-ttg"),
    # the year is one too few, or one too many
    (Cite("chi-thi", "33/CT-TTg", "2020-11-26"), "sai-ngay", "26/11/2021", "vn/2021-11-26/33-ct-ttg"),
    (Cite("chi-thi", "33/CT-TTg", "2022-11-26"), "sai-ngay", "26/11/2021", "vn/2021-11-26/33-ct-ttg"),
    (Cite("ket-luan", "114-KL/TW", "2016-07-14"), "sai-ngay", "14/07/2015", "vn/2015-07-14/114-kl-tw"),
    # day and month exchanged; another day of the year in which the number was given
    (Cite("ke-hoach", "2345/KH-UBND", "2022-08-03", "UBND huyện"), "sai-ngay", "08/03/2022", "439/2022-03-08/2345-kh-ubnd"),
    (Cite("quyet-dinh", "1847/QĐ-TTg", "2018-12-17"), "sai-ngay", "27/12/2018", "vn/2018-12-27/1847-qdd-ttg"),
]  # fmt: skip


@pytest.mark.parametrize(("cite", "kind", "expected", "meant"), LIKELY)
def test_a_likely_misprint_is_proposed_and_told(
    cite: Cite, kind: str, expected: str, meant: str, resolved: Resolve
) -> None:
    """Proves that it stays open, with what was likely meant and the reason."""
    record = resolved(Draft("UBND huyện Hương Sơn, tỉnh Hà Tĩnh", level="huyen", cites=(cite,)))
    (citation,), (issue,) = record.citations, record.issues
    assert citation.instrument is None
    assert [str(key) for key in citation.candidates] == [meant]
    assert (issue.kind, issue.expected) == (kind, expected)
    assert issue.printed != issue.expected
    assert issue.reason[0].isupper()
    assert issue.reason.endswith(".")


UNLIKELY = [
    # a plan of that number and day is another paper than the conclusion
    (Cite("ke-hoach", "114-KH/TW", "2015-07-14"), "vn/2015-07-14/114-kh-tw"),
    # the code of another kind, but on another day
    (Cite("ket-luan", "114-KH/TW", "2015-07-15"), "vn/2015-07-15/114-kh-tw"),
    # the next number of the same day, and digits exchanged that are no neighbours
    (Cite("ke-hoach", "2346/KH-UBND", "2022-03-08", "UBND huyện"), "439/2022-03-08/2346-kh-ubnd"),
    (Cite("ke-hoach", "5342/KH-UBND", "2022-03-08", "UBND huyện"), "439/2022-03-08/5342-kh-ubnd"),
    # digits exchanged, but on another day, or of another kind
    (Cite("ke-hoach", "2354/KH-UBND", "2022-03-09", "UBND huyện"), "439/2022-03-09/2354-kh-ubnd"),
    (Cite("quyet-dinh", "2354/QĐ-UBND", "2022-03-08", "UBND huyện"), "439/2022-03-08/2354-qdd-ubnd"),
    # digits exchanged, but of another place
    (Cite("ke-hoach", "2354/KH-UBND", "2022-03-08", "UBND tỉnh"), "42/2022-03-08/2354-kh-ubnd"),
    # the number of another year, on another day: numbers begin anew every year
    (Cite("chi-thi", "33/CT-TTg", "2020-08-20"), "vn/2020-08-20/33-ct-ttg"),
    (Cite("quyet-dinh", "1847/QĐ-TTg", "2017-11-20"), "vn/2017-11-20/1847-qdd-ttg"),
    # what the register itself has, exchanged digits or not
    (Cite("ke-hoach", "121/KH-UBND", "2022-03-08", "UBND huyện"), "439/2022-03-08/121-kh-ubnd"),
    # an alias is no misprint
    (Cite("quy-dinh", "11-QĐ/TW", "2019-02-18"), "vn/2019-02-18/11-qddi-tw"),
]  # fmt: skip


@pytest.mark.parametrize(("cite", "meant"), UNLIKELY)
def test_what_is_no_misprint_is_taken_as_printed(cite: Cite, meant: str, resolved: Resolve) -> None:
    """Proves that a near miss is neither told nor left open."""
    record = resolved(Draft("UBND huyện Hương Sơn, tỉnh Hà Tĩnh", level="huyen", cites=(cite,)))
    assert [str(c.instrument) for c in record.citations] == [meant]
    assert record.issues == ()


@pytest.mark.parametrize(
    ("cite", "candidates"),
    [
        # the year leaves one of the register, several, or none
        (Cite("ket-luan", "114-KL/TW", "2015", flags=("impossible-date",)), ["vn/2015-07-14/114-kl-tw"]),
        (Cite("nghi-quyet", "25-NQ/TW", "2013", flags=("impossible-date",)), ["vn/2013-06-03/25-nq-tw"]),
        (Cite("chi-thi", "7/CT-TTg", "2022", flags=("impossible-date",)), ["vn/2022/7-ct-ttg"]),
    ],
)  # fmt: skip
def test_a_day_that_is_none_is_never_merged(
    cite: Cite, candidates: list[str], resolved: Resolve
) -> None:
    """Proves that 31/02 leaves the citation open, with what bears the number in that year."""
    (citation,) = resolved(Draft("UBND xã Sơn Trường", cites=(cite,))).citations
    assert citation.instrument is None
    assert [str(key) for key in citation.candidates] == candidates


def test_only_neighbours_that_differ_are_exchanged() -> None:
    """Proves the exchanges: none of equal digits, none with a letter, no zero in front."""
    assert list(_exchanged("1123")) == ["1213", "1132"]
    assert list(_exchanged("12b")) == ["21b"]
    assert list(_exchanged("10")) == ["1"]
    assert list(_exchanged("7")) == []
