"""Measures what the course claims of its speed, side by side, and writes docs/performance.md: `./tutorial bench`."""

import argparse
import contextlib
import json
import math
import os
import platform
import re
import resource
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import KernelManager
from nbformat import NotebookNode

from tutorial import collectors, image_engine, kernelspec, run_notebooks
from tutorial.jdks import a_jdk, first_on_path
from tutorial.paths import ROOT
from tutorial.performance_page import PAGE, RESULTS, Results, page, pictures, read, spread
from tutorial.processes import MarkedProcesses

assert sys.platform != "win32"  # command.py refuses it there

RAW = ROOT / "target" / "bench"  # each single measurement of the Java programs, of which RESULTS say the middle
TABLESAW = "0.44.4"
READING = 3  # seconds from a kernel's start to the first Shift+Enter, of somebody who reads the first page
CHART = """import tech.tablesaw.plotly.api.LinePlot;
Table squares = Table.create("squares", DoubleColumn.create("x", 1, 2, 3), DoubleColumn.create("y", 1, 4, 9));
LinePlot.create("Squares", squares, "x", "y")"""
MAVEN_CHART = f"""%maven tech.tablesaw:tablesaw-jsplot:{TABLESAW}
import tech.tablesaw.api.*;
{CHART}.asJavascript("chart")"""

# What one writes who wants to have it in an image soon.
PLAIN_IMAGE = """FROM debian:trixie-slim
RUN apt-get update \\
    && apt-get install -y --no-install-recommends openjdk-25-jdk-headless maven python3-venv \\
    && rm -rf /var/lib/apt/lists/*
COPY . /course
WORKDIR /course
RUN python3 -m venv .venv && .venv/bin/pip install --no-deps -r requirements.txt
RUN mvn -B -q -DskipTests package
CMD [".venv/bin/jupyter", "lab", "--ip=0", "--allow-root"]
"""


# ---- JVMs and kernels ---------------------------------------------------------------------------


class Jdk:
    def __init__(self, home: Path | str) -> None:
        self.home = Path(home)
        self.java = self.home / "bin" / "java"
        self.version = kernelspec.version(self.home)
        self.name = f"JDK {kernelspec.feature(self.home)}"

    @contextlib.contextmanager
    def first_on_path(self) -> Iterator[None]:
        before = dict(os.environ)
        os.environ.update(first_on_path(self.home))
        try:
            yield
        finally:
            os.environ.clear()
            os.environ.update(before)

    def run(self, main: str, *arguments: object, options: Sequence[str] = ()) -> None:
        RAW.mkdir(parents=True, exist_ok=True)
        target = ROOT / "target"
        path = os.pathsep.join(map(str, [target / "bench-classes", target / "bench-lib" / "*", target / "weak-references.jar"]))
        subprocess.run([self.java, *options, "-cp", path, main, *map(str, arguments)], check=True, cwd=ROOT)


def seconds_until(cells: Sequence[str], kernel_dir: Path, pause: float = 0) -> list[float]:
    """Starts a kernel, and runs cells as soon as it hears. Seconds from its start until it hears, and to the end of each.

    With a pause the cells come that many seconds later, and their seconds are counted from there.
    """
    with tempfile.TemporaryDirectory() as scratch:
        kernel_dirs = [str(run_notebooks.kernel_folder(kernel_dir, scratch))]
        specs = KernelSpecManager(ensure_native_kernel=False, kernel_dirs=kernel_dirs)
        manager = KernelManager(kernel_name="java", kernel_spec_manager=specs)
        started = MarkedProcesses()
        start = time.monotonic()
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        manager.start_kernel(cwd=str(run_notebooks.NOTEBOOKS), env=started.environment, **quiet)
        client = manager.client()
        try:
            ports = manager.get_connection_info()
            # A client that knocks too early is kept waiting for up to a tenth of a second by its own library.
            while not all(listens(ports[port]) for port in ("shell_port", "iopub_port")):
                time.sleep(0.002)
            client.start_channels(stdin=False, hb=False, control=False)
            seconds = [time.monotonic() - start]
            if pause:
                time.sleep(pause)
                start = time.monotonic()
            for cell in cells:
                request = client.execute(cell)
                while (answer := client.get_shell_msg(timeout=120))["parent_header"].get("msg_id") != request:
                    pass
                if answer["content"]["status"] != "ok":
                    raise RuntimeError(f"{cell.splitlines()[0]}: {answer['content'].get('evalue')}")
                seconds.append(time.monotonic() - start)
            return seconds
        finally:
            client.stop_channels()
            manager.shutdown_kernel(now=True)
            started.end()


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def with_spec(folder: Path, spec: dict[str, Any]) -> Path:
    """A kernel's folder that holds nothing else, so that it is quickly copied."""
    folder.mkdir()
    (folder / "kernel.json").write_text(json.dumps(spec), encoding="utf-8")
    return folder


