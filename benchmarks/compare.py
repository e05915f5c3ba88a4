"""Our server beside the engines that could answer the same questions, in one run.

    python -m benchmarks.compare --scale S|M|national|L [--work FOLDER] [--quick] [--only PART]

Answers are compared before anything is timed: a difference ends the run. Figures and ratios go to
``benchmarks/results/<scale>.json`` and ``.md``; goals that are missed are called missed. One part
alone writes ``<scale>-<part>`` beside them.
"""

import argparse
import shutil
import sys
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import pyoxigraph as ox
from benchmarks.questions import Question, questions, same, solutions
from benchmarks.report import FIRST, Report, machine, memory
from benchmarks.timing import measured
from benchmarks.wire import Wire

from benchmarks import building, engines, forms, ingest, placing, search
from danvan_graph import resources
from danvan_graph.pipeline import COMPANIONS
from danvan_graph.store.engines.oxigraph import Store
from danvan_graph.store.opening import open_store
from danvan_graph.synthetic.country import publish_country, published_country
from danvan_graph.synthetic.scale import Scale, scale_named
from danvan_graph.vocabulary import DEFAULT_BASE

JSON = "application/sparql-results+json"
_RDFLIB_SECONDS = 120.0
"""So long may rdflib-endpoint load; at scale S it needs a quarter of that."""
_PARTS = ("questions", "forms", "start", "ingest", "bulk")
Call = Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Rival:
    """An engine that could answer the same questions.

    Attributes:
        call: makes of a query what asks it.
        stop: ends it.
    """

    call: Callable[[str], Call]
    stop: Callable[[], None] = lambda: None


def prepared(scale: Scale, folder: Path) -> Path:
    """Returns the store folder with the country of a scale, made when it is not there."""
    store = folder / f"store-{scale.name}"
    if published_country(store, scale, COMPANIONS) is None:
        publish_country(
            resources.data_folder(),
            resources.ontology_folder(),
            scale,
            store,
            DEFAULT_BASE,
            companions=COMPANIONS,
            progress=lambda stage, done, _total: None if done > 1 else print(stage),
        )
    return store


def _inside(store: Store) -> Callable[[str], Call]:
    """Returns what makes calls of the engine in this process."""
    engine = ox.Store.read_only(str(store.generation.engine))

    def call(text: str) -> Call:
        def ask() -> bytes:
            found = engine.query(text)
            return found.serialize(format=ox.QueryResultsFormat.JSON) or b""  # type: ignore[arg-type]

        return ask

    return call


def _over_http(running: AbstractContextManager[str], stack: ExitStack) -> Rival:
    """Returns a server, started, that ends with the stack or sooner."""
    own = stack.enter_context(ExitStack())
    address = own.enter_context(running)
    return Rival(lambda text: Wire(address + urlencode({"query": text}), JSON), own.close)


def engines_of(store: Store, folder: Path, stack: ExitStack, report: Report) -> dict[str, Rival]:
    """Returns the other engines, all of them running with the same graph."""
    triples = folder / "triples.nt"
    engine = ox.Store.read_only(str(store.generation.engine))
    engine.dump(str(triples), ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph())
    engine.backup(str(folder / "copy"))
    found = {"pyoxigraph": Rival(_inside(store))}
    places = {name: folder / name for name in ("oxigraph", "virtuoso", "rdflib")}
    for place in places.values():
        place.mkdir()
    running = engines.oxigraph(folder / "copy", places["oxigraph"])
    found["oxigraph serve"] = _over_http(running, stack)
    print("Virtuoso is loading")
    found["Virtuoso"] = _over_http(engines.virtuoso(triples, places["virtuoso"]), stack)
    print("rdflib-endpoint is loading")
    try:
        running = engines.rdflib_endpoint(triples, places["rdflib"], _RDFLIB_SECONDS)
        found["rdflib-endpoint"] = _over_http(running, stack)
    except RuntimeError:
        report.unfinished["rdflib-endpoint"] = f"not loaded in {_RDFLIB_SECONDS:g} s"
    return found


