"""The inference rules of the ontology: one CONSTRUCT a file, one inference a rule."""

from pathlib import Path


def read_rules(folder: Path) -> list[str]:
    """Returns the text of every rule, in the order of their numbers.

    Raises:
        FileNotFoundError: the folder holds no rule.
    """
    paths = sorted(folder.glob("[0-9][0-9]-*.rq"))
    if not paths:
        raise FileNotFoundError(folder)
    return [path.read_text(encoding="utf-8") for path in paths]
