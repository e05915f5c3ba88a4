"""Writes the golden answers anew from a published store.

Run it only after the data changed on purpose, then read the difference line by line against the
documents and bring ``golden/REVIEW.md`` up to date::

    danvan build --store /tmp/store
    python tests/queries/regenerate.py /tmp/store
"""

import sys
from pathlib import Path

import yaml
from rdflib import Graph

from danvan_graph.queries.catalogue import read_catalogue
from danvan_graph.queries.run import run
from danvan_graph.queries.table import as_csv, as_sorted_triples
from danvan_graph.resources import queries_folder
from danvan_graph.store.engines.oxigraph import open_store

HERE = Path(__file__).resolve().parent


def main(store_folder: str) -> None:
    """Writes every golden answer and removes those that no case asks for."""
    store, catalogue = open_store(Path(store_folder)), read_catalogue(queries_folder())
    asked = {query.name: (query.name, query.examples) for query in catalogue}
    cases = yaml.safe_load((HERE / "cases.yaml").read_text(encoding="utf-8"))
    asked |= {name: (case["query"], case["params"]) for name, case in cases.items()}
    written = set()
    for name, (query, params) in asked.items():
        answer = run(catalogue.get(query), store, {k: str(v) for k, v in params.items()})
        graph = isinstance(answer, Graph)
        path = HERE / "golden" / f"{name}{'.ttl' if graph else '.csv'}"
        path.parent.mkdir(parents=True, exist_ok=True)
        text = as_sorted_triples(answer) if isinstance(answer, Graph) else as_csv(answer)
        path.write_bytes(text.encode("utf-8"))
        written.add(path)
    for path in {*HERE.glob("golden/*/*.csv"), *HERE.glob("golden/*/*.ttl")} - written:
        path.unlink()
    sys.stdout.write(f"{len(written)} golden answers written; now review the difference.\n")


if __name__ == "__main__":
    main(sys.argv[1])
