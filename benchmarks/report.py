"""Figures beside goals, as JSON for machines and Markdown for people."""

import json
import os
import platform
import shutil
import subprocess
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks.timing import Timing

FIRST = "ours, first"
"""The column of requests that were never made before."""
FORM_HEAD = (
    "| shipped query | ms | best other form | ms | ratio | at most 1.5 |",
    "|---" * 6 + "|",
)
HERE = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Form:
    """A shipped query beside the best other form of it.

    Attributes:
        query: its name.
        milliseconds: of the query as shipped.
        other: what the best other form is, empty when there is none.
        best: of that form.
    """

    query: str
    milliseconds: float
    other: str = ""
    best: float = 0.0

    def line(self) -> str:
        """Returns the row of a table."""
        if not self.other:
            return f"| {self.query} | {self.milliseconds:.3g} | – | – | – | |"
        ratio = self.milliseconds / self.best
        told = "met" if ratio <= 1.5 else "**missed**"
        return (
            f"| {self.query} | {self.milliseconds:.3g} | {self.other} | {self.best:.3g} "
            f"| {ratio:.2f} | {told} |"
        )


@dataclass
class Report:
    """What one run found.

    Attributes:
        scale: the name of the scale.
        part: the name of the only part that was measured; empty when all were.
        facts: machine, versions, sizes.
        timings: by question and engine.
        goals: by question and engine: ours may take so many times as long.
        forms: the shipped queries beside other forms of them.
        unfinished: engines that could not be asked, and why.
        others: figures that are no questions: name, figure, unit, goal ("" when there is none), met.
    """

    scale: str
    facts: dict[str, Any] = field(default_factory=dict)
    timings: dict[str, dict[str, Timing]] = field(default_factory=dict)
    goals: dict[str, dict[str, float]] = field(default_factory=dict)
    others: list[tuple[str, float, str, str, bool | None]] = field(default_factory=list)
    forms: list[Form] = field(default_factory=list)
    unfinished: dict[str, str] = field(default_factory=dict)
    part: str = ""

    def rows(self) -> list[tuple[str, str, float, float, bool]]:
        """Returns question, engine, ratio of ours to it, goal, and whether it is met."""
        found = []
        for question, goals in self.goals.items():
            timings = self.timings[question]
            for engine, most in goals.items():
                if engine not in timings:
                    continue
                for column, name in (("ours", question), (FIRST, f"{question}, first requests")):
                    if column in timings:
                        ratio = timings[column].p50 / timings[engine].p50
                        found.append((name, engine, ratio, most, ratio <= most))
                if engine == "floor" and question == "cites, small":
                    tail = timings["ours"].p99 / timings[engine].p99
                    found.append((f"{question}, p99", engine, tail, 3.0, tail <= 3.0))
        return found

    def markdown(self) -> str:
        """Returns the report as tables."""
        asked = (engine for found in self.timings.values() for engine in found)
        engines = list(dict.fromkeys([*asked, *self.unfinished]))
        lines = [f"# Scale {self.scale}", "", *(f"- {k}: {v}" for k, v in self.facts.items()), ""]
        if self.timings:
            lines += self._questions(engines)
        if self.forms:
            lines += ["", "| shipped query | ms | best other form | ms | ratio | at most 1.5 |"]
            lines += ["|---" * 6 + "|", *(form.line() for form in self.forms)]
        lines += ["", "| figure | value | goal | |", "|---|---|---|---|"]
        for name, value, unit, goal, held in self.others:
            told = "" if held is None else "met" if held else "**missed**"
            lines.append(f"| {name} | {_shown(value)} {unit} | {goal} | {told} |")
        return "\n".join(lines) + "\n"

    def _questions(self, engines: list[str]) -> list[str]:
        """Returns the tables of timings and of ratios."""
        lines = ["Milliseconds, median (99 of a hundred):", ""]
        lines += ["| question | " + " | ".join(engines) + " |", "|---" * (len(engines) + 1) + "|"]
        for question, found in self.timings.items():
            cells = [self.unfinished.get(e) or _cell(found.get(e)) for e in engines]
            lines.append(f"| {question} | " + " | ".join(cells) + " |")
        lines += ["", "| goal | beside | ratio | at most | |", "|---|---|---|---|---|"]
        for question, engine, ratio, most, met in self.rows():
            told = "met" if met else "**missed**"
            lines.append(f"| {question} | {engine} | {ratio:.3g} | {most:g} | {told} |")
        return lines

    def write(self) -> Path:
        """Returns the Markdown file; the figures lie beside it as JSON."""
        folder = HERE / "results"
        folder.mkdir(exist_ok=True)
        figures = {
            "scale": self.scale,
            "facts": self.facts,
            "unfinished": self.unfinished,
            "timings": {
                q: {e: asdict(t) for e, t in found.items()} for q, found in self.timings.items()
            },
            "ratios": self.rows(),
            "others": self.others,
            "forms": [asdict(form) for form in self.forms],
        }
        text = json.dumps(figures, indent=1, ensure_ascii=False)
        name = f"{self.scale}-{self.part}" if self.part else self.scale
        (folder / f"{name}.json").write_text(text + "\n", "utf-8")
        path = folder / f"{name}.md"
        path.write_text(self.markdown(), "utf-8")
        return path


def _shown(value: float) -> str:
    """Returns a figure with three digits that mean something, never in powers of ten."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def _cell(timing: Timing | None) -> str:
    return "–" if timing is None else f"{timing.p50:.3g} ({timing.p99:.3g})"


def machine() -> dict[str, str]:
    """Returns what the figures were measured on and with."""
    names = ("pyoxigraph", "oxigraph", "rdflib", "rdflib-endpoint", "tantivy", "fastapi", "uvicorn")
    told = subprocess.run(  # noqa: S603 - a name looked up on this machine
        [shutil.which("virtuoso-t") or "true", "-?"], capture_output=True, text=True, check=False
    )
    lines = (told.stdout + told.stderr).splitlines()
    virtuoso = next((line for line in lines if "Version" in line), "not installed")
    return {
        "machine": f"{os.cpu_count()} cores, {platform.machine()}, {platform.system()}",
        "python": platform.python_version(),
        "versions": ", ".join(f"{name} {version(name)}" for name in names),
        "virtuoso": virtuoso.strip(),
    }


def memory(process: int) -> float:
    """Returns the resident memory of a process and its children, in megabytes."""
    total, waiting = 0, [process]
    while waiting:
        found = Path(f"/proc/{waiting.pop()}")
        for line in (found / "status").read_text().splitlines():
            if line.startswith("VmRSS"):
                total += int(line.split()[1])
        for task in (found / "task").iterdir():
            waiting.extend(map(int, (task / "children").read_text().split()))
    return total / 1024
