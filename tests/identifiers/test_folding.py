"""Folding: forgiving comparison of words, and slugs in which Đ stays significant."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_graph.identifiers.folding import fold, name_slug, slug, tidy


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đắk Lắk", "dak lak"),
        ("ỦY BAN", "uy ban"),
        ("Uỷ ban", "uy ban"),
        ("Ngh\u1ecb\n\u00a0quy\u1ebft", "nghi quyet"),
        ("\u00d0\u1eb7ng", "dang"),  # OCR writes Đ as Eth
        ("Thừa Thiên – Huế", "thua thien - hue"),
    ],
)
def test_words_fold_to_plain_letters(text: str, folded: str) -> None:
    """Tones, case, kinds of dash and of space do not matter for a look-up."""
    assert fold(text) == folded


def test_slug_of_a_symbol_keeps_d_with_stroke() -> None:
    """HĐ and HD differ in a symbol, while a name folds đ to d."""
    assert (slug("HĐ"), slug("HD"), name_slug("Hợp đồng")) == ("hdd", "hd", "hop-dong")


def test_a_name_of_one_long_word_is_cut_hard() -> None:
    """A word longer than the limit still gives a short slug."""
    assert len(name_slug("a" * 500)) <= 73


@given(st.text())
def test_folding_is_the_same_for_every_normal_form(text: str) -> None:
    """NFC and NFD of a text fold to the same, and folding twice changes nothing."""
    composed, decomposed = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    assert fold(composed) == fold(decomposed)
    assert slug(composed) == slug(decomposed)
    assert tidy(tidy(text)) == tidy(text)


@given(st.text())
def test_slugs_are_path_segments(text: str) -> None:
    """Whatever the text, a slug holds only lower case ASCII letters, digits and inner hyphens."""
    for made in (slug(text), name_slug(text)):
        assert set(made) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
        assert made.strip("-") == made
