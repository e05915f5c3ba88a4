"""Numbers and symbols: every form met in documents is read, everything else is refused."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_graph.errors import InvalidIdentifier
from danvan_graph.identifiers.designation import Designation

# text of the document, canonical text, slug, codes of kind and issuer
FORMS = [
    ("33/CT-TTg", "33/CT-TTg", "33-ct-ttg", ("CT", "TTg")),
    ("25-NQ/TW", "25-NQ/TW", "25-nq-tw", ("NQ", "TW")),
    ("217/QĐ-TW", "217/QĐ-TW", "217-qdd-tw", ("QĐ", "TW")),
    ("35/CT-TW", "35/CT-TW", "35-ct-tw", ("CT", "TW")),
    ("11-QĐi/TW", "11-QĐi/TW", "11-qddi-tw", ("QĐi", "TW")),
    ("10/2022/QH15", "10/2022/QH15", "10-2022-qh15", ("QH15",)),
    ("30/2018/QĐ-UBND", "30/2018/QĐ-UBND", "30-2018-qdd-ubnd", ("QĐ", "UBND")),
    ("19/2025/QĐ-TTg", "19/2025/QĐ-TTg", "19-2025-qdd-ttg", ("QĐ", "TTg")),
    ("2953/UBND-NC", "2953/UBND-NC", "2953-ubnd-nc", ("UBND", "NC")),
    ("2231/SNV-CCHC&PC", "2231/SNV-CCHC&PC", "2231-snv-cchc-pc", ("SNV", "CCHC&PC")),
    ("1234/BNV-CTTN&BĐG", "1234/BNV-CTTN&BĐG", "1234-bnv-cttn-bddg", ("BNV", "CTTN&BĐG")),
    ("10988/BNV-CQĐP", "10988/BNV-CQĐP", "10988-bnv-cqddp", ("BNV", "CQĐP")),
    ("280/CĐ-TTg", "280/CĐ-TTg", "280-cdd-ttg", ("CĐ", "TTg")),
    ("49-KH/UBND-BDVTU", "49-KH/UBND-BDVTU", "49-kh-ubnd-bdvtu", ("KH", "UBND", "BDVTU")),
    ("06-HD/BTCTW-BTGTW", "06-HD/BTCTW-BTGTW", "6-hd-btctw-btgtw", ("HD", "BTCTW", "BTGTW")),
    ("16/KH-MTTQ-BTT", "16/KH-MTTQ-BTT", "16-kh-mttq-btt", ("KH", "MTTQ", "BTT")),
    ("30c/NQ-CP", "30c/NQ-CP", "30c-nq-cp", ("NQ", "CP")),
    ("66.7/2025/NQ-CP", "66.7/2025/NQ-CP", "66-7-2025-nq-cp", ("NQ", "CP")),
    ("0124/KH-UBND", "0124/KH-UBND", "124-kh-ubnd", ("KH", "UBND")),
    (
        "102/2025/NQLT-UBTVQH15-CP-ĐCTUBTWMTTQVN",
        "102/2025/NQLT-UBTVQH15-CP-ĐCTUBTWMTTQVN",
        "102-2025-nqlt-ubtvqh15-cp-ddctubtwmttqvn",
        ("NQLT", "UBTVQH15", "CP", "ĐCTUBTWMTTQVN"),
    ),
    ("5053-CV/VPTW/nb", "5053-CV/VPTW/nb", "5053-cv-vptw-nb", ("CV", "VPTW", "nb")),
    ("03-ct/tw", "03-ct/tw", "3-ct-tw", ("ct", "tw")),
    ("32/CT-TTG", "32/CT-TTG", "32-ct-ttg", ("CT", "TTG")),
    ("114-KL /TW", "114-KL/TW", "114-kl-tw", ("KL", "TW")),
    ("27/NQ- TW", "27/NQ-TW", "27-nq-tw", ("NQ", "TW")),
    ("71/NQ -CP", "71/NQ-CP", "71-nq-cp", ("NQ", "CP")),
    ("132- KL/TW", "132-KL/TW", "132-kl-tw", ("KL", "TW")),
    ("4834 /TTr-SXD", "4834/TTr-SXD", "4834-ttr-sxd", ("TTr", "SXD")),
    ("21/2025/TT - BNV", "21/2025/TT-BNV", "21-2025-tt-bnv", ("TT", "BNV")),
    ("217 QĐ/ TW", "217-QĐ/TW", "217-qdd-tw", ("QĐ", "TW")),
    ("31 - HD/BTCTW", "31-HD/BTCTW", "31-hd-btctw", ("HD", "BTCTW")),
    ("218- \nQĐ/TW", "218-QĐ/TW", "218-qdd-tw", ("QĐ", "TW")),
    ("  595/KH-UBND\n", "595/KH-UBND", "595-kh-ubnd", ("KH", "UBND")),
    ("595/KH\u00a0-\u00a0UBND", "595/KH-UBND", "595-kh-ubnd", ("KH", "UBND")),
    ("12-KH/Đ\u00d0", "12-KH/ĐĐ", "12-kh-dddd", ("KH", "ĐĐ")),
]

REFUSED = [
    "",
    " ",
    "33",
    "33/",
    "/KH-UBND",
    "Số:     /KH-MTTQ-BTT",
    "số 33/CT-TTg",
    "Chỉ thị 33/CT-TTg",
    "33/CT-TTg ngày 26/11/2021",
    "33/CT-TTg, 25-NQ/TW",
    "123456/CT-TTg",
    "26/11/2021",
    "04/02/2026\n\n- Giao",
    "2021-2030 \n\n- Đổi",
    "TCVN 14423:2025",
    "Mẫu số 01/BCĐBHĐND-MT",
    "43/3024/QH15",
    "33/CT--TTg",
    "33/CT-",
    "33/CT/-TTg",
    "33_CT_TTg",
    "-33/CT-TTg",
    "33.1234/CT-TTg",
    "33/<b>CT</b>",
    "33/CT-TTg\x00",
    "../../33/CT-TTg",
    "\uff13\uff13/CT-TTg",  # full-width digits
    "33/\u0421\u0422-TTg",  # Cyrillic letters that look like CT
    "٣٣/CT-TTg",
    "33/CT\u200b-TTg",
    "33/CT²-TTg",
    "217/QD\u0300-TW",  # a loose mark that belongs to no letter
    "33/" + "A" * 300,
]

DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"


@pytest.mark.parametrize(("text", "canonical", "slug", "codes"), FORMS)
def test_every_form_met_in_documents_is_read(
    text: str, canonical: str, slug: str, codes: tuple[str, ...]
) -> None:
    """Each form gives its canonical text, the slug it is compared by, and its codes in order."""
    found = Designation.parse(text)
    assert (found.text, found.slug, found.codes) == (canonical, slug, codes)


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_no_number_and_symbol_is_refused(text: str) -> None:
    """Dates, blank numbers, form numbers, look-alike letters and whole sentences raise."""
    with pytest.raises(InvalidIdentifier) as caught:
        Designation.parse(text)
    assert "33/CT-TTg" in caught.value.message
    assert len(caught.value.message) < 200


@pytest.mark.parametrize("dash", DASHES)
def test_every_dash_is_a_hyphen(dash: str) -> None:
    """No kind of dash changes what a number is."""
    assert Designation.parse(f"218{dash}QĐ/TW") == Designation.parse("218-QĐ/TW")


def test_decomposed_letters_are_the_same_letters() -> None:
    """A file in NFD names the same instrument as one in NFC."""
    assert Designation.parse("5/KH-U\u031bBND") == Designation.parse("5/KH-ƯBND")


@pytest.mark.parametrize(
    ("one", "other"),
    [("5/HĐ-UBND", "5/HD-UBND"), ("5/ĐA-UBND", "5/DA-UBND"), ("5/CĐ-TTg", "5/CD-TTg")],
)
def test_d_with_stroke_is_significant(one: str, other: str) -> None:
    """Hợp đồng and hướng dẫn, đề án and dự án never share a slug."""
    assert Designation.parse(one).slug != Designation.parse(other).slug


def test_state_and_party_style_and_case_and_zeros_compare_equal() -> None:
    """217/QĐ-TW is 217-QĐ/TW, CT-TTG is CT-TTg, and 09 is 9."""
    for one, other in [
        ("217/QĐ-TW", "217-QĐ/TW"),
        ("32/CT-TTG", "32/CT-TTg"),
        ("09/KH-UBND", "9/KH-UBND"),
        ("0124/KH-UBND", "124/KH-UBND"),
    ]:
        assert Designation.parse(one).slug == Designation.parse(other).slug


def test_a_number_of_zeros_still_has_a_whole_slug() -> None:
    """Removing leading zeros never removes the number itself."""
    assert Designation.parse("000/KH-UBND").slug == "0-kh-ubnd"


def test_year_and_number_are_told_apart() -> None:
    """Only a year between slashes is a year; the number keeps its zeros and suffix."""
    law, letter, late = (
        Designation.parse(t) for t in ("10/2022/QH15", "2022/UBND-NC", "030c/1999/NQ-CP")
    )
    assert (law.number, law.year, law.symbol) == ("10", 2022, "QH15")
    assert (letter.number, letter.year, letter.symbol) == ("2022", None, "UBND-NC")
    assert (late.number, late.year, late.symbol) == ("030c", 1999, "NQ-CP")


_CODE = st.text("ABCĐGHKLMNOPQRSTUƯVXYabcđgi15", min_size=1, max_size=8).filter(
    lambda code: code[0].isalpha()
)
_DESIGNATION = st.builds(
    lambda number, suffix, year, codes, joints: (
        f"{number}{suffix}{year}"
        + "".join(joint + code for joint, code in zip(joints, codes, strict=True))
    ),
    st.integers(0, 99999),
    st.sampled_from(["", "", "c", "đ"]),
    st.sampled_from(["", "", "/2022", "/1999"]),
    st.lists(_CODE, min_size=3, max_size=3),
    st.lists(st.sampled_from("-/"), min_size=3, max_size=3),
)
_SPACE = st.sampled_from(["", " ", "\n", " \n ", "\u00a0", "\t"])


@given(_DESIGNATION)
def test_the_text_of_a_designation_is_that_designation(text: str) -> None:
    """parse(str(x)) == x for every designation that can be built."""
    found = Designation.parse(text)
    assert Designation.parse(str(found)) == found
    assert str(found) == text


@given(_DESIGNATION, st.sampled_from(DASHES), _SPACE, _SPACE)
def test_slug_is_ascii_and_stable_under_dashes_and_spaces(
    text: str, dash: str, before: str, after: str
) -> None:
    """However dashes and spaces are printed, the slug is the same ASCII path segment."""
    slug = Designation.parse(text).slug
    spaced = text.replace("-", before + dash + after).replace("/", f"{before}/{after}")
    assert Designation.parse(spaced).slug == slug
    assert slug.isascii()
    assert set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert not slug.startswith("-")
    assert not slug.endswith("-")
    assert "--" not in slug


@given(st.text())
def test_arbitrary_text_is_read_or_refused(text: str) -> None:
    """Nothing but InvalidIdentifier ever comes out of a text that is no designation."""
    try:
        found = Designation.parse(text)
    except InvalidIdentifier:
        return
    assert found.slug.isascii()


@given(st.text("0123456789./-–−& \n\u00a0đĐcCTƯ\u0301²_\u0421", max_size=30))
def test_text_made_of_its_own_letters_is_read_or_refused(text: str) -> None:
    """Near misses raise InvalidIdentifier; what is read has a round trip and an ASCII slug."""
    try:
        found = Designation.parse(text)
    except InvalidIdentifier:
        return
    assert Designation.parse(found.text) == found
    assert found.slug.isascii()
    assert found.slug.strip("-") == found.slug


@pytest.mark.parametrize(
    "text",
    [
        "1" * 1_000_000,
        "1/" + "A" * 1_000_000,
        "1/A" + "-A" * 500_000 + "!",
        " " * 1_000_000,
        "1" + " -" * 500_000,
        "1/A" + "\u0301\u0323" * 500_000,
    ],
)
def test_long_hostile_text_is_refused_at_once(text: str) -> None:
    """A megabyte that almost fits the grammar costs no time, not even its normal form."""
    begin = time.perf_counter()
    with pytest.raises(InvalidIdentifier):
        Designation.parse(text)
    assert time.perf_counter() - begin < 0.5
