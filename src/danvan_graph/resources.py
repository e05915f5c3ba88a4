"""Where the files that travel with the package lie.

In a checkout ``ontology/``, ``queries/`` and ``data/`` stand at the top level; in an installed
wheel they lie inside the package under ``_shipped/``. No other module knows either place.
"""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_SHIPPED = _PACKAGE / "_shipped"
_CHECKOUT = _PACKAGE.parent.parent


def _folder(name: str) -> Path:
    shipped = _SHIPPED / name
    return shipped if shipped.is_dir() else _CHECKOUT / name


def ontology_folder() -> Path:
    """Returns the folder of the ontology, its concepts, shapes, rules and checks."""
    return _folder("ontology")


def queries_folder() -> Path:
    """Returns the folder of the shipped ``.rq`` files."""
    return _folder("queries")


def data_folder() -> Path:
    """Returns the folder of the shipped, reviewed data."""
    return _folder("data")
