"""The JSON the API answers with; every field is described in Vietnamese."""

from typing import Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field

Item = TypeVar("Item")


class _Record(BaseModel):
    model_config = ConfigDict(from_attributes=True)


class Instrument(_Record):
    """Một văn bản, dù bộ sưu tập có toàn văn hay chỉ thấy nó được viện dẫn."""

    iri: str = Field(description="Địa chỉ của văn bản trong đồ thị.")
    key: str = Field(description="Khóa: nơi ban hành/ngày hoặc năm/số ký hiệu.")
    label: str = Field(description="Tên gọi: loại, số ký hiệu hoặc tên, ngày.")
    number: str | None = Field(description="Số, ký hiệu.")
    title: str | None = Field(description="Trích yếu.")
    kind: str = Field(description="Mã loại văn bản.")
    kind_label: str = Field(description="Loại văn bản.")
    date: str | None = Field(description="Ngày ban hành (ISO 8601); có thể chỉ là năm.")
    year: int | None = Field(description="Năm của văn bản.")
    issuers: tuple[str, ...] = Field(description="Cơ quan ban hành.")
    level: str = Field(description="Mã cấp: trung-uong, tinh, huyen, xa.")
    level_label: str = Field(description="Cấp.")
    place: str | None = Field(description="Địa bàn; trống nếu là trung ương.")
    collected: bool = Field(description="Bộ sưu tập có toàn văn hay không.")
    cited_by: int = Field(description="Số văn bản viện dẫn nó.")


class Evidence(_Record):
    """Một đoạn văn bản nói điều vừa nêu; vị trí đếm theo ký tự, từ 0, không gồm điểm cuối."""

    citation: str = Field(description="Địa chỉ của lần viện dẫn.")
    document: str = Field(description="Văn bản chứa đoạn đó.")
    document_label: str = Field(description="Tên gọi của văn bản chứa đoạn đó.")
    section: str = Field(description="Đường dẫn mục, ví dụ III.3.g2 hoặc mo-dau.")
    section_label: str = Field(description="Tên mục.")
    start: int = Field(description="Ký tự đầu.")
    end: int = Field(description="Ký tự ngay sau ký tự cuối.")
    basis: bool = Field(description="Nằm ở phần mở đầu (căn cứ) hay không.")
    confidence: float = Field(description="Độ tin cậy, từ 0 đến 1.")
    relation: str = Field(description="Mã quan hệ mà đoạn này thể hiện.")
    quote: str | None = Field(description="Đoạn văn bản, khi bộ sưu tập riêng có toàn văn.")
    checked: bool = Field(description="Đã có người kiểm tra hay mới do máy đọc.")


class Hop(_Record):
    """Một bước từ kế hoạch tới văn bản được viện dẫn."""

    iri: str = Field(description="Văn bản tới được ở bước này.")
    label: str = Field(description="Tên gọi của văn bản đó.")
    relation: str = Field(description="Mã quan hệ của bước.")
    relation_label: str = Field(description="Quan hệ của bước.")


class CitingPlan(_Record):
    """Một kế hoạch viện dẫn văn bản được hỏi."""

    plan: Instrument = Field(description="Kế hoạch.")
    direct: bool = Field(description="Nêu trực tiếp, hay chỉ qua văn bản khác.")
    roles: tuple[str, ...] = Field(description="Mã các quan hệ.")
    role_labels: tuple[str, ...] = Field(description="Các quan hệ.")
    path: tuple[Hop, ...] = Field(description="Các bước từ kế hoạch tới văn bản được hỏi.")
    passages: int = Field(description="Số đoạn làm bằng chứng cho bước đầu.")
    evidence: tuple[Evidence, ...] = Field(
        description="Những đoạn mạnh nhất trong số đó, nhiều nhất bằng tham số `evidence`."
    )


class PlansAnswer(BaseModel):
    """Các kế hoạch viện dẫn một văn bản."""

    cites: Instrument = Field(description="Văn bản được hỏi.")
    namesakes: tuple[Instrument, ...] = Field(
        description="Văn bản cùng số mà không văn bản nào trong đồ thị viện dẫn."
    )
    total: int = Field(description="Số kế hoạch tìm thấy.")
    items: tuple[CitingPlan, ...] = Field(description="Một trang kết quả.")
    next: str | None = Field(description="Đường dẫn tới trang sau; trống nếu hết.")


class Listing(BaseModel, Generic[Item]):
    """Một trang của một danh sách."""

    total: int = Field(description="Độ dài của cả danh sách.")
    items: tuple[Item, ...] = Field(description="Các mục của trang này.")
    next: str | None = Field(description="Đường dẫn tới trang sau; trống nếu hết.")


