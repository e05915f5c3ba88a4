"""Personal data are covered, and nothing else is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_graph.identifiers.personal_data import COVER, masked


@pytest.mark.parametrize(
    "figures",
    [
        "0912345678",
        "0912.345.678",
        "0912 345 678",
        "0912-345-678",
        "091 2345678",
        "0912 34 56 78",
        "(0228) 3851 234",
        "024.38251234",
        "02203.852.345",
        "+84 912 345 678",
        "+84912345678",
        "0084 912 345 678",
        "０９１２３４５６７８",
        "0912\u200b345\u200b678",
        "001085012345",
        "168123456",
        "can.bo+1@so-noi-vu.vidu.gov.vn",
        "CAN_BO @ vidu.vn",
    ],
)
@pytest.mark.parametrize("frame", ["{}", "Liên hệ {} để biết", "gọi:{};", "“{}”", "số {}."])
def test_covered(figures: str, frame: str) -> None:
    """Proves that a phone, an identity number and an e-mail address are covered whole."""
    text = frame.format(figures)
    assert masked(text) == frame.format(COVER * len(figures))


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Số tài khoản: 1234 5678 9012 3", "Số tài khoản: "),
        ("STK 19034567890123 tại Ngân hàng", "STK "),
        ("tài khoản số 0011.0045.6789", "tài khoản số "),
        ("CCCD số: 001 085 012 345", "CCCD số: "),
        ("CMND: 168 123 456", "CMND: "),
        ("ĐT: 3851234", "ĐT: "),
        ("điện thoại (04) 3825.123", "điện thoại "),
    ],
)
def test_labelled(text: str, kept: str) -> None:
    """Proves that shorter or longer figures are covered where a word says what they are."""
    found = masked(text)
    assert found.startswith(kept)
    assert not any(c.isdigit() for c in found)
    assert len(found) == len(text)


@pytest.mark.parametrize(
    "text",
    [
        "ngày 26/11/2021",
        "ngày 06-03-2023 đến 01.12.2023",
        "từ 01.01.2023 10 ngày",
        "Kế hoạch số 09/KH-UBND ngày 07/01/2022",
        "Nghị quyết số 25-NQ/TW, Kết luận 114-KL/TW",
        "Luật số 10/2022/QH15",
        "Nghị định 04/2015/NĐ-CP; 30/2020/NĐ-CP",
        "kinh phí 150.000.000 đồng, 123456789 đồng",
        "giai đoạn 2021-2025, 2021 - 2030",
        "dân số 1.234.567.890 người",
        "mục 1.2.3.4, trang 12-15",
        "các mã 01, 02, 03, 04, 05, 06",
        "000.00.00.H99",
        "tài khoản 60/KH-UBND",
        "Điều 5 khoản 2 điểm 1",
        "sha ffd7fa5c3f783a07ce82b13a77293b9d6221edc18b631022b2468110715da28a",
    ],
)
def test_kept(text: str) -> None:
    """Proves that dates, numbers of documents, amounts and headings are not covered."""
    assert masked(text) == text


@given(st.text(alphabet="0129 .-/@aĐT:\n()+", max_size=80))
def test_length(text: str) -> None:
    """Proves that covering never moves a place, and that covering twice covers no more signs."""
    assert len(masked(text)) == len(text)
