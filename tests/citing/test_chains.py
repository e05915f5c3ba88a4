"""How a citation travels along chains of documents: tiny invented graphs, one shape each."""

from collections.abc import Callable
from typing import Any

from danvan_graph.citing import CARRYING, CitingPlan, plans_citing
from danvan_graph.vocabulary import RELATIONS

GOAL = "chi-thi"


def _paths(invented: Any, **filters: Any) -> dict[str, list[tuple[str, str]]]:
    """Returns the path of each plan towards the goal, by the plan's name."""
    found = _ask(invented, **filters)
    return {
        invented.name(plan.plan.iri): [(h.relation, invented.name(h.iri)) for h in plan.path]
        for plan in found
    }


def _ask(invented: Any, **filters: Any) -> tuple[CitingPlan, ...]:
    asked = {"transitive": True, **filters}
    return plans_citing(invented.store, invented.index, invented.iri(GOAL), **asked)


Maker = Callable[..., Any]


def test_chain(invented: Maker, cited: Any) -> None:
    """Proves that a commune's plan reaches the directive through the district's, step by step."""
    made = invented(
        cited("ke-hoach-huyen", "thuc-hien", GOAL),
        cited("ke-hoach-xa", "thuc-hien", "ke-hoach-huyen"),
    )
    assert _paths(made) == {
        "ke-hoach-huyen": [("thuc-hien", GOAL)],
        "ke-hoach-xa": [("thuc-hien", "ke-hoach-huyen"), ("thuc-hien", GOAL)],
    }
    assert _paths(made, transitive=False) == {"ke-hoach-huyen": [("thuc-hien", GOAL)]}


def test_evidence_of_the_first_step(invented: Maker, cited: Any) -> None:
    """Proves that an indirect plan is proven by its own passage, not by that of the one between."""
    made = invented(
        cited("ke-hoach-huyen", "thuc-hien", GOAL),
        cited("ke-hoach-xa", "thuc-hien", "ke-hoach-huyen"),
    )
    below = _ask(made)[1]
    assert [(made.name(e.document), e.section) for e in below.evidence] == [("ke-hoach-xa", "I.1")]


def test_diamond(invented: Maker, cited: Any) -> None:
    """Proves that of two ways of one length one is told, always the same, and the plan once."""
    made = invented(
        cited("ke-hoach-b", "thuc-hien", GOAL),
        cited("ke-hoach-a", "can-cu", GOAL),
        cited("ke-hoach-xa", "thuc-hien", "ke-hoach-b"),
        cited("ke-hoach-xa", "thuc-hien", "ke-hoach-a"),
    )
    assert _paths(made)["ke-hoach-xa"] == [("thuc-hien", "ke-hoach-a"), ("can-cu", GOAL)]
    assert len(_ask(made)) == 3


def test_shortest(invented: Maker, cited: Any) -> None:
    """Proves that a plan which also names the instrument itself is told as direct."""
    made = invented(
        cited("ke-hoach-huyen", "thuc-hien", GOAL),
        cited("ke-hoach-xa", "thuc-hien", "ke-hoach-huyen"),
        cited("ke-hoach-xa", "to-chuc-thuc-hien", GOAL),
    )
    assert _paths(made)["ke-hoach-xa"] == [("to-chuc-thuc-hien", GOAL)]


def test_cycle(invented: Maker, cited: Any) -> None:
    """Proves that documents citing each other end the search, and none reaches itself."""
    made = invented(
        cited("ke-hoach-a", "thuc-hien", "ke-hoach-b"),
        cited("ke-hoach-b", "thuc-hien", "ke-hoach-a"),
        cited("ke-hoach-b", "thuc-hien", GOAL),
        cited(GOAL, "can-cu", "ke-hoach-a"),
    )
    assert _paths(made) == {
        "ke-hoach-b": [("thuc-hien", GOAL)],
        "ke-hoach-a": [("thuc-hien", "ke-hoach-b"), ("thuc-hien", GOAL)],
    }


def test_nested(invented: Maker, cited: Any) -> None:
    """Proves that a title quoted inside a citation speaks for the cited, and is a mention here."""
    made = invented(
        cited("ke-hoach-xa", "thuc-hien", "ke-hoach-huyen"),
        cited("ke-hoach-huyen", "thuc-hien", GOAL, "ke-hoach-xa", "ke-hoach-huyen"),
    )
    assert _paths(made) == {
        "ke-hoach-huyen": [("thuc-hien", GOAL)],
        "ke-hoach-xa": [("nhac-den", GOAL)],
    }
    above = next(plan for plan in _ask(made) if plan.plan.iri == made.iri("ke-hoach-huyen"))
    assert [made.name(e.document) for e in above.evidence] == ["ke-hoach-xa"]


def test_nested_still_carries(invented: Maker, cited: Any) -> None:
    """Proves that quoting the directive does not hide that the plan carries it through another.

    The hamlet's plan rests on the commune's, which only quotes the directive but implements the
    district's plan, which implements the directive.
    """
    made = invented(
        cited("ke-hoach-xa", "thuc-hien", "ke-hoach-huyen"),
        cited("ke-hoach-huyen", "thuc-hien", GOAL, "ke-hoach-xa", "ke-hoach-huyen"),
        cited("ke-hoach-thon", "thuc-hien", "ke-hoach-xa"),
    )
    assert _paths(made)["ke-hoach-thon"] == [
        ("thuc-hien", "ke-hoach-xa"),
        ("thuc-hien", "ke-hoach-huyen"),
        ("thuc-hien", GOAL),
    ]


