"""Headings, brackets and themes are found as if they were looked for at every place."""

from hypothesis import given, settings
from hypothesis import strategies as st

from danvan_graph.parse.work import assigning, bracketed
from danvan_graph.parse.work.themes import ThemeFinder

_HEADING = st.lists(
    st.sampled_from(
        [
            *("\n", "\n", "\n", " ", ". ", "]", "]\n", "III.", "3.", "3.1", "B -", "Phần", "thứ", "ba", "Điều 5", "Mục 2:", "Về việc "),
            *("TỔ CHỨC", "Tổ chức", "PHÂN CÔNG", "phân công", "Trách nhiệm", "NHIỆM VỤ CỦA", "thực hiện", "THỰC HIỆN", "các", "của"),
        ]
    ),
    max_size=24,
).map(" ".join)  # fmt: skip


@settings(max_examples=1500)
@given(_HEADING)
def test_no_heading_is_hidden(words: str) -> None:
    flat = words.replace(" \n", "\n").replace("\n ", "\n").replace("\n\n", "\n")
    plain = [m.span() for m in assigning._ORGANISING.finditer(flat)]
    assert [m.span() for m in assigning._organising(flat, 0, len(flat))] == plain


_BRACKETED = st.lists(
    st.sampled_from(
        ["Mở lớp", "(", ")", "Sở Nội vụ chủ trì", ".", ";", " ", "Việc này do", "này giao", "a"]
    ),
    max_size=9,
).map(" ".join)


@given(_BRACKETED)
def test_no_brackets_are_hidden(words: str) -> None:
    assert bracketed._may_name(words) or not bracketed._BRACKETS.search(words)


_CUES = st.lists(
    st.lists(st.text("abđ ", min_size=1, max_size=4), min_size=1, max_size=4).map(tuple),
    max_size=5,
)


@given(_CUES, st.text("abđ ", max_size=20))
def test_the_themes_named_first_are_found(cues: list[tuple[str, ...]], words: str) -> None:
    register = tuple((f"de-tai-{number}", each) for number, each in enumerate(cues))
    named = sorted(
        (min(words.find(cue) for cue in each if cue in words), slug)
        for slug, each in register
        if any(cue in words for cue in each)
    )
    assert ThemeFinder(register).themes(words) == tuple(slug for _, slug in named[:3])
