"""A cascade as one HTML file that works without a network: made with pyvis, for mail and notebooks.

Four things pyvis does are undone or avoided here: it leaves links to two content networks in the
page, computes positions for minutes, writes any title that contains "href" as HTML, and names no
language. Text of documents reaches the page only as JSON or escaped; a content security policy
lets no script run but those named by their hash.
"""

import html
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from danvan_graph.cascade import tree_of, words
from danvan_graph.cascade.branch import Branch, pruned
from danvan_graph.cascade.layout import COLUMN, positions
from danvan_graph.cascade.shape import Cascade, Evidence, Node, step_at
from danvan_graph.web.files.pyvis_page import once, policy, script_safe, without_links

_COLLECTED = {"background": "#0072b2", "border": "#004a75"}
_LATE = {"background": "#e69f00", "border": "#7a5500"}
_WHITE = {"background": "#ffffff", "border": "#0072b2"}
_MISSING = {"background": "#ffffff", "border": "#767676"}
_LONGEST_LINE = 26

_OPTIONS = json.dumps(
    {
        "physics": {"enabled": False},
        "interaction": {"dragNodes": False, "hover": True, "keyboard": {"bindToWindow": False}},
        "nodes": {"shape": "box", "margin": 6, "font": {"face": "sans-serif"}},
        "edges": {
            "arrows": {"to": {"enabled": True, "scaleFactor": 0.5}},
            "color": {"color": "#9a9a9a", "highlight": "#000000"},
            "smooth": {"enabled": True, "type": "cubicBezier", "forceDirection": "vertical"},
        },
    }
)

_STYLE = """
body { font: 1rem/1.5 sans-serif; margin: 1rem; color: #1a1a1a; background: #fff; }
h1 { font-size: 1.35rem; margin: 0 0 .5rem; }
#mynetwork { float: none !important; border: 1px solid #767676 !important; }
.legend { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; }
.legend span { display: inline-block; width: 1.6em; height: 1em; vertical-align: -.1em;
  margin-right: .4em; border: 2px solid; border-radius: 3px; }
.collected { background: #0072b2; border-color: #004a75 !important; }
.late { background: #e69f00; border-color: #7a5500 !important; }
.cited { background: #fff; border-color: #0072b2 !important; }
.missing { background: #fff; border-color: #767676 !important; border-style: dashed !important; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; font-weight: bold; padding: .75rem 0 .25rem; }
th, td { border: 1px solid #c4c4c4; padding: .25rem .5rem; text-align: left; vertical-align: top; }
th { background: #f2f2f2; }
.scroll { overflow-x: auto; }
button { font: inherit; min-height: 2rem; }
:focus-visible { outline: 3px solid #0072b2; outline-offset: 2px; }
@media print { #mynetwork, button { display: none; } }
"""

_LEGEND = """
<ul class="legend" aria-label="Chú giải">
<li><span class="collected"></span>● có toàn văn trong bộ sưu tập</li>
<li><span class="late"></span>● ban hành muộn so với hạn</li>
<li><span class="cited"></span>○ chỉ được viện dẫn</li>
<li><span class="missing"></span>□ chưa có trong bộ sưu tập (không có nghĩa là chưa ban hành)</li>
<li>Mũi tên: văn bản dưới thực hiện văn bản trên; nét đứt: quan hệ yếu, hoặc mới là mong đợi</li>
</ul>
"""

_SCRIPT = """
(function () {
  var texts = JSON.parse(document.getElementById("cascade-texts").textContent);
  Object.keys(texts.nodes).forEach(function (id) {
    nodes.update({ id: id, title: texts.nodes[id] });
  });
  Object.keys(texts.edges).forEach(function (id) {
    edges.update({ id: id, title: texts.edges[id] });
  });
  network.fit({ animation: false });
  document.querySelectorAll("button[data-node]").forEach(function (button) {
    button.addEventListener("click", function () {
      network.selectNodes([button.dataset.node]);
      network.focus(button.dataset.node, { scale: 1, animation: false });
      document.getElementById("mynetwork").scrollIntoView();
    });
  });
})();
"""


def render_network(graph: Cascade, *, limit: int = 300, beyond: int = 0) -> str:
    """Returns one self-contained HTML page that draws the cascade and lists its nodes as text.

    The page asks no other host for anything. Over the limit, the nodes nearest to the root are
    kept and the page says how many were left out.

    Args:
        graph: what :func:`danvan_graph.cascade.cascade_of` returned, or a part of it.
        limit: how many nodes are drawn at most.
        beyond: how many nodes the cascade has that are not in ``graph``.
    """
    whole = tree_of(graph)
    shown = _nearest(whole, max(1, limit))
    listed = [branch for _, branch in shown.walk()]
    left_out = sum(1 for _ in whole.walk()) - len(listed) + beyond
    names = {branch.iri: f"n{number}" for number, branch in enumerate(listed)}
    edges = _Edges(graph, names, {child.iri: b.iri for b in listed for child in b.children})
    page = _drawn_by_pyvis(listed, positions(shown), names, edges)
    return _finished(without_links(page), _Content(shown, listed, names, edges, left_out))


