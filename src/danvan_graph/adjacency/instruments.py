"""The columns of what instruments, bodies and territories are."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

import numpy as np

from danvan_graph.adjacency import facts
from danvan_graph.adjacency.columns import Array, lists
from danvan_graph.adjacency.facts import InstrumentFacts
from danvan_graph.adjacency.nodes import Nodes
from danvan_graph.adjacency.order import level_order, newest_first
from danvan_graph.adjacency.texts import NONE, Pool, text_columns
from danvan_graph.identifiers.folding import fold
from danvan_graph.store.engines.reader import Reader

TEXTS = ("label", "number", "title", "kind", "kind_label", "date", "level", "level_label", "place")
"""Texts of an instrument, each a column of numbers in the row of texts."""
NO_YEAR = -32768

_NAMED = """SELECT ?thing ?label ?level WHERE {
  ?thing a ?class ; rdfs:label ?label
  VALUES ?class { dv:Body dv:Group dv:Territory } FILTER (LANG(?label) = "vi" || LANG(?label) = "")
  OPTIONAL { ?thing dv:level ?level } }"""


def bare_slug(slug: str) -> str:
    """Returns a slug in which đ and d are one.

    >>> bare_slug("217-qdd-tw")
    '217-qd-tw'
    """
    return slug.replace("dd", "d")


def running_number(slug: str) -> str:
    """Returns the number that a slug begins with.

    >>> running_number("33-ct-ttg")
    '33'
    """
    return slug.partition("-")[0]


GROUPINGS: Mapping[str, Callable[[str], str]] = {
    "slug": str,
    "bare_slug": bare_slug,
    "running": running_number,
}
"""By what of their slugs instruments are found."""


def instrument_columns(
    store: Reader, known: Mapping[str, InstrumentFacts], nodes: Nodes, pool: Pool
) -> dict[str, Array]:
    """Returns the columns that tell what things are and by what names they are found."""
    issued, cited = facts.issuers(store), facts.citers(store)
    plans, slugs = facts.plans(store), facts.slugs(store)
    columns = _described(store, known, nodes, pool)
    told = [known.get(iri) for iri in nodes.addresses]
    columns["known"] = np.array([f is not None for f in told], np.bool_)
    columns["plan"] = np.array([iri in plans for iri in nodes.addresses], np.bool_)
    columns["collected"] = np.array([f is not None and f.collected == "true" for f in told])
    columns["cited_by"] = np.array([len(cited.get(i, ())) for i in nodes.addresses], np.int32)
    names = (
        (nodes.numbers[iri], at, pool.number(name))
        for iri in known
        for at, name in enumerate(issued.get(iri, ()))
    )
    columns |= _listed("issued_by", len(nodes), names)
    folded = [
        "" if f is None else facts.searched(f, issued.get(f.iri, [])) for f in told
    ]  # one for each node, so that a number of a node is a number of a text
    columns |= text_columns("folded", folded)
    columns |= _names(known, slugs, nodes)
    kinds = {name: sorted(same) for name, same in facts.kinds(store).items()}
    return columns | text_columns("kinds", [json.dumps(kinds)])


def _described(
    store: Reader, known: Mapping[str, InstrumentFacts], nodes: Nodes, pool: Pool
) -> dict[str, Array]:
    columns: dict[str, Array] = {name: np.full(len(nodes), NONE, np.int32) for name in TEXTS}
    years = np.full(len(nodes), NO_YEAR, np.int32)
    levels = np.full(len(nodes), level_order(""), np.int8)
    for thing, label, level in facts.ordered(store, _NAMED):
        at = nodes.numbers[str(thing)]
        slug = facts.last_part(level or "")
        columns["label"][at] = pool.number(label)
        columns["level"][at] = pool.number(slug)
        levels[at] = level_order(slug)
    for iri, told in known.items():
        at = nodes.numbers[iri]
        for name in TEXTS:
            columns[name][at] = pool.number(getattr(told, name))
        years[at] = int(told.year) if told.year else NO_YEAR
        levels[at] = level_order(told.level)
    columns |= {"year": years, "level_order": levels}
    return columns | {"newness": _newness(known, nodes)}


def _newness(known: Mapping[str, InstrumentFacts], nodes: Nodes) -> Array:
    """Returns the place of each thing among all by its date, the newest first."""
    told = (known.get(iri) for iri in nodes.addresses)
    keys = [newest_first((f.date or f.year) if f else None) for f in told]
    order = {key: at for at, key in enumerate(sorted(set(keys)))}
    return np.array([order[key] for key in keys], np.int32)


def _listed(name: str, count: int, found: Iterable[tuple[int, int, int]]) -> dict[str, Array]:
    """Returns the columns of a list whose order is told: owner, place, member."""
    ordered = np.array(sorted(found), np.int64).reshape(-1, 3)
    begins = np.searchsorted(ordered[:, 0], np.arange(count + 1))
    return {name: ordered[:, 2].astype(np.int32), f"{name}.from": begins}


def _names(
    known: Mapping[str, InstrumentFacts], slugs: Mapping[str, list[str]], nodes: Nodes
) -> dict[str, Array]:
    """Returns the columns by which an instrument is found: sorted names, and who bears each."""
    columns = _found_by("named", ((fold(f.label), nodes.numbers[i]) for i, f in known.items()))
    for name, part in GROUPINGS.items():
        bearers = ((part(slug), nodes.numbers[iri]) for iri in known for slug in slugs.get(iri, ()))
        columns |= _found_by(name, bearers)
    return columns


def _found_by(name: str, bearers: Iterable[tuple[str, int]]) -> dict[str, Array]:
    found: dict[str, set[int]] = defaultdict(set)
    for text, node in bearers:
        found[text].add(node)
    ordered = sorted(found)
    pairs = ((at, node) for at, text in enumerate(ordered) for node in found[text])
    return text_columns(name, ordered) | lists(f"{name}.bearers", len(ordered), pairs)
