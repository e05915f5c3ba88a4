"""Which relations a rule reads and writes, so that only the rules a change can touch run again."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_PREFIX = re.compile(r"PREFIX\s+([\w-]*):\s*<([^<>]*)>", re.IGNORECASE)
_RULE = re.compile(r"CONSTRUCT\s*\{(?P<head>[^{}]*)\}\s*WHERE\s*(?P<body>\{.*)", re.DOTALL)
_COMMENT = re.compile(r"(?m)(?:^|\s)#[^\n]*")
_NAME = re.compile(r"(?<![\w<?\"])([\w-]*):([\w-]+)")
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


@dataclass(frozen=True, slots=True)
class Rule:
    """A CONSTRUCT rule and what it touches.

    Attributes:
        text: the query.
        writes: the relations of its consequences.
        reads: every name in its WHERE clause; a relation it reads is among them.
    """

    text: str
    writes: frozenset[str]
    reads: frozenset[str]


def read_rule(text: str) -> Rule:
    """Returns a rule and what it touches.

    A relation in the place of a variable has to be listed by VALUES, as in rule 02.

    >>> rule = read_rule("PREFIX x: <urn:x:> CONSTRUCT { ?a x:c ?b } WHERE { ?a x:p+/x:q ?b }")
    >>> sorted(rule.writes), sorted(rule.reads)
    (['urn:x:c'], ['urn:x:p', 'urn:x:q'])

    Raises:
        ValueError: the text is no CONSTRUCT with a plain template and a WHERE clause.
    """
    bare = _COMMENT.sub(" ", text)
    parts = _RULE.search(bare)
    if parts is None:
        raise ValueError(text)
    prefixes = dict(_PREFIX.findall(bare))
    return Rule(text, _names(parts["head"], prefixes), _names(parts["body"], prefixes))


def _names(text: str, prefixes: dict[str, str]) -> frozenset[str]:
    found = {prefixes[p] + name for p, name in _NAME.findall(text) if p in prefixes}
    written = re.findall(r"<([^<>\s]+)>", text)
    typed = [_TYPE] if re.search(r"\sa\s", text) else []
    return frozenset([*found, *written, *typed])


def touched(rules: Sequence[Rule], changed: Iterable[str]) -> list[Rule]:
    """Returns the rules whose consequences may differ after statements of some relations changed.

    Args:
        rules: all rules.
        changed: the relations of the statements that were added or taken away.
    """
    reached, found = set(changed), set[Rule]()
    while fresh := [r for r in rules if r not in found and (r.reads | r.writes) & reached]:
        found.update(fresh)
        reached.update(*(rule.writes for rule in fresh))
    return [rule for rule in rules if rule in found]
