"""The lexicon of the shipped registers, read once."""

from pathlib import Path

import pytest

from danvan_graph.collection.folder import read_collection
from danvan_graph.parse.words.lexicon import Lexicon


@pytest.fixture(scope="session")
def lexicon(data_folder: Path, ontology_folder: Path) -> Lexicon:
    collection = read_collection(data_folder, ontology_folder)
    return Lexicon.of(collection.kinds, collection.issuer_codes, collection.law_names)
