"""Measures what the course claims of its speed, side by side, and writes docs/performance.md: `./tutorial bench`."""

import argparse
import contextlib
import json
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
from pathlib import Path

from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import KernelManager

from tutorial import collectors, image_engine, kernelspec, run_notebooks
from tutorial.jdks import NoJdk, first_on_path, named
from tutorial.markdown import table
from tutorial.paths import ROOT
from tutorial.processes import MarkedProcesses

RESULTS = ROOT / "docs" / "performance"
PAGE = ROOT / "docs" / "performance.md"
TABLESAW = "0.44.4"
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
    def __init__(self, home):
        self.home = Path(home)
        self.java = self.home / "bin" / "java"
        self.version = kernelspec.version(self.home)
        self.name = f"JDK {kernelspec.feature(self.home)}"

    @contextlib.contextmanager
    def first_on_path(self):
        before = dict(os.environ)
        os.environ.update(first_on_path(self.home))
        try:
            yield
        finally:
            os.environ.clear()
            os.environ.update(before)

    def run(self, main, *arguments, options=()):
        bench = ROOT / "target"
        path = os.pathsep.join(map(str, [bench / "bench-classes", bench / "bench-lib" / "*", bench / "weak-references.jar"]))
        subprocess.run([self.java, *options, "-cp", path, main, *map(str, arguments)], check=True, cwd=ROOT)


def seconds_until(cells, kernel_dir):
    """Starts a kernel, and runs cells as soon as it hears. Seconds from its start until it hears, and to the end of each."""
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


