"""The knowledge graph of Vietnam's directives and plans for "công tác dân vận chính quyền".

The flow, one room a step::

    data/ ──read_collection──▶ Collection ──to_quads──▶ Dataset ──validate──▶ report
          ──infer──▶ consequences ──publish──▶ store ──▶ queries · citing · cascade ──▶ cli · web
"""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from danvan_graph.notebook import OpenGraph

__version__ = "0.1.0"


def open_graph(place: str | Path | None = None) -> "OpenGraph":
    """Returns a published graph, open for questions from Python; see ``docs/notebook.md``.

    Args:
        place: a store folder, or ``sparql+http://host:port/path``; without it the folder or
            address in ``DANVAN_STORE``, else ``var/graph``.

    Raises:
        StoreError: there is no graph, it is damaged, or the server fails.
        InvalidIdentifier: the address cannot be read.
    """
    from danvan_graph.notebook import opened  # noqa: PLC0415 - importing the package stays cheap

    return opened(place)
