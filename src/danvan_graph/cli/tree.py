"""``danvan tree``: how an instrument was carried out, level by level, and where the chain breaks."""

import json
import os
from collections.abc import Collection, Iterator, Sequence
from itertools import groupby
from pathlib import Path

import click
from rich.console import Console
from rich.text import Text
from rich.tree import Tree

from danvan_graph.cascade import cascade_of, metrics, totals, tree_of, words
from danvan_graph.cascade.branch import Branch, pruned
from danvan_graph.cascade.exchange import to_dict, to_graphml
from danvan_graph.cascade.measures import LevelTotal, Metrics
from danvan_graph.cascade.shape import MISSING, Cascade, Node
from danvan_graph.cli.options import graph_option
from danvan_graph.cli.wording import Verb
from danvan_graph.concepts import Concepts
from danvan_graph.errors import OutputError
from danvan_graph.lookup import index_of
from danvan_graph.store.opening import open_store
from danvan_graph.web.files.graph_view import render_network

_SHOWN_MISSING = 5
_WIDEST = 10_000
_LEGEND = (
    "Chú giải: ● có toàn văn trong bộ sưu tập · ○ chỉ được viện dẫn · □ chưa có trong bộ sưu tập "
    "(không có nghĩa là chưa ban hành) · ~ quan hệ yếu"
)


@click.command(cls=Verb)
@click.argument("instrument", metavar="VĂN_BẢN")
@click.option("--weak", is_flag=True, help="Thêm văn bản chỉ có nhiệm vụ thực hiện, tiếp tục, ….")
@click.option(
    "--level", "levels", multiple=True, metavar="CẤP", help="Chỉ cấp này (tinh, huyen, xa)."
)
@click.option(
    "--year", "years", multiple=True, type=int, metavar="NĂM", help="Chỉ văn bản của năm này."
)
@click.option("--all", "everything", is_flag=True, help="Kể hết đơn vị chưa có trong bộ sưu tập.")
@click.option(
    "--html", type=click.Path(path_type=Path), metavar="TỆP", help="Ghi hình vẽ vào tệp HTML."
)
@click.option(
    "--graphml", type=click.Path(path_type=Path), metavar="TỆP", help="Ghi đồ thị ra GraphML."
)
@click.option("--json", "as_json", is_flag=True, help="In ra JSON, kèm mọi đoạn làm chứng.")
@graph_option
def tree(  # noqa: PLR0913, PLR0917 - one argument for each option of the command
    instrument: str,
    levels: tuple[str, ...],
    years: tuple[int, ...],
    html: Path | None,
    graphml: Path | None,
    store: str,
    *,
    weak: bool,
    everything: bool,
    as_json: bool,
) -> None:
    """Cho xem VĂN_BẢN được triển khai thế nào: tỉnh, huyện, xã, và chỗ chưa thấy văn bản.

    Ví dụ: danvan tree "33/CT-TTg", danvan tree "chi thi 33" --level tinh --all
    """
    opened = open_store(store)
    wanted = Concepts.of(opened).slugs("cap", levels)
    known = index_of(opened).find(instrument).known
    graph = cascade_of(opened, known.iri, weak=weak)
    shown = pruned(tree_of(graph), lambda branch: _is_wanted(branch.node, wanted, years))
    kept = frozenset(branch.iri for _, branch in shown.walk())
    if html:
        _write(html, render_network(graph.subgraph(kept)).encode("utf-8"))
    if graphml:
        _write(graphml, to_graphml(graph.subgraph(kept)))
    if as_json:
        click.echo(json.dumps(to_dict(graph, kept), ensure_ascii=False, indent=1))
    else:
        _print(graph, shown, everything=everything)


def _write(path: Path, content: bytes) -> None:
    """Leaves the whole content in the file, or the file as it was.

    Raises:
        OutputError: the file cannot be written.
    """
    try:
        draft = path.with_name(f".{path.name[:40]}.{os.getpid()}")
        try:
            with draft.open("xb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise OutputError(
            f"Không ghi được tệp “{path}” ({reason}); "
            "hãy kiểm tra tên tệp, quyền ghi và chỗ trống, hoặc chọn tệp khác.",
            f"Cannot write the file “{path}” ({reason}).",
        ) from error
    click.echo(f"Đã ghi “{path}”.", err=True)


def _print(graph: Cascade, shown: Branch, *, everything: bool) -> None:
    console = _console()
    console.print(_drawn(shown, everything=everything))
    console.print()
    for total in totals(graph):
        console.print(_total_line(total))
    console.print(_metric_line(metrics(graph)))
    for note in graph.graph["notes"]:
        console.print(f"Lưu ý: {note}")
    console.print(_LEGEND)


