"""From citations to instruments: each row shows one rule."""

import pytest

from danvan_graph.records.document import DocumentRecord

from .conftest import Resolve
from .drafts import Cite, Draft

DISTRICT = ("Ủy ban nhân dân huyện Thanh Hà", "huyen", "2023-03-15")  # 294 in 30
COMMUNE = ("UBND xã Sơn Trường", "xa", "2023-03-15")  # 18223 in 439 in 42
WARD = ("UBND phường Một Mẫu", "xa", "2023-03-15")  # 98101 in 981 in 98
PROVINCE = ("UBND tỉnh Hà Giang", "tinh", "2023-03-15")  # 02
LATER = ("UBND xã Kim Hoa, tỉnh Hà Tĩnh", "xa", "2025-12-01")
MERGED = ("UBND tỉnh Tuyên Quang", "tinh", "2025-12-01")  # 08: Hà Giang and Tuyên Quang before


def _on(day: str) -> tuple[str, str, str]:
    """Returns the commune's plan of another day or year."""
    return COMMUNE[0], COMMUNE[1], day


CITATIONS = [
    # the code of the centre: the issuer is not needed, a new instrument gets its key
    (COMMUNE, Cite("chi-thi", "33/CT-TTg", "2021-11-26"), "vn/2021-11-26/33-ct-ttg"),
    (COMMUNE, Cite("nghi-quyet", "12-NQ/TW", "2022-03-01"), "vn/2022-03-01/12-nq-tw"),
    (COMMUNE, Cite("huong-dan", "31-HD/BTCTW", "2022-10-05"), "vn/2022-10-05/31-hd-btctw"),
    (COMMUNE, Cite("cong-van", "6676/BYT-CDS", "2022-10-29", "Bộ Y tế"), "vn/2022-10-29/6676-byt-cds"),
    # State and Party style name one instrument
    (COMMUNE, Cite("ket-luan", "114/KL-TW", "2015-07-14"), "vn/2015-07-14/114-kl-tw"),
    # a kind that only the centre issues
    (COMMUNE, Cite("thong-tu", "06/2022/TT-XYZ", "2022-06-30"), "vn/2022-06-30/6-2022-tt-xyz"),
    # the year in the symbol serves where no date is given; the register knows the day
    (COMMUNE, Cite("luat", "25/2018/QH14"), "vn/2018/25-2018-qh14"),
    (COMMUNE, Cite("luat", "10/2022/QH15"), "vn/2022-11-10/10-2022-qh15"),
    # an alias of the register
    (COMMUNE, Cite("quy-dinh", "11-QĐ/TW", "2019-02-18"), "vn/2019-02-18/11-qddi-tw"),
    # UBND by the issuer's words, read from where the document stands
    (DISTRICT, Cite("ke-hoach", "12/KH-UBND", "2023-01-05", "UBND tỉnh"), "30/2023-01-05/12-kh-ubnd"),
    (DISTRICT, Cite("ke-hoach", "12/KH-UBND", "2023-01-05", "UBND tỉnh Hải Dương"), "30/2023-01-05/12-kh-ubnd"),
    (DISTRICT, Cite("quyet-dinh", "12/QĐ-UBND", "2023-01-05", "UBND huyện"), "294/2023-01-05/12-qdd-ubnd"),
    (WARD, Cite("ke-hoach", "9/KH-UBND", "2023-01-05", "UBND thành phố"), "981/2023-01-05/9-kh-ubnd"),
    # leading zeros do not count
    (PROVINCE, Cite("ke-hoach", "0012/KH-UBND", "2023-01-05", "UBND tỉnh"), "02/2023-01-05/12-kh-ubnd"),
    # a province's document may leave the issuer out: itself
    (PROVINCE, Cite("quyet-dinh", "1829/QĐ-UBND", "2018-09-07"), "02/2018-09-07/1829-qdd-ubnd"),
    # a district's may not: district or province
    (DISTRICT, Cite("quyet-dinh", "12/QĐ-UBND", "2023-01-05"), "? 294/2023-01-05/12-qdd-ubnd 30/2023-01-05/12-qdd-ubnd"),
    # TU is the province, in a commune's plan too; HU the district; ĐU the commune
    (COMMUNE, Cite("nghi-quyet", "14-NQ/TU", "2022-08-24"), "42/2022-08-24/14-nq-tu"),
    (COMMUNE, Cite("nghi-quyet", "14-NQ/TU", "2022-08-24", "Ban Thường vụ Tỉnh ủy"), "42/2022-08-24/14-nq-tu"),
    (COMMUNE, Cite("ke-hoach", "7-KH/HU", "2022-08-24", "Huyện ủy"), "439/2022-08-24/7-kh-hu"),
    (COMMUNE, Cite("nghi-quyet", "05-NQ/ĐU", "2022-08-24", "Đảng ủy xã"), "18223/2022-08-24/5-nq-ddu"),
    (COMMUNE, Cite("nghi-quyet", "05-NQ/ĐU", "2022-08-24"), "18223/2022-08-24/5-nq-ddu"),
    # the Thành ủy of a city in a province writes TU as well
    (WARD, Cite("nghi-quyet", "14-NQ/TU", "2022-08-24", "Thành ủy"), "981/2022-08-24/14-nq-tu"),
    # a Sở is the province's
    (DISTRICT, Cite("to-trinh", "394/TTr-SNV", "2023-01-29", "Giám đốc Sở Nội vụ"), "30/2023-01-29/394-ttr-snv"),
    # a joint symbol is of the more certain code
    (PROVINCE, Cite("ke-hoach", "49-KH/UBND-BDVTU", "2023-02-22"), "02/2023-02-22/49-kh-ubnd-bdvtu"),
    # another province is named
    (DISTRICT, Cite("ke-hoach", "3/KH-UBND", "2023-01-05", "UBND tỉnh Hà Giang"), "02/2023-01-05/3-kh-ubnd"),
    # an issuer with a name that no register has: open, not the own province
    (DISTRICT, Cite("ke-hoach", "3/KH-UBND", "2023-01-05", "UBND tỉnh Không Có Thật"), "?"),
    # a document of today cites one of before the reform: the units of that day are meant
    (LATER, Cite("quyet-dinh", "88/QĐ-UBND", "2023-04-01", "UBND huyện"), "439/2023-04-01/88-qdd-ubnd"),
    (LATER, Cite("quyet-dinh", "88/QĐ-UBND", "2025-10-01", "UBND huyện"), "?"),
    (MERGED, Cite("ke-hoach", "9/KH-UBND", "2022-01-07", "UBND tỉnh Hà Giang"), "02/2022-01-07/9-kh-ubnd"),
    (MERGED, Cite("ke-hoach", "9/KH-UBND", "2022-01-07", "UBND tỉnh"), "? 02/2022-01-07/9-kh-ubnd 08/2022-01-07/9-kh-ubnd"),
    (MERGED, Cite("ke-hoach", "9/KH-UBND", "2025-08-07", "UBND tỉnh"), "08/2025-08-07/9-kh-ubnd"),
    # namesakes 25-NQ/TW: a day, a year, a term each leave one
    (COMMUNE, Cite("nghi-quyet", "25-NQ/TW", "2013-06-03"), "vn/2013-06-03/25-nq-tw"),
    (COMMUNE, Cite("nghi-quyet", "25-NQ/TW", "2013"), "vn/2013-06-03/25-nq-tw"),
    (COMMUNE, Cite("nghi-quyet", "25-NQ/TW", None, "Ban Chấp hành Trung ương Đảng khóa XI"), "vn/2013-06-03/25-nq-tw"),
    (COMMUNE, Cite("nghi-quyet", "25-NQ/TW", None, "Ban Chấp hành Trung ương (khóa IX)"), "vn/2003-03-12/25-nq-tw"),
    # nothing told but what the plan is about
    (COMMUNE, Cite("nghi-quyet", "25-NQ/TW"), "vn/2013-06-03/25-nq-tw"),
    (COMMUNE, Cite("chi-thi", "26/CT-TTg"), "? vn/2016-09-05/26-ct-ttg vn/2017-06-06/26-ct-ttg"),
    # one of the register came before the document: taken
    (COMMUNE, Cite("chi-thi", "33/CT-TTg"), "vn/2021-11-26/33-ct-ttg"),
    # the register has none: an undated key, or one of the year
    (COMMUNE, Cite("cong-dien", "280/CĐ-TTg"), "vn/undated/280-cdd-ttg"),
    (COMMUNE, Cite("cong-dien", "280/CĐ-TTg", "2022"), "vn/2022/280-cdd-ttg"),
    # of a registered instrument only the year is known: the day agrees with it
    (("UBND xã Kim Hoa, tỉnh Hà Tĩnh", "xa", "2026-11-01"), Cite("chi-thi", "33/CT-TTg", "2026-03-01"), "vn/2026/33-ct-ttg"),
    # laws by name; the Constitution under its long name; a law that nobody registered
    (COMMUNE, Cite("luat", name="Luật thực hiện dân chủ ở cơ sở"), "vn/2022-11-10/10-2022-qh15"),
    (COMMUNE, Cite("hien-phap", name="Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam"), "vn/2013/hien-phap"),
    (COMMUNE, Cite("luat", name="Luật Mặt trận Tổ quốc năm 2015"), "vn/2015/luat-mat-tran-to-quoc-viet-nam"),
    (COMMUNE, Cite("luat", name="Luật Ví dụ"), "vn/undated/luat-vi-du"),
    (COMMUNE, Cite("luat", name="Luật Ví dụ năm 2011"), "vn/2011/luat-vi-du"),
    # a law that was passed after the document cannot be meant
    (("UBND xã Sơn Trường", "xa", "2022-03-15"), Cite("luat", name="Luật Thực hiện dân chủ ở cơ sở"), "vn/undated/luat-thuc-hien-dan-chu-o-co-so"),
    # several laws of one name: the day of the document decides
    (COMMUNE, Cite("luat", name="Luật Mẫu"), "vn/2018-06-12/92-2018-qh14"),
    (_on("2012-07-01"), Cite("luat", name="Luật Mẫu"), "vn/2011-11-11/91-2011-qh13"),
    (_on("2018-06-11"), Cite("luat", name="Luật Mẫu"), "vn/2011-11-11/91-2011-qh13"),
    (_on("2019-01-01"), Cite("luat", name="Luật Mẫu"), "vn/2018-06-12/92-2018-qh14"),
    # of one nobody knows the first day in force: the one before may still be meant
    (_on("2025-06-30"), Cite("luat", name="Luật Mẫu"), "? vn/2025-02-19/93-2025-qh15 vn/2025-06-16/94-2025-qh15"),
    # issued but not yet in force: the plan may mean either
    (_on("2018-06-12"), Cite("luat", name="Luật Mẫu"), "? vn/2011-11-11/91-2011-qh13 vn/2018-06-12/92-2018-qh14"),
    # the only one issued, although not yet in force
    (_on("2012-01-15"), Cite("luat", name="Luật Mẫu"), "vn/2011-11-11/91-2011-qh13"),
    # of the document only the year is known, in which another law came into force
    (_on("2019"), Cite("luat", name="Luật Mẫu"), "? vn/2011-11-11/91-2011-qh13 vn/2018-06-12/92-2018-qh14"),
    (_on("2020"), Cite("luat", name="Luật Mẫu"), "vn/2018-06-12/92-2018-qh14"),
    # the year is stated: in force or not does not matter, unless two are of that year
    (_on("2018-06-12"), Cite("luat", name="Luật Mẫu năm 2018"), "vn/2018-06-12/92-2018-qh14"),
    (COMMUNE, Cite("luat", name="Luật Mẫu", date="2011"), "vn/2011-11-11/91-2011-qh13"),
    (_on("2025-06-30"), Cite("luat", name="Luật Mẫu năm 2025"), "? vn/2025-02-19/93-2025-qh15 vn/2025-06-16/94-2025-qh15"),
    (_on("2025-06-30"), Cite("luat", name="Luật Khác năm 2025"), "vn/2025-06-20/96-2025-qh15"),
    (_on("2025-06-01"), Cite("luat", name="Luật Mẫu năm 2025"), "vn/2025-02-19/93-2025-qh15"),
    (COMMUNE, Cite("luat", name="Luật Mẫu năm 2015"), "vn/2015/luat-mau"),
    # older than every one known: another law, of which the day is unknown
    (_on("2010-05-05"), Cite("luat", name="Luật Mẫu"), "vn/undated/luat-mau"),
    # the register knows the name only
    (COMMUNE, Cite("luat", name="Luật Chỉ có tên"), "vn/undated/luat-chi-co-ten"),
    # by number, with and without the day
    (COMMUNE, Cite("luat", "92/2018/QH14", "2018-06-12", name="Luật Mẫu"), "vn/2018-06-12/92-2018-qh14"),
    (COMMUNE, Cite("luat", "91/2011/QH13"), "vn/2011-11-11/91-2011-qh13"),
    # congress resolutions of the country and of a unit; of all levels at once they are none
    (COMMUNE, Cite("nghi-quyet-dai-hoi", name="Nghị quyết Đại hội Đảng lần thứ XIII"), "vn/undated/nghi-quyet-dai-hoi-dai-bieu-toan-quoc-lan-thu-xiii"),
    (COMMUNE, Cite("nghi-quyet-dai-hoi", name="Nghị quyết Đại hội Đảng bộ huyện lần thứ XX"), "439/undated/nghi-quyet-dai-hoi-dai-bieu-dang-bo-huyen-lan-thu-xx"),
    (COMMUNE, Cite("nghi-quyet-dai-hoi", name="Nghị quyết Đại hội Đảng bộ các cấp"), "?"),
    (COMMUNE, Cite("nghi-quyet-dai-hoi", name="Nghị quyết Đại hội XIII của Đảng"), "vn/undated/nghi-quyet-dai-hoi-dai-bieu-toan-quoc-lan-thu-xiii"),
    # the congresses of others are not the Party's
    (COMMUNE, Cite("nghi-quyet-dai-hoi", name="Nghị quyết Đại hội đại biểu phụ nữ toàn quốc lần thứ XIII"), "vn/undated/nghi-quyet-dai-hoi-dai-bieu-phu-nu-toan-quoc-lan-thu-xiii"),
    (COMMUNE, Cite("nghi-quyet-dai-hoi", name="Nghị quyết Đại hội XIII Công đoàn Việt Nam"), "vn/undated/nghi-quyet-dai-hoi-xiii-cong-doan-viet-nam"),
    (COMMUNE, Cite("nghi-quyet-dai-hoi", name="Nghị quyết Đại hội đại biểu MTTQ Việt Nam tỉnh lần thứ XV"), "?"),
    (COMMUNE, Cite("nghi-quyet-dai-hoi", name="Nghị quyết Đại hội đại biểu Đoàn TNCS Hồ Chí Minh tỉnh Ví Dụ lần thứ XIV"), "?"),
    # a law of this year
    (COMMUNE, Cite("luat", name="Luật Ví dụ năm 2023"), "vn/2023/luat-vi-du"),
    # numbers without their symbol: the register of the centre, by issuer and kind
    (COMMUNE, Cite("quyet-dinh", None, None, "Bộ Chính trị", "Quyết định số 217"), "vn/2013-12-12/217-qdd-tw"),
    (COMMUNE, Cite("chi-thi", None, None, "Thủ tướng Chính phủ", "Chỉ thị số 33"), "vn/2021-11-26/33-ct-ttg"),
    (COMMUNE, Cite("chi-thi", None, None, "Thủ tướng Chính phủ", "Chỉ thị số 26"), "? vn/2016-09-05/26-ct-ttg vn/2017-06-06/26-ct-ttg"),
    (COMMUNE, Cite("phap-lenh", name="Pháp lệnh 34"), "vn/2007-04-20/34-2007-pl-ubtvqh11"),
    (COMMUNE, Cite("quyet-dinh", name="Quyết định số 217"), "?"),
    (COMMUNE, Cite("quyet-dinh", None, None, "UBND tỉnh", "Quyết định số 217"), "?"),
    # what people call it: a scheme; of a plenum that of which the document speaks
    (COMMUNE, Cite("de-an", name="Đề án 06"), "vn/2022-01-06/de-an-du-lieu-ve-dan-cu"),
    (_on("2021-12-31"), Cite("de-an", name="Đề án 06"), "?"),
    (COMMUNE, Cite("nghi-quyet", name="Nghị quyết Trung ương 7 khóa XI"), "vn/2013-06-03/25-nq-tw"),
    (COMMUNE, Cite("nghi-quyet", name="Nghị quyết Trung ương 4 (khóa XII)"), "? vn/2016-10-30/4-nq-tw"),
    # a coordination programme belongs to where its parties stand
    (DISTRICT, Cite("chuong-trinh-phoi-hop", None, None, "Ban Dân vận Huyện ủy và UBND huyện", "Chương trình phối hợp giữa Ban Dân vận Huyện ủy và UBND huyện"), "294/undated/chuong-trinh-phoi-hop-giua-ban-dan-van-huyen-uy-va-ubnd-huyen"),
    # a generic name is none; what has a like title is a candidate
    (COMMUNE, Cite("quy-che", name="Quy chế dân chủ ở cơ sở"), "?"),
    (DISTRICT, Cite("quy-che", name="Quy chế tiếp xúc, đối thoại với nhân dân"), "? 30/2021-03-18/3-qc-tu"),
]  # fmt: skip


