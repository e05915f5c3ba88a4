"""A process of its own that adds, removes or publishes: ``python -m danvan_graph.web.editing.worker``.

It reads one JSON object from the first line of its input, ends when the rest of its input ends (so
that it never outlives the server) and writes one JSON object a line: ``{"stage": …}`` while it
works, then ``{"done": …}`` or ``{"error": …}``. A hostile file can break this process, not the server.
"""

import json
import os
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from danvan_graph.adding.add import Wishes, add_files, remove_document
from danvan_graph.adding.batch import Outcome
from danvan_graph.adding.own_folder import OwnFolder
from danvan_graph.adding.review import finish_review
from danvan_graph.adding.staging import discard_staged, publish_staged
from danvan_graph.adding.workplace import Workplace
from danvan_graph.errors import DanvanError
from danvan_graph.pipeline import Built


def _say(**told: Any) -> None:
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()


def _stage(words: str) -> None:
    _say(stage=words)


def _outcome(outcome: Outcome) -> dict[str, Any]:
    record = outcome.record
    return {
        "path": str(outcome.path),
        "state": outcome.state.name,
        "message": outcome.message,
        "notes": list(outcome.notes),
        "document": record.id if record else None,
        "key": str(record.key) if record else None,
        "found": [len(record.citations), len(record.tasks), len(record.duties)] if record else [],
    }


def _built(built: Built | None) -> str | None:
    return built.generation.name if built else None


def _done(deed: str, asked: Mapping[str, Any], work: Workplace) -> dict[str, Any]:
    if deed == "add":
        wishes = Wishes(**asked["wishes"])
        report = add_files(work, [Path(path) for path in asked["paths"]], wishes, _stage)
        return {"outcomes": [_outcome(o) for o in report.outcomes], "built": _built(report.built)}
    if deed == "publish":
        return {"outcomes": [], "built": _built(publish_staged(work, asked["names"], _stage))}
    if deed == "discard":
        discard_staged(work, asked["names"][0])
        return {"outcomes": [], "built": None}
    if deed == "finish":
        return {"outcomes": [], "built": _built(finish_review(work, asked["names"], _stage))}
    return {"outcomes": [], "built": _built(remove_document(work, asked["names"][0], _stage))}


def _end_with_the_server() -> None:
    sys.stdin.read()
    os._exit(1)


def main() -> int:
    """Returns 0 when the work was done, 1 when it could not be."""
    asked = json.loads(sys.stdin.readline())
    threading.Thread(target=_end_with_the_server, daemon=True).start()
    where = asked["where"]
    work = Workplace(
        Path(where["data"]),
        Path(where["ontology"]),
        OwnFolder(Path(where["collection"])),
        Path(where["store"]),
        where["base"],
        int(where["keep"]),
    )
    try:
        _say(done=_done(asked["deed"], asked, work))
    except DanvanError as error:
        _say(error=error.message)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
