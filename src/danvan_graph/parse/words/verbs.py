"""The verbs with which a document tells a unit what to do; they end the name of the unit.

Small letters only: "Ban Tuyên giáo" and "Sở Xây dựng" bear verbs in their names, in capitals. Some
words are verbs in one sentence and part of a name in the next ("Ban chỉ đạo", "tổ chức chính
trị"); what stands before or behind them decides.
"""

import re

from danvan_graph.parse.words.alternation import grouped

_PART_OF_NAMES = "".join(
    rf"(?<!{head} )"
    for head in ("[Bb]an", "[Tt]ổ", "Đoàn", "[Đđ]ội", "[Hh]ội đồng", "[Bb]ộ phận", "Hội", "các hội", "[Cc]ơ quan", "[Nn]hóm", "[Cc]hủ", "[Cc]ảnh sát", "[Kk]iểm lâm")
)  # fmt: skip
"""Right behind these a small verb belongs to the name: "Tổ tuyên truyền", "Ban chỉ đạo"."""
_OPEN = (
    r"tổ chức(?! chính trị| đảng| đoàn| thành viên| hội| xã hội| hành chính| quần chúng| kinh tế| tôn giáo| cơ sở| khác| có liên quan| liên quan| sự nghiệp| chính quyền|\s*[,;]|\s+và)",
    r"là (?:đơn vị|cơ quan|bộ phận|đầu mối|thường trực)", r"(?<![Cc]hánh )(?<!công tác )thanh tra(?= trách nhiệm| việc| công vụ| đột xuất| toàn diện)",
    r"(?<![Cc]hỉ đạo )thực hiện", r"(?<![Cc]hỉ đạo )triển khai",
    r"thông tin(?! điện tử| đại chúng|,? truyền thông|,? tuyên truyền| cơ sở| và truyền thông)",
    r"quản lý(?! (?:dự án|nhà nước|đê|khu|chợ|rừng|hành chính))", r"(?<!việc )làm(?! việc tại)",
    r"bảo vệ(?! (?:rừng|dân phố))", r"giao(?! thông| dịch| lưu)", r"trực tiếp(?! phụ trách)",
    r"(?<!chuyên trách )(?<!cơ quan )tham mưu(?!,? giúp việc)", r"giúp(?! việc)",
    r"phối hợp(?! phổ biến, giáo dục pháp luật)",
    r"phổ biến(?!, giáo dục pháp luật (?:tỉnh|huyện|thành phố))", r"(?<!công )lập",
    r"(?<!tiếp )(?<!chứng )nhận(?! thức)", r"tiếp (?:công )?dân", r"hoạt động(?! không chuyên trách)",
    r"không(?! chuyên trách)", r"được giao(?= (?:chủ trì|làm|phối hợp))", r"được(?! (?:giao|phân công|phê duyệt|ủy quyền|chỉ định|cấp))",
    r"giáo dục(?! pháp luật| và| thường xuyên| nghề)", r"dự(?! án| toán)", r"(?<!đầu tư )xây dựng",
    r"chỉ(?! đạo| huy| thị| định| tiêu)", r"đưa", r"cấp(?= \d| phát| cho| kinh phí| giấy)", r"(?<!trật )tự(?! quản| nguyện)",
    r"phát(?! thanh| hành| triển| động| sóng| huy| hiện)", r"phục vụ", r"trực(?= (?:tiếp|ban|tại|24))",
    r"chi(?= (?:trả|đúng|đủ|cho|kinh phí))", r"thu(?= (?:thập|hút|gom|đúng|đủ))",
)  # fmt: skip
_PLAIN = """
có tên(?= trong| tại| ở)|trong phạm vi|theo (?:chức năng|thẩm quyền|phạm vi|lĩnh vực|nhiệm vụ)|tùy theo|phụ trách (?:chung|trực tiếp|theo dõi)|chủ trì|căn cứ|thường xuyên|theo dõi|chịu trách nhiệm|có trách nhiệm|có nhiệm vụ|có kế hoạch|hướng dẫn|báo cáo|
(?<!Bảo trợ xã hội )tổng hợp|chỉ đạo|kiểm tra|đôn đốc|tăng cường|đẩy mạnh|chủ động|cụ thể hóa|quán triệt|tuyên truyền|tiếp tục|nghiêm túc|
kịp thời|rà soát|nâng cao|đảm bảo|bảo đảm|phát huy|đề xuất|giám sát|tập trung|ban hành|phân công|bố trí|cân đối|
thẩm định|lồng ghép|gắn|định kỳ|vận động|đưa tin|đăng tải|theo chức năng|trên cơ sở|theo nhiệm vụ|thành lập|lãnh đạo|
định hướng|khẩn trương|cung cấp|hoàn thành|đánh giá|tạo điều kiện|quan tâm|nghiên cứu|cập nhật|hỗ trợ|tiếp nhận|
phát động|duy trì|công khai|niêm yết|đề nghị|yêu cầu|bám sát|đồng thời|sử dụng|khai thác|xem xét|nắm|chuẩn bị|huy động|
kêu gọi|sẵn sàng|tăng thời lượng|mở rộng|kiểm điểm|mỗi|thường trực|dành|hằng năm|hàng năm|hằng tháng|hàng tháng|
hằng quý|hàng quý|hằng tuần|hàng tuần|tích cực|phải|(?<!Hậu )(?<!hậu )cần|ưu tiên|mở|biên soạn|phát hành|in ấn|chấn chỉnh|khắc phục|chọn|
lựa chọn|cử|gửi|in|(?<!Đài )(?<!đài )phát sóng|(?<!Đài )(?<!đài )phát thanh|treo|viết|ký|ký kết|ghi|tham gia|tham dự|bồi dưỡng|đào tạo|tập huấn|tổng kết|
sơ kết|khen thưởng|biểu dương|tôn vinh|nhân rộng|xử lý|giải quyết|trả lời|đối thoại|khảo sát|điều tra|thống kê|phân bổ|
cấp kinh phí|chi trả|quyết toán|trình|đăng|(?<!Văn phòng )đăng ký|đăng cai|truyền tải|thông báo|phản ánh|giới thiệu|xác định|xác nhận|
phê duyệt|thẩm tra|kiểm soát|điều chỉnh|sửa đổi|bổ sung|cải tiến|đổi mới|cải cách|rút ngắn|thu thập|thu hút|lấy ý kiến|
trao đổi|thảo luận|họp|giao ban|phân tích|dự báo|tìm hiểu|liên hệ|kết nối|liên kết|tuyển chọn|giữ gìn|phòng ngừa|
ngăn chặn|đấu tranh|xử phạt|nhắc|nhắc nhở|nêu gương|gương mẫu|đi đầu|vào cuộc|tiếp xúc|tiếp thu|lắng nghe|cam kết|
bồi thường|hiến|đóng góp|ủng hộ|hưởng ứng|chấp hành|tuân thủ|áp dụng|vận hành|ứng dụng|số hóa|kê khai|lưu trữ|bảo quản|
chăm lo|thăm hỏi|thăm|tặng|trao|khuyến khích|động viên|thuyết phục|cảnh giác|phát hiện|tố giác|hòa giải|tham vấn|phản biện|góp ý|kiến nghị|chuyển|nộp|đối chiếu|củng cố|kiện toàn|sắp xếp|tinh giản|luân chuyển|
bổ nhiệm|ra quân|khởi công|sửa chữa|tu sửa|dọn|trồng|sẽ|chưa|đã|cùng với|kết hợp|tranh thủ|hiệp thương|giải thích|
giải trình|tiến hành|nhân dịp|đề cao|coi trọng|chú trọng|siết chặt|hạn chế|tháo gỡ|giải ngân|đề ra|soạn thảo|dự thảo|
góp phần|chăm sóc|thay mặt|kiến tạo|(?<!Truyền )(?<!truyền )hình thành(?! phố)|quảng bá|xúc tiến|tham khảo|khai giảng|rèn luyện|học tập|vận dụng|
thúc đẩy|khơi dậy|nuôi dưỡng|phát triển(?! nông thôn| quỹ đất| đô thị)|phân loại|phân cấp|ủy quyền|cấp phát|thi hành|quyết định(?! này)|gương mẫu|nhất thiết|tuyệt đối|nhanh chóng|sớm|luôn|cùng|vừa|nên|mời|nhờ|khai mạc|đo đạc|cắm|ghi nhận|nghiệm thu|bàn giao|vận chuyển|chỉnh trang|chỉnh lý|nhập|tra cứu|tích hợp|tuần tra|
kiểm đếm|di dời|khám|tiêm|điều phối|bình xét|bình chọn|tuyên dương|chấm điểm|xét|duyệt|rút kinh nghiệm|thanh toán|bảo trì|nâng cấp|lắp đặt|trang bị|đến từng|xác minh|lấy(?! mẫu)|(?<!địa )(?<!Địa )bàn(?= với| về| bạc| việc)|thẩm tra|đối soát|xét duyệt|tiêu hủy|thu hồi|bố cáo
""".replace("\n", "").strip()  # fmt: skip
_AMBIGUOUS = r"quản lý|chỉ đạo|kiểm tra|giám sát|tuyên truyền|tiếp nhận|hòa giải|giúp việc|vận động|bảo vệ|phục vụ|thẩm định|tiếp|xử lý|thường trực|điều hành|công tác|tư vấn|điều tra|biên soạn|chủ trì|đầu tư|hỗ trợ|thu|phối hợp"
VERBS = rf"(?:{grouped('|'.join((*_OPEN, _PLAIN)))})"
"""What may follow the name of a unit, in small letters."""
UNIT_ENDS = rf"(?:phối hợp (?:với|cùng|chặt chẽ|tổ chức|thực hiện)|(?:(?!(?:{grouped(_AMBIGUOUS)})(?!\w))|{_PART_OF_NAMES}){VERBS})"
"""A verb that is not part of the name of a unit; put ``\\s+`` before it and ``(?!\\w)`` behind."""
_NAME_WORDS = frozenset(
    """
    các sở ban ngành phòng đơn vị cơ quan địa phương tổ chức đoàn thể hội đồng quần chúng chính trị xã nghề nghiệp thành viên trực thuộc
    chuyên môn cấp tỉnh huyện cơ thị trấn phố phường quận đặc khu thôn bản ấp buôn tổ dân khối cư xóm làng doanh hợp tác trường học bệnh
    viện lực lượng vũ trang công an quân sự biên phòng báo chí truyền thông tin đại đài thanh cán bộ chức viên người lao động hoạt không
    chuyên trách đảng hội đoàn chi ủy quyền mặt trận trung ương ở của thuộc trên địa bàn tại và cùng với có liên quan khác quy định được
    giao phụ đứng đầu thủ trưởng phó giám đốc chủ tịch bí thư đồng thường trực văn nhân tham mưu giúp việc sự lập hành nhà nước tư pháp hộ
    hóa địa nội vụ toàn trong hai ba bốn năm số tôn giáo tộc vùng cụm thi đua nêu nói này chức năng quản lý chỉ đạo kiểm tra giám sát hòa
    giải vận bảo vệ tuyên tiếp nhận trả kết quả theo phân nghiệp kinh tế tài kế hoạch y giáo dục khoa công nghệ nông môi giao vận tải xây
    dựng thương binh ngân hàng kho bạc thuế hải bưu điện tòa án viện kiểm sát quỹ trạm trung tâm khu từng mỗi cao tuổi khuyết tật mù từ thiện chữ thập đỏ sinh thanh niên phụ nữ cựu chiến nông tử phía bắc nam đông tây cả thể tất
    vực phòng thủ khẩn về trật tự tội phạm ma túy tạm giữ hậu cần an ninh điều tra hình kinh ngân còn lại nuôi nghề thú
    """.split()  # noqa: SIM905 - a list of words reads better than a list of literals
)
"""Syllables of the names of units, in small letters."""
_WORD = re.compile(r"[^\s,;]+")


_PLACES = frozenset("tỉnh huyện xã phường trấn phố quận khu thôn bản ấp".split())  # noqa: SIM905


def end_of_name(words: str, *, behind_places: bool = False) -> int:
    """Returns where the name of a unit ends in words that hold no known verb.

    >>> words = "Bưu điện huyện dán lịch tiếp dân ở mỗi quầy."
    >>> words[: end_of_name(words)]
    'Bưu điện huyện'

    Args:
        words: the name and what may stand behind it.
        behind_places: whether only a word right behind a kind of place may end the name, as where
            a known verb stands further on.
    """
    before = ""
    for match in _WORD.finditer(words):
        word = match.group()
        known = word in _NAME_WORDS or not word[0].islower() or before[:1].isupper()  # "Chính phủ"
        if before and not known:
            at = match.start()
            joined = "," not in words[max(0, at - 2) : at]
            if not behind_places or (joined and before in _PLACES):
                return len(words[:at].rstrip(" ,;"))
        before = word
    return len(words)
