"""Runs the notebooks again and again, each time under other conditions, and counts: `./tutorial soak`.

Each run is counted in docs/reliability/runs.csv when it has ended, and one that failed is a line in failed.csv. So it
can be stopped at any time, and the next soak goes on with the conditions that have been met least often.
"""

import argparse
import asyncio
import collections
import contextlib
import copy
import itertools
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from tutorial import collectors, csv_log, kernelspec, machine, run_notebooks, soak_caches
from tutorial.exercises import exercises
from tutorial.jdks import a_jdk, first_on_path
from tutorial.markdown import between, table
from tutorial.notebook_output import code_cells, facts
from tutorial.paths import ROOT
from tutorial.processes import MarkedProcesses

DOCS = ROOT / "docs"
RUNS = Path("reliability") / "runs.csv"
FAILURES = "failed.csv"  # beside it
PAGE = "reliability.md"
FAILED = ROOT / "target" / "soak"
COLLECTORS = collectors.flags()
HEAPS = {"128 MB": "-Xmx128m", "256 MB": "-Xmx256m", "default": ""}
CORES = (1, 2)[: len(machine.cores())] or (2,)
NEIGHBOUR = ["stress-ng", "--quiet", "--cpu", "0", "--vm", "1", "--vm-bytes", "128M"]
UNTOUCHED = "untouched"
BACKWARDS = "backwards, then all"
STOPPED = "each cell stopped, then all"
# What a learner may do: nothing, solve the exercises, run each cell twice, run all and then all once more, run the
# notebook in a kernel in which the one before it ran; and what must not spoil the run of all that follows: cells from
# the last to the first, most of which fail, or stop each cell and run it again.
WAYS = (UNTOUCHED, "solved", "each cell twice", "all over again", "after another", BACKWARDS, STOPPED)
AS_SAVED = (UNTOUCHED, BACKWARDS, STOPPED)
STOPS = (0.01, 0.05, 0.2, 1.0)  # seconds after a cell's begin
# JShell keeps what a variable held before it was declared again, so these need twice the memory and more: 107 MB are in
# use after one run of notebook 09, 139 MB after two.
ROOM = {
    "128 MB": (UNTOUCHED, "solved", "each cell twice"),
    "256 MB": [way for way in WAYS if way != STOPPED],
    "default": WAYS,
}
SMALLEST = "128 MB"
# Z's references are twice as long, so the kernel doesn't even start (Refusal.java).
TOO_LITTLE = {("Z", SMALLEST)}
# The order of the numbers in the table of runs.
SETTINGS = list(itertools.product(HEAPS, (1, 2), (False, True)))
BATCH = 48  # as many runs are beside a neighbor, or in quiet, before that changes
ON_CORES = "import os, sys; os.sched_setaffinity(0, map(int, sys.argv[1].split(','))); os.execvp(sys.argv[2], sys.argv[2:])"


@dataclass(frozen=True)
class Conditions:
    """Of one run. The names of the fields are in the head of the table of failures."""

    notebook: str
    way: str
    jdk: int
    collector: str
    heap: str
    cores: int
    neighbor: bool

    def __str__(self) -> str:
        return (
            f"{self.notebook}, {self.way}: JDK {self.jdk}, {self.collector}, heap {self.heap}, "
            f"{self.cores} core{'s' if self.cores > 1 else ''}{', a busy neighbor' if self.neighbor else ''}"
        )


Met = collections.Counter[Conditions]  # how often
Failure = tuple[Conditions, dict[str, str]]  # with the line that tells about it
HEAD = ["run", *(field.name for field in fields(Conditions)), "outcome", "commit"]


# ---- what there is, and what there was ----------------------------------------------------------


def all_conditions(
    notebooks: Iterable[str], features: Iterable[int], neighbors: Sequence[bool] = (False, True), ways: Sequence[str] = WAYS
) -> list[Conditions]:
    """In an order in which each value comes early, and more often the less it costs."""
    found = [Conditions(*values) for values in itertools.product(notebooks, ways, sorted(features), COLLECTORS, HEAPS, CORES, neighbors)]
    found = [c for c in found if c.way in ROOM[c.heap] and (c.collector, c.heap) not in TOO_LITTLE]
    order = random.Random(1)
    return sorted(found, key=lambda c: order.expovariate(1 / cost(c) ** 2))