def _meant(record: DocumentRecord, at: int = -1) -> str:
    citation = record.citations[at]
    if citation.instrument:
        assert citation.confidence > 0
        assert citation.candidates == ()
        return str(citation.instrument)
    assert citation.confidence == 0
    return " ".join(["?", *map(str, citation.candidates)])


@pytest.mark.parametrize(("where", "cite", "meant"), CITATIONS)
def test_a_citation_means(
    where: tuple[str, str, str], cite: Cite, meant: str, resolved: Resolve
) -> None:
    issuer, level, date = where
    record = resolved(Draft(issuer, date=date, level=level, cites=(cite,)))
    assert _meant(record) == meant
    assert record.issues == ()


MISPRINTS = [
    # the word and the register agree on the kind, the code does not
    (Cite("ket-luan", "114-KH/TW", "2015-07-14"), "sai-ky-hieu", "114-KL/TW", "vn/2015-07-14/114-kl-tw"),
    # day and month changed places
    (Cite("nghi-quyet", "25-NQ/TW", "2013-03-06"), "sai-ngay", "03/06/2013", "vn/2013-06-03/25-nq-tw"),
    # the year slipped
    (Cite("chi-thi", "33/CT-TTg", "2020-11-26"), "sai-ngay", "26/11/2021", "vn/2021-11-26/33-ct-ttg"),
    # another day of the same year: a number is given once a year
    (Cite("quyet-dinh", "1847/QĐ-TTg", "2018-12-17"), "sai-ngay", "27/12/2018", "vn/2018-12-27/1847-qdd-ttg"),
    # a law by its name and a day that is not its own
    (Cite("luat", name="Luật Mẫu", date="2018-06-21"), "sai-ngay", "12/06/2018", "vn/2018-06-12/92-2018-qh14"),
    (Cite("luat", name="Luật Mẫu", date="2019-06-12"), "sai-ngay", "12/06/2018", "vn/2018-06-12/92-2018-qh14"),
    # later than the document itself
    (Cite("quyet-dinh", "5/QĐ-TTg", "2024-01-01"), "sai-ngay", None, "vn/2024-01-01/5-qdd-ttg"),
    (Cite("nghi-dinh", "5/2024/NĐ-CP"), "sai-ngay", None, "vn/2024/5-2024-ndd-cp"),
]  # fmt: skip


