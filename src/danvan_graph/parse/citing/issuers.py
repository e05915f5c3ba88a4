"""The issuer named at an instrument: behind it ("của …", "giữa … và …") or before it ("… tại")."""

import re

from danvan_graph.identifiers.letters import LOWER, UPPER

_STOP = (
    r"về|đã|để|theo|trong|giai đoạn|nhiệm kỳ|nhằm|tại|có|là|ngày|được|với|giao|từ|đến|cho|khi|nêu|này|đối|gồm|gắn|[vV]\/[vV]|Về|số|"
    r"quy định|ban hành|phê duyệt|phê chuẩn|sửa đổi|bổ sung|hướng dẫn|triển khai|thực hiện|tiếp tục|tổ chức triển|tổ chức thực|"
    r"đẩy mạnh|tăng cường|nâng cao|thông qua|công bố|công tác|bãi bỏ|phân công|chỉ đạo|xây dựng|phát triển|phát động|"
    r"quán triệt|chấn chỉnh|yêu cầu|đề nghị|kiện toàn|điều chỉnh|thành lập|trên địa bàn|trên cơ sở|kèm theo|cụ thể hóa|"
    r"đổi mới|chấp thuận|giải quyết|quyết định|thi hành|quản lý|đánh giá|xử lý|phòng chống|bảo đảm|đảm bảo|hỗ trợ|"
    rf"và(?=\s+[{LOWER}])|"
    r"và(?=\s+(?:các|những|việc|Kế|Nghị|Quyết|Chỉ|Kết|Công điện|Công văn|Thông tư|Chương|Hướng|Luật|Quy|Đề|văn|hướng|chỉ|triển|đã|một))"
)
_END = rf"(?=\s+(?:{_STOP}|Thực hiện|Triển khai|Ban hành|Quy định|Phê duyệt|Tăng cường|Tiếp tục|Hướng dẫn)(?!\w)|\s*[;.()“”\"\n:]|\s*,(?!\s(?:Thể thao|Du lịch|Gia đình|Thương binh|trật tự))|\s*$)"
_BODY = rf"(?P<issuer>[{UPPER}][^;.()“”\"\n:]{{1,140}}?){_END}"
_CLOSED = (
    r"Bộ Chính trị, Ban Bí thư|Bộ Chính trị|Ban Bí thư(?:\s+Trung ương(?:\s+Đảng)?)?|Thủ tướng(?:\s+Chính phủ)?|Chính phủ|"
    r"Ủy ban Thường vụ Quốc hội|Quốc hội|Ban Chấp hành [Tt]rung ương(?:\s+Đảng)?|Trung ương(?:\s+Đảng)?(?!\s+(?:Hội|Đoàn|Mặt))|"
    r"(?:Ban Thường vụ|Thường trực) (?:Tỉnh|Thành|Huyện|Quận|Thị|Đảng) ủy(?: (?:xã|phường|thị trấn|đặc khu)(?! hội))?|(?:Tỉnh|Thành|Huyện|Quận|Thị) ủy"
)
_NAME_GOES_ON = rf"(?:[^\S\n]+(?!(?:Căn cứ|Thực hiện|Triển khai|Tiếp tục|Chấp hành|Ban hành|Kính gửi)(?!\w))[{UPPER}][^\s;.,()“”\":]*)*"
_CLOSED_BEHIND = re.compile(
    rf"\s*,?\s*(?:của|do|bởi|được(?=\s[^;.,\n]{{3,40}}\s(?:ban hành|thông qua|ký)\s))\s+(?P<issuer>(?>(?:(?:Ủy ban Thường vụ Quốc hội|Chính phủ)(?:, | và )){{1,2}}(?=Đoàn Chủ tịch))?(?>{_CLOSED}|Đoàn Chủ tịch (?:Ủy ban|UB)[^;.()“”\"\n:,]{{3,60}}?(?=\s*(?:[;.()“”\"\n:,]|$|\s(?:về|quy định|ban hành|hướng dẫn)(?!\w))))(?>{_NAME_GOES_ON})(?:,?\s+(?:khóa|khoá)\s+[IVXL]{{1,6}}(?!\w))?)"
    r"(?=\s+(?!và\s|cùng\s|nước\s|khóa|khoá|nhiệm)[^\W\d_A-ZĐ]|\s*[;.,()“”\"\n:]|\s*$)"
)
"""Bodies whose names are closed: the first small word behind them is no part of the name."""
_CLOSED_CAPITALS = re.compile(
    r"\s*CỦA\s+(?P<issuer>BỘ CHÍNH TRỊ|BAN BÍ THƯ(?: TRUNG ƯƠNG(?: ĐẢNG)?)?|THỦ TƯỚNG CHÍNH PHỦ|CHÍNH PHỦ|QUỐC HỘI|BAN CHẤP HÀNH TRUNG ƯƠNG(?: ĐẢNG)?)(?=\s(?!KHÓA)|$)"
)
_BEHIND = re.compile(rf"\s*,?\s*(?:của|do|bởi|CỦA|giữa)\s+(?:liên\s+)?{_BODY}")
_CONFERENCE = re.compile(
    rf"\s*,?\s*(?P<issuer>[Hh]ội nghị\s+(?:lần thứ\s+\w+|Trung ương)[^;.()“”\"\n:]{{0,80}}?){_END}"
)
_TERM = re.compile(r"\s*,?\s*\(?(?:khóa|khoá|Khóa)\s+[IVXL]{1,6}\)?")
_BEFORE = re.compile(
    r"(?:^|[\n;,(]\s*|\]\s*|(?:của|Của|do|và|được)\s+)(?P<issuer>(?:(?:Giám đốc|Bộ trưởng|Chủ tịch|Trưởng ban|Trưởng|Chánh)\s+(?:phòng\s+)?)?"
    r"(?:Sở|Bộ|Ban|Ủy ban|UBND|Trưởng phòng|Trưởng Phòng|Chánh Văn phòng|Hội đồng|HĐND|Tỉnh ủy|Thành ủy|Huyện ủy|Đảng ủy|Phòng|Chính phủ|Thủ tướng|Quốc hội|Văn phòng|Thanh tra|Cục|Liên)"
    r"(?:(?!\stại\s|,?\sđược\s|\sý kiến\s|\skết luận\s)[^;.\n()“”\d]){0,80}?)\s+(?:(?:giao|góp ý|thẩm định|đề xuất|báo cáo|cho ý kiến|thống nhất|đề nghị)\s+)?(?:tại|có|đã có|đã ban hành|ban hành|đã ký|ký|thông qua)\s+(?:các\s+)?$"
)
_LEADS = re.compile(r"\s*,?\s*(?:của|do|bởi|được|CỦA|giữa|[Hh]ội nghị)\s")
"""With one of these words each pattern for what stands behind begins; asked first, for most have none."""
_WINDOW = 120
_LONGEST_VERB = 24  # characters of a verb and of what may stand behind it
_VERBS = ("tại", "có", "ban hành", "ký", "thông qua")
"""The ends of the verbs of ``_BEFORE``; hardly any mention stands behind one, so this is asked first."""
_CAPITALS = re.compile(
    rf"\s*(?:CỦA)\s+(?P<issuer>[{UPPER}][{UPPER} ]{{3,80}}?)(?=\s+(?:VỀ|BAN HÀNH|QUY ĐỊNH|PHÊ DUYỆT|HƯỚNG DẪN|SỬA ĐỔI|TĂNG CƯỜNG|TRIỂN KHAI)(?!\w)|[;,.()“”\n]|\s*$)"
)


