"""Who cites an instrument, page by page, is what the graph tells of it."""

from pathlib import Path

import httpx

from danvan_graph.web.publication import Publication
from danvan_graph.web.reading.citations import Link, mentions
from danvan_graph.web.reading.cited_by import links_to
from danvan_graph.web.reading.incoming import incoming_of
from danvan_graph.web.reading.terms import iri

API = "/api/v1"
CT33 = "vn/2021-11-26/33-ct-ttg"


def test_every_instrument(store_folder: Path) -> None:
    """The pages together hold who relates to each instrument, by which relations, in which words."""
    publication = Publication(store_folder)
    edition, seen = publication.edition, 0
    for known in edition.index.all():
        found: list[Link] = []
        step = links_to(edition, known.iri, 3, None)
        while step.items:
            found += step.items
            if step.cursor is None:
                break
            step = links_to(edition, known.iri, 3, step.cursor)
        assert step.total == len(found)
        groups = incoming_of(edition.store, edition.adjacency, known.iri, 10_000)
        expected = {link.other: link.relations for group in groups for link in group.links}
        assert {link.other: link.relations for link in found} == expected
        assert [link.other for link in found] == sorted(expected)
        said = mentions(edition.store, f"?finding dv:citedInstrument {iri(known.iri)}")
        told = sorted(m.iri for m in said if m.source)
        assert sorted(m.iri for link in found for m in link.mentions) == told
        seen += len(told)
    assert seen > 100
    publication.close()


def test_pages_follow_each_other(client: httpx.Client) -> None:
    """The API gives who cites in pages that lead from one to the next."""
    whole = client.get(f"{API}/instruments/{CT33}", params={"limit": 200}).json()
    assert whole["next"] is None
    path, found = f"{API}/instruments/{CT33}?limit=2", []
    while path:
        answer = client.get(path).json()
        assert answer["cited_by_total"] == len(whole["cited_by"]) > 2
        found += answer["cited_by"]
        path = answer["next"]
    assert found == whole["cited_by"]