@pytest.mark.parametrize(("cite", "kind", "expected", "candidate"), MISPRINTS)
def test_a_likely_misprint_is_told_and_never_merged(
    cite: Cite, kind: str, expected: str | None, candidate: str, resolved: Resolve
) -> None:
    record = resolved(Draft("UBND xã Sơn Trường", cites=(cite,)))
    assert _meant(record) == f"? {candidate}"
    assert [(i.kind, i.expected) for i in record.issues] == [(kind, expected)]
    assert record.issues[0].reason.endswith((".", "nhầm."))


def test_a_judgement_settles_a_misprint(resolved: Resolve) -> None:
    cite = Cite("ket-luan", "114-KH/TW", "2015-07-14")
    record = resolved(Draft("UBND xã Sơn Trường", cites=(cite,), id="da-xet"))
    assert _meant(record) == "vn/2015-07-14/114-kl-tw"
    assert record.citations[0].confidence == 0.9
    assert [i.kind for i in record.issues] == ["sai-ky-hieu"]


def test_another_kind_of_the_same_day_and_number_is_no_misprint(resolved: Resolve) -> None:
    cite = Cite("ke-hoach", "114-KH/TW", "2015-07-14")
    record = resolved(Draft("UBND xã Sơn Trường", cites=(cite,)))
    assert _meant(record) == "vn/2015-07-14/114-kh-tw"