def agreeing(
    question: Question, ours: Call, asked: dict[str, Rival], report: Report
) -> dict[str, Call]:
    """Returns the calls of the engines that answer the question, all with the same rows.

    One that takes too long is ended: it would go on looking and take the processor from the others.

    Raises:
        ValueError: an engine answers something else.
    """
    body = ours()
    expected = question.read(body)
    calls = {}
    for name, rival in list(asked.items()):
        call = rival.call(question.sparql)
        try:
            rows = solutions(call())
        except TimeoutError:
            report.facts[f"{name} was ended"] = f"too long over “{question.name}”"
            rival.stop()
            del asked[name]
            continue
        except (RuntimeError, OSError) as error:
            report.facts[f"{name} cannot answer “{question.name}”"] = str(error)[:160]
            continue
        if not same(question, expected, rows):
            message = f"{question.name}: {name} has {len(rows)} rows, ours {len(expected)}"
            print(message, expected[:2], rows[:2], file=sys.stderr)
            raise ValueError(message)
        calls[name] = call
    return calls


def compared(report: Report, store: Store, place: Path, folder: Path, *, quick: bool) -> None:
    """Reports the timings of every question, in turns."""
    seconds, most = (0.3, 50) if quick else (1.5, 1500)
    with ExitStack() as stack:
        url, process = stack.enter_context(engines.ours(place, folder))
        asked = questions(store)
        bodies = _bodies(url, asked, folder)
        bare = stack.enter_context(engines.floor(bodies, folder))
        running = engines_of(store, folder, stack, report)
        for number, question in enumerate(asked):
            ours = Wire(url + question.path)
            others = [url + path for path in question.others]
            bodies_of = [f"{bare}/{number}-{at + 1}" for at in range(len(others))]
            calls: dict[str, Callable[[], object]] = {
                "ours": ours,
                FIRST: Wire(url + question.path, fresh=True, others=others),
                "floor": Wire(f"{bare}/{number}-0", others=bodies_of),
            }
            calls |= agreeing(question, ours, running, report)
            report.timings[question.name] = measured(calls, seconds, most, placing.together)
            report.goals[question.name] = question.goal
            print(
                question.name,
                {n: round(t.p50, 3) for n, t in report.timings[question.name].items()},
            )
        fts5 = search.fts5(store, folder)
        for name, words in search.ASKED.items():
            path, question_name = search.path(words), f"ranked search, first 50, {name}"
            calls = {
                "ours": Wire(url + path),
                FIRST: Wire(url + path, fresh=True),
                "floor": Wire(f"{bare}/{name.replace(' ', '-')}"),
                "FTS5 bm25": fts5(words),
            }
            report.timings[question_name] = measured(calls, seconds, most, placing.together)
            report.goals[question_name] = {"FTS5 bm25": 0.1}
        report.others.append(("memory of our server", memory(process.pid), "MB", "", None))


def _bodies(url: str, asked: Sequence[Question], folder: Path) -> Path:
    """Returns a folder of our answers, for the bare server."""
    bodies = folder / "bodies"
    bodies.mkdir()
    for number, question in enumerate(asked):
        for at, path in enumerate((question.path, *question.others)):
            (bodies / f"{number}-{at}").write_bytes(Wire(url + path)())
    for name, words in search.ASKED.items():
        (bodies / name.replace(" ", "-")).write_bytes(Wire(url + search.path(words))())
    return bodies


def main() -> int:
    """Returns 0 after writing the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", default="S")
    parser.add_argument("--work", type=Path, default=Path("var/bench"))
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--only", choices=_PARTS, help="one part, in a report of its own")
    words = parser.parse_args()
    scale = scale_named(words.scale)
    place = prepared(scale, words.work.resolve())
    store = open_store(place)
    report = Report(scale.name, machine(), part=words.only or "")
    report.facts["graph"] = (
        f"{store.generation.triples:,} statements, {len(store.generation.graphs()):,} graphs"
    )
    folder = words.work.resolve() / f"run-{scale.name}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    parts: dict[str, Callable[[], None]] = {
        "questions": lambda: compared(report, store, place, folder, quick=words.quick),
        "forms": lambda: forms.compared(report, store, quick=words.quick),
        "start": lambda: building.start(report, place),
        "ingest": lambda: ingest.incremental(report, scale, place, folder),
        "bulk": lambda: building.bulk(report, store, folder),
    }
    try:
        for part in [words.only] if words.only else _PARTS:
            parts[part]()
            report.write()  # the next may take long; a run that ends there keeps what it has
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(report.write().read_text("utf-8"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