class Reference(_Record):
    """Một điều được nhắc tới."""

    iri: str = Field(description="Địa chỉ.")
    label: str = Field(description="Tên.")


class Hit(_Record):
    """Một điều tìm thấy."""

    iri: str = Field(description="Địa chỉ.")
    kind: str = Field(
        description="Loại: van-ban, dia-ban, co-quan, nhiem-vu, nghia-vu, phong-trao, trich-doan."
    )
    label: str = Field(description="Tên hoặc nội dung.")
    detail: str = Field(
        description="Điều cho biết thêm: trích yếu, đơn vị cấp trên, văn bản chứa nó."
    )
    page: str | None = Field(description="Đường dẫn của trang trên máy chủ này.")


class Passage(_Record):
    """Một vị trí trong văn bản."""

    document: str = Field(description="Văn bản.")
    section: str | None = Field(description="Đường dẫn mục.")
    section_label: str | None = Field(description="Tên mục.")
    start: int = Field(description="Ký tự đầu.")
    end: int = Field(description="Ký tự ngay sau ký tự cuối.")
    quote: str | None = Field(description="Đoạn văn bản, khi bộ sưu tập riêng có toàn văn.")


class Mention(_Record):
    """Một lần viện dẫn."""

    iri: str = Field(description="Địa chỉ.")
    at: Passage = Field(description="Vị trí.")
    relation: str = Field(description="Mã quan hệ.")
    printed: str = Field(description="Số hoặc tên như in.")
    basis: bool = Field(description="Ở phần mở đầu hay không.")
    confidence: float = Field(description="Độ tin cậy.")
    candidates: tuple[str, ...] = Field(description="Văn bản có thể là, khi chưa xác định.")


class Link(_Record):
    """Quan hệ với một văn bản khác."""

    other: Reference = Field(description="Văn bản kia.")
    relations: tuple[str, ...] = Field(description="Mã các quan hệ.")
    relation_labels: tuple[str, ...] = Field(description="Các quan hệ.")
    mentions: tuple[Mention, ...] = Field(description="Các lần viện dẫn làm bằng chứng.")


class SourceFault(_Record):
    """Một chỗ có vẻ sai trong bản văn."""

    iri: str
    at: Passage
    kind: str = Field(description="Mã loại sai sót.")
    printed: str = Field(description="Bản văn in.")
    expected: str = Field(description="Có lẽ đúng là.")
    reason: str = Field(description="Vì sao.")


class InstrumentAnswer(BaseModel):
    """Mọi điều đồ thị biết về một văn bản."""

    instrument: Instrument
    checked: bool = Field(description="Bản ghi đã có người kiểm tra hay chưa.")
    issuers: tuple[Reference, ...] = Field(description="Cơ quan ban hành.")
    place: Reference | None = Field(description="Địa bàn.")
    status: str | None = Field(description="Mã tình trạng hiệu lực.")
    notes: tuple[str, ...] = Field(description="Ghi chú.")
    cites: tuple[Link, ...] = Field(description="Văn bản nó viện dẫn hoặc có quan hệ.")
    cited_by: tuple[Link, ...] = Field(description="Một trang các văn bản viện dẫn nó.")
    cited_by_total: int = Field(description="Số văn bản viện dẫn nó hoặc có quan hệ với nó.")
    next: str | None = Field(description="Đường dẫn tới trang sau của `cited_by`; trống nếu hết.")
    unresolved: tuple[Mention, ...] = Field(description="Lần viện dẫn chưa xác định.")
    tasks: int = Field(description="Số mục đích, yêu cầu, nhiệm vụ.")
    duties: int = Field(description="Số nghĩa vụ có thời hạn.")
    source_errors: tuple[SourceFault, ...] = Field(description="Sai sót của bản văn.")
    sources: tuple[str, ...] = Field(description="Nguồn trên mạng.")


class Party(_Record):
    """Một bên được nêu tên."""

    text: str = Field(description="Như in.")
    bodies: tuple[Reference, ...] = Field(description="Cơ quan hoặc nhóm cơ quan được hiểu là.")


class Assignment(BaseModel):
    """Phần việc của một bên."""

    role: str = Field(description="Mã vai trò.")
    role_label: str = Field(description="Vai trò.")
    party: Party
    request: bool = Field(description="Chỉ là đề nghị hay không.")


