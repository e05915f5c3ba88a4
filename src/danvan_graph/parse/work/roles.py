"""The part a unit has in a task: who leads, joins in, watches over, sums up, reports."""

import re

_ROLES = (
    (
        "chu-tri",
        ("chủ trì", "đầu mối", "thường trực"),
        re.compile(r"chủ trì|là (?:đơn vị|cơ quan) (?:đầu mối|thường trực)"),
    ),
    ("tham-muu", ("tham mưu", "đề xuất"), None),
    ("phoi-hop", ("phối hợp",), re.compile(r"\A\W*(?:chủ động |thường xuyên )?phối hợp")),
    ("giam-sat", ("theo dõi", "kiểm tra", "giám sát", "đôn đốc"), None),
    ("tong-hop", ("tổng hợp",), None),
    ("bao-cao", ("báo cáo",), re.compile(r"báo cáo(?<!thông tin, báo cáo)(?<!chế độ báo cáo)")),
)
"""The part a unit has in a task by words in small letters: one of them, in a form where there is one."""


def roles_of(words: str) -> tuple[str, ...]:
    """Returns the parts a unit has in a task by the verbs of the passage.

    >>> roles_of("Chủ trì, phối hợp với các đơn vị theo dõi, đôn đốc")
    ('chu-tri', 'giam-sat')
    >>> roles_of("Tăng cường tuyên truyền")
    ('thuc-hien',)
    """
    small = words.lower()
    found = tuple(
        slug
        for slug, signs, cue in _ROLES
        if any(map(small.__contains__, signs)) and (cue is None or cue.search(small))
    )
    return found or ("thuc-hien",)
