"""The fields of the search index."""

import tantivy

WORDS = ("title", "words")
"""Folded words of the title; folded words of everything, the title included."""
TYPED = "typed"
"""Words of the title with their marks."""


def schema() -> tantivy.Schema:
    """Returns the fields; words are split by us, so the engine splits at spaces only."""
    builder = tantivy.SchemaBuilder()
    for name in (*WORDS, TYPED):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field("kind", stored=True, tokenizer_name="raw", index_option="basic")
    for name in ("iri", "shown", "detail"):
        builder.add_text_field(name, stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("weight", stored=True, fast=True)
    return builder.build()