def test_role_finds_the_longer_way(invented: Maker, cited: Any) -> None:
    """Proves that asking who implements finds the plan that quotes directly, implements indirectly."""
    made = invented(
        cited("ke-hoach-xa", "thuc-hien", "ke-hoach-huyen"),
        cited("ke-hoach-huyen", "thuc-hien", GOAL, "ke-hoach-xa", "ke-hoach-huyen"),
    )
    assert _paths(made, roles={"thuc-hien"})["ke-hoach-xa"] == [
        ("thuc-hien", "ke-hoach-huyen"),
        ("thuc-hien", GOAL),
    ]
    assert "ke-hoach-xa" not in _paths(made, roles={"thuc-hien"}, transitive=False)


def test_mention_does_not_carry(invented: Maker, cited: Any) -> None:
    """Proves that who cites a document that only mentions the instrument does not reach it."""
    made = invented(
        cited("ke-hoach-huyen", "nhac-den", GOAL),
        cited("ke-hoach-xa", "thuc-hien", "ke-hoach-huyen"),
    )
    assert _paths(made) == {"ke-hoach-huyen": [("nhac-den", GOAL)]}


def test_mention_as_first_step(invented: Maker, cited: Any) -> None:
    """Proves that a mention of an implementing plan is told as a mention, and is carried no further."""
    made = invented(
        cited("ke-hoach-huyen", "thuc-hien", GOAL),
        cited("ke-hoach-xa", "nhac-den", "ke-hoach-huyen"),
        cited("ke-hoach-thon", "thuc-hien", "ke-hoach-xa"),
    )
    assert _paths(made) == {
        "ke-hoach-huyen": [("thuc-hien", GOAL)],
        "ke-hoach-xa": [("nhac-den", "ke-hoach-huyen"), ("thuc-hien", GOAL)],
    }


def test_every_relation(invented: Maker, cited: Any) -> None:
    """Proves which relations carry: the seven of the table, and none of the others."""
    made = invented(
        *(cited(f"ke-hoach-{relation}", relation, GOAL) for relation in RELATIONS),
        *(cited(f"ke-hoach-xa-{r}", "thuc-hien", f"ke-hoach-{r}") for r in RELATIONS),
    )
    paths = _paths(made)
    assert {r for r in RELATIONS if f"ke-hoach-{r}" in paths} == set(RELATIONS)
    assert {r for r in RELATIONS if f"ke-hoach-xa-{r}" in paths} == CARRYING


def test_through_what_is_no_plan(invented: Maker, cited: Any) -> None:
    """Proves that a conclusion between carries the citation but is not told as a plan."""
    made = invented(
        cited("ke-hoach-tinh", "thuc-hien", "ket-luan"),
        registered=[("ket-luan", "tiep-tuc", GOAL)],
    )
    assert _paths(made) == {"ke-hoach-tinh": [("thuc-hien", "ket-luan"), ("tiep-tuc", GOAL)]}


def test_register_without_passage(invented: Maker) -> None:
    """Proves that a relation known from a register counts, and claims no passage."""
    made = invented(registered=[("ke-hoach-tinh", "thuc-hien", GOAL)])
    (found,) = _ask(made)
    assert found.roles == ("thuc-hien",)
    assert found.evidence == ()


def test_order(invented: Maker, cited: Any) -> None:
    """Proves the order: upper levels first, then shorter ways, then addresses."""
    made = invented(
        cited("ke-hoach-xa-2", "thuc-hien", GOAL),
        cited("ke-hoach-xa-1", "thuc-hien", GOAL),
        cited("ke-hoach-huyen", "thuc-hien", "ke-hoach-tinh"),
        cited("ke-hoach-xa-0", "thuc-hien", "ke-hoach-tinh"),
        cited("ke-hoach-tinh", "thuc-hien", GOAL),
        levels={"ke-hoach-tinh": "tinh", "ke-hoach-huyen": "huyen"},
    )
    assert list(_paths(made)) == [
        "ke-hoach-tinh",
        "ke-hoach-huyen",
        "ke-hoach-xa-1",
        "ke-hoach-xa-2",
        "ke-hoach-xa-0",
    ]


def test_strongest_relation_is_told(invented: Maker, cited: Any) -> None:
    """Proves that a step is called by its strongest relation, and a mention comes last."""
    made = invented(
        cited("ke-hoach-xa", "nhac-den", GOAL),
        cited("ke-hoach-xa", "to-chuc-thuc-hien", GOAL),
        cited("ke-hoach-xa", "thuc-hien", GOAL),
    )
    (found,) = _ask(made)
    assert found.path[0].relation == "thuc-hien"
    assert found.roles == ("thuc-hien", "to-chuc-thuc-hien", "nhac-den")
    assert [e.relation for e in found.evidence] == ["thuc-hien", "to-chuc-thuc-hien", "nhac-den"]