def listens(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def with_spec(folder, spec):
    """A kernel's folder that holds nothing else, so that it is quickly copied."""
    folder.mkdir()
    (folder / "kernel.json").write_text(json.dumps(spec), encoding="utf-8")
    return folder


def stock_kernel(scratch):
    """JJava's own kernelspec."""
    own = kernelspec.KernelSpec()
    spec = json.loads((own.folder / kernelspec.STOCK).read_text(encoding="utf-8"))
    spec["argv"] = [word.replace("{resource_dir}", str(own.folder)) for word in spec["argv"]]
    return with_spec(Path(scratch) / "stock", spec)


def our_kernel(jdk, scratch):
    """The kernelspec that `./tutorial` makes, with an archive for this JDK."""
    own = kernelspec.KernelSpec()
    trained = kernelspec.KernelSpec(Path(scratch) / "kernel", Path(scratch) / "target")
    shutil.copytree(own.folder, trained.folder, ignore=shutil.ignore_patterns(".stamp"))
    trained.target.mkdir()
    (trained.target / "lib").symlink_to(own.target / "lib")
    if not trained.make(jdk.home):
        raise RuntimeError(f"no archive for {jdk.name}")
    return with_spec(Path(scratch) / "ours", trained.spec(jdk.home, trained.archives()[0]))


def bare_shell(jdk, scratch):
    """The command of what no Java kernel can do without, with an archive of its own: to it, `shell` or nothing is added."""
    jar, archive = Path(scratch) / "bare.jar", Path(scratch) / ("bare.aot" if kernelspec.feature(jdk.home) >= 25 else "bare.jsa")
    classes = ROOT / "target" / "bench-classes"
    with zipfile.ZipFile(jar, "w") as opened:
        opened.write(classes / "weakrefs" / "bench" / "BareShell.class", "weakrefs/bench/BareShell.class")

    def command(option):
        return [jdk.java, option, "-XX:TieredStopAtLevel=1", "-Xlog:disable", "-cp", jar, "weakrefs.bench.BareShell"]

    subprocess.run([*command(kernelspec.recording(archive)), "shell"], check=True, capture_output=True)
    return command(f"{kernelspec.option(archive)}{archive}")


def seconds_of(command):
    start = time.monotonic()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.monotonic() - start


def set_up_cell():
    return kernelspec.lessons()[1]


# ---- parts --------------------------------------------------------------------------------------


def measure_start(jdks, often):
    """From a kernel's start to `1+1`, and to a chart; the kernels take turns."""
    results, more = {}, {}
    for jdk in jdks:
        with tempfile.TemporaryDirectory() as scratch, jdk.first_on_path():
            folders = {"stock": stock_kernel(scratch), "ours": our_kernel(jdk, scratch)}
            hears, start, ready, chart, parts = {}, {}, {}, {}, {}
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
            for measured in (hears, start, ready):
                measured.pop(stock_maven, None)  # the same kernel as stock; and it has no set-up cell
            more[jdk.name] = {"hears": hears, "ready": ready, "chart": {stock_maven: chart.pop(stock_maven, [])}, "parts": parts}
            results[jdk.name] = {"start": start, "chart": chart}
    write("start", results)
    write("start-more", more)


def measure_waiting(jdks, often):
    for jdk in jdks:
        for collector, flag in collectors.flags().items():
            say(f"{jdk.name}, {collector}: waiting for a collection")
            jdk.run("weakrefs.bench.Waiting", RESULTS, often, options=["-Xmx256m", flag])


def measure_caches(jdks, often):
    jdk = jdks[0]
    quick = [] if often > 1 else ["-f", "1", "-wi", "0", "-i", "1", "-r", "20ms", "-p", "keys=1000"]
    for threads in (1, 2):
        say(f"{jdk.name}: caches with {threads} thread{'s' * (threads > 1)} (a quarter of an hour)")
        name = f"caches-{threads}"
        RESULTS.mkdir(parents=True, exist_ok=True)  # JMH wants to find it
        out = RESULTS / f"{name}.json"
        jdk.run("org.openjdk.jmh.Main", "CacheBenchmark", "-t", threads, "-rf", "json", "-rff", out, *quick)
        forget_place(name)
    say(f"{jdk.name}: what a hit is made of (three minutes)")
    parts = ["-p", "cache=WeakCache,references alone,ConcurrentHashMap", "-t", 1]
    out = RESULTS / "hit-parts.json"
    jdk.run("org.openjdk.jmh.Main", "CacheBenchmark.hit", *parts, "-rf", "json", "-rff", out, *quick)
    forget_place("hit-parts")
    options = [
        *["-Djol.magicFieldOffset=true", "-Djdk.attach.allowAttachSelf", "-XX:+EnableDynamicAgentLoading"],
        *["--add-exports", "java.base/jdk.internal.vm.annotation=ALL-UNNAMED"],
    ]
    jdk.run("weakrefs.bench.EntryBytes", RESULTS, 100_000 if often > 1 else 1000, options=options)


def forget_place(name):
    """JMH notes where its JVM lies, which is nobody else's."""
    write(name, [{key: value for key, value in result.items() if key != "jvm"} for result in read(name)])


def measure_growth(jdks, often):
    say(f"{jdks[0].name}: how cost grows (six minutes)")
    how_much = ["1000000", "30", "100"] if often > 1 else ["3000", "1", "1"]  # a slope takes two numbers
    options = ["-Xms1g", "-Xmx1g", "-XX:+UseG1GC"]
    jdks[0].run("weakrefs.bench.Growth", RESULTS, *how_much, options=options)


def measure_run(jdks, often):
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

            def done(path, notebook, result):
                if not result.ok:
                    raise RuntimeError(result.line)
                seconds[path.stem] = round(result.seconds, 2)

            run_notebooks.Loop().run(run_notebooks.run_all(notebooks, run_notebooks.kernels_at_once(), None, done))
            rounds.append({"stock starts": round(starts, 2), "course": round(time.monotonic() - start, 2), "each": seconds})
            rounds[-1]["processor"] = round(processor_seconds() - processor, 1)
    write("run", {"jdk": jdk.version, "notebooks": len(notebooks), "at once": run_notebooks.kernels_at_once(), "rounds": rounds})


def processor_seconds():
    """Of us, and of all children that have ended, with theirs."""
    return sum(used.ru_utime + used.ru_stime for used in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)))


