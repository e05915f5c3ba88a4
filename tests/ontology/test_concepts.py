"""The concept schemes are complete and agree with the code and the documentation."""

import re
from collections import Counter
from pathlib import Path

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, RDFS, SKOS

from danvan_graph.vocabulary import CONCEPT, DV, RELATIONS

SIZES = {
    "quan-he": 17,
    "vai-tro": 7,
    "vai-tro-nhan": 6,
    "loai-nghia-vu": 4,
    "loai-nhiem-vu": 3,
    "cap": 4,
    "tu-cach-ky": 5,
    "loai-sai-sot": 7,
    "loai-phong-trao": 6,
    "chu-de": 22,
    "tinh-trang": 4,
    "nhanh": 5,
    "can-cu-ky-vong": 2,
    "truong": 6,
    "loai-van-ban": 0,
    "loai-co-quan": 0,
}


def members(concepts: Graph, scheme: str) -> set[str]:
    """Returns the slugs of the concepts of a scheme."""
    prefix = str(CONCEPT[f"{scheme}/"])
    return {str(c).removeprefix(prefix) for c in concepts.subjects(SKOS.inScheme, CONCEPT[scheme])}


def languages(graph: Graph, node: URIRef, prop: URIRef) -> list[str]:
    """Returns the languages of the values of a property, sorted."""
    return sorted(str(o.language) for o in graph.objects(node, prop) if isinstance(o, Literal))


@pytest.mark.parametrize(("scheme", "size"), SIZES.items())
def test_each_scheme_stands_in_a_file_of_its_name(folder: Path, scheme: str, size: int) -> None:
    """One file holds one scheme and exactly its concepts; registers fill the two empty ones."""
    graph = Graph().parse(folder / "concepts" / f"{scheme}.ttl", format="turtle")
    assert set(graph.subjects(RDF.type, SKOS.ConceptScheme)) == {CONCEPT[scheme]}
    found = set(graph.subjects(RDF.type, SKOS.Concept))
    assert len(found) == size
    for concept in found:
        assert str(concept).startswith(str(CONCEPT[f"{scheme}/"])), concept
        assert set(graph.objects(concept, SKOS.inScheme)) == {CONCEPT[scheme]}


def test_there_is_no_other_scheme(folder: Path) -> None:
    """Every file of the folder is one of the known schemes."""
    assert {p.stem for p in (folder / "concepts").glob("*.ttl")} == set(SIZES)


def test_every_concept_and_scheme_is_named_and_explained(concepts: Graph) -> None:
    """Each has one preferred label and one definition in Vietnamese and in English."""
    nodes = {*concepts.subjects(RDF.type, SKOS.Concept)}
    nodes |= {*concepts.subjects(RDF.type, SKOS.ConceptScheme)}
    for node in nodes:
        assert isinstance(node, URIRef)
        assert languages(concepts, node, SKOS.prefLabel) == ["en", "vi"], node
        assert languages(concepts, node, SKOS.definition) == ["en", "vi"], node


def test_labels_are_unique_in_each_scheme(concepts: Graph) -> None:
    """No two concepts of one scheme share a label."""
    seen = Counter(
        (scheme, str(label))
        for concept, scheme in concepts.subject_objects(SKOS.inScheme)
        for label in concepts.objects(concept, SKOS.prefLabel)
    )
    assert [key for key, count in seen.items() if count > 1] == []


def test_relations_agree_with_the_code(concepts: Graph) -> None:
    """dv:relationProperty says the same as RELATIONS, for every relation."""
    found = {
        slug: concepts.value(CONCEPT[f"quan-he/{slug}"], DV.relationProperty)
        for slug in members(concepts, "quan-he")
    }
    assert found == RELATIONS


def test_the_alias_of_a_relation_is_unique(concepts: Graph) -> None:
    """Each relation has one English alias, by which programs name it."""
    aliases = [
        str(concepts.value(CONCEPT[f"quan-he/{slug}"], SKOS.notation, any=False))
        for slug in RELATIONS
    ]
    assert len(set(aliases)) == len(RELATIONS)
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", alias) for alias in aliases)


def test_every_relation_lies_below_cites(folder: Path, core: Graph, concepts: Graph) -> None:
    """The property of each relation is a sub-property of dv:cites, and rule 02 lists it."""
    below = set(core.subjects(RDFS.subPropertyOf, DV.cites))
    assert below == set(concepts.objects(None, DV.relationProperty))
    rule = (folder / "rules" / "02-cites.rq").read_text(encoding="utf-8")
    (listed,) = re.findall(r"VALUES \?relation \{(.*?)\}", rule, re.DOTALL)
    assert {DV[name] for name in re.findall(r"dv:(\w+)", listed)} == below


def test_codes_of_vbpl_are_given_once(concepts: Graph) -> None:
    """Each relation code of vbpl.vn but 2 (translation) and 7 (consolidation) has one relation."""
    codes = sorted(int(str(code)) for code in concepts.objects(None, DV.vbplCode))
    assert codes == [code for code in range(1, 16) if code not in {2, 7}]


def test_groups_of_themes_cover_each_theme_once(concepts: Graph) -> None:
    """Every theme is in exactly one collection, and a collection is no theme itself."""
    groups = set(concepts.subjects(RDF.type, SKOS.Collection))
    grouped = Counter(str(m) for g in groups for m in concepts.objects(g, SKOS.member))
    assert set(grouped.values()) == {1}
    assert set(grouped) == {str(CONCEPT[f"chu-de/{s}"]) for s in members(concepts, "chu-de")}
    assert all((group, SKOS.inScheme, None) not in concepts for group in groups)


@pytest.mark.parametrize(
    "scheme", ["quan-he", "vai-tro", "vai-tro-nhan", "loai-sai-sot", "loai-phong-trao", "chu-de"]
)
def test_closed_lists_agree_with_the_documentation(
    folder: Path, concepts: Graph, scheme: str
) -> None:
    """docs/records.md lists exactly the concepts of the scheme."""
    page = folder.parent / "docs" / "records.md"
    if not page.is_file():
        pytest.skip("docs/ is not shipped in the wheel")
    lists = page.read_text(encoding="utf-8").partition("## Closed lists")[2]
    after = lists.partition(f"`{scheme}`")[2]
    block = (
        re.split(r"\n- |; |, kinds of document", after)[0] if scheme != "loai-sai-sot" else after
    )
    block = block.partition("\n- ")[0]
    assert set(re.findall(r"`([a-z-]+)`", block)) - {scheme} == members(concepts, scheme)
