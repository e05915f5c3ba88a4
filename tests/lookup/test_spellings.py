"""What each spelling of an instrument means: the table is the specification of the look-up."""

import unicodedata

import pytest

from danvan_graph.errors import AmbiguousName, InvalidIdentifier, UnknownName
from danvan_graph.lookup import InstrumentIndex

CT33 = "vn/2021-11-26/33-ct-ttg"
NQ25 = "vn/2013-06-03/25-nq-tw"
QD217 = "vn/2013-12-12/217-qdd-tw"
QD218 = "vn/2013-12-12/218-qdd-tw"
CT05 = "vn/2016-05-15/5-ct-tw"
KH595 = "30/2023-03-06/595-kh-ubnd"
KH641 = "380/2023-05-26/641-kh-ubnd"
KH09 = "02/2022-01-07/9-kh-ubnd"
LAW = "vn/2022-11-10/10-2022-qh15"
QD11 = "vn/2019-02-18/11-qddi-tw"
THANH_HA = "294/2023/ke-hoach-trien-khai-thuc-hien-cong-tac-dan-van-chinh-quyen-nam-2023"
SON_TRUONG = "18223/2023/ke-hoach-trien-khai-thuc-hien-cong-tac-dan-van-chinh-quyen-nam-2023"
BINH_DINH = "52/2024/ke-hoach-thuc-hien-cong-tac-dan-van-chinh-quyen-nam-2024"
TRUONG_THI = "14764/2023/ke-hoach-thuc-hien-chi-thi-33-ct-ttg"
CT33_OF_2026 = "vn/2026/33-ct-ttg"

