"""A task of a plan with what tells it from others: its words, themes and citations."""

import itertools
import re
from collections import defaultdict
from dataclasses import dataclass

from danvan_graph.identifiers.folding import tidy
from danvan_graph.store.engines.oxigraph import Store
from danvan_graph.vocabulary import DV

_TASKS = """PREFIX dv: <{dv}>
SELECT DISTINCT ?task ?start ?end ?section ?summary WHERE {{
  ?task a dv:Task ; dv:inDocument <{plan}> ; dv:start ?start ; dv:end ?end ; dv:summary ?summary ;
    dv:taskKind <https://w3id.org/danvan/concept/loai-nhiem-vu/nhiem-vu> .
  OPTIONAL {{ ?task dv:inSection/dv:path ?section }} }} ORDER BY ?start ?end"""
_THEMES = """PREFIX dv: <{dv}>
SELECT ?task ?theme WHERE {{ ?task a dv:Task ; dv:inDocument <{plan}> ; dv:theme ?theme }}"""
_CITED = """PREFIX dv: <{dv}>
SELECT ?start ?end ?cited WHERE {{ ?c a dv:Citation ; dv:citingInstrument <{plan}> ;
  dv:start ?start ; dv:end ?end ; dv:citedInstrument ?cited }}"""
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class PlanTask:
    """One task as a comparison sees it.

    Attributes:
        iri: its address.
        section: path of the section it stands in, or None.
        summary: what is to be done.
        themes: addresses of its themes.
        cites: addresses of the instruments its text names.
        words: the words of its summary, marks kept, and their neighbours in pairs.
    """

    iri: str
    section: str | None
    summary: str
    themes: frozenset[str]
    cites: frozenset[str]
    words: frozenset[str]


def words_of(text: str) -> frozenset[str]:
    """Returns the words of a text and its pairs of neighbours, in lower case.

    Vietnamese words are often two syllables, so a pair says more than its parts.

    >>> sorted(words_of("Dân vận khéo"))
    ['dân', 'dân vận', 'khéo', 'vận', 'vận khéo']
    """
    syllables = _WORD.findall(tidy(text).casefold())
    pairs = (f"{a} {b}" for a, b in itertools.pairwise(syllables))
    return frozenset([*syllables, *pairs])


def tasks_of(store: Store, plan: str) -> tuple[PlanTask, ...]:
    """Returns the tasks of a plan in the order of its text; objectives and requirements apart.

    Args:
        store: the graph.
        plan: the address of an instrument, as the graph gave it.
    """
    themes: dict[str, set[str]] = defaultdict(set)
    for task, theme in store.strings(_THEMES.format(dv=DV, plan=plan)):
        themes[str(task)].add(str(theme))
    cited = [
        (int(start or 0), int(end or 0), str(target))
        for start, end, target in store.strings(_CITED.format(dv=DV, plan=plan))
    ]
    found = []
    for task, start, end, section, summary in store.strings(_TASKS.format(dv=DV, plan=plan)):
        begin, finish = int(start or 0), int(end or 0)
        inside = frozenset(c for a, b, c in cited if begin <= a and b <= finish)
        text = str(summary)
        iri = str(task)
        found.append(PlanTask(iri, section, text, frozenset(themes[iri]), inside, words_of(text)))
    return tuple(found)
