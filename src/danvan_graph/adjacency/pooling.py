"""The one row of all texts: those that a column names, each once, in the order of their bytes."""

from collections.abc import Mapping, Sequence

import numpy as np

from danvan_graph.adjacency.columns import Array
from danvan_graph.adjacency.instruments import TEXTS
from danvan_graph.adjacency.naming import UNIT
from danvan_graph.adjacency.splicing import rebuilt, renumbered, sources
from danvan_graph.adjacency.texts import NONE, Texts, text_columns

NUMBERED = (
    *TEXTS,
    "issued_by",
    *(f"passage.{n}" for n in ("citation", "document_label", "section", "section_label", "quote")),
    "duty.kind",
    "duty.summary",
    "called.label",
    *(f"unit.{name}" for name in UNIT),
)
"""The columns of numbers in the row of texts."""
SORTED = "text.sorted"
"""An empty column that tells that the row of texts is sorted."""
NO_TEXTS = Texts(text_columns("text", ()), "text")


def pooled(columns: Mapping[str, Array], old: Texts, more: Sequence[str]) -> dict[str, Array]:
    """Returns the columns with their texts in one sorted row without those that nobody names.

    Args:
        columns: their texts are numbered through an older row and then through others.
        old: the older row, sorted.
        more: the others, each once.
    """
    used = np.zeros(len(old) + len(more), np.bool_)
    for name in NUMBERED:
        used[columns[name][columns[name] != NONE]] = True
    meant = np.arange(len(used))  # a text of `more` that the older row has is the older one
    fresh: list[tuple[bytes, int]] = []
    for at in np.flatnonzero(used[len(old) :]).tolist():
        raw = more[at].encode("utf-8", "surrogatepass")
        found = old.find_raw(raw)
        if found == NONE:
            fresh.append((raw, at + len(old)))
        else:
            meant[at + len(old)] = found
            used[found] = True
    fresh.sort()
    places = np.array([old.place_raw(raw) for raw, _ in fresh], np.int64)
    numbers = renumbered(used[: len(old)], places)
    kept = int(used[: len(old)].sum())
    chosen = sources(numbers, kept + len(fresh))
    row = rebuilt("text", old, chosen, [raw for raw, _ in fresh])
    final = np.full(len(used), NONE, np.int64)
    final[: len(old)] = numbers
    final[[at for _, at in fresh]] = np.flatnonzero(chosen < 0)
    final = np.append(final[meant], NONE)  # the last stands for that of nothing, −1
    told = dict(columns)
    for name in NUMBERED:
        told[name] = final[told[name]].astype(np.int32)
    return told | row | {SORTED: np.empty(0, np.bool_)}
