"""From the words for a body to the bodies: each row shows one rule."""

import pytest

from .conftest import Resolve
from .drafts import Draft

DISTRICT = ("Ủy ban nhân dân huyện Thanh Hà", "huyen", "2023-03-15")  # 294 in 30
COMMUNE = ("UBND xã Sơn Trường", "xa", "2023-03-15")  # 18223 in 439 in 42
WARD = ("UBND phường Một Mẫu", "xa", "2023-03-15")  # 98101 in 981 (a city) in 98
PROVINCE = ("UBND tỉnh Hà Giang", "tinh", "2023-03-15")  # 02
LATER = ("UBND xã Kim Hoa, tỉnh Hà Tĩnh", "xa", "2025-12-01")  # 18223 in 42, no district any more
LATER_PROVINCE = ("UBND tỉnh Tuyên Quang", "tinh", "2025-12-01")  # 08
CENTRE = ("Bộ Nội vụ", "trung-uong", "2023-03-15")

BODIES = [
    # a unit without name is the one the document stands in, or the one above
    (PROVINCE, "UBND tỉnh", "ubnd@02"),
    (DISTRICT, "UBND tỉnh", "ubnd@30"),
    (DISTRICT, "UBND huyện", "ubnd@294"),
    (COMMUNE, "UBND huyện", "ubnd@439"),
    (COMMUNE, "Ủy ban nhân dân xã", "ubnd@18223"),
    # no unit at all: the document's own
    (COMMUNE, "Văn phòng UBND", "van-phong-ubnd@18223"),
    # since 1 July 2025 there is no district above a commune
    (LATER, "UBND huyện", ""),
    (LATER, "UBND tỉnh", "ubnd@42"),
    (LATER, "Huyện ủy", ""),
    # "thành phố" is the nearest city above, not the province
    (WARD, "UBND thành phố", "ubnd@981"),
    (WARD, "Thành ủy", "huyen-uy@981"),
    # a lower unit without name is nobody in particular
    (DISTRICT, "UBND xã", ""),
    # the Party's committees belong to a level, whoever speaks
    (COMMUNE, "Tỉnh ủy", "tinh-uy@42"),
    (DISTRICT, "Thường trực Huyện ủy", "thuong-truc-huyen-uy@294"),
    (DISTRICT, "Ban Thường vụ Tỉnh ủy", "ban-thuong-vu-tinh-uy@30"),
    (COMMUNE, "Đảng ủy", "dang-uy@18223"),
    (COMMUNE, "Đảng ủy xã", "dang-uy@18223"),
    # a name overrides where the document stands
    (DISTRICT, "UBND tỉnh Hải Dương", "ubnd@30"),
    (DISTRICT, "Tỉnh ủy Hà Giang", "tinh-uy@02"),
    (COMMUNE, "Ban Dân vận Huyện ủy Thanh Hà", "ban-dan-van-huyen-uy@294"),
    (DISTRICT, "UBND xã Tân An", "ubnd@10840"),  # of 29 namesakes the one inside the district
    # a name that no register has is not replaced by the own unit
    (DISTRICT, "UBND huyện Không Có Thật", ""),
    # the chairs of many committees stand for the committees
    (DISTRICT, "Chủ tịch UBND các xã, thị trấn", "ubnd-cap-xa@294"),
    # a Sở is the province's, a Phòng the district's
    (DISTRICT, "Sở Nội vụ", "so-noi-vu@30"),
    (DISTRICT, "Sở Nội vụ tỉnh", "so-noi-vu@30"),
    (DISTRICT, "Phòng Nội vụ", "phong-noi-vu@294"),
    (COMMUNE, "Phòng Nội vụ huyện", "phong-noi-vu@439"),
    # a body that the register lacks is none, although it begins or ends like one that it has
    (DISTRICT, "Ban Tuyên giáo Tỉnh ủy", ""),
    (PROVINCE, "Thanh tra Chính phủ", ""),
    (PROVINCE, "Sở Xây dựng tỉnh", ""),
    # nor is the second half of an office's name a body of its own
    (PROVINCE, "Văn phòng Đoàn ĐBQH và HĐND tỉnh", ""),
    # lists, with "và", comma and semicolon
    (DISTRICT, "các phòng, ban, ngành; UBND các xã, thị trấn", "phong-ban-nganh@294 ubnd-cap-xa@294"),
    (PROVINCE, "Các sở, ban, ngành tỉnh, UBND các huyện, thành phố", "so-ban-nganh@02 ubnd-cap-huyen@02"),
    (COMMUNE, "Mặt trận Tổ quốc và các đoàn thể", "mttq@18223 to-chuc-chinh-tri-xa-hoi@18223"),
    # the unit at the end of a list is that of all of it
    (COMMUNE, "MTTQ và các đoàn thể chính trị - xã hội huyện", "mttq@439 to-chuc-chinh-tri-xa-hoi@439"),
    # groups of People's Committees follow the level; since 2025 provinces have communes below them
    (PROVINCE, "UBND cấp huyện", "ubnd-cap-huyen@02"),
    (LATER_PROVINCE, "UBND các xã, phường", "ubnd-cap-xa@08"),
    (LATER_PROVINCE, "UBND các huyện, thành phố", ""),
    (CENTRE, "UBND các tỉnh, thành phố trực thuộc Trung ương", "ubnd-cap-tinh@vn"),
    # "địa phương" are the committees next below
    (PROVINCE, "Các cơ quan, đơn vị, địa phương", "co-quan-don-vi-dia-phuong@02 ubnd-cap-huyen@02"),
    (LATER_PROVINCE, "các cơ quan, đơn vị, địa phương", "co-quan-don-vi-dia-phuong@08 ubnd-cap-xa@08"),
    # officers of a commune
    (COMMUNE, "Công chức Văn phòng – Thống kê xã", "cong-chuc-van-phong-thong-ke@18223"),
    (COMMUNE, "Công chức văn hoá – xã hội", "cong-chuc-van-hoa-xa-hoi@18223"),
    # abbreviations of distribution lists
    (PROVINCE, "TT Tỉnh ủy", "thuong-truc-tinh-uy@02"),
    (PROVINCE, "CT, các PCT UBND tỉnh", "lanh-dao-ubnd@02"),
    (PROVINCE, "LĐVP UBND tỉnh", "lanh-dao-van-phong-ubnd@02"),
    (DISTRICT, "UB MTTQ huyện", "mttq@294"),
    (DISTRICT, "VP HĐND-UBND huyện", "van-phong-ubnd@294"),
    (COMMUNE, "TT ĐU-HĐND-UBND xã; (B/cáo)", "thuong-truc-dang-uy@18223 thuong-truc-hdnd@18223 lanh-dao-ubnd@18223"),
    # the centre
    (COMMUNE, "Thủ tướng Chính phủ", "thu-tuong-chinh-phu@vn"),
    (PROVINCE, "Bộ trưởng Bộ Nội vụ", "bo-noi-vu@vn"),
    # what names nobody in particular
    (COMMUNE, "Cấp ủy, chính quyền các cấp", ""),
    (PROVINCE, "MTTQ và các đoàn thể cấp huyện", ""),
    (COMMUNE, "cán bộ, công chức", ""),
    (DISTRICT, "người đứng đầu", ""),
    (DISTRICT, "Người đứng đầu cơ quan, đơn vị, địa phương", "nguoi-dung-dau@294"),
    # place names that hold a joint
    (("UBND phường Thống Nhất, thành phố Biên Hòa", "xa", "2023-03-15"), "UBND phường Thống Nhất", "ubnd@26029"),
]  # fmt: skip


@pytest.mark.parametrize(("where", "words", "bodies"), BODIES)
def test_words_stand_for_bodies(
    where: tuple[str, str, str], words: str, bodies: str, resolved: Resolve
) -> None:
    issuer, level, date = where
    record = resolved(Draft(issuer, date=date, level=level, to=(words,)))
    assert " ".join(map(str, record.recipients[0].agent.bodies)) == bodies


def test_a_district_body_after_the_districts_ended_is_told(resolved: Resolve) -> None:
    issuer, level, date = LATER
    record = resolved(Draft(issuer, date=date, level=level, to=("UBND huyện", "UBND tỉnh")))
    assert [(i.kind, i.printed) for i in record.issues] == [("sai-co-quan", "UBND huyện")]


def test_a_district_body_before_that_is_no_issue(resolved: Resolve) -> None:
    issuer, level, date = COMMUNE
    assert resolved(Draft(issuer, date=date, level=level, to=("UBND huyện",))).issues == ()


def test_nothing_is_read_into_a_document_that_stands_nowhere(resolved: Resolve) -> None:
    record = resolved(Draft("UBND phường Trường Thi", to=("UBND phường", "UBND thành phố")))
    assert [r.agent.bodies for r in record.recipients] == [(), ()]
