"""Answers as the shipped data gives them; a test holds them against the living API."""

from typing import Any

_BASE = "https://w3id.org/danvan/instrument/"

PROBLEM_404: dict[str, Any] = {
    "type": "about:blank",
    "title": "Không tìm thấy",
    "status": 404,
    "detail": "Không có văn bản nào có khóa “vn/2000/khong-co”; hãy tra theo số, ký hiệu.",
    "detail_en": "There is no instrument with the key “vn/2000/khong-co”.",
    "instance": "/api/v1/instruments/vn/2000/khong-co",
    "nearest": [],
}

PROBLEM_422: dict[str, Any] = {
    "type": "about:blank",
    "title": "Tham số chưa đúng",
    "status": 422,
    "detail": "Yêu cầu chưa đúng: tham số “cites” còn thiếu, hãy thêm vào.",
    "detail_en": "cites: Field required",
    "instance": "/api/v1/plans",
}

CITED: dict[str, Any] = {
    "iri": f"{_BASE}vn/2021-11-26/33-ct-ttg",
    "key": "vn/2021-11-26/33-ct-ttg",
    "label": "Chỉ thị 33/CT-TTg ngày 26/11/2021",
    "number": "33/CT-TTg",
    "kind": "chi-thi",
    "kind_label": "Chỉ thị",
    "date": "2021-11-26",
    "level": "trung-uong",
    "collected": False,
}

CITING: dict[str, Any] = {
    "direct": True,
    "roles": ["thuc-hien", "to-chuc-thuc-hien"],
    "role_labels": ["Thực hiện", "Tổ chức thực hiện"],
    "path": [
        {
            "iri": f"{_BASE}vn/2021-11-26/33-ct-ttg",
            "label": "Chỉ thị 33/CT-TTg ngày 26/11/2021",
            "relation": "thuc-hien",
            "relation_label": "Thực hiện",
        }
    ],
}

CITING_PLAN: dict[str, Any] = {
    "key": "02/2022-01-07/9-kh-ubnd",
    "label": "Kế hoạch 09/KH-UBND ngày 07/01/2022",
    "number": "09/KH-UBND",
    "level": "tinh",
    "level_label": "Cấp tỉnh",
    "place": "Tỉnh Hà Giang",
    "collected": True,
}

EVIDENCE: dict[str, Any] = {
    "citation": f"{_BASE}02/2022-01-07/9-kh-ubnd/citation/255-275",
    "document": f"{_BASE}02/2022-01-07/9-kh-ubnd",
    "document_label": "Kế hoạch 09/KH-UBND ngày 07/01/2022",
    "section": "mo-dau",
    "start": 255,
    "end": 275,
    "basis": True,
    "confidence": 1.0,
    "relation": "thuc-hien",
    "quote": None,
    "checked": True,
}

PLANS: dict[str, Any] = {
    "cites": CITED,
    "namesakes": [],
    "total": 6,
    "items": [{"plan": CITING_PLAN, **CITING, "passages": 4, "evidence": [EVIDENCE]}],
    "next": "/api/v1/plans?cites=33%2FCT-TTg&limit=1&cursor=WyIxIiwiMDAxIl0",
}
