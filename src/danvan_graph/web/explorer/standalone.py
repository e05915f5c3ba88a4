"""What somebody has opened, as one HTML file that works without a network: made with pyvis.

Positions are those of the picture of the page, physics is off, and labels enter only as JSON or
escaped HTML; see :mod:`danvan_graph.web.files.graph_view`, which draws cascades the same way.
"""

import html
import json

from danvan_graph.cascade.words import clean
from danvan_graph.web.explorer.exploring import Explored
from danvan_graph.web.explorer.picture import Box, Picture
from danvan_graph.web.files.pyvis_page import once, policy, without_links
from danvan_graph.web.publication import Edition

_OPTIONS = json.dumps(
    {
        "physics": {"enabled": False},
        "interaction": {"dragNodes": True, "hover": True, "keyboard": {"bindToWindow": False}},
        "nodes": {"shape": "box", "margin": 8, "font": {"face": "sans-serif", "align": "left"}},
        "edges": {
            "arrows": {"to": {"enabled": True, "scaleFactor": 0.5}},
            "font": {"size": 10, "face": "sans-serif"},
            "color": {"color": "#8593a0", "highlight": "#000000"},
            "smooth": {"enabled": True, "type": "cubicBezier", "forceDirection": "horizontal"},
        },
    }
)
_STYLE = """
body { font: 1rem/1.5 sans-serif; margin: 1rem; color: #1b2733; background: #fff; }
h1 { font-size: 1.35rem; margin: 0 0 .5rem; }
#mynetwork { float: none !important; border: 1px solid #767676 !important; }
table { border-collapse: collapse; width: 100%; }
th, td { border: 1px solid #c4c4c4; padding: .25rem .5rem; text-align: left; }
caption { text-align: left; font-weight: bold; padding: .75rem 0 .25rem; }
@media print { #mynetwork { display: none; } }
"""


def to_html(edition: Edition, found: Explored, picture: Picture, start: str) -> str:
    """Returns one self-contained page that draws what is open and lists its ties as text.

    Args:
        edition: names the things.
        found: the graph, of at most 300 nodes.
        picture: where each node stands.
        start: address of the thing it began with.
    """
    page = without_links(_drawn(found, picture))
    title = html.escape(f"Khám phá: {clean(edition.label(start))}")
    canvas = '<div id="mynetwork" role="img" aria-label="Hình vẽ; nội dung có trong bảng bên dưới">'
    page = once(page, "<html>", '<!DOCTYPE html>\n<html lang="vi">')
    page = once(page, "<body>", lambda: f"<body>\n<h1>{title}</h1>\n")
    page = once(page, '<div id="mynetwork" class="card-body">', canvas)
    page = once(page, "</body>", lambda: f"{_table(edition, found)}\n</body>")
    head = (
        f'<meta http-equiv="Content-Security-Policy" content="{policy(page)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n"
    )
    return once(page, '<meta charset="utf-8">', lambda: f'<meta charset="utf-8">\n{head}')


def _drawn(found: Explored, picture: Picture) -> str:
    from pyvis.network import Network  # noqa: PLC0415 - it loads IPython, nobody else needs it

    network = Network(height="75vh", width="100%", directed=True, cdn_resources="in_line")
    names = {box.name: f"n{number}" for number, box in enumerate(picture.boxes)}
    for box in picture.boxes:
        network.add_node(names[box.name], label="\n".join(box.lines), **_look(box))
    for number, (source, target, facts) in enumerate(found.graph.edges(data=True)):
        label = clean(str(facts["label"]))
        network.add_edge(names[source], names[target], id=f"e{number}", label=label)
    network.set_options(_OPTIONS)
    page: str = network.generate_html(notebook=False)
    return page


def _look(box: Box) -> dict[str, object]:
    border = "#0072b2" if "/instrument/" in box.name else "#767676"
    look = {"background": "#ffffff", "border": border}
    return {
        "x": box.x + box.width / 2,
        "y": box.y + box.height / 2,
        "shape": "box",
        "color": {**look, "highlight": look},
    }


def _table(edition: Edition, found: Explored) -> str:
    rows = "".join(
        "<tr>"
        + "".join(
            f"<td>{html.escape(clean(text))}</td>"
            for text in (edition.label(source), str(facts["label"]), edition.label(target))
        )
        + "</tr>\n"
        for source, target, facts in found.graph.edges(data=True)
    )
    heads = "".join(f'<th scope="col">{head}</th>' for head in ("Từ", "Quan hệ", "Đến"))
    return (
        f"<table><caption>Các quan hệ trong hình</caption>\n<thead><tr>{heads}</tr></thead>\n"
        f"<tbody>\n{rows}</tbody></table>"
    )