def stock_kernel(scratch: str) -> Path:
    """JJava's own kernelspec."""
    own = kernelspec.KernelSpec()
    spec = json.loads((own.folder / kernelspec.STOCK).read_text(encoding="utf-8"))
    spec["argv"] = [word.replace("{resource_dir}", str(own.folder)) for word in spec["argv"]]
    return with_spec(Path(scratch) / "stock", spec)


def our_kernel(jdk: Jdk, scratch: str) -> Path:
    """The kernelspec that `./tutorial` makes, with an archive for this JDK."""
    own = kernelspec.KernelSpec()
    trained = kernelspec.KernelSpec(Path(scratch) / "kernel", Path(scratch) / "target")
    shutil.copytree(own.folder, trained.folder, ignore=shutil.ignore_patterns(".stamp"))
    trained.target.mkdir()
    (trained.target / "lib").symlink_to(own.target / "lib")
    if not trained.make(jdk.home):
        raise RuntimeError(f"no archive for {jdk.name}")
    return with_spec(Path(scratch) / "ours", trained.spec(jdk.home, trained.archives()[0]))


def bare_shell(jdk: Jdk, scratch: str) -> list[Path | str]:
    """The command of what no Java kernel can do without, with an archive of its own: to it, `shell` or nothing is added."""
    jar, archive = Path(scratch) / "bare.jar", Path(scratch) / ("bare.aot" if kernelspec.feature(jdk.home) >= 25 else "bare.jsa")
    classes = ROOT / "target" / "bench-classes"
    with zipfile.ZipFile(jar, "w") as opened:
        opened.write(classes / "weakrefs" / "bench" / "BareShell.class", "weakrefs/bench/BareShell.class")

    def command(option: str) -> list[Path | str]:
        return [jdk.java, option, "-XX:TieredStopAtLevel=1", "-Xlog:disable", "-cp", jar, "weakrefs.bench.BareShell"]

    subprocess.run([*command(kernelspec.recording(archive)), "shell"], check=True, capture_output=True)
    return command(f"{kernelspec.option(archive)}{archive}")


def seconds_of(command: Sequence[Path | str]) -> float:
    start = time.monotonic()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.monotonic() - start


def set_up_cell() -> str:
    return kernelspec.lessons()[1]


# ---- parts --------------------------------------------------------------------------------------


def measure_start(jdks: list[Jdk], often: int) -> Results:
    """From a kernel's start to `1+1`, and to a chart, also when somebody reads first; the kernels take turns."""
    results = {}
    for jdk in jdks:
        with tempfile.TemporaryDirectory() as scratch, jdk.first_on_path():
            folders = {"stock": stock_kernel(scratch), "ours": our_kernel(jdk, scratch)}
            hears: dict[str, list[float]] = {}
            start: dict[str, list[float]] = {}
            ready: dict[str, list[float]] = {}
            chart: dict[str, list[float]] = {}
            rested: dict[str, dict[str, list[float]]] = {"ready": {}, "chart": {}}
            parts: dict[str, list[float]] = {}
            bare = bare_shell(jdk, scratch)
            cells = {"ours": ["1+1", set_up_cell(), CHART], "stock": ["1+1", set_up_cell(), CHART]}
            stock_maven = "stock with %maven"
            folders[stock_maven], cells[stock_maven] = folders["stock"], ["1+1", MAVEN_CHART]
            try:
                seconds_until(cells[stock_maven], folders[stock_maven])  # fills the local repository
            except RuntimeError as e:
                say(f"%maven is left out: {e}")
                del folders[stock_maven]
            for trial in range(often):
                say(f"{jdk.name}: start {trial + 1} of {often}")
                for name, command in {"JVM": bare, "JShell": [*bare, "shell"]}.items():
                    parts.setdefault(name, []).append(round(seconds_of(command), 4))
                for name, folder in folders.items():
                    seconds = seconds_until(cells[name], folder)
                    for measured, value in ((hears, seconds[0]), (start, seconds[1]), (ready, seconds[2]), (chart, seconds[-1])):
                        measured.setdefault(name, []).append(round(value, 4))
                for name in ("stock", "ours"):
                    seconds = seconds_until(cells[name][1:], folders[name], READING)
                    for rest, value in zip(rested.values(), seconds[1:]):
                        rest.setdefault(name, []).append(round(value, 4))
            for measured in (hears, start, ready):
                measured.pop(stock_maven, None)  # the same kernel as stock; and it has no set-up cell
            results[jdk.name] = {"hears": hears, "start": start, "ready": ready, "chart": chart, "after a pause": rested, "parts": parts}
    return results


