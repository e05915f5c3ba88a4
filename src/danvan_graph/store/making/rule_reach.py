"""Which relations a rule reads and writes, and how far a change of them reaches.

So only the rules that a change can touch run again, and only for the things that it reaches. A rule
says in comments of its own from where to where, beginning at the subject of what changed::

    # reach: dv:involves dv:bearer -> .
    # reach: dv:hasMember -> ^dv:bearer

``*`` stands for every relation the rule reads, ``a`` for the class. When a relation changes of which
a rule says nothing, the whole rule runs again. A rule may say too that nothing follows of a thing of
which none of some relations tells::

    # needs: dv:involves dv:bearer
"""

import itertools
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from danvan_graph.store.making.paths import Way, read_way

_PREFIX = re.compile(r"PREFIX\s+([\w-]*):\s*<([^<>]*)>", re.IGNORECASE)
_RULE = re.compile(r"CONSTRUCT\s*\{(?P<head>[^{}]*)\}\s*WHERE\s*(?P<body>\{.*)", re.DOTALL)
_REACH = re.compile(r"(?m)^# reach: (?P<relations>.+) -> (?P<way>\S+)$")
_NEEDS = re.compile(r"(?m)^# needs: (?P<relations>.+)$")
_CHOICE = re.compile(r"\b(?:OPTIONAL|FILTER|MINUS|BIND|SELECT|GRAPH|SERVICE)\b", re.IGNORECASE)
_COMMENT = re.compile(r"(?m)(?:^|\s)#[^\n]*")
_NAME = re.compile(r"(?<![\w<?\"])([\w-]*):([\w-]+)")
_A = re.compile(r"[\s(|/^!]a[\s)|/*+?]")
_MEMBER = re.compile(r"\sa\s+([\w-]*:[\w-]+|<[^<>\s]+>)(?=\s*[.;}])")
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


@dataclass(frozen=True, slots=True)
class Rule:
    """A CONSTRUCT rule and what it touches.

    Attributes:
        text: the query.
        writes: the relations of its consequences.
        reads: every name in its WHERE clause; a relation it reads is among them.
        reach: relations, and a way from the subject of one of their statements to the subjects of
            the consequences that may change with it.
        classes: those whose members the rule looks at.
        any_class: whether it looks at the class of a thing in a way that names none.
        needs: relations of which one tells of the subject of a consequence; none when unsaid.
        grows: whether a statement more never takes a consequence away: the rule is a bare pattern.
    """

    text: str
    writes: frozenset[str]
    reads: frozenset[str]
    reach: tuple[tuple[frozenset[str], Way], ...] = ()
    classes: frozenset[str] = frozenset()
    any_class: bool = False
    needs: frozenset[str] = frozenset()
    grows: bool = False

    def ways(self, relation: str) -> tuple[Way, ...]:
        """Returns the ways from a changed statement; none when the whole rule must run again."""
        return tuple(way for relations, way in self.reach if relation in relations)

    def reads_classes_of(self, relation: str) -> bool:
        """Returns whether it is the relation to a class, of which the rule looks at some only."""
        return relation == _TYPE and not self.any_class

    def local(self, relations: Collection[str]) -> bool:
        """Returns whether the rule says of all these relations, if it reads them, how far they reach.

        A rule that says nothing is never local: nobody knows what its consequences rest on.
        """
        return bool(self.reach) and all(
            self.ways(relation) for relation in self.reads.intersection(relations)
        )