def cost(conditions: Conditions) -> int:
    """Roughly, as a multiple of an untouched run in quiet."""
    return (1 if conditions.way in (UNTOUCHED, "solved") else 2) * (2 if conditions.neighbor else 1)


def read_runs(path: Path) -> Met:
    """How often each of the conditions was met so far."""
    met: Met = collections.Counter()
    for row in csv_log.read(path):
        for collector in COLLECTORS:
            for setting, times in zip(SETTINGS, row[collector].split()):
                if times != "0":
                    met[Conditions(row["notebook"], row["way"], int(row["jdk"]), collector, *setting)] = int(times)
    return met


def read_failures(path: Path) -> list[Failure]:
    """The conditions of each run that failed, and its line."""
    return [(conditions_of(row), row) for row in csv_log.read(path.with_name(FAILURES))]


def conditions_of(row: dict[str, str]) -> Conditions:
    return Conditions(
        row["notebook"],
        row["way"],
        int(row["jdk"]),
        row["collector"],
        row["heap"],
        int(row["cores"]),
        row["neighbor"] == "True",
    )


def write_run(conditions: Conditions, outcome: str, commit: str, path: Path) -> None:
    met = read_runs(path)
    met[conditions] += 1
    rows: dict[tuple[str, str, int], dict[str, list[int]]] = {}
    for c, times in met.items():
        row = rows.setdefault((c.notebook, c.way, c.jdk), {name: [0] * len(SETTINGS) for name in COLLECTORS})
        row[c.collector][SETTINGS.index((c.heap, c.cores, c.neighbor))] = times
    lines = [[*start, *(" ".join(map(str, row[name])) for name in COLLECTORS)] for start, row in sorted(rows.items())]
    csv_log.write(path, ["notebook", "way", "jdk", *COLLECTORS], lines)
    if outcome != "ok":
        csv_log.append(path.with_name(FAILURES), HEAD, [met.total(), *astuple(conditions), outcome, commit])