FOUND = {
    # number and symbol, in the spellings people type
    "33/CT-TTg": CT33,
    "33/ct-ttg": CT33,
    "33/CT-TTG": CT33,
    "33-CT/TTg": CT33,
    "33 CT-TTg": CT33,
    "33 CT TTg": CT33,
    "33 / CT - TTg": CT33,
    "33/CT–TTg": CT33,
    "33/CT\u2011TTg": CT33,
    "033/CT-TTg": CT33,
    "Số: 33/CT-TTg": CT33,
    "CT-TTg 33": CT33,
    "33": CT33,
    # stuck together, as file names, as pasted titles, with the term of the Party
    "NQ25": NQ25,
    "ct33": CT33,
    "CT33/CT-TTg": CT33,
    "33_CT-TTg": CT33,
    "33-CT-TTg.pdf": CT33,
    "25NQ/TW": NQ25,
    "nq25-nq/tw": NQ25,
    "QĐ217": QD217,
    "Kế hoạch 641/KH-UBND ngày 26/5/2023 về thực hiện Chỉ thị số 33/CT-TTg ngày 26/11/2021": KH641,
    "25-NQ/TW (khóa XI)": NQ25,
    "Nghị quyết 25 khóa XI": NQ25,
    # kind and bare number
    "Chỉ thị 33": CT33,
    "CHỈ THỊ 33": CT33,
    "chi thi 33": CT33,
    "CT 33": CT33,
    "Chỉ thị số: 33": CT33,
    "chỉ thị 33 của thủ tướng": CT33,
    # with date or year
    "CT 33/CT-TTg 2021": CT33,
    "33/CT-TTg (2021)": CT33,
    "chi thi so 33/CT-TTg ngay 26/11/2021": CT33,
    "Chỉ thị số 33/CT-TTg, ngày 26/11/2021": CT33,
    "Chỉ thị số 33/CT-TTg ngày\n26/11/2021": CT33,
    "33/CT-TTg 26-11-2021": CT33,
    "33/CT-TTg 2021-11-26": CT33,
    "33/CT-TTg tháng 11 năm 2021": CT33,
    "Chỉ thị số 33/CT-TTg ngày 26 tháng 11 năm 2021 của Thủ tướng Chính phủ": CT33,
    "33/CT-TTg năm 2026": CT33_OF_2026,
    # quotation marks, brackets, full stops, spaces
    "33/CT-TTg.": CT33,
    "“33/CT-TTg”;": CT33,
    '"33/CT-TTg"': CT33,
    "'33/CT-TTg'": CT33,
    "(33/CT-TTg)": CT33,
    "33/CT-TTg\u200b": CT33,
    # address and key
    f"https://w3id.org/danvan/instrument/{CT33}": CT33,
    f"  {CT33} ": CT33,
    # the official title behind the number, with its commas
    "Chỉ thị số 33/CT-TTg về tiếp tục tăng cường và đổi mới công tác dân vận của cơ quan hành "
    "chính nhà nước, chính quyền các cấp trong tình hình mới": CT33,
    # the style of the Party and that of the State
    "217-QĐ/TW": QD217,
    "217/QĐ-TW": QD217,
    "217-qđ/tw": QD217,
    "217-QD/TW": QD217,
    "quyet dinh so 217-qd/tw ngay 12/12/2013": QD217,
    "qd 217": QD217,
    "Quyết định 217": QD217,
    "218- \nQĐ/TW": QD218,
    # leading zeros
    "05-CT/TW": CT05,
    "5-CT/TW": CT05,
    "Chỉ thị 05": CT05,
    "Chỉ thị 5": CT05,
    "09/KH-UBND": KH09,
    "9/KH-UBND": KH09,
    # an alias, and QĐ standing for Quy định
    "11-QĐi/TW": QD11,
    "11-QĐ/TW": QD11,
    "Quy định 11": QD11,
    # laws by name and by number
    "Luật Thực hiện dân chủ ở cơ sở": LAW,
    "luat thuc hien dan chu o co so": LAW,
    "LUẬT THỰC HIỆN DÂN CHỦ Ở CƠ SỞ": LAW,
    "10/2022/QH15": LAW,
    "Luật Đất đai 2013": "vn/2013-11-29/45-2013-qh13",
    "luật tố cáo năm 2018": "vn/2018-06-12/25-2018-qh14",
    "Luật Tố cáo 2011": "vn/2011-11-11/3-2011-qh13",
    "42/2013/QH13": "vn/2013-11-25/42-2013-qh13",
    "Nghị định 59/2023": "vn/2023-08-14/59-2023-ndd-cp",
    "10/2022/qh15": LAW,
    "Luật số 10/2022/QH15": LAW,
    "Luật Tiếp công dân": "vn/2013-11-25/42-2013-qh13",
    "luat tiep cong dan": "vn/2013-11-25/42-2013-qh13",
    "Luật tiếp cận thông tin": "vn/2016-04-06/104-2016-qh13",
    "Nghị định 30/2020": "vn/2020-03-05/30-2020-ndd-cp",
    "Hiến pháp 2013": "vn/2013/hien-phap",
    "Nghị quyết Đại hội XIII": "vn/undated/nghi-quyet-dai-hoi-dai-bieu-toan-quoc-lan-thu-xiii",
    # a period of years is part of a name, not a date
    "Chương trình tổng thể cải cách hành chính nhà nước giai đoạn 2021–2030": (
        "vn/2021-07-15/chuong-trinh-tong-the-cai-cach-hanh-chinh-nha-nuoc-giai-doan-2021-2030"
    ),
    # namesakes told apart
    "25-NQ/TW": NQ25,
    "Nghị quyết 25": NQ25,
    "NQ 25": NQ25,
    "Nghị quyết số 25-NQ/TW ngày 03/6/2013": NQ25,
    "nghi quyet 25 cong tac dan van": NQ25,
    "25-NQ/TW 2003": "vn/2003-03-12/25-nq-tw",
    "Nghị quyết 25-NQ/TW năm 2008": "vn/2008-07-25/25-nq-tw",
    "nghị quyết 25 công tác thanh niên": "vn/2008-07-25/25-nq-tw",
    "25-NQ/TW ngày 22/8/2026": "vn/2026-08-22/25-nq-tw",
    "26/CT-TTg": "vn/2016-09-05/26-ct-ttg",
    "26/CT-TTg 2017": "vn/2017-06-06/26-ct-ttg",
    # plans by number, by issuer, without number
    "595/KH-UBND": KH595,
    "Kế hoạch 595": KH595,
    "KH 595 UBND tỉnh Hải Dương": KH595,
    "kế hoạch của Hải Dương 2023": KH595,
    "KH 641/KH-UBND TP Thanh Hóa": KH641,
    "Kế hoạch số 09/KH-UBND ngày 07 tháng 01 năm 2022": KH09,
    "Hà Giang, ngày 07 tháng 01 năm 2022": KH09,
    "Kế hoạch UBND huyện Thanh Hà 2023": THANH_HA,
    "ke hoach 2023 ubnd xa son truong": SON_TRUONG,
    "Kế hoạch năm 2024 của Ủy ban nhân dân tỉnh Bình Định": BINH_DINH,
    "Kế hoạch năm 2023 của Ủy ban nhân dân phường Trường Thi": TRUONG_THI,
    "49-KH/UBND-BDVTU": "52/2024-02-22/49-kh-ubnd-bdvtu",
    "Công văn 2953": "52/2023-05-12/2953-ubnd-nc",
}