def read_rule(text: str) -> Rule:
    """Returns a rule and what it touches.

    A relation in the place of a variable has to be listed by VALUES, as in rule 02.

    >>> rule = read_rule("PREFIX x: <urn:x:> CONSTRUCT { ?a x:c ?b } WHERE { ?a x:p+/x:q ?b }")
    >>> sorted(rule.writes), sorted(rule.reads)
    (['urn:x:c'], ['urn:x:p', 'urn:x:q'])

    Raises:
        ValueError: the text is no CONSTRUCT with a plain template and a WHERE clause, or a way in
            its comments is none.
    """
    bare = _COMMENT.sub(" ", text)
    parts = _RULE.search(bare)
    if parts is None:
        raise ValueError(text)
    prefixes = dict(_PREFIX.findall(bare))
    reads = _names(parts["body"], prefixes)
    told = (
        (_relations(found["relations"], prefixes, reads), read_way(found["way"], prefixes))
        for found in _REACH.finditer(text)
    )
    classes = (_names(name, prefixes) for name in _MEMBER.findall(parts["body"]))
    any_class = _TYPE in _names(_MEMBER.sub(" ", parts["body"]), prefixes)
    writes = _names(parts["head"], prefixes)
    needs = (_names(found["relations"], prefixes) for found in _NEEDS.finditer(text))
    return Rule(
        text,
        writes,
        reads,
        tuple(told),
        frozenset().union(*classes),
        any_class,
        frozenset().union(*needs),
        grows=_CHOICE.search(parts["body"]) is None,
    )


def _relations(text: str, prefixes: dict[str, str], reads: frozenset[str]) -> frozenset[str]:
    named = [_names(part, prefixes) for part in text.split() if part not in {"*", "a"}]
    typed = [frozenset([_TYPE])] if "a" in text.split() else []
    return frozenset().union(*named, *typed, reads if "*" in text.split() else ())


def _names(text: str, prefixes: dict[str, str]) -> frozenset[str]:
    found = {prefixes[p] + name for p, name in _NAME.findall(text) if p in prefixes}
    written = re.findall(r"<([^<>\s]+)>", text)
    typed = [_TYPE] if _A.search(text) else []
    return frozenset([*found, *written, *typed])


@dataclass(frozen=True, slots=True)
class Stratum:
    """Rules that write the same relations, or feed each other.

    Attributes:
        rules: the rules.
        circular: whether one of them reads what one of them writes.
    """

    rules: tuple[Rule, ...]
    circular: bool

    @property
    def writes(self) -> frozenset[str]:
        """The relations of the consequences."""
        return frozenset().union(*(rule.writes for rule in self.rules))

    def local(self, relations: Collection[str]) -> bool:
        """Returns whether its rules need to run for some things only when the relations change."""
        return not self.circular and all(rule.local(relations) for rule in self.rules)

    @property
    def needs(self) -> frozenset[str]:
        """The relations of which one tells of the subject of a consequence; none when unsaid."""
        unsaid = not all(rule.needs for rule in self.rules)
        return frozenset() if unsaid else frozenset().union(*(r.needs for r in self.rules))

    @property
    def touches(self) -> frozenset[str]:
        """The relations read or written."""
        return self.writes.union(*(rule.reads for rule in self.rules))

    @property
    def grows(self) -> bool:
        """Whether a statement more never takes a consequence away."""
        return all(rule.grows for rule in self.rules)


def strata(rules: Sequence[Rule]) -> list[Stratum]:
    """Returns the rules in an order in which each finds its premises finished.

    >>> text = "CONSTRUCT {{ ?a <urn:{}> ?b }} WHERE {{ ?a <urn:{}> ?b }}"
    >>> rules = [read_rule(text.format(*pair)) for pair in ("cb", "ba", "da", "ad")]
    >>> [(sorted(s.writes), s.circular) for s in strata(rules)]
    [(['urn:a', 'urn:d'], True), (['urn:b'], False), (['urn:c'], False)]
    """
    import networkx  # noqa: PLC0415 - a server starts sooner without it

    feeds: networkx.DiGraph[int] = networkx.DiGraph()
    feeds.add_nodes_from(range(len(rules)))
    for one, other in itertools.product(range(len(rules)), repeat=2):
        if rules[one].writes & (rules[other].reads | rules[other].writes):
            feeds.add_edge(one, other)
    knots = networkx.condensation(feeds)
    found = []
    for knot in networkx.lexicographical_topological_sort(knots):
        inside = tuple(rules[i] for i in sorted(knots.nodes[knot]["members"]))
        written = frozenset().union(*(rule.writes for rule in inside))
        found.append(Stratum(inside, any(rule.reads & written for rule in inside)))
    return found
