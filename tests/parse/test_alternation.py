"""Grouping an alternation by its first letters changes how fast it is, and nothing else."""

import re

from hypothesis import given
from hypothesis import strategies as st

from danvan_graph.parse.words.alternation import grouped

_LETTERS = "abđ "
_words = st.text(_LETTERS, min_size=1, max_size=4)
_behind = st.lists(_words.map(lambda word: f"(?<!{word})"), max_size=2).map("".join)
_ahead = st.sampled_from(["", "", "(?!a|b)", "(?=đ)", "b?", "[ab]", r"\s+", "(?:a|b a)"])
_branches = st.builds(lambda behind, word, ahead: behind + word + ahead, _behind, _words, _ahead)
_alternations = st.lists(st.one_of(_words, _branches, _ahead), min_size=1, max_size=9).map("|".join)


@given(_alternations, st.text(_LETTERS + "\n", max_size=16))
def test_the_same_branch_wins_at_every_place(alternation: str, text: str) -> None:
    plain, quick = re.compile(alternation), re.compile(grouped(alternation))
    for at in range(len(text) + 1):
        ends = [found and found.span() for found in (p.match(text, at) for p in (plain, quick))]
        assert ends[0] == ends[1], (quick.pattern, at)


def test_branches_that_begin_alike_keep_their_order() -> None:
    found = re.match(grouped("ký|học|ký kết"), "ký kết")
    assert found is not None
    assert found.group() == "ký"