def next_conditions(everything: list[Conditions], met: Met, number: int) -> list[Conditions]:
    """Those that were met least often, the first of them first; those beside a neighbor together."""
    chosen = sorted(
        (met[conditions] + again, place) for again in range(1 + number // len(everything)) for place, conditions in enumerate(everything)
    )[:number]
    batches = [[everything[place] for _, place in chosen[i : i + BATCH * 2]] for i in range(0, len(chosen), BATCH * 2)]
    return [c for batch in batches for busy in (False, True) for c in batch if c.neighbor == busy]


# ---- a run ---------------------------------------------------------------------------------------


class CorePool:
    """The cores, of which a run on one core gets the one that nobody else has, as far as there are enough."""

    def __init__(self) -> None:
        self.cores = machine.cores()
        self.used: collections.Counter[int] = collections.Counter()

    @contextlib.contextmanager
    def take(self, number: int) -> Iterator[list[int]]:
        taken = sorted(self.cores, key=lambda core: self.used[core])[:number]
        self.used.update(taken)
        try:
            yield taken
        finally:
            self.used.subtract(taken)


def kernel_under(conditions: Conditions, jdk: Path, cores: list[int], folder: Path) -> Path:
    """Writes a kernel.json whose kernel runs under these conditions."""
    spec = json.loads((kernelspec.KernelSpec().folder / "kernel.json").read_text(encoding="utf-8"))
    spec["argv"][spec["argv"].index("{connection_file}") + 1] = str(jdk)
    if cores:
        spec["argv"] = [sys.executable, "-c", ON_CORES, ",".join(map(str, cores)), *spec["argv"]]
    spec["env"] = {
        **first_on_path(jdk),
        "JJAVA_JVM_OPTS": f"{COLLECTORS[conditions.collector]} {HEAPS[conditions.heap]}".strip(),
    }
    (folder / "kernel.json").write_text(json.dumps(spec), encoding="utf-8")
    return folder


def options_of(way: str, path: Path) -> dict[str, Any]:
    """For `run_notebooks.executed`."""
    cells = code_cells(nbformat.read(path, as_version=4))
    if way == "solved":
        return {"replace": {e.cell.id: e.solution for e in exercises(path)}}
    if way == "each cell twice":
        return {"twice": True}
    if way == "all over again":
        return {"append": cells}
    if way == BACKWARDS:
        set_up, *rest = cells
        return {"before": [set_up, *(allowed(cell) for cell in reversed(rest))]}
    if way == STOPPED:
        moments = random.Random(path.stem)
        return {"before": [c for cell in cells for c in (allowed(cell, moments.choice(STOPS)), cell)]}
    if way == "after another":
        others = run_notebooks.chosen([])
        return {"before": code_cells(nbformat.read(others[others.index(path) - 1], as_version=4))}
    return {}


def allowed(cell: NotebookNode, stop: float | None = None) -> NotebookNode:
    """The same, which may fail, or is stopped so many seconds after its begin."""
    cell = copy.deepcopy(cell)
    cell.metadata["tags"] = [*cell.metadata.get("tags", []), "raises-exception"]
    if stop is not None:
        cell.metadata[run_notebooks.STOP] = stop
    return cell


def without_what_came_before(notebook: NotebookNode) -> NotebookNode:
    """Before the run of all, anything may be said."""
    notebook = copy.deepcopy(notebook)
    notebook.cells = [cell for cell in notebook.cells if not cell.id.startswith("before-")]
    return notebook


def difference(expected: dict[Any, Any], said: dict[Any, Any]) -> str:
    """The first cell that says something else, in words; nothing where all is alike."""
    for key in [*expected, *(key for key in said if key not in expected)]:
        if expected.get(key) != said.get(key):
            return f"another fact in {key}: {said.get(key)!r} for {expected.get(key)!r}"
    return ""


def red_lines(notebook: NotebookNode) -> str:
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if output.get("name") == "stderr":
                return f"{cell.id} wrote to stderr: {output.text.strip()}"
    return ""


def keep(conditions: Conditions, outcome: str, notebook: NotebookNode | None) -> None:
    """For whoever looks for the cause."""
    FAILED.mkdir(parents=True, exist_ok=True)
    if notebook:
        name = re.sub(r"\W+", "-", str(conditions))
        nbformat.write(notebook, FAILED / f"{name}-{time.strftime('%H%M%S')}.ipynb")
    with open(FAILED / "failed.txt", "a", encoding="utf-8") as file:
        file.write(f"{conditions}\n    {outcome}\n")


class Baseline(Exception):
    """What the others would be compared with failed itself."""


class Soak:
    def __init__(self, jdks: dict[int, Path], jobs: int, commit: str, tell: Callable[["Soak", Conditions, str], None], written: Path) -> None:
        self.jdks = jdks
        self.free = asyncio.Semaphore(jobs)
        self.core_pool = CorePool()
        self.commit = commit
        self.tell = tell
        self.written = written
        self.expected: dict[tuple[str, str], asyncio.Future[dict[Any, Any]]] = {}
        self.failed = 0
        self.done = 0

    def path(self, number: str) -> Path:
        return next(run_notebooks.NOTEBOOKS.glob(f"{number}-*.ipynb"))

    async def facts_of(self, number: str, way: str) -> dict[Any, Any]:
        """As they are saved; where more is done than in the saved notebook, as the kernel says them as it is."""
        if (number, way) not in self.expected:
            self.expected[number, way] = asyncio.ensure_future(self.find_facts(number, way))
        try:
            return await asyncio.shield(self.expected[number, way])
        except Baseline:
            self.expected.pop((number, way), None)  # or all that follow would fail with it
            raise

    async def find_facts(self, number: str, way: str) -> dict[Any, Any]:
        path = self.path(number)
        if way in AS_SAVED:
            return facts(nbformat.read(path, as_version=4))
        notebook, result = await run_notebooks.executed(path, run_notebooks.Turns(), **options_of(way, path))
        if not result.ok:
            raise Baseline(f"already on the kernel as it is: {result.error}")
        return facts(notebook)

    async def run(self, conditions: Conditions) -> None:
        async with self.free:
            path = self.path(conditions.notebook)
            try:
                expected = await self.facts_of(conditions.notebook, conditions.way)
            except Baseline as e:
                self.count(conditions, str(e))
                return
            with tempfile.TemporaryDirectory() as scratch, self.core_pool.take(conditions.cores) as cores:
                kernel = kernel_under(conditions, self.jdks[conditions.jdk], cores, Path(scratch))
                notebook, result = await run_notebooks.executed(
                    # Nothing waits for a cell that measures: here they are meant to be disturbed.
                    path,
                    run_notebooks.Turns(),
                    kernel,
                    **options_of(conditions.way, path),
                )
            if conditions.way in AS_SAVED:
                notebook = without_what_came_before(notebook)
            outcome = result.error or red_lines(notebook) or difference(expected, facts(notebook)) or "ok"
            self.count(conditions, outcome, notebook)

    def count(self, conditions: Conditions, outcome: str, notebook: NotebookNode | None = None) -> None:
        if outcome != "ok":
            self.failed += 1
            keep(conditions, outcome, notebook)
        outcome = csv_log.outcome(outcome)
        write_run(conditions, outcome, self.commit, self.written)
        self.done += 1
        self.tell(self, conditions, outcome)

    async def run_all(self, chosen: list[Conditions]) -> None:
        for busy, batch in itertools.groupby(chosen, key=lambda conditions: conditions.neighbor):
            with neighbor() if busy else contextlib.nullcontext():
                runs = [asyncio.ensure_future(self.run(conditions)) for conditions in batch]
                try:
                    for run in asyncio.as_completed(runs):
                        await run
                finally:
                    for run in runs:
                        run.cancel()
                    await asyncio.gather(*runs, return_exceptions=True)


@contextlib.contextmanager
def neighbor() -> Iterator[None]:
    started = MarkedProcesses()
    busy = subprocess.Popen(NEIGHBOUR, env=started.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield
        if busy.poll() is not None:
            raise RuntimeError(f"the busy neighbor ended by itself: {' '.join(NEIGHBOUR)}")
    finally:
        busy.terminate()  # it ends its workers, of which not all show whose they are
        busy.wait()
        started.end()


# ---- the page ------------------------------------------------------------------------------------

BEGIN, END = "<!-- runs -->", "<!-- end of runs -->"


def section(met: Met, failed: list[Failure]) -> str:
    """What the runs so far say, for the page."""
    if not met:
        return "No run so far."

    def count(**wanted: object) -> int:
        return sum(times for c, times in met.items() if all(getattr(c, name) == value for name, value in wanted.items()))

    features = sorted({c.jdk for c in met})
    by_collector = table(
        ["collector", *(f"JDK {f}" for f in features)],
        [[name, *(f"{count(collector=name, jdk=f):,}" for f in features)] for name in COLLECTORS],
    )
    conditions = table(
        ["heap of the kernel", "1 core", "1 core, busy neighbor", "2 cores", "2 cores, busy neighbor"],
        [[heap, *(f"{count(heap=heap, cores=n, neighbor=busy):,}" for n in (1, 2) for busy in (False, True))] for heap in HEAPS],
    )
    notebooks = table(
        ["notebook", *WAYS],
        [[n, *(f"{count(notebook=n, way=way):,}" for way in WAYS)] for n in sorted({c.notebook for c in met})],
    )
    told = table(["failed", "at", "how"], [[c, row["commit"], shortened(row["outcome"]).replace("|", "\\|")] for c, row in failed])
    last = f" Since the last of these, {met.total() - int(failed[-1][1]['run']):,} without a failure." if failed else ""
    return "\n\n".join(
        [
            f"**{met.total():,} runs, {len(failed):,} failed.**{last} Runs by collector and JDK, by heap, cores and neighbor, and by notebook:",
            by_collector,
            conditions,
            notebooks,
            *([told] if failed else []),
        ]
    )


def shortened(outcome: str) -> str:
    return outcome if len(outcome) <= 140 else f"{outcome[:139]}…"


def write_page(docs: Path) -> None:
    page = docs / PAGE
    text = between(page.read_text(encoding="utf-8"), BEGIN, END, section(read_runs(docs / RUNS), read_failures(docs / RUNS)))
    of_caches = csv_log.read(docs / soak_caches.LINES)
    text = between(text, soak_caches.BEGIN, soak_caches.END, soak_caches.section(of_caches))
    page.write_text(text, encoding="utf-8")


# ---- the command ---------------------------------------------------------------------------------


def commit() -> str:
    """Which runs, and whether it was changed since; what a soak itself writes is no change."""

    def git(*words: str) -> str:
        return subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip()

    changed = git("status", "--porcelain", "--untracked-files=no", "--", ".", ":!docs")
    return (git("rev-parse", "--short", "HEAD") or "unknown") + ("-dirty" if changed else "")


def has_collector(jdk: Path, collector: str) -> bool:
    tried: list[str | Path] = [jdk / "bin" / "java", COLLECTORS[collector], "-version"]
    return subprocess.run(tried, capture_output=True, check=False).returncode == 0


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="./tutorial soak", description="Run notebooks under ever-changing conditions, and write docs/reliability.md."
    )
    parser.add_argument("number", nargs="?", type=int, metavar="N", help="how many runs; by default 100, or none with --caches")
    parser.add_argument("--caches", action="store_true", help="test the caches too, with many threads and for a long time (half an hour)")
    parser.add_argument("--jdk", type=a_jdk, action="append", default=[], metavar="DIR", help="another JDK to run on")
    parser.add_argument("--quiet", action="store_true", help="only runs without a busy neighbor, which needs stress-ng")
    parser.add_argument(
        "--way", action="append", choices=WAYS, metavar="WAY", help=f"run only in this way; you can give it more than once. One of: {'; '.join(WAYS)}"
    )
    parser.add_argument(
        "--at-once", type=int, default=run_notebooks.kernels_at_once(), metavar="K", help="how many kernels; by default as many as there are cores"
    )
    parser.add_argument("--docs", type=Path, default=DOCS, metavar="DIR", help="the folder whose reliability.md and runs.csv to add to")
    options = parser.parse_args(arguments)
    if options.number is None:
        options.number = 0 if options.caches else 100
    if options.number < 0:
        print("The number of runs can't be negative. With 0, only the page is written again.", file=sys.stderr)
        return 2
    if options.at_once < 1:
        print("At least one kernel has to run, as with --at-once 1.", file=sys.stderr)
        return 2
    here = Path(os.environ.get("TUTORIAL_FROM", "."))
    options.docs = here / options.docs
    if not (options.docs / PAGE).exists():
        print(f"There's no {PAGE} in {options.docs} to add to: copy the one in docs.", file=sys.stderr)
        return 2
    if not options.quiet and options.number and not shutil.which("stress-ng"):
        print(
            "stress-ng, the busy neighbor, is missing: install it (on Debian: apt-get install stress-ng), or leave it out with --quiet.",
            file=sys.stderr,
        )
        return 2
    jdks = {kernelspec.feature(home): home for home in [kernelspec.java_home(), *options.jdk]}
    numbers = [path.name[:2] for path in run_notebooks.chosen([])]
    lacking = {(f, name) for f, home in jdks.items() for name in COLLECTORS if not has_collector(home, name)}
    for feature, name in sorted(lacking):
        print(f"JDK {feature} has no {name}, so we leave that out.", file=sys.stderr)
    everything = [
        conditions
        for conditions in all_conditions(numbers, jdks, (False,) if options.quiet else (False, True), options.way or WAYS)
        if (conditions.jdk, conditions.collector) not in lacking
    ]

    def tell(soak: Soak, conditions: Conditions, outcome: str) -> None:
        if outcome != "ok":
            run_notebooks.show("")
            print(f"{conditions}\n    {outcome}", flush=True)
        run_notebooks.show(f"{soak.done} of {options.number}, {soak.failed} failed")

    runs = options.docs / RUNS
    at = commit()
    soak = Soak(jdks, options.at_once, at, tell, runs)
    code = 0
    try:
        if options.caches:
            soak.failed += soak_caches.soak(jdks, at, options.docs / soak_caches.LINES, run_notebooks.show)
        run_notebooks.Loop().run(soak.run_all(next_conditions(everything, read_runs(runs), options.number)))
    except KeyboardInterrupt:
        code = 130
    finally:
        run_notebooks.show("")
        write_page(options.docs)
    print(f"{soak.done} runs, {soak.failed} failed; all so far: {options.docs / PAGE}", flush=True)
    if soak.failed and FAILED.exists():
        print(f"What failed is in {FAILED.relative_to(ROOT)}.", flush=True)
    return code or (1 if soak.failed else 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