def _console() -> Console:
    """Returns a console that leaves lines whole when its output is a file or a pipe."""
    console = Console(highlight=False, markup=False, emoji=False)
    if not console.is_terminal:
        console = Console(highlight=False, markup=False, emoji=False, width=_WIDEST)
    return console


def _is_wanted(node: Node, levels: Collection[str], years: Collection[int]) -> bool:
    of_level = not levels or node.level in levels
    of_year = not years or node.kind == "missing" or node.year in years
    return of_level and of_year


def _drawn(shown: Branch, *, everything: bool) -> Tree:
    drawn = Tree(_root_line(shown), highlight=False)
    waiting = [(shown, drawn)]
    while waiting:
        branch, place = waiting.pop()
        for _, level in groupby(branch.children, key=lambda child: child.node.level_order):
            listed, left_out = _listed(list(level), everything=everything)
            waiting.extend([(child, place.add(_line(child))) for child in listed])
            if left_out:
                place.add(Text(f"… và {left_out} đơn vị khác {MISSING}", style="dim"))
    return drawn


def _listed(children: Sequence[Branch], *, everything: bool) -> tuple[list[Branch], int]:
    """Returns the branches of one level to print, and how many missing units are left out."""
    missing = [c for c in children if c.node.kind == "missing" and not c.node.group]
    plain = [c.iri for c in missing if not (c.children or c.node.hint or c.node.elsewhere)]
    hidden = frozenset(() if everything else plain[_SHOWN_MISSING:])
    return [c for c in children if c.iri not in hidden], len(hidden)


def _root_line(root: Branch) -> Text:
    text = Text(words.clean(root.node.label), style="bold")
    if root.node.unit:
        text.append(f" · {words.short(root.node.unit)}", style="not bold")
    if not root.node.collected:
        text.append(" · chỉ được viện dẫn", style="not bold dim")
    return text


def _line(branch: Branch) -> Text:
    node = branch.node
    sign = "□" if node.kind == "missing" else "●" if node.collected else "○"
    parts = _missing_parts(branch) if node.kind == "missing" else _document_parts(branch)
    text = Text(f"{'~ ' if node.weak else ''}{sign} ", style="dim" if sign == "□" else "")
    text.append(" · ".join(part for part in parts if part))
    for remark in words.remarks(node, branch.also, branch.marks):
        text.append(f"\n    {remark}", style="italic")
    return text


def _document_parts(branch: Branch) -> Iterator[str]:
    node, step = branch.node, branch.step
    yield words.clean(node.level_label)
    yield words.short(node.unit) or "chưa rõ cơ quan"
    yield words.document_words(node)
    yield words.when_words(node)
    if step:
        yield words.days_words(step.days)
        yield words.evidence_words(step)
    yield words.late_words(node)
    if not node.collected:
        yield "chỉ được viện dẫn"


def _missing_parts(branch: Branch) -> Iterator[str]:
    node = branch.node
    yield words.clean(node.level_label)
    yield words.short(node.label) + (f" ({words.clean(node.now)})" if node.now else "")
    yield node.status
    if node.group:
        yield "không liệt kê được từng đơn vị"
    sure = "" if node.confidence >= 1 else f", độ tin cậy {node.confidence:.2f}".replace(".", ",")
    yield f"yêu cầu: {words.clean(node.basis_label).lower()}{sure}"
    yield words.due_words(node)


def _total_line(total: LevelTotal) -> str:
    parts = []
    if total.expected:
        answered, expected = words.number_words(total.answered), words.number_words(total.expected)
        parts.append(f"{answered}/{expected} đơn vị được mong đợi đã có văn bản")
        parts.append(f"{words.number_words(total.missing)} chưa có trong bộ sưu tập")
    parts.append(f"{words.number_words(total.documents)} văn bản có toàn văn")
    parts.append(f"{words.number_words(total.cited)} chỉ được viện dẫn")
    if total.groups:
        parts.append(f"{total.groups} nhóm chưa liệt kê được")
    if total.weak:
        parts.append(f"{total.weak} quan hệ yếu")
    return f"{total.label}: {', '.join(parts)}"


def _metric_line(figures: Metrics) -> str:
    delay = figures.delay
    parts = [f"Sâu {figures.depth} bước", f"{len(figures.breaks)} chỗ đứt chuỗi"]
    if delay:
        median = f"{delay.median:g}".replace(".", ",")
        parts.append(
            f"mỗi bước chậm {median} ngày (trung vị; từ {delay.shortest} đến {delay.longest}, "
            f"{delay.count} bước biết ngày)"
        )
    if figures.reversed:
        parts.append(f"{len(figures.reversed)} văn bản có ngày trước văn bản cấp trên")
    return " · ".join(parts)