def measure_waiting(jdks: list[Jdk], often: int) -> Results:
    results = {}
    for jdk in jdks:
        for collector, flag in collectors.flags().items():
            say(f"{jdk.name}, {collector}: waiting for a collection")
            out = RAW / f"waiting-{jdk.name}-{collector}.json"
            jdk.run("weakrefs.bench.Waiting", out, often, options=["-Xmx256m", flag])
            results[f"{jdk.name}, {collector}"] = waiting(load(out))
    return results


def waiting(raw: Results) -> Results:
    ways = {way: {"quartiles": [*map(short, spread(nanos))], "missed": raw["missed"][way]} for way, nanos in raw["ways"].items()}
    return {"jdk": raw["jdk"], "collector": raw["collector"], "trials": raw["trials"], "ways": ways}


def measure_caches(jdks: list[Jdk], often: int) -> Results:
    jdk = jdks[0]
    quick = [] if often > 1 else ["-f", "1", "-wi", "0", "-i", "1", "-r", "20ms", "-p", "keys=1000"]

    def measured(name: str, *arguments: object) -> list[Results]:
        out = RAW / f"{name}.json"
        jdk.run("org.openjdk.jmh.Main", *arguments, "-rf", "json", "-rff", out, *quick)
        return scores(load(out))

    every = []
    for threads in (1, 2):
        say(f"{jdk.name}: caches with {threads} thread{'s' * (threads > 1)} (a quarter of an hour)")
        every += measured(f"caches-{threads}", "CacheBenchmark", "-t", threads)
    parts = []
    for threads in (1, 2):
        say(f"{jdk.name}: what a hit is made of, with {threads} thread{'s' * (threads > 1)} (three minutes)")
        of_a_hit = ["-p", "cache=WeakCache,references alone,ConcurrentHashMap", "-t", threads]
        parts += measured(f"hit-parts-{threads}", "CacheBenchmark.hit", *of_a_hit)
    options = [
        *["-Djol.magicFieldOffset=true", "-Djdk.attach.allowAttachSelf", "-XX:+EnableDynamicAgentLoading"],
        *["--add-exports", "java.base/jdk.internal.vm.annotation=ALL-UNNAMED"],
    ]
    out = RAW / "bytes.json"
    jdk.run("weakrefs.bench.EntryBytes", out, 100_000 if often > 1 else 1000, options=options)
    size = {key: load(out)[key] for key in ("entries", "bytesPerEntry")}
    return {"scores": every, "hit parts": parts, "bytes": size}


def scores(raw: list[Results]) -> list[Results]:
    """Look-ups per microsecond: what JMH says, and the median of its measurements."""
    found = []
    for result in raw:
        work, keys, metric = result["benchmark"].split(".")[-1], int(result["params"]["keys"]), result["primaryMetric"]
        look_ups = keys / 1e6 if work == "churn" else 1  # of an operation
        error = 0.0 if metric["scoreError"] == "NaN" else float(metric["scoreError"])
        median = statistics.median(score for fork in metric["rawData"] for score in fork)
        said = {"score": metric["score"], "error": error, "median": median}
        found.append(
            {
                "work": work,
                "keys": keys,
                "threads": result["threads"],
                "cache": result["params"]["cache"],
                **{name: short(value * look_ups) for name, value in said.items()},
            }
        )
    return found


def measure_growth(jdks: list[Jdk], often: int) -> Results:
    say(f"{jdks[0].name}: how cost grows (six minutes)")
    how_much = ["1000000", "30", "100"] if often > 1 else ["3000", "1", "1"]  # a slope takes two numbers
    options = ["-Xms1g", "-Xmx1g", "-XX:+UseG1GC"]
    out = RAW / "growth.json"
    jdks[0].run("weakrefs.bench.Growth", out, *how_much, options=options)
    measured = growth(load(out))
    return {f"JDK {measured['jdk']}, {measured['collector']}": measured}