@dataclass(frozen=True, slots=True)
class _Edges:
    """The edges between the nodes that are drawn.

    Attributes:
        graph: the cascade.
        names: the short name of each node drawn.
        parents: the node each one hangs below.
    """

    graph: Cascade
    names: dict[str, str]
    parents: dict[str, str]

    def all(self) -> Iterator[tuple[str, str, str]]:
        """Yields the short name of each edge with its two ends."""
        inside = [(a, b) for a, b in self.graph.edges if a in self.names and b in self.names]
        for number, (lower, upper) in enumerate(sorted(inside)):
            yield f"e{number}", lower, upper

    def dashes(self, lower: str, upper: str) -> list[int] | bool:
        """Returns how an edge is broken: whole only where one document carries out another."""
        step = step_at(self.graph, lower, upper)
        if step.weak:
            return [8, 6]
        return [2, 5] if self.graph.nodes[lower]["kind"] == "missing" else False


@dataclass(frozen=True, slots=True)
class _Content:
    shown: Branch
    listed: list[Branch]
    names: dict[str, str]
    edges: _Edges
    left_out: int


def _nearest(tree: Branch, limit: int) -> Branch:
    """Returns the part of the tree that is nearest to the root, documents before what is missing."""
    ranked = sorted(
        enumerate(tree.walk()),
        key=lambda item: (item[1][0], item[1][1].node.kind == "missing", item[0]),
    )
    kept = {branch.iri for _, (_, branch) in ranked[:limit]}
    return pruned(tree, lambda branch: branch.iri in kept)


def _drawn_by_pyvis(
    listed: list[Branch],
    places: dict[str, tuple[float, float]],
    names: dict[str, str],
    edges: _Edges,
) -> str:
    from pyvis.network import Network  # noqa: PLC0415 - it loads IPython, nobody else needs it

    network = Network(height="75vh", width="100%", directed=True, cdn_resources="in_line")
    for branch in listed:
        x, y = places[branch.iri]
        network.add_node(names[branch.iri], label=_label(branch.node), x=x, y=y, **_look(branch))
    for level, (label, x, y) in _bands(listed, places).items():
        font = {"size": 26, "color": "#4d4d4d"}
        network.add_node(f"level{level}", label=label, x=x, y=y, shape="text", font=font)
    for name, lower, upper in edges.all():
        thin = edges.parents.get(lower) != upper
        dashes = edges.dashes(lower, upper)
        width = 0.6 if thin or dashes else 1.6
        network.add_edge(names[lower], names[upper], id=name, dashes=dashes, width=width)
    network.set_options(_OPTIONS)
    page: str = network.generate_html(notebook=False)
    return page


def _bands(
    listed: Iterable[Branch], places: dict[str, tuple[float, float]]
) -> dict[int, tuple[str, float, float]]:
    """Returns the name of each level and its place, left of everything in the level's first row."""
    left = min(x for x, _ in places.values()) - COLUMN
    bands: dict[int, tuple[str, float, float]] = {}
    for branch in listed:
        node, y = branch.node, places[branch.iri][1]
        top = min(y, bands[node.level_order][2]) if node.level_order in bands else y
        bands[node.level_order] = (words.clean(node.level_label), left, top)
    return bands


def _look(branch: Branch) -> dict[str, object]:
    node = branch.node
    if node.kind == "missing":
        look, ink = _MISSING, "#3d3d3d"
    elif node.late_days:
        look, ink = _LATE, "#000000"
    else:
        look, ink = (_COLLECTED, "#ffffff") if node.collected else (_WHITE, "#00324f")
    dashed = [4, 3] if node.kind == "missing" else False
    return {
        "shape": "box",
        "color": {**look, "highlight": look},
        "font": {"color": ink, "size": 19 if node.kind == "missing" else 22},
        "borderWidth": 2 if branch.step else 4,
        "shapeProperties": {"borderDashes": dashed},
        "widthConstraint": {"maximum": 196},
    }


