"""``danvan cites``: which plans cite an instrument, and where they say so."""

import json
from dataclasses import asdict

import click
from rich.console import Console

from danvan_graph.citing import CitingPlan, Evidence, plans_citing
from danvan_graph.cli.options import graph_option
from danvan_graph.cli.wording import Verb
from danvan_graph.concepts import Concepts
from danvan_graph.identifiers.document_date import DocumentDate
from danvan_graph.lookup import Match, index_of
from danvan_graph.store.opening import open_store


@click.command(cls=Verb)
@click.argument("instrument", metavar="VĂN_BẢN")
@click.option("--transitive", is_flag=True, help="Tính cả trích dẫn qua văn bản trung gian.")
@click.option(
    "--role",
    "roles",
    multiple=True,
    metavar="QUAN_HỆ",
    help="Chỉ quan hệ này (thuc-hien, can-cu, …).",
)
@click.option(
    "--level", "levels", multiple=True, metavar="CẤP", help="Chỉ cấp này (tinh, huyen, xa)."
)
@click.option("--year", "years", multiple=True, type=int, metavar="NĂM", help="Chỉ năm này.")
@click.option("--json", "as_json", is_flag=True, help="In ra JSON.")
@graph_option
def cites(  # noqa: PLR0913 - one argument for each option of the command
    instrument: str,
    roles: tuple[str, ...],
    levels: tuple[str, ...],
    years: tuple[int, ...],
    store: str,
    *,
    transitive: bool,
    as_json: bool,
) -> None:
    """Liệt kê các kế hoạch trích dẫn VĂN_BẢN, viết theo cách nào cũng được.

    Ví dụ: danvan cites "33/CT-TTg", danvan cites "chi thi 33" --transitive
    """
    graph = open_store(store)
    concepts = Concepts.of(graph)
    index = index_of(graph)
    match = index.find(instrument)
    found = plans_citing(
        graph,
        index,
        match.known.iri,
        transitive=transitive,
        roles=concepts.slugs("quan-he", roles),
        levels=concepts.slugs("cap", levels),
        years=frozenset(years),
    )
    if as_json:
        click.echo(json.dumps(_as_dict(match, found), ensure_ascii=False, indent=1))
    else:
        _print(match, found, concepts)


def _as_dict(match: Match, found: tuple[CitingPlan, ...]) -> dict[str, object]:
    return {
        "instrument": asdict(match.known),
        "namesakes": [k.iri for k in match.namesakes],
        "plans": [asdict(plan) for plan in found],
    }


def _print(match: Match, found: tuple[CitingPlan, ...], concepts: Concepts) -> None:
    console = Console(highlight=False, soft_wrap=True, markup=False)
    console.print(match.known.label + (f" — {match.known.title}" if match.known.title else ""))
    for other in match.namesakes:
        console.print(f"  (cùng số, ký hiệu nhưng chưa được trích dẫn: {other.label})")
    console.print(
        f"{len(found)} kế hoạch trích dẫn:" if found else "Chưa có kế hoạch nào trích dẫn."
    )
    for plan in found:
        _print_plan(console, plan, concepts)


def _print_plan(console: Console, found: CitingPlan, concepts: Concepts) -> None:
    plan = found.plan
    held = "" if plan.collected else " (chỉ biết qua trích dẫn)"
    date = DocumentDate.parse(plan.date).vietnamese if plan.date else "chưa rõ ngày"
    console.print(f"\n• {plan.label}{held}")
    console.print(f"  {', '.join(plan.issuers) or 'chưa rõ cơ quan'} · {plan.level_label} · {date}")
    words = ", ".join(concepts.label("quan-he", role) for role in found.roles)
    if found.direct:
        console.print(f"  trực tiếp: {words}")
    else:
        chain = " → ".join(f"{concepts.label('quan-he', h.relation)} {h.label}" for h in found.path)
        console.print(f"  gián tiếp: {chain}")
    for evidence in found.evidence:
        console.print(f"    – {_passage(evidence, plan.iri, concepts)}")


def _passage(evidence: Evidence, plan: str, concepts: Concepts) -> str:
    where = "" if evidence.document == plan else f", theo {evidence.document_label}"
    return (
        f"mục {evidence.section} ({evidence.section_label}), ký tự {evidence.start}–{evidence.end}: "
        f"{concepts.label('quan-he', evidence.relation)}, độ tin cậy {evidence.confidence:.2f}{where}"
    )