def growth(raw: Results) -> Results:
    costs, works = [], []
    for series in raw["growth"]:
        medians = [statistics.median(nanos) for nanos in series["nanos"]]
        costs.append(
            {
                "cost": series["cost"],
                "entries": series["entries"],
                "median": [*map(short, medians)],
                "power": short(power(series["entries"], medians)),
            }
        )
    for work in raw["watching"]:
        # Of each pair, since the machine is now quicker and now slower for both.
        ratios = sorted(watched / alone for watched, alone in zip(work["with"], work["without"]))
        quartiles = [ratios[len(ratios) // 4], ratios[len(ratios) * 3 // 4]]
        works.append(
            {
                "work": work["work"],
                "entries": work["entries"],
                "pairs": len(ratios),
                "ratio": short(statistics.median(ratios)),
                "quartiles": [*map(short, quartiles)],
            }
        )
    return {"jdk": raw["jdk"], "collector": raw["collector"], "growth": costs, "watching": works}


def power(x: Iterable[float], y: Iterable[float]) -> float:
    """The power of x that y grows with: 0 for a cost that stays the same, 1 for one that doubles with x."""
    return statistics.linear_regression(list(map(math.log, x)), list(map(math.log, y))).slope


def short(value: float) -> float:
    """More digits would say nothing."""
    return float(f"{value:.9g}")


def measure_run(jdks: list[Jdk], often: int) -> Results:
    """The whole course, beside as many starts of the stock kernel."""
    jdk = jdks[0]
    notebooks = run_notebooks.chosen([])
    rounds = []
    with tempfile.TemporaryDirectory() as scratch, jdk.first_on_path():
        stock = stock_kernel(scratch)
        for trial in range(often):
            say(f"{jdk.name}: the whole course {trial + 1} of {often}")
            starts = sum(seconds_until(["1+1"], stock)[1] for _ in notebooks)
            start, processor = time.monotonic(), processor_seconds()
            seconds = {}

            def done(path: Path, notebook: NotebookNode, result: run_notebooks.Result) -> None:
                if not result.ok:
                    raise RuntimeError(result.line)
                seconds[path.stem] = round(result.seconds, 2)

            run_notebooks.Loop().run(run_notebooks.run_all(notebooks, run_notebooks.kernels_at_once(), None, done))
            rounds.append({"stock starts": round(starts, 2), "course": round(time.monotonic() - start, 2), "each": seconds})
            rounds[-1]["processor"] = round(processor_seconds() - processor, 1)
    return {"jdk": jdk.version, "notebooks": len(notebooks), "at once": run_notebooks.kernels_at_once(), "rounds": rounds}


def processor_seconds() -> float:
    """Of us, and of all children that have ended, with theirs."""
    return sum(used.ru_utime + used.ru_stime for used in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)))


def measure_minute(jdks: list[Jdk], often: int) -> Results:
    """From a fresh clone to a JupyterLab that answers, and the second start; beside doing the same by hand."""
    results: dict[str, dict[str, list[float]]] = {}
    with jdks[0].first_on_path():
        for trial in range(often):
            for way, commands in {
                "./tutorial": [["./tutorial", "--no-browser"]],
                "by hand": [
                    [sys.executable, "-m", "venv", ".venv"],
                    [".venv/bin/python", "-m", "pip", "install", "-q", "--no-deps", "-r", "requirements.txt"],
                    ["mvn", "-B", "-q", "-DskipTests", "package"],
                    [".venv/bin/python", "-m", "jupyterlab", "--no-browser", "--allow-root"],
                ],
            }.items():
                say(f"the first minute, {way}, {trial + 1} of {often}")
                with fresh_clone() as course:
                    times = results.setdefault(way, {"first": [], "second": []})
                    times["first"].append(seconds_to_lab(course, commands))
                    times["second"].append(seconds_to_lab(course, commands[-1:]))
    return results


@contextlib.contextmanager
def fresh_clone() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as scratch:
        course = Path(scratch) / "course"
        subprocess.run(["git", "clone", "-q", "--depth", "1", ROOT.as_uri(), course], check=True)
        yield course