def _label(node: Node) -> str:
    if node.kind == "missing":
        return _cut(f"□ {words.short(node.label)}", 60)
    sign = "●" if node.collected else "○"
    lines = [f"{sign} {words.short(node.unit) or words.clean(node.level_label)}"]
    lines += [words.document_words(node), words.when_words(node), words.late_words(node)]
    return "\n".join(_cut(line, 3 * _LONGEST_LINE) for line in lines if line)


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def _finished(page: str, content: _Content) -> str:
    """Returns the page with language, title, policy, legend, list and the script for tooltips."""
    title = html.escape(f"Cây triển khai: {words.clean(content.shown.node.label)}")
    above = f"<h1>{title}</h1>\n{_note(content)}{_LEGEND}"
    texts = script_safe(json.dumps(_texts(content), ensure_ascii=False))
    below = (
        f"{_table(content)}\n"
        f'<script type="application/json" id="cascade-texts">{texts}</script>\n'
        f"<script>{_SCRIPT}</script>\n"
    )
    canvas = '<div id="mynetwork" role="img" aria-label="Hình vẽ; nội dung có trong bảng bên dưới">'
    page = once(page, "<html>", '<!DOCTYPE html>\n<html lang="vi">')
    page = once(page, "<body>", lambda: f"<body>\n{above}")
    page = once(page, '<div id="mynetwork" class="card-body">', canvas)
    page = once(page, "</body>", lambda: f"{below}</body>")
    head = (
        f'<meta http-equiv="Content-Security-Policy" content="{policy(page)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n"
    )
    return once(page, '<meta charset="utf-8">', lambda: f'<meta charset="utf-8">\n{head}')


def _texts(content: _Content) -> dict[str, dict[str, str]]:
    edges = content.edges
    return {
        "nodes": {content.names[b.iri]: "\n".join(_sentences(b)) for b in content.listed},
        "edges": {name: _said(edges.graph, a, b) for name, a, b in edges.all()},
    }


def _sentences(branch: Branch) -> Iterator[str]:
    """Yields what is known of a node, one clause a line."""
    node = branch.node
    yield words.clean(node.label)
    if node.title:
        yield words.clean(node.title)
    yield from (part for part in (words.clean(node.unit), words.clean(node.level_label)) if part)
    yield _status(branch)
    yield from words.remarks(node, branch.also, branch.marks)


def _status(branch: Branch) -> str:
    node = branch.node
    parts = [node.status, words.clean(node.now), words.due_words(node), words.late_words(node)]
    if node.group:
        parts.append("không liệt kê được từng đơn vị")
    if node.basis_label:
        parts.append(f"yêu cầu: {words.clean(node.basis_label).lower()}")
    return "; ".join(part for part in parts if part)


def _said(graph: Cascade, lower: str, upper: str) -> str:
    step = step_at(graph, lower, upper)
    head = "; ".join(p for p in (words.evidence_words(step), words.days_words(step.days)) if p)
    return "\n".join([head, *(_passage(evidence) for evidence in step.evidence)])


def _passage(evidence: Evidence) -> str:
    if evidence.start is None:
        return words.clean(evidence.note)
    where = f"mục {evidence.section}, " if evidence.section else ""
    span = f"ký tự {evidence.start}–{evidence.end}"
    return words.clean(f"{evidence.document_label}: {where}{span}")


def _note(content: _Content) -> str:
    if not content.left_out:
        return ""
    drawn, rest = (words.number_words(n) for n in (len(content.listed), content.left_out))
    return (
        f"<p role='note'>Hình vẽ và bảng chỉ gồm {drawn} nút gần văn bản gốc nhất; "
        f"còn {rest} nút không đưa vào.</p>\n"
    )


def _table(content: _Content) -> str:
    labels = {b.iri: _called(b.node) for b in content.listed}
    above = {lower: labels[upper] for lower, upper in content.edges.parents.items()}
    rows = "\n".join(_row(b, content.names[b.iri], above.get(b.iri, "–")) for b in content.listed)
    heads = ("Cấp", "Đơn vị", "Văn bản", "Ngày", "Thực hiện", "Tình trạng", "Ghi chú", "Hình vẽ")
    cells = "".join(f'<th scope="col">{head}</th>' for head in heads)
    return (
        '<div class="scroll" role="region" tabindex="0" aria-label="Bảng các văn bản và đơn vị">\n'
        f"<table><caption>Các văn bản và đơn vị trong hình ({len(content.listed)})</caption>\n"
        f"<thead><tr>{cells}</tr></thead>\n<tbody>\n{rows}\n</tbody></table></div>"
    )


def _called(node: Node) -> str:
    unit = words.short(node.unit)
    return f"{words.document_words(node)} ({unit})" if unit else words.document_words(node)


def _row(branch: Branch, name: str, above: str) -> str:
    node, step = branch.node, branch.step
    document = node.kind == "instrument"
    when = [words.when_words(node)] if document else []
    when += [words.days_words(step.days)] if step and step.days is not None else []
    remarks = [*([words.evidence_words(step)] if step and document else [])]
    remarks += words.remarks(node, branch.also, branch.marks)
    texts = (
        words.short(node.unit or node.label), words.document_words(node) if document else "–",
        ", ".join(when) or "–", above, _status(branch), "; ".join(remarks),
    )  # fmt: skip
    unit, *others = (html.escape(text) for text in texts)
    cells = "".join(f"<td>{text}</td>" for text in others)
    button = (
        f'<button type="button" data-node="{name}" aria-label="Xem {unit} trên hình">Xem</button>'
    )
    level = html.escape(words.clean(node.level_label))
    return f'<tr><td>{level}</td><th scope="row">{unit}</th>{cells}<td>{button}</td></tr>'