def issuer_behind(flat: str, at: int, limit: int) -> tuple[str, int] | None:
    """Returns the issuer that stands right behind a place, and where it ends.

    Args:
        flat: the flat text.
        at: where an instrument ends.
        limit: where the next one begins; what stands there is not read.

    >>> words = " của Bộ trưởng Bộ Tài chính quy định quản lý"
    >>> issuer_behind(words, 0, len(words))
    ('Bộ trưởng Bộ Tài chính', 27)
    """
    if _LEADS.match(flat, at, limit) is None:
        return None
    patterns = (_CLOSED_CAPITALS, _CAPITALS, _CLOSED_BEHIND, _BEHIND, _CONFERENCE)
    match = next((found for p in patterns if (found := p.match(flat, at, limit))), None)
    if match is None:
        return None
    end = match.end("issuer")
    words = re.sub(r"\s+và$", "", match["issuer"])
    end -= len(match["issuer"]) - len(words)
    if term := _TERM.match(flat, end, limit):
        end = term.end()
    return " ".join(words.split()), end


def issuer_before(flat: str, at: int) -> str | None:
    """Returns the issuer that stands before a place ("Sở Nội vụ tại Tờ trình …"), or None.

    >>> text = "Theo đề nghị của Giám đốc Sở Nội vụ tại "
    >>> issuer_before(text, len(text))
    'Giám đốc Sở Nội vụ'
    """
    if (
        not flat[max(0, at - _LONGEST_VERB) : at]
        .rstrip()
        .removesuffix("các")
        .rstrip()
        .endswith(_VERBS)
    ):
        return None
    before = flat[max(0, at - _WINDOW) : at]
    match = _BEFORE.search(before)
    if match is None:
        return None
    owned = match.group().lower().startswith("của")  # "… của Tỉnh ủy, UBND huyện đã ban hành"
    again = _BEFORE.search(before, match.start("issuer")) if owned else None
    return " ".join((again or match)["issuer"].split())
