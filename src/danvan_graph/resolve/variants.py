"""How documents word what the register words once: abbreviations, short forms, codes.

The names of kinds of body come from ``data/register/bodies.yaml``; here stands only what cannot be
computed from those names. Words in square brackets may be missing.
"""

from collections.abc import Mapping

ABBREVIATIONS: Mapping[str, str] = {
    "UBND": "Ủy ban nhân dân",
    "HĐND": "Hội đồng nhân dân",
    "MTTQ": "Mặt trận Tổ quốc",
    "MTTQVN": "Mặt trận Tổ quốc Việt Nam",
    "UBMTTQ": "Ủy ban Mặt trận Tổ quốc",
    "UBMTTQVN": "Ủy ban Mặt trận Tổ quốc Việt Nam",
    "UBMT": "Ủy ban Mặt trận",
    "UB": "Ủy ban",
    "MT": "Mặt trận",
    "TQ": "Tổ quốc",
    "VN": "Việt Nam",
    "HCM": "Hồ Chí Minh",
    "TPHCM": "thành phố Hồ Chí Minh",
    "UBTVQH": "Ủy ban Thường vụ Quốc hội",
    "TƯ": "Trung ương",
    "TW": "Trung ương",
    "TU": "Tỉnh ủy",
    "HU": "Huyện ủy",
    "ĐU": "Đảng ủy",
    "TTTU": "Thường trực Tỉnh ủy",
    "TTHU": "Thường trực Huyện ủy",
    "TTĐU": "Thường trực Đảng ủy",
    "TTHĐND": "Thường trực Hội đồng nhân dân",
    "BTV": "Ban Thường vụ",
    "BTT": "Ban Thường trực",
    "BCH": "Ban Chấp hành",
    "BDV": "Ban Dân vận",
    "CT": "Chủ tịch",
    "PCT": "Phó Chủ tịch",
    "VP": "Văn phòng",
    "VPUB": "Văn phòng Ủy ban nhân dân",
    "VPUBND": "Văn phòng Ủy ban nhân dân",
    "LĐVP": "Lãnh đạo Văn phòng",
    "CVP": "Chánh Văn phòng",
    "PCVP": "Phó Chánh Văn phòng",
    "PVP": "Phó Văn phòng",
    "PTTH": "Phát thanh Truyền hình",
    "TTTT": "Thông tin Truyền thông",
    "VHTT": "Văn hóa Thông tin",
    "QPAN": "quốc phòng an ninh",
    "TP": "thành phố",
    "TX": "thị xã",
}
"""What the capitals of distribution lists stand for."""

STANDING = frozenset(
    {"HĐND", "UBND", "ĐU", "HU", "TU", "MTTQ", "UBMTTQ", "Tỉnh", "Huyện", "Thành", "Đảng"}
)
"""Words before which TT is Thường trực."""

SIGNS: Mapping[str, int] = {"-": 1, "+": 1, "/": 2, ",": 2, "&": 2, ";": 3, ":": 3}
"""How much a sign keeps two words apart; others do not."""

