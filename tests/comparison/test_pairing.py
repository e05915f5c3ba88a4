"""Which tasks belong together, on tasks of our own and on the shipped plans."""

from hypothesis import given, settings
from hypothesis import strategies as st

from danvan_graph.comparison.pairing import ADAPTED, TAKEN_UP, Comparison, compare
from danvan_graph.comparison.plan_task import PlanTask, tasks_of, words_of
from danvan_graph.store.engines.oxigraph import Store

THANH_HA = "https://w3id.org/danvan/instrument/294/2023/ke-hoach-trien-khai-thuc-hien-cong-tac-dan-van-chinh-quyen-nam-2023"


def _task(name: str, text: str, *themes: str, cites: tuple[str, ...] = ()) -> PlanTask:
    return PlanTask(name, None, text, frozenset(themes), frozenset(cites), words_of(text))


UPPER = (
    _task("u1", "Mở lớp tập huấn kỹ năng vận động quần chúng cho cán bộ cấp xã", "tap-huan"),
    _task("u2", "Đối thoại với người dân hai lần mỗi năm", "doi-thoai", cites=("ct1",)),
    _task("u3", "Lập tổ tư vấn pháp lý tại vùng cao", "phap-luat"),
)
LOWER = (
    _task("l1", "Đối thoại trực tiếp với người dân ít nhất một lần", "doi-thoai", cites=("ct1",)),
    _task("l2", "Mở lớp tập huấn kỹ năng vận động quần chúng cho cán bộ thôn", "tap-huan"),
    _task("l3", "Trồng hoa dọc đường liên thôn", "moi-truong"),
)


def test_each_task_where_it_belongs() -> None:
    """What is said alike is taken up or adapted; the rest is unseen or added."""
    found = compare(UPPER, LOWER)
    together = {(p.upper.iri, p.lower.iri) for p in (*found.taken_up, *found.adapted)}
    assert together == {("u1", "l2"), ("u2", "l1")}
    assert [t.iri for t in found.unseen] == ["u3"]
    assert [t.iri for t in found.added] == ["l3"]


def test_what_is_shared_is_told() -> None:
    """A pair names the themes and citations of both."""
    pairs = compare(UPPER, LOWER)
    by_upper = {p.upper.iri: p for p in (*pairs.taken_up, *pairs.adapted)}
    assert by_upper["u2"].cites == {"ct1"}
    assert by_upper["u1"].themes == {"tap-huan"}


def _all(found: Comparison) -> tuple[list[str], list[str]]:
    pairs = (*found.taken_up, *found.adapted)
    above = [p.upper.iri for p in pairs] + [t.iri for t in found.unseen]
    below = [p.lower.iri for p in pairs] + [t.iri for t in found.added]
    return above, below


_TEXTS = st.lists(st.text("abc đê", min_size=1, max_size=30), max_size=8)


@settings(max_examples=100, deadline=None)
@given(above=_TEXTS, below=_TEXTS)
def test_every_task_stands_once(above: list[str], below: list[str]) -> None:
    """Nothing is lost or told twice, and likeness lies between its bounds."""
    upper = [_task(f"u{n}", text) for n, text in enumerate(above)]
    lower = [_task(f"l{n}", text) for n, text in enumerate(below)]
    found = compare(upper, lower)
    names = _all(found)
    assert sorted(names[0]) == sorted(t.iri for t in upper)
    assert sorted(names[1]) == sorted(t.iri for t in lower)
    assert all(TAKEN_UP <= p.likeness <= 1.0000001 for p in found.taken_up)
    assert all(ADAPTED <= p.likeness < TAKEN_UP for p in found.adapted)


def test_a_plan_takes_itself_up(store: Store) -> None:
    """Compared with itself a shipped plan keeps every task, each paired with itself."""
    tasks = tasks_of(store, THANH_HA)
    found = compare(tasks, tasks)
    assert len(tasks) > 10
    assert len(found.taken_up) == len(tasks)
    assert all(p.upper.summary == p.lower.summary for p in found.taken_up)