AMBIGUOUS = {
    "43": {
        "02/2019-04-08/43-kh-tu",
        "vn/2009-11-23/43-2009-qh12",
        "vn/2019-06-14/43-2019-qh14",
        "vn/2019-01-07/43-kl-tw",
        "vn/2023-11-24/43-nq-tw",
    },
    "01": {
        "02/2015-10-05/1-ct-tu",
        "vn/2002-12-16/1-2002-qh11",
        "vn/2011-11-11/1-2011-qh13",
        "vn/2021-05-18/1-kl-tw",
        "vn/2026-04-23/1-2026-qh16",
    },
    # words of several titles
    "dân chủ ở cơ sở tại nơi làm việc": {
        "vn/2013-06-19/60-2013-ndd-cp",
        "vn/2018-11-07/149-2018-ndd-cp",
    },
    # laws made anew: a document cites the one, which itself replaces the other
    "luật tố cáo": {"vn/2011-11-11/3-2011-qh13", "vn/2018-06-12/25-2018-qh14"},
    "Luật Đất đai": {
        "vn/2003-11-26/13-2003-qh11",
        "vn/2013-11-29/45-2013-qh13",
        "vn/2024-01-18/31-2024-qh15",
    },
    "Kế hoạch 2024 Bình Định": {"52/2024-02-22/49-kh-ubnd-bdvtu", BINH_DINH},
    "kế hoạch phường Trường Thi": {
        "14764/2023-01-16/36-kh-tu",
        "14764/2023-01-27/50-kh-ubnd",
        "14764/2023-02-03/ke-hoach-hanh-dong",
        TRUONG_THI,
    },
}

UNKNOWN = {
    # the number is right and the date is not: what bears the number is told
    "33/CT-TTg ngày 27/11/2021": "Chỉ thị 33/CT-TTg ngày 26/11/2021",
    "33/CT-TTg ngày 26/11/21": "Chỉ thị 33/CT-TTg ngày 26/11/2021",
    "25-NQ/TW 1999": "Nghị quyết 25-NQ/TW ngày 03/06/2013",
    "kế hoạch 595/KH-UBND của UBND tỉnh Thanh Hóa": "Kế hoạch 595/KH-UBND ngày 06/03/2023",
    "Quy định 217": "Quyết định 217-QĐ/TW ngày 12/12/2013",
    # the number is wrong: what looks like it is told, the cited one before its namesakes
    "34/CT-TTg": "Chỉ thị 33/CT-TTg ngày 26/11/2021",
    "33/2021/CT-TTg": "Chỉ thị 33/CT-TTg ngày 26/11/2021",
    "114-KH/TW": "Kết luận 114-KL/TW ngày 14/07/2015",
    # Cyrillic С and Т, full-width digits
    "33/\u0421\u0422-TTg": "Chỉ thị 33/CT-TTg ngày 26/11/2021",
    "33/CT-T\u0422g": "Chỉ thị 33/CT-TTg ngày 26/11/2021",
    "\uff13\uff13/CT-TTg": "Chỉ thị 33/CT-TTg ngày 26/11/2021",
    # a law misspelt
    "Luật Tố cao dân": "Luật Tố cáo số 25/2018/QH14 ngày 12/06/2018",
    # nothing comes near
    "Chỉ thị 999": None,
    "2021": None,
    "26/11/2021": None,
    "../../etc/passwd": None,
    '"} ?s ?p ?o {': None,
    f"https://w3id.org/danvan/instrument/{CT33}/": None,
    "https://example.com/33-ct-ttg": None,
}