def seconds_to_lab(course: Path, commands: Sequence[Sequence[str]]) -> float:
    *before, last = commands
    start = time.monotonic()
    for command in before:
        subprocess.run(command, check=True, cwd=course, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    started = MarkedProcesses()
    with open(course / "lab.log", "w+", encoding="utf-8") as log:
        server = subprocess.Popen(last, cwd=course, env=started.environment, stdout=log, stderr=log)
        try:
            while not (port := re.search(r"http://(?:localhost|127\.0\.0\.1):(\d+)", Path(log.name).read_text(encoding="utf-8"))):
                if server.poll() is not None:
                    raise RuntimeError(Path(log.name).read_text(encoding="utf-8")[-500:])
                time.sleep(0.02)
            while not listens(int(port.group(1))):
                time.sleep(0.02)
            return round(time.monotonic() - start, 2)
        finally:
            started.end(10)


def measure_image(jdks: list[Jdk], often: int) -> Results:
    """How large the Dockerfile's image is, and one that is made the plain way."""
    try:
        engine = image_engine.find()
    except image_engine.NoEngine as e:
        say(f"the images are left out: {e}")
        return {}
    results = {}
    for way in ("plain", "ours"):
        say(f"the image, {way} (some minutes)")
        with fresh_clone() as course:
            if way == "plain":
                (course / "Dockerfile").write_text(PLAIN_IMAGE, encoding="utf-8")
                (course / ".dockerignore").unlink()
            engine.build(course)
            results[way] = engine.size()
    return results


PARTS = {
    "start": (measure_start, 11),
    "waiting": (measure_waiting, 1000),
    "caches": (measure_caches, 2),
    "growth": (measure_growth, 2),
    "run": (measure_run, 2),
    "minute": (measure_minute, 3),
    "image": (measure_image, 1),
}


def load(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def write(results: Results) -> None:
    """What has nothing nested in it is one line."""
    text = re.sub(r"[\[{][^][{}]*[]}]", lambda found: " ".join(found.group().split()), json.dumps(results, indent=1))
    RESULTS.parent.mkdir(parents=True, exist_ok=True)
    RESULTS.write_text(text + "\n", encoding="utf-8")


def machine() -> str:
    cpu = platform.processor() or platform.machine()
    with contextlib.suppress(OSError, ValueError):
        cpu = kernelspec.found(r"^model name\s*: (.+)$", Path("/proc/cpuinfo").read_text(encoding="utf-8"))
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{os.cpu_count()} cores ({cpu}), {memory:.0f} GB of memory, {platform.system()}"


def about(jdks: list[Jdk], before: Results) -> Results:
    """With the JDKs that measured what this run didn't."""
    versions = {named.split(" (")[0]: named for named in before["jdks"]}
    versions |= {jdk.name: f"{jdk.name} ({jdk.version})" for jdk in jdks}
    return {"when": time.strftime("%Y-%m-%d"), "machine": machine(), "jdks": sorted(versions.values())}


def say(text: str) -> None:
    print(f"tutorial: {text}", file=sys.stderr, flush=True)


def build() -> None:
    subprocess.run(["mvn", "-B", "-q", "-Pbench", "-DskipTests", "package"], check=True, cwd=ROOT)


def draw(jdk: Jdk, results: Results) -> None:
    figures = RAW / "pictures.json"
    figures.parent.mkdir(parents=True, exist_ok=True)
    figures.write_text(json.dumps({picture.name: picture.plotly() for picture in pictures(results)}), encoding="utf-8")
    jdk.run("weakrefs.bench.Pictures", figures, RESULTS.parent, options=["-Djava.awt.headless=true"])


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="./tutorial bench", description="Measure, and write docs/performance.md.")
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}; without any, all of them")
    parser.add_argument("--jdk", type=a_jdk, action="append", default=[], metavar="DIR", help="another JDK to measure with")
    parser.add_argument("--quick", action="store_true", help="measures hardly anything, just to see that it works")
    parser.add_argument("--draw", action="store_true", help="only draws the charts and writes the page, from the results that are there")
    options = parser.parse_args(arguments)
    for part in options.parts:
        if part not in PARTS:
            print(f"There's nothing called {part} to measure. Choose from: {', '.join(PARTS)}.", file=sys.stderr)
            return 2
    jdks = [Jdk(home) for home in [kernelspec.java_home(), *options.jdk]]
    build()
    results = read()
    if not options.draw:
        for part in options.parts or PARTS:
            measure, often = PARTS[part]
            results[part] = results.get(part, {}) | measure(jdks, 1 if options.quick else often)  # another JDK's stay
            results["about"] = about(jdks, results.get("about", {"jdks": []}))
            write({part: results[part] for part in ("about", *PARTS) if results.get(part)})
    draw(jdks[0], results)
    PAGE.write_text(page(results), encoding="utf-8")
    say(f"written: {PAGE.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