BODIES: Mapping[str, str] = {
    # the centre
    "ban chap hanh trung uong [dang] [khoa]": "ban-chap-hanh-trung-uong",
    "trung uong dang": "ban-chap-hanh-trung-uong",
    "ban bi thu [trung uong] [dang]": "ban-bi-thu",
    "bo chinh tri [ban chap hanh trung uong] [dang]": "bo-chinh-tri",
    "thu tuong [chinh phu]": "thu-tuong-chinh-phu",
    "van phong trung uong [dang]": "van-phong-trung-uong",
    # chairs and offices
    "[lanh dao] chu tich pho chu tich [uy ban nhan dan]": "lanh-dao-ubnd",
    "chu tich pho chu tich thuong truc uy ban nhan dan": "lanh-dao-ubnd",
    "lanh dao uy ban nhan dan": "lanh-dao-ubnd",
    "thuong truc uy ban nhan dan": "lanh-dao-ubnd",
    "van phong hoi dong nhan dan uy ban nhan dan": "van-phong-ubnd",
    "[lanh dao] chanh van phong pho chanh van phong [uy ban nhan dan]": "lanh-dao-van-phong-ubnd",
    "[lanh dao] chanh van phong pho van phong [uy ban nhan dan]": "lanh-dao-van-phong-ubnd",
    "lanh dao van phong hoi dong nhan dan uy ban nhan dan": "lanh-dao-van-phong-ubnd",
    "thuong truc tinh uy hoi dong nhan dan uy ban nhan dan": "thuong-truc-tinh-uy + thuong-truc-hdnd + lanh-dao-ubnd",
    "thuong truc huyen uy hoi dong nhan dan uy ban nhan dan": "thuong-truc-huyen-uy + thuong-truc-hdnd + lanh-dao-ubnd",
    "thuong truc dang uy hoi dong nhan dan uy ban nhan dan": "thuong-truc-dang-uy + thuong-truc-hdnd + lanh-dao-ubnd",
    "thuong truc dang uy hoi dong nhan dan": "thuong-truc-dang-uy + thuong-truc-hdnd",
    "thuong truc huyen uy hoi dong nhan dan": "thuong-truc-huyen-uy + thuong-truc-hdnd",
    "thuong truc tinh uy hoi dong nhan dan": "thuong-truc-tinh-uy + thuong-truc-hdnd",
    "so thong tin truyen thong": "so-thong-tin-truyen-thong",
    "dai phat thanh truyen hinh": "dai-phat-thanh-truyen-hinh",
    "van hoa xa hoi": "cong-chuc-van-hoa-xa-hoi",
    "van phong thong ke": "cong-chuc-van-phong-thong-ke",
    "bi thu tinh uy": "tinh-uy",
    "bi thu huyen uy": "huyen-uy",
    "bi thu dang uy": "dang-uy",
    # the Front and the mass organisations
    "[ban thuong truc] [uy ban] mat tran to quoc [viet nam]": "mttq",
    "uy ban mat tran": "mttq",
    "[to chuc] doan the [chinh tri] [xa hoi]": "to-chuc-chinh-tri-xa-hoi",
    "to chuc chinh tri xa hoi": "to-chuc-chinh-tri-xa-hoi",
    "hoi doan the": "to-chuc-chinh-tri-xa-hoi",
    # groups
    "chinh quyen": "ubnd",
    "chinh quyen cap": "ubnd + ubnd-cap-huyen + ubnd-cap-xa",
    "chinh quyen cap huyen": "ubnd-cap-huyen",
    "chinh quyen cap xa": "ubnd-cap-xa",
    "cap uy": "dang-uy",
    "cap uy dang": "dang-uy",
    "cap uy chinh quyen": "dang-uy + ubnd",
    "cap uy [dang] chinh quyen cap": "",
    "chinh quyen dia phuong": "",
    "uy ban nhan dan cap huyen": "ubnd-cap-huyen",
    "uy ban nhan dan cap xa": "ubnd-cap-xa",
    "so [ban] nganh [doan the]": "so-ban-nganh",
    "so nganh": "so-ban-nganh",
    "phong ban [nganh] [don vi]": "phong-ban-nganh",
    "phong nganh": "phong-ban-nganh",
    "phong chuyen mon": "phong-ban-nganh",
    "phong ban nganh doan the": "phong-ban-nganh + to-chuc-chinh-tri-xa-hoi",
    "co quan don vi": "co-quan-don-vi-dia-phuong",
    "co quan don vi dia phuong": "co-quan-don-vi-dia-phuong + BELOW",
    "don vi dia phuong": "co-quan-don-vi-dia-phuong + BELOW",
    "cap nganh": "co-quan-don-vi-dia-phuong + ubnd-cap-huyen + ubnd-cap-xa",
    "nganh cap": "co-quan-don-vi-dia-phuong + ubnd-cap-huyen + ubnd-cap-xa",
    "don vi su nghiep [cong lap]": "don-vi-su-nghiep",
    "co quan trung uong": "co-quan-trung-uong-tren-dia-ban",
    "luc luong vu trang": "luc-luong-vu-trang",
    "co quan thong tan [bao chi]": "co-quan-thong-tan",
    "[don vi] bo phan [co] lien quan": "bo-phan-lien-quan",
    "bo phan chuyen mon": "bo-phan-lien-quan",
    "ban nganh [lien quan]": "ban-nganh",
    "nguoi dung dau co quan don vi dia phuong": "nguoi-dung-dau",
    "thu truong co quan don vi [dia phuong]": "nguoi-dung-dau",
    # named so that nothing is read into them
    "nguoi dung dau": "",
    "can bo": "",
    "doi ngu": "",
    "co quan to chuc": "",
}
"""Other wordings of a kind of body, folded: the kinds they mean, several joined by ``+``.

BELOW stands for the People's Committees of the level next below. Nothing behind the sign means that
the words and what follows name no body we can tell.
"""