def test_tu_of_a_ward_committee_is_the_wards_and_told(resolved: Resolve) -> None:
    cite = Cite("ke-hoach", "36-KH/TU", "2023-01-16", "Đảng ủy xã Sơn Trường")
    record = resolved(Draft("UBND xã Sơn Trường", cites=(cite,)))
    assert _meant(record) == "18223/2023-01-16/36-kh-tu"
    assert [(i.kind, i.expected) for i in record.issues] == [("sai-ky-hieu", "36-KH/ĐU")]


TOGETHER = [
    # a mention without date means the dated one of the same number and kind
    ((Cite("nghi-quyet", "25-NQ/TW", "2008-07-25"), Cite("nghi-quyet", "25-NQ/TW")), "vn/2008-07-25/25-nq-tw"),
    # one without issuer too
    ((Cite("quyet-dinh", "9/QĐ-UBND", "2023-01-05", "UBND huyện"), Cite("quyet-dinh", "9/QĐ-UBND")), "439/2023-01-05/9-qdd-ubnd"),
    # of two dates given, neither is preferred
    ((Cite("nghi-quyet", "25-NQ/TW", "2003-03-12"), Cite("nghi-quyet", "25-NQ/TW", "2013-06-03"), Cite("nghi-quyet", "25-NQ/TW")), "? vn/2003-03-12/25-nq-tw vn/2013-06-03/25-nq-tw"),
    # a misprinted date is no help
    ((Cite("chi-thi", "33/CT-TTg", "2012-11-26"), Cite("chi-thi", "33/CT-TTg")), "vn/2021-11-26/33-ct-ttg"),
    # inside a title of the province, "UBND tỉnh" and TU are the same province
    ((Cite("ke-hoach", "3/KH-UBND", "2023-01-05", "UBND tỉnh Hà Giang"), Cite("chuong-trinh", "8-CTr/TU", "2022-01-05", "Tỉnh ủy", host=0)), "02/2022-01-05/8-ctr-tu"),
    ((Cite("ke-hoach", "3/KH-UBND", "2023-01-05", "UBND tỉnh Hà Giang"), Cite("quyet-dinh", "8/QĐ-UBND", "2022-01-05", host=0)), "02/2022-01-05/8-qdd-ubnd"),
    # the host may come later
    ((Cite("de-an", "8-ĐA/TU", "2022-01-05", host=1), Cite("ke-hoach", "3/KH-UBND", "2023-01-05", "UBND tỉnh Hà Giang")), "02/2023-01-05/3-kh-ubnd"),
    # what a decision approves has its place and date
    ((Cite("quyet-dinh", "1847/QĐ-TTg", "2018-12-27"), Cite("de-an", name="Đề án Văn hóa công vụ", host=0, relation="phe-duyet")), "vn/2018-12-27/de-an-van-hoa-cong-vu"),
    # a bare number is the only such number of the document
    ((Cite("quy-dinh", "377-QĐ/TW", "2022-01-05"), Cite("quy-dinh", name="Quy định 377")), "vn/2022-01-05/377-qdd-tw"),
    ((Cite("quy-dinh", "377-QĐ/TW", "2022-01-05"), Cite("quy-dinh", name="Quy định 378")), "?"),
    # the document's own scheme goes before what others call so
    ((Cite("de-an", "06-ĐA/TU", "2021-10-05"), Cite("de-an", name="Đề án 06")), "42/2021-10-05/6-dda-tu"),
    # a law without date is the dated one of the same name
    ((Cite("luat", name="Luật Ví dụ", date="2015-06-22"), Cite("luat", name="Luật ví dụ")), "vn/2015-06-22/luat-vi-du"),
]  # fmt: skip