def measure_minute(jdks, often):
    """From a fresh clone to a JupyterLab that answers, and the second start; beside doing the same by hand."""
    results = {}
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
    write("minute", results)


@contextlib.contextmanager
def fresh_clone():
    with tempfile.TemporaryDirectory() as scratch:
        course = Path(scratch) / "course"
        subprocess.run(["git", "clone", "-q", "--depth", "1", ROOT.as_uri(), course], check=True)
        yield course


def seconds_to_lab(course, commands):
    *before, last = commands
    start = time.monotonic()
    quiet = {"cwd": course, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    for command in before:
        subprocess.run(command, check=True, **quiet)
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


def measure_image(jdks, often):
    """How large the Dockerfile's image is, and one that is made the plain way."""
    try:
        engine = image_engine.find()
    except image_engine.NoEngine as e:
        say(f"the images are left out: {e}")
        return
    results = {}
    for way in ("plain", "ours"):
        say(f"the image, {way} (some minutes)")
        with fresh_clone() as course:
            if way == "plain":
                (course / "Dockerfile").write_text(PLAIN_IMAGE, encoding="utf-8")
                (course / ".dockerignore").unlink()
            engine.build(course)
            results[way] = engine.size()
    write("image", results)


PARTS = {
    "start": (measure_start, 11),
    "waiting": (measure_waiting, 1000),
    "caches": (measure_caches, 2),
    "growth": (measure_growth, 2),
    "run": (measure_run, 2),
    "minute": (measure_minute, 3),
    "image": (measure_image, 1),
}


# ---- the page -----------------------------------------------------------------------------------


def read(name):
    path = RESULTS / f"{name}.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else None


def read_all(pattern):
    """The results whose names match, by name."""
    return {file.stem: read(file.stem) for file in sorted(RESULTS.glob(f"{pattern}.json"))}


def write(name, results):
    RESULTS.mkdir(parents=True, exist_ok=True)
    (RESULTS / f"{name}.json").write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")


def spread(values):
    """Median, and from the lower to the upper quartile."""
    low, middle, high = statistics.quantiles(values, n=4) if len(values) > 1 else values * 3
    return low, middle, high


def start_section():
    results, more = read("start"), read("start-more")
    if not results:
        return ""
    rows = []
    for jdk, measured in results.items():
        for what, words in (("hears", "it hears"), ("start", "`1+1`"), ("ready", "the set-up cell"), ("chart", "a Tablesaw chart")):
            also = more[jdk].get(what, {})
            values_of = {**measured.get(what, {}), **{name: values for name, values in also.items() if values}}
            if not values_of:
                continue
            base = statistics.median(values_of["stock"])
            for name, values in values_of.items():
                low, middle, high = spread(values)
                rows.append([jdk, words, name, f"**{middle / base:.2f}**", f"{middle:.2f} s", f"{low:.2f}-{high:.2f} s", len(values)])

    def of_stock(what):
        return span([statistics.median(m[what]["ours"]) / statistics.median(m[what]["stock"]) for m in results.values()])

    return f"""## The learner's first wait

From the start of a kernel to its first result, and to its first chart, against the kernelspec that comes with JJava. *Ours* is
one JVM, the quick compiler alone, and an archive that `./tutorial` trained. The chart of *stock* and *ours* comes with the set-up cell;
with `%maven` it is made of a warm local repository. They took turns.

{picture("start")}

{table(["JDK", "to", "kernel", "of stock", "median", "quartiles", "starts"], rows)}

The goal is 0.4 of stock: the first result takes {of_stock("start")}, the first chart {of_stock("chart")}.

{start_parts(results, more)}
"""


def start_parts(results, more):
    """Why a start takes as long as it does: what each of its parts adds, by medians."""
    jdks = [jdk for jdk in results if "parts" in more[jdk]]
    if not jdks:
        return ""
    rows, floors = [], []
    for jdk in jdks:
        stock = statistics.median(results[jdk]["start"]["stock"])
        steps = {
            "a JVM that ends at once": more[jdk]["parts"]["JVM"],
            "JShell, the imports that JJava gives, and `1+1`": more[jdk]["parts"]["JShell"],
            "JJava, which talks to JupyterLab: to `1+1`": results[jdk]["start"]["ours"],
            "the set-up cell": more[jdk]["ready"]["ours"],
            "a Tablesaw chart": results[jdk]["chart"]["ours"],
        }
        before = 0
        for step, values in steps.items():
            now = statistics.median(values)
            rows.append([jdk, step, f"+{now - before:.2f} s", f"{now:.2f} s"])
            before = now
        floors.append(f"{statistics.median(more[jdk]['parts']['JShell']) / stock:.2f} of stock's on {jdk}")
    return f"""What a start is made of. The first two are programs of their own, with the same flags and an archive of their own: a first result
without any kernel takes {" and ".join(floors)}. What JJava adds is its sockets, their keys, the first messages, and a compiler
that has to open JJava's jar. The set-up cell is seventeen imports, each of which JShell compiles, and they need
all jars. The chart is made twice, as Plotly's JSON and as a picture, by code that runs for the first time.

{table(["JDK", "part", "adds", "up to here"], rows)}"""


def waiting_section():
    results = read_all("waiting-*")
    if not results:
        return ""
    rows, slower, behind, missed, trials = [], [], [], 0, 0
    for measured in results.values():
        bare, ours, guava = (statistics.median(measured["ways"][way]) for way in ("bare", "ours", "guava"))
        where = f"{measured['collector']} on JDK {measured['jdk']}"
        slower += [where] if ours > 1.1 * bare else []
        behind += [f"{where} ({ours / guava:.3f} of Guava's)"] if ours > guava else []
        missed += measured["missed"]["ours"]
        trials += measured["trials"]
        for way in ("bare", "ours", "guava"):
            low, middle, high = spread(measured["ways"][way])
            rows.append([
                measured["jdk"], measured["collector"], way, f"**{middle / bare:.3f}**", f"{middle / 1e6:.2f} ms",
                f"{low / 1e6:.2f}-{high / 1e6:.2f} ms", measured["missed"][way], measured["trials"],
            ])
    return f"""## Waiting for a collection

Until a referent is cleared, in a heap of 256 MB: a bare `System.gc()` that is repeated until it is, `GarbageCollector.awaitCleared`
(ours), and `GcFinalization.awaitClear` of Guava's testlib. The three took turns in one JVM for each collector.

The goals: no miss (ours missed {missed} of {trials:,}); a median of at most 1.1 of the bare call ({goal(slower)}); ahead of Guava on each
({goal(behind)}). Shenandoah and Z do nearly all of their work beside the program: while one waits for that, it hardly matters how.

{picture("waiting")}

{table(["JDK", "collector", "way", "of bare", "median", "quartiles", "missed", "trials"], rows)}
"""


def goal(exceptions):
    return f"but for {', '.join(exceptions)}" if exceptions else "reached"


def span(values):
    """From the lowest to the highest."""
    return f"{min(values):.2f} to {max(values):.2f}"


def caches_section():
    lines = []
    for threads in (1, 2):
        for result in read(f"caches-{threads}") or []:
            what = result["benchmark"].split(".")[-1]
            cache, keys = result["params"]["cache"], int(result["params"]["keys"])
            look_ups = keys / 1e6 if what == "churn" else 1  # per microsecond, of an operation per second
            score, error = result["primaryMetric"]["score"], error_of(result["primaryMetric"]["scoreError"])
            lines.append((what, keys, threads, cache, score * look_ups, error * look_ups))
    if not lines:
        return ""
    base = {(w, k, t): s for w, k, t, cache, s, _ in lines if cache == "ConcurrentHashMap"}
    ours = {(w, k, t): s for w, k, t, cache, s, _ in lines if cache == "WeakCache"}
    rows = []
    for what, keys, threads, cache, score, error in sorted(lines, key=lambda line: (line[0], line[1], line[2])):
        limit = base.get((what, keys, threads))
        mine = ours.get((what, keys, threads))
        rows.append([
            what, f"{keys:,}", threads, cache, f"{score:.3g} ± {error:.2g}",
            f"{score / limit:.2f}" if limit else "", f"**{mine / score:.2f}**" if mine else "",
        ])
    size = read("bytes")
    bytes_table = table(
        ["cache", "bytes an entry"], sorted(([c, f"{b:.1f}"] for c, b in size["bytesPerEntry"].items()), key=lambda r: float(r[1]))
    ) if size else ""
    pictures = "\n\n".join(filter(None, (picture(name) for name in ("caches-hit", "caches-miss", "caches-churn", "bytes"))))
    return f"""## WeakCache beside other caches

Look-ups per microsecond of all threads together. *Hit*: everything is there. *Miss*: each look-up loads. *Churn*: people are
held for a while and let go, with collections between. A bare `ConcurrentHashMap`, which never forgets, is the limit.

{caches_goals({line[:4]: line[4] for line in lines})}

{pictures}

{bytes_table}

{hit_parts()}

<details><summary>All numbers</summary>

{table(["work", "keys", "threads", "cache", "look-ups / µs", "of ConcurrentHashMap", "WeakCache is so many times as fast"], rows)}

</details>
"""


def caches_goals(scores):
    """What was to be reached, and what was; scores by work, keys, threads and cache."""

    def of(what, other, threads=(1, 2)):
        return [s / scores[w, k, t, other] for (w, k, t, cache), s in scores.items()
                if w == what and cache == "WeakCache" and t in threads and (w, k, t, other) in scores]

    return f"""The goals, and what `WeakCache` reached:

- *Hits at 0.9 of the map's speed*: {span(of("hit", "ConcurrentHashMap"))} (1 thread: {span(of("hit", "ConcurrentHashMap", [1]))}). Not reached everywhere: a hit reads one
  object more, the reference between the map's entry and the value, and looks into the queue. The table of a hit's parts shows what
  each costs: the reference about half of what is lacking, or more (but at 100,000 keys, where it is decided by what the processor's
  own caches hold). Only entries of its own could do without that object, and such a cache would be longer than a screen; without the
  look a dead entry wouldn't be gone at the next call.
- *Hits three times as fast as Caffeine's and Guava's*: {span(of("hit", "Caffeine"))} times Caffeine's, {span(of("hit", "Guava"))} times Guava's. Not reached everywhere:
  with one thread nobody stands in Guava's way, and with a million keys all of them wait for memory.
- *Churn at least as fast as the best*: {span(of("churn", "Caffeine"))} times Caffeine's, {span(of("churn", "Guava"))} times Guava's, {span(of("churn", "WeakHashMap"))} times the
  `WeakHashMap`'s. That one wins where there are many keys and one thread: its entry *is* the reference, so there is one object less to
  make and to collect. It is no cache with weak values, and its one lock costs a hit dearly as soon as there are two threads.
- *No more bytes an entry than any other cache with weak values*: see the table of bytes.

How fast misses are is mostly up to the collector, which has to look at each reference that was made: hence the wide errors."""


def hit_parts():
    """Why a hit takes longer than in a plain map."""
    results = read("hit-parts")
    if not results:
        return ""
    scores = {(int(r["params"]["keys"]), r["params"]["cache"]): r["primaryMetric"]["score"] for r in results}
    rows = []
    for keys in sorted({keys for keys, _ in scores}):
        limit = scores[keys, "ConcurrentHashMap"]
        rows.append([
            f"{keys:,}", f"{1000 / limit:.1f} ns",
            *(f"{1000 / scores[keys, cache] - 1000 / limit:+.1f} ns (**{scores[keys, cache] / limit:.2f}** of its speed)"
              for cache in ("references alone", "WeakCache")),
        ])
    return "What a hit is made of, with one thread. *References alone* is the map with weak references as its values, which asks no queue:\n\n" + table(
        ["keys", "ConcurrentHashMap", "references alone", "WeakCache"], rows
    )


def error_of(error):
    return 0.0 if error == "NaN" else float(error)


def growth_section():
    results = read_all("growth-*")
    if not results:
        return ""
    parts = []
    for stem, measured in results.items():
        where = stem.removeprefix("growth-")
        rows = [
            [g["cost"], f"{g['entries'][0]:,}", nanos(g["median"][0]), f"{g['entries'][-1]:,}", nanos(g["median"][-1]), f"**{g['power']:.2f}**"]
            for g in measured["growth"]
        ]
        watching = [
            [w["work"], f"{w['entries']:,}", f"**{w['ratio']:.3f}**", "-".join(f"{q:.3f}" for q in w["quartiles"]), len(w["with"])]
            for w in measured["watching"]
        ]
        parts.append(f"""{picture("growth-" + where)}

{table(["cost", "entries", "median", "entries", "median", "slope in the log-log chart"], rows)}

{picture("watching-" + where)}

{table(["work", "entries", "with a timeline, of without", "quartiles", "pairs"], watching)}
""")
    ratios = [w["ratio"] for measured in results.values() for w in measured["watching"]]
    return f"""## How cost grows

A slope of 0 is flat, of 1 proportional. `size()` is to be flat, removing at most proportional to what was cleared, and a timeline is to
change the work that it watches by at most 2 %: medians of {span(ratios)} of the time without. A look counts all entries, so it grows
with them; the timeline looks less often then.

""" + "\n".join(parts)


def nanos(value):
    for unit, size in (("s", 1e9), ("ms", 1e6), ("µs", 1e3)):
        if value >= size:
            return f"{value / size:.3g} {unit}"
    return f"{value:.3g} ns"


def run_section():
    measured = read("run")
    if not measured:
        return ""
    ratios = [r["course"] / r["stock starts"] for r in measured["rounds"]]
    each = measured["rounds"][0]["each"]
    rows = [[name, f"{statistics.median(r['each'][name] for r in measured['rounds']):.1f} s"] for name in each]
    used = statistics.median(r["processor"] for r in measured["rounds"])
    whole = statistics.median(r["processor"] / r["course"] for r in measured["rounds"])
    starts = statistics.median(r["stock starts"] for r in measured["rounds"])
    busy = (
        f"All that ran took {used:.0f} s of processor time, {used / starts:.1f} times the time of the starts: on average {whole:.1f} cores were busy."
    )
    return f"""## Run All

The whole course without a browser, {measured["notebooks"]} notebooks, {measured["at once"]} at a time, took **{statistics.median(ratios):.2f}** times as long as
{measured["notebooks"]} starts of the stock kernel ({", ".join(f"{r:.2f}" for r in ratios)}). The goal was 2.5. {busy} What makes it long is what the
notebooks are about: collections, phone books that answer after 10 ms, experiments in JVMs of their own, and cells that measure, which
work alone.

{table(["notebook", "median"], rows)}
"""


def minute_section():
    measured = read("minute")
    if not measured:
        return ""
    rows = []
    for which, words in (("first", "a fresh clone, to a JupyterLab that answers"), ("second", "the second start")):
        hand = statistics.median(measured["by hand"][which])
        for way, times in measured.items():
            middle = statistics.median(times[which])
            rows.append([words, way, f"**{middle / hand:.2f}**", f"{middle:.1f} s", ", ".join(f"{t:.1f}" for t in times[which])])
    return f"""## The first minute

What pip and Maven once downloaded lay in their caches. *By hand* is a virtual environment, `pip install`, `mvn package` and
`jupyter lab`, one after the other; it ends with the stock kernel, so it has trained none.

{table(["from", "way", "of by hand", "median", "each"], rows)}
"""


def image_section():
    measured = read("image")
    if not measured:
        return ""
    rows = [[way, f"**{size / measured['plain']:.2f}**", f"{size / 1e6:.0f} MB"] for way, size in measured.items()]
    return f"""## The image

All files of the image, unpacked. *Plain* is Debian's JDK and Maven, `pip install` and `mvn package` in an image of one stage; it has
no kernel that was trained, runs as root, and keeps what only the build needs.

{table(["image", "of plain", "size"], rows)}
"""


def picture(name):
    said = (read("pictures") or {}).get(name)
    if not said or not (RESULTS / f"{name}.png").exists():
        return ""
    return f"![{said['title']}](performance/{name}.png)\n\n*{said['caption']}*"


def machine():
    cpu = platform.processor() or platform.machine()
    with contextlib.suppress(OSError):
        cpu = re.search(r"^model name\s*: (.+)$", Path("/proc/cpuinfo").read_text(encoding="utf-8"), re.MULTILINE).group(1)
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{os.cpu_count()} cores ({cpu}), {memory:.0f} GB of memory, {platform.system()}"


def about(jdks, before):
    """With the JDKs that measured what this run didn't."""
    versions = {named.split(" (")[0]: named for named in before["jdks"]}
    versions |= {jdk.name: f"{jdk.name} ({jdk.version})" for jdk in jdks}
    return {"when": time.strftime("%Y-%m-%d"), "machine": machine(), "jdks": sorted(versions.values())}


def page():
    known = read("about")
    sections = [start_section(), waiting_section(), caches_section(), growth_section(), run_section(), minute_section(), image_section()]
    text = f"""# How fast it is

Written by `./tutorial bench` from its last run: {known["when"]}, {known["machine"]}, {", ".join(known["jdks"])}. Ratios are what carries over to
another machine; times are there to show the scale. The raw results lie in [performance](performance), and `./tutorial bench PART` measures one
part anew ({", ".join(f"`{part}`" for part in PARTS)}).

""" + "\n".join(section for section in sections if section)
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def say(text):
    print(f"tutorial: {text}", file=sys.stderr, flush=True)


def build():
    subprocess.run(["mvn", "-B", "-q", "-Pbench", "-DskipTests", "package"], check=True, cwd=ROOT)


def draw(jdk):
    jdk.run("weakrefs.bench.Pictures", RESULTS, RESULTS, options=["-Djava.awt.headless=true"])


def main(arguments):
    parser = argparse.ArgumentParser(prog="./tutorial bench", description="Measure, and write docs/performance.md.")
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}; without any, all of them")
    parser.add_argument("--jdk", action="append", default=[], metavar="DIR", help="another JDK to measure with")
    parser.add_argument("--quick", action="store_true", help="measures hardly anything, just to see that it works")
    parser.add_argument("--draw", action="store_true", help="only draws the charts and writes the page, from the results that are there")
    options = parser.parse_args(arguments)
    for part in options.parts:
        if part not in PARTS:
            print(f"There's nothing called {part} to measure. Choose from: {', '.join(PARTS)}.", file=sys.stderr)
            return 2
    try:
        homes = named(options.jdk)
    except NoJdk as e:
        print(e, file=sys.stderr)
        return 2
    jdks = [Jdk(home) for home in [kernelspec.java_home(), *homes]]
    build()
    if not options.draw:
        for part in options.parts or PARTS:
            measure, often = PARTS[part]
            measure(jdks, 1 if options.quick else often)
        write("about", about(jdks, read("about") or {"jdks": []}))
    draw(jdks[0])
    PAGE.write_text(page(), encoding="utf-8")
    say(f"written: {PAGE.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