TWINS: Mapping[str, tuple[str, ...]] = {
    "tinh uy": ("thanh uy",),
    "huyen uy": ("thanh uy", "quan uy", "thi uy"),
    "dang bo tinh": ("dang bo thanh pho",),
}
"""The same committee has another name in a city, an urban district or a town."""

CENTRAL_KINDS = frozenset(
    {
        "hien-phap", "bo-luat", "luat", "phap-lenh", "nghi-dinh", "thong-tu", "thong-tu-lien-tich",
        "nghi-quyet-lien-tich", "van-ban-hop-nhat", "cuong-linh-chinh-tri", "dieu-le-dang",
    }
)  # fmt: skip
"""Kinds of document that only the centre issues."""

CENTRAL_CODES = frozenset(
    {
        "QH", "UBTVQH", "HĐNN", "CP", "TTg", "CTN", "HĐBCQG", "VPCP", "VPQH", "VPCTN", "TTCP", "KTNN", "UBDT", "NHNN",
        "TANDTC", "VKSTC", "VKSNDTC", "BHXHVN", "TLĐ", "BNV", "BCA", "BQP", "BTC", "BTP", "BNG", "BCT", "BXD", "BYT",
        "BGTVT", "BGDĐT", "BKHĐT", "BKHCN", "BTTTT", "BTNMT", "BNNPTNT", "BNNMT", "BVHTTDL", "BLĐTBXH", "LĐTBXH",
        "BDTTG", "BTĐKT", "TTXVN", "VTV", "VOV",
    }
)  # fmt: skip
"""Codes of the State's central bodies besides those the register dates and describes."""

CENTRAL_WORDS = (
    "trung uong", "quoc hoi", "chinh phu", "thu tuong", "bo chinh tri", "ban bi thu", "chu tich nuoc",
    "ngan hang nha nuoc", "kiem toan nha nuoc", "toi cao", "bo truong", "tong lien doan", "dai hoi toan quoc",
)  # fmt: skip
"""Words that put an issuer at the centre when no unit is named beside them."""

LAW_ALIASES: Mapping[str, str] = {
    "hien phap nuoc cong hoa xa hoi chu nghia viet nam": "Hiến pháp",
    "hien phap nuoc chxhcn viet nam": "Hiến pháp",
    "dieu le dang cong san viet nam": "Điều lệ Đảng",
    "luat mat tran to quoc": "Luật Mặt trận Tổ quốc Việt Nam",
    "luat bau cu dai bieu quoc hoi va hoi dong nhan dan": "Luật Bầu cử đại biểu Quốc hội và đại biểu Hội đồng nhân dân",
    "luat to chuc hdnd va ubnd": "Luật Tổ chức Hội đồng nhân dân và Ủy ban nhân dân",
}
"""Other names of what the register names in one way, folded."""