@pytest.mark.parametrize(("cites", "meant"), TOGETHER)
def test_citations_of_one_document_help_each_other(
    cites: tuple[Cite, ...], meant: str, resolved: Resolve
) -> None:
    assert _meant(resolved(Draft("UBND xã Sơn Trường", cites=cites))) == meant


def test_a_plenum_stays_open_where_the_document_speaks_of_other_things(resolved: Resolve) -> None:
    cite = Cite("nghi-quyet", name="Nghị quyết Trung ương 7 khóa XI")
    record = resolved(Draft("UBND xã Sơn Trường", title="Phòng, chống cháy rừng", cites=(cite,)))
    assert _meant(record) == "? vn/2013-06-03/24-nq-tw vn/2013-06-03/25-nq-tw"


def test_a_number_of_a_document_that_stands_nowhere_stays_open(resolved: Resolve) -> None:
    cite = Cite("ke-hoach", "3/KH-UBND", "2023-01-05", "UBND tỉnh")
    assert _meant(resolved(Draft("Ủy ban nhân dân tỉnh", level="tinh", cites=(cite,)))) == "?"


def test_namesake_communes_of_one_province_share_its_instruments(resolved: Resolve) -> None:
    cite = Cite("ke-hoach", "3/KH-UBND", "2023-01-05", "UBND tỉnh")
    assert _meant(resolved(Draft("UBND xã Hai Mẫu", cites=(cite,)))) == "98/2023-01-05/3-kh-ubnd"