MALFORMED = [
    "",
    "   ",
    "...",
    "“”",
    "???",
    "/",
    "\0",
    "\ud800",
    "x" * 301,
    "9" * 5000,
    "33/CT-TTg ngày 31/02/2021",
    "tháng 13 năm 2020",
    "5/1/3000",
]


@pytest.mark.parametrize(("text", "key"), FOUND.items())
def test_found(index: InstrumentIndex, text: str, key: str) -> None:
    """Proves that the spelling means this instrument and no other."""
    assert index.find(text).known.key == key


@pytest.mark.parametrize(("text", "key"), FOUND.items())
def test_found_decomposed(index: InstrumentIndex, text: str, key: str) -> None:
    """Proves that the same spelling in NFD, as macOS hands it over, means the same."""
    assert index.find(unicodedata.normalize("NFD", text)).known.key == key


@pytest.mark.parametrize(("text", "keys"), AMBIGUOUS.items())
def test_ambiguous(index: InstrumentIndex, text: str, keys: set[str]) -> None:
    """Proves that nothing is chosen where several are meant, and that all are told."""
    with pytest.raises(AmbiguousName) as caught:
        index.find(text)
    assert {index.by_iri(iri).key for iri in caught.value.candidates} == keys


@pytest.mark.parametrize(("text", "nearest"), UNKNOWN.items())
def test_unknown(index: InstrumentIndex, text: str, nearest: str | None) -> None:
    """Proves that nothing is invented, and that what comes nearest is told first or among them."""
    with pytest.raises(UnknownName) as caught:
        index.find(text)
    if nearest is None:
        assert caught.value.nearest == ()
    else:
        assert nearest in caught.value.nearest
        assert nearest in caught.value.message


@pytest.mark.parametrize("text", MALFORMED)
def test_malformed(index: InstrumentIndex, text: str) -> None:
    """Proves that what cannot be a name is refused, with an example of how to write one."""
    with pytest.raises(InvalidIdentifier, match="hãy viết"):
        index.find(text)


def test_namesakes_are_told(index: InstrumentIndex) -> None:
    """Proves that the cited one is meant and its namesakes of other years are told beside it."""
    match = index.find("25-NQ/TW")
    assert match.known.key == NQ25
    assert [k.date for k in match.namesakes] == ["2003-03-12", "2008-07-25", "2026-08-22"]


def test_dated_spelling_has_no_namesake(index: InstrumentIndex) -> None:
    """Proves that a date that singles one out leaves no namesake to be told."""
    assert index.find("25-NQ/TW ngày 03/6/2013").namesakes == ()


def test_wrong_date_tells_all_of_the_number(index: InstrumentIndex) -> None:
    """Proves that a wrong date gets every bearer of the number, and nothing else, as nearest."""
    with pytest.raises(UnknownName) as caught:
        index.find("25-NQ/TW ngày 04/6/2013")
    assert caught.value.nearest == (
        "Nghị quyết 25-NQ/TW ngày 12/03/2003",
        "Nghị quyết 25-NQ/TW ngày 25/07/2008",
        "Nghị quyết 25-NQ/TW ngày 03/06/2013",
        "Nghị quyết 25-NQ/TW ngày 22/08/2026",
    )


def test_address_is_exact(index: InstrumentIndex) -> None:
    """Proves that an address is never guessed at: an unknown one is unknown."""
    with pytest.raises(UnknownName, match="hãy tra theo số"):
        index.by_iri(f"{index.base}instrument/vn/2021-11-26/34-ct-ttg")
