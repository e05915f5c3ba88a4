"""What the checks found is written beside a generation and read back whole."""

from pathlib import Path

import pytest
from rdflib import Literal, URIRef
from rdflib.namespace import RDF, XSD

from danvan_graph.errors import StoreError
from danvan_graph.pipeline import COMPANIONS
from danvan_graph.rdf.checked import (
    COMPANION,
    Checked,
    checked,
    read_checked,
    write_checked,
    write_checks,
)
from danvan_graph.rdf.validation import Finding
from danvan_graph.store.engines.oxigraph import Store, open_store
from danvan_graph.store.generations.generation import Generation
from danvan_graph.store.keeping.publishing import publish
from danvan_graph.store.making.dataset import WorkingDataset
from danvan_graph.vocabulary import DEFAULT_BASE, DV

PLAN = URIRef(f"{DEFAULT_BASE}instrument/02/2022-01-07/9-kh-ubnd")
DUTY = URIRef(f"{PLAN}/duty/0-9")


def _published(folder: Path, due: str) -> Generation:
    made = WorkingDataset()
    said = [
        (PLAN, RDF.type, DV.Instrument),
        (PLAN, DV.issueDate, Literal("2022-01-07", datatype=XSD.date)),
        (DUTY, RDF.type, DV.Duty),
        (DUTY, DV.inDocument, PLAN),
        (DUTY, DV.due, Literal(due, datatype=XSD.date)),
    ]
    made.add(URIRef(f"{DEFAULT_BASE}graph/x"), said)
    return publish(made, folder, DEFAULT_BASE, companions=COMPANIONS)


def _counts(found: Checked) -> dict[str, int]:
    return {check.name: check.count for check in found.checks if check.count}


def test_what_is_wrong_is_found_and_told(tmp_path: Path) -> None:
    """A graph in which a day lies before its document is published with that finding."""
    generation = _published(tmp_path / "wrong", "2021-01-15")
    found = read_checked(generation.companion(COMPANION))
    (check,) = [c for c in found.checks if c.name == "deadline-before-issue"]
    assert (check.count, check.violation) == (1, False)
    assert check.found[0][0] == str(DUTY)
    assert "Hạn đứng trước" in check.found[0][1]
    assert found.shapes is None


def test_what_is_right_is_not_told(tmp_path: Path) -> None:
    """The same graph with a sound day has no such finding, though the check ran."""
    generation = _published(tmp_path / "right", "2022-02-15")
    found = read_checked(generation.companion(COMPANION))
    assert "deadline-before-issue" not in _counts(found)
    assert "deadline-before-issue" in {check.name for check in found.checks}


def test_a_build_keeps_what_it_found(store: Store, ontology_folder: Path, tmp_path: Path) -> None:
    """The findings of a build are those of its published graph; the shapes were held too."""
    kept = read_checked(store.generation.companion(COMPANION))
    write_checks(store, tmp_path, ontology_folder)
    assert _counts(kept) == _counts(read_checked(tmp_path))
    assert kept.warnings == sum(_counts(kept).values()) > 0
    assert kept.shapes == 37
    assert len(kept.checks) == len(list((ontology_folder / "checks").glob("*.rq")))


def test_only_the_first_are_kept(ontology_folder: Path, tmp_path: Path) -> None:
    """A flood of findings is counted whole and kept in part."""
    name = "self-citation-violation"
    flood = [Finding(f"https://x.example/{n}", "", "…", True, name) for n in range(1_500)]  # noqa: FBT003
    write_checked(checked(ontology_folder, flood, shapes=True), tmp_path)
    first = read_checked(tmp_path).checks[0]
    assert (first.name, first.count, len(first.found)) == ("self-citation", 1_500, 1_000)


def test_an_older_generation_has_none(tmp_path: Path) -> None:
    """Without the companion the reader is told so."""
    made = WorkingDataset()
    made.add(URIRef(f"{DEFAULT_BASE}graph/x"), [(PLAN, RDF.type, DV.Instrument)])
    publish(made, tmp_path, DEFAULT_BASE)
    with pytest.raises(StoreError):
        open_store(tmp_path).generation.companion(COMPANION)