class Task(BaseModel):
    """Một mục đích, yêu cầu hoặc nhiệm vụ."""

    iri: str
    document: Reference
    at: Passage
    kind: str = Field(description="muc-dich, yeu-cau hoặc nhiem-vu.")
    summary: str = Field(description="Tóm tắt bằng lời của dự án.")
    themes: tuple[str, ...] = Field(description="Mã chủ đề.")
    theme_labels: tuple[str, ...] = Field(description="Chủ đề.")
    orders_plan: bool = Field(description="Có yêu cầu ban hành kế hoạch hay không.")
    assignments: tuple[Assignment, ...]
    confidence: float = Field(description="Độ tin cậy, từ 0 đến 1.")
    checked: bool = Field(description="Đã có người kiểm tra hay chưa.")


class Duty(BaseModel):
    """Một việc phải làm theo thời hạn."""

    iri: str
    document: Reference
    at: Passage
    kind: str = Field(description="Mã loại nghĩa vụ.")
    kind_label: str = Field(description="Loại nghĩa vụ.")
    summary: str = Field(description="Tóm tắt bằng lời của dự án.")
    due: str | None = Field(description="Hạn, nếu là một ngày.")
    date_text: str | None = Field(description="Thời gian, chính xác đến mức biết được.")
    recurrence: str | None = Field(description="Chu kỳ (ISO 8601, nối bằng dấu +).")
    anchors: tuple[str, ...] = Field(description="Mốc lặp lại, ví dụ --11-30.")
    days: tuple[str, ...] = Field(description="Các ngày đến hạn đã biết.")
    next: str | None = Field(description="Ngày đến hạn tiếp theo, nếu còn.")
    until: int | None = Field(description="Năm cuối còn phải làm.")
    standing: str = Field(description="Trong hạn, Đã qua hoặc Không rõ hạn.")
    bearers: Party = Field(description="Bên phải làm.")
    to: Party = Field(description="Gửi đến.")
    through: Party = Field(description="Gửi qua.")
    confidence: float = Field(description="Độ tin cậy, từ 0 đến 1.")
    checked: bool = Field(description="Đã có người kiểm tra hay chưa.")


class Order(_Record):
    """Một kế hoạch mà đơn vị được yêu cầu hoặc được mong đợi ban hành."""

    iri: str
    of: Reference = Field(description="Cơ quan hoặc nhóm cơ quan được yêu cầu.")
    ordered_by: Reference = Field(description="Văn bản yêu cầu.")
    explicit: bool = Field(description="Văn bản nêu rõ, hay chỉ suy từ trích yếu.")
    confidence: float = Field(description="Độ tin cậy.")


class Change(BaseModel):
    """Một bước thay đổi của địa bàn."""

    other: Reference | None = Field(description="Địa bàn kia.")
    day: str = Field(description="Ngày có hiệu lực.")
    kinds: tuple[str, ...] = Field(description="Mã loại thay đổi.")
    partial: str = Field(description="yes, no hoặc unknown: chỉ một phần hay không.")
    deciding: str = Field(description="Số văn bản quyết định.")


class UnitAnswer(BaseModel):
    """Một đơn vị và những gì ràng buộc nó."""

    unit: Reference
    type: str = Field(description="territory, body hoặc group.")
    level: str = Field(description="Mã cấp.")
    valid_from: str | None = None
    valid_until: str | None = Field(default=None, description="Ngày đầu tiên không còn.")
    superior: tuple[Reference, ...] = Field(description="Đơn vị trên.")
    inferior: tuple[Reference, ...] = Field(description="Đơn vị dưới.")
    bodies: tuple[Reference, ...] = Field(description="Cơ quan ở địa bàn.")
    became: tuple[Change, ...] = Field(description="Đã trở thành.")
    came_from: tuple[Change, ...] = Field(description="Hình thành từ.")
    issued: tuple[Reference, ...] = Field(description="Văn bản đã thấy của đơn vị.")
    told_to_plan: tuple[Order, ...] = Field(description="Kế hoạch phải ban hành.")
    tasks: tuple[Task, ...]
    duties: tuple[Duty, ...]


class Problem(BaseModel):
    """Lỗi theo RFC 9457."""

    type: str = "about:blank"
    title: str = Field(description="Tên lỗi.")
    status: int = Field(description="Mã HTTP.")
    detail: str = Field(description="Một câu tiếng Việt nói sai gì và làm gì.")
    detail_en: str = Field(description="Cùng nội dung bằng tiếng Anh.")
    nearest: tuple[str, ...] | None = Field(default=None, description="Những tên gần nhất (404).")
    candidates: tuple[str, ...] | None = Field(
        default=None, description="Địa chỉ của những văn bản cùng tên gọi (300)."
    )
