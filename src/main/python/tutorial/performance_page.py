"""docs/performance.md and its pictures, from what `./tutorial bench` measured."""

import json
import math
import re
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tutorial import collectors
from tutorial.markdown import table
from tutorial.paths import ROOT

RESULTS = ROOT / "docs" / "performance" / "results.json"
PAGE = ROOT / "docs" / "performance.md"
Results = dict[str, Any]  # as JSON has them
OURS, LIMIT, ALONE = "WeakCache", "ConcurrentHashMap", "references alone"
OTHERS = ("Caffeine", "Guava", "WeakHashMap")


def read() -> Results:
    """What was measured, by the names of `SECTIONS`."""
    return json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}


@dataclass
class Picture:
    """What `Pictures.java` draws, and what is said about it, which is computed from the same numbers."""

    name: str
    title: str
    caption: str
    traces: list[dict[str, Any]]
    axes: dict[str, Any]
    height: int = 450

    def plotly(self) -> dict[str, Any]:
        layout = {"title": {"text": self.title}, "width": 900, "height": self.height, "barmode": "group", **self.axes}
        return {"data": self.traces, "layout": layout}

    def __str__(self) -> str:
        return f"![{self.title}](performance/{self.name}.png)\n\n*{self.caption}*"


def bars(places: list[str], groups: Mapping[str, list[float]]) -> list[dict[str, Any]]:
    return [{"type": "bar", "name": name, "x": places, "y": values} for name, values in groups.items()]


def titled(x: str, y: str) -> dict[str, Any]:
    return {"xaxis": {"title": {"text": x}}, "yaxis": {"title": {"text": y}}}


def pictures(results: Results) -> list[Picture]:
    """All for which there are results."""
    found = []
    if "start" in results:
        found.append(start_picture(results["start"]))
    if "waiting" in results:
        found.append(waiting_picture(results["waiting"]))
    if "caches" in results:
        found += [*cache_pictures(results["caches"]["scores"]), bytes_picture(results["caches"]["bytes"])]
    for measured in results.get("growth", {}).values():
        found += [growth_picture(measured), watching_picture(measured)]
    return found


def alike(values: Sequence[float], form: str = "{:.2f}") -> str:
    """From the lowest to the highest, or one of them where they look alike."""
    return " to ".join(dict.fromkeys(form.format(value) for value in (min(values), max(values))))


def spread(values: list[float]) -> tuple[float, float, float]:
    """Median, and from the lower to the upper quartile."""
    low, middle, high = statistics.quantiles(values, n=4) if len(values) > 1 else values * 3
    return low, middle, high


def start_picture(results: Results) -> Picture:
    goals = {"start": "first result", "chart": "first chart"}
    places = [f"{jdk}, {words}" for jdk in results for words in goals.values()]
    of = {who: [statistics.median(m[goal][who]) for m in results.values() for goal in goals] for who in ("stock", "ours")}
    ratios = [ours / stock for ours, stock in zip(of["ours"], of["stock"])]
    fewest = min(len(m[goal]["ours"]) for m in results.values() for goal in goals)
    return Picture(
        "start",
        f"From start to result, our kernel takes {alike(ratios)} of the time of the stock one",
        f"Medians of {fewest} starts of each kernel, in seconds.",
        bars(places, of),
        titled("", "Since the kernel was started, median (s)"),
    )


def start_section(results: Results) -> str:
    rested = {jdk: measured["after a pause"] for jdk, measured in results.items()}
    return f"""## The learner's first wait

How long it takes from starting a kernel to its first result and to its first chart, compared with the kernelspec that comes with JJava.
*Ours* is a single JVM with only the quick compiler, and with an archive that `./tutorial` trained. *Stock* and *ours* draw the chart after
the set-up cell; *stock with %maven* gets Tablesaw from a local repository that already has it. They took turns.

{start_picture(results)}

{start_table(results, {"hears": "it hears", "start": "`1+1`", "ready": "the set-up cell", "chart": "a Tablesaw chart"})}

The goal was 0.45 of stock. The first result takes {of_stock(results, "start")}, the first chart {of_stock(results, "chart")}.

{start_parts(results)}

A kernel starts as soon as its notebook opens, but the first Shift+Enter comes later. Ours uses that time to rehearse: in a second JShell, which it
throws away, it does the imports of the set-up cell and draws a chart. If you read for three seconds, it then takes:

{start_table(rested, {"ready": "the set-up cell", "chart": "a Tablesaw chart"})}

The goals were 0.35 of stock to the end of the set-up cell, and 0.45 to the chart. They take {of_stock(rested, "ready")} and {of_stock(rested, "chart")}.
What a rehearsal can't do for the set-up cell: each JShell opens every jar for itself, and compiles each of the seventeen imports.
"""


def start_table(results: Results, steps: Mapping[str, str]) -> str:
    rows = []
    for jdk, measured in results.items():
        for step, words in steps.items():
            base = statistics.median(measured[step]["stock"])
            for name, values in measured[step].items():
                low, middle, high = spread(values)
                rows.append([jdk, words, name, f"**{middle / base:.2f}**", f"{middle:.2f} s", f"{low:.2f}-{high:.2f} s", len(values)])
    return table(["JDK", "to", "kernel", "of stock", "median", "quartiles", "starts"], rows)


def of_stock(results: Results, step: str) -> str:
    return span([statistics.median(m[step]["ours"]) / statistics.median(m[step]["stock"]) for m in results.values()])


def start_parts(results: Results) -> str:
    """Why a start takes as long as it does: what each of its parts adds, by medians."""
    rows, floors = [], []
    for jdk, measured in results.items():
        stock = statistics.median(measured["start"]["stock"])
        steps = {
            "a JVM that ends at once": measured["parts"]["JVM"],
            "JShell, the imports that JJava gives, and `1+1`": measured["parts"]["JShell"],
            "JJava, which talks to JupyterLab: to `1+1`": measured["start"]["ours"],
            "the set-up cell": measured["ready"]["ours"],
            "a Tablesaw chart": measured["chart"]["ours"],
        }
        before = 0
        for step, values in steps.items():
            now = statistics.median(values)
            rows.append([jdk, step, f"+{now - before:.2f} s", f"{now:.2f} s"])
            before = now
        floors.append(f"{statistics.median(measured['parts']['JShell']) / stock:.2f} of stock's on {jdk}")
    return f"""What a start is made of. The first two are separate programs with the same flags and their own archives: without any kernel, a first
result takes {" and ".join(floors)}. JJava adds its sockets, their keys, the first messages, and a compiler that has to open
JJava's jar. The set-up cell has seventeen imports, which JShell compiles one by one, and they need every jar. The chart is made twice, as Plotly's
JSON and as a picture, by code that has never run before.

{table(["JDK", "part", "adds", "up to here"], rows)}"""


def waiting_picture(results: Results) -> Picture:
    legend = {"bare": "System.gc() alone", "ours": "awaitCleared(...)", "collect": "collect()", "guava": "Guava's awaitClear"}
    order = list(collectors.flags())
    found = sorted(results.values(), key=lambda measured: (order.index(measured["collector"]), measured["jdk"]))
    medians = {way: [measured["ways"][way]["quartiles"][1] / 1e6 for measured in found] for way in legend}
    ours, guava = ([a / b for a, b in zip(medians[way], medians["bare"])] for way in ("ours", "guava"))
    missed, trials = (sum(of) for of in zip(*((m["ways"]["ours"]["missed"], m["trials"]) for m in found)))
    return Picture(
        "waiting",
        f"awaitCleared takes {alike(ours)} times as long as a bare System.gc(), Guava {alike(guava)}",
        "Medians until an object that nobody holds is seen to be collected, for each collector on each JDK. "
        f"awaitCleared missed {missed:,} of {trials:,}.",
        bars(
            [f"{measured['collector'].replace('Shenandoah', 'Shen.')} {measured['jdk']}" for measured in found],
            {legend[way]: medians[way] for way in legend},
        ),
        titled("Collector and JDK", "Until cleared, median (ms)"),
    )


def waiting_section(results: Results) -> str:
    rows, slower, behind, missed, trials = [], [], [], 0, 0
    for _, measured in sorted(results.items()):
        ways = measured["ways"]
        bare, ours, guava = (ways[way]["quartiles"][1] for way in ("bare", "ours", "guava"))
        where = f"{measured['collector']} on JDK {measured['jdk']}"
        slower += [where] if ours > 1.1 * bare else []
        behind += [f"{where} ({ours / guava:.3f} of Guava's)"] if ours > guava else []
        missed += ways["ours"]["missed"]
        trials += measured["trials"]
        for way in ("bare", "ours", "guava"):
            low, middle, high = ways[way]["quartiles"]
            rows.append(
                [
                    measured["jdk"],
                    measured["collector"],
                    way,
                    f"**{middle / bare:.3f}**",
                    f"{middle / 1e6:.2f} ms",
                    f"{low / 1e6:.2f}-{high / 1e6:.2f} ms",
                    ways[way]["missed"],
                    measured["trials"],
                ]
            )
    return f"""## Waiting for a collection

How long it takes until a referent is cleared, in a heap of 256 MB: with a bare `System.gc()` that's repeated until it is, with
`GarbageCollector.awaitCleared` (ours), and with `GcFinalization.awaitClear` from Guava's testlib. The three took turns in one JVM for each collector.

The goals: never to miss it (ours missed {missed} of {trials:,}), a median of at most 1.1 of the bare call ({goal(slower)}), and to be faster than
Guava everywhere ({goal(behind)}). Shenandoah and Z do nearly all their work beside the program, so while you wait for that, it hardly
matters how you wait.

{waiting_picture(results)}

{table(["JDK", "collector", "way", "of bare", "median", "quartiles", "missed", "trials"], rows)}
"""


def goal(exceptions: list[str]) -> str:
    return f"reached except with {', '.join(exceptions)}" if exceptions else "reached"


def span(values: Sequence[float]) -> str:
    """From the lowest to the highest."""
    return f"{min(values):.2f} to {max(values):.2f}"


def cache_pictures(scores: list[Results]) -> list[Picture]:
    return [
        cache_picture("hit", "hits", scores, [LIMIT, *OTHERS]),
        cache_picture("miss", "misses", scores, OTHERS),  # a plain map doesn't do the same work
        cache_picture("churn", "churn", scores, OTHERS),
    ]


def cache_picture(work: str, name: str, scores: list[Results], others: Sequence[str]) -> Picture:
    """The medians of its measurements, since a single one may be far off."""
    of: dict[str, dict[str, float]] = {}
    for score in scores:
        if score["work"] == work:
            of.setdefault(f"{score['keys']:,} × {score['threads']}", {})[score["cache"]] = score["median"]
    relative = {cache: [place[cache] / place[OURS] for place in of.values()] for cache in (OURS, *others)}
    limit = f"{alike([1 / r for r in relative[LIMIT]])} of a {LIMIT}, " if LIMIT in others else ""
    best = [place[OURS] / max(place[other] for other in OTHERS) for place in of.values()]
    did = "; ".join(f"{place} {caches[OURS]:.2f}" for place, caches in of.items())
    return Picture(
        f"caches-{work}",
        f"{OURS}’s {name}: {limit}{alike(best)} of the best other",
        f"Look-ups in the same time for so many keys × threads, relative to {OURS}, which did: {did} a microsecond.",
        bars(list(of), relative),
        titled("Keys × threads", f"Look-ups in the same time ({OURS} = 1)"),
    )


def bytes_picture(measured: Results) -> Picture:
    of = measured["bytesPerEntry"]
    others = alike([of[cache] for cache in OTHERS], "{:.1f}")
    return Picture(
        "bytes",
        f"An entry takes {of[OURS]:.1f} bytes in {OURS}, {others} in other caches that let go",
        f"Bytes of an entry, without key and value, in a cache of {measured['entries']:,}.",
        bars(list(of), {"bytes": list(of.values())}),
        titled("", "Bytes of an entry, without key and value"),
    )


def caches_section(results: Results) -> str:
    scores = {(s["work"], s["keys"], s["threads"], s["cache"]): s["score"] for s in results["scores"]}
    rows = []
    for s in sorted(results["scores"], key=lambda s: (s["work"], s["keys"], s["threads"])):
        work, keys, threads, cache, score = (s[key] for key in ("work", "keys", "threads", "cache", "score"))
        limit = scores.get((work, keys, threads, LIMIT))
        rows.append(
            [
                work,
                f"{keys:,}",
                threads,
                cache,
                f"{score:.3g} ± {s['error']:.2g}",
                f"{score / limit:.2f}" if limit else "",
                f"**{scores[work, keys, threads, OURS] / score:.2f}**",
            ]
        )
    bytes_of = sorted(results["bytes"]["bytesPerEntry"].items(), key=lambda of: of[1])
    shown = "\n\n".join(map(str, [*cache_pictures(results["scores"]), bytes_picture(results["bytes"])]))
    return f"""## WeakCache beside other caches

Look-ups per microsecond, all threads together. *Hit*: everything is in the cache. *Miss*: every look-up loads. *Churn*: people are
held for a while and then not anymore, with collections in between. A bare `ConcurrentHashMap`, which never forgets, is the limit.

{caches_goals(scores, results["hit parts"])}

{shown}

{table(["cache", "bytes an entry"], [[cache, f"{size:.1f}"] for cache, size in bytes_of])}

{hit_parts(results["hit parts"])}

<details><summary>All numbers</summary>

{table(["work", "keys", "threads", "cache", "look-ups / µs", "of ConcurrentHashMap", "WeakCache is so many times as fast"], rows)}

</details>
"""


def caches_goals(scores: dict[tuple[str, int, int, str], float], parts: list[Results]) -> str:
    """What was to be reached, and what was; scores by work, keys, threads and cache."""
    hit = {(s["threads"], s["keys"], s["cache"]): s["score"] for s in parts}
    of_references = [s / hit[threads, keys, ALONE] for (threads, keys, cache), s in hit.items() if cache == OURS]

    def of(what: str, other: str, threads: Sequence[int] = (1, 2)) -> list[float]:
        return [
            s / scores[w, k, t, other]
            for (w, k, t, cache), s in scores.items()
            if w == what and cache == "WeakCache" and t in threads and (w, k, t, other) in scores
        ]

    return f"""The goals, and how close `WeakCache` came:

- *Hits at 0.95 of a `ConcurrentHashMap` of weak references*, which is the limit for any cache on the JDK's map: {span(of_references)}. Not
  reached everywhere, although both read the map and then the reference, and neither looks into a queue: what separates them is less than what
  separates two runs of the same cache on this machine, as the errors in the table of all numbers show. The table of a hit's parts shows what the
  reference itself costs.
- *Hits three times as fast as Caffeine's and Guava's*: {span(of("hit", "Caffeine"))} times Caffeine's, {span(of("hit", "Guava"))} times Guava's. Not reached
  everywhere: with one thread, nothing gets in Guava's way, and with a million keys they all wait for memory.
- *Churn at least as fast as Guava's, and 1.2 times Caffeine's*: {span(of("churn", "Guava"))} times Guava's, {span(of("churn", "Caffeine"))} times Caffeine's,
  {span(of("churn", "WeakHashMap"))} times the `WeakHashMap`'s. That one wins where there are many keys and one thread: its entry *is* the reference, so there's one
  object less to make and to collect. It's no cache with weak values, and its one lock costs a hit dearly as soon as there are two threads.
- *No more bytes an entry than any other cache with weak values*: see the table of bytes.

How fast a miss is depends mostly on the collector, which has to look at every reference that was made. That's why the errors are so wide."""


def hit_parts(results: list[Results]) -> str:
    """Why a hit takes longer than in a plain map."""
    scores = {(s["threads"], s["keys"], s["cache"]): s["score"] for s in results}
    rows = []
    for threads, keys in sorted({(threads, keys) for threads, keys, _ in scores}):
        limit = scores[threads, keys, LIMIT]
        costs = (
            f"{1000 * threads * (1 / scores[threads, keys, cache] - 1 / limit):+.1f} ns (**{scores[threads, keys, cache] / limit:.2f}** of its speed)"
            for cache in (ALONE, OURS)
        )
        rows.append([threads, f"{keys:,}", f"{1000 * threads / limit:.1f} ns", *costs])
    return "What a hit is made of. *References alone* is the map with weak references as its values, which never tidies up:\n\n" + table(
        ["threads", "keys", LIMIT, ALONE, OURS], rows
    )


COSTS = {
    "size": "size()",
    "remove 100": "removing, of 100",
    "remove a tenth": "removing, of a tenth",
    "look": "a look",
    "collection": "collecting",
    "collection without the cache": "no cache",
}


def growth_picture(measured: Results) -> Picture:
    """On axes where each step is ten times the one before."""
    growth = {COSTS[g["cost"]]: g for g in measured["growth"]}
    entries = measured["growth"][0]["entries"]
    micros = {name: [nanos / 1e3 for nanos in g["median"]] for name, g in growth.items()}
    lengths = [micro for of in micros.values() for micro in of]
    times = [f"{name.split(',')[0]} {digits(of[-1] / of[0])}×" for name, of in micros.items() if name not in ("no cache", "removing, of 100")]
    powers = "; ".join(f"{name} {g['power']:.2f}" for name, g in growth.items())

    def log(words: str, low: float, high: float) -> dict[str, Any]:
        return {"title": {"text": words}, "type": "log", "range": [low, high]}

    return Picture(
        f"growth-{measured['jdk']}-{measured['collector']}",
        f"With {entries[-1] / entries[0]:,.0f}× the entries: {', '.join(times)}",
        f"Medians, JDK {measured['jdk']}, {measured['collector']}: size(); removing one of 100 or of a tenth of the entries; a timeline's look; "
        f"a collection, with the cache and without. The time grows with that power of the number: {powers}.",
        [
            {
                "type": "scatter",
                "mode": "lines+markers",
                "name": name,
                "x": entries,
                "y": of,
                "line": {"width": 2.5, "dash": "solid"},
                "marker": {"size": 8},
            }
            for name, of in micros.items()
        ],
        {
            "xaxis": log("Entries in the cache", math.log10(entries[0]) - 0.1, math.log10(entries[-1]) + 0.1),
            "yaxis": log("Time (µs)", math.floor(math.log10(min(lengths))), math.ceil(math.log10(max(lengths)))),
        },
        height=500,
    )


def digits(number: float) -> str:
    """As many as say something."""
    return f"{number:.1f}" if number < 10 else f"{number:,.0f}"


def watching_picture(measured: Results) -> Picture:
    works = measured["watching"]
    ratios = [work["ratio"] for work in works]
    return Picture(
        f"watching-{measured['jdk']}-{measured['collector']}",
        f"While a timeline watches, the same work takes {alike(ratios)} times as long",
        f"Medians of {works[0]['pairs']} pairs, one with and one without, in turn.",
        bars([work["work"] for work in works], {"nobody watches": [1] * len(works), "a timeline watches": ratios}),
        titled("Work", "Time (without watching = 1)"),
    )


def growth_section(results: Results) -> str:
    parts = []
    for measured in results.values():
        rows = [
            [g["cost"], f"{g['entries'][0]:,}", nanos(g["median"][0]), f"{g['entries'][-1]:,}", nanos(g["median"][-1]), f"**{g['power']:.2f}**"]
            for g in measured["growth"]
        ]
        watching = [
            [w["work"], f"{w['entries']:,}", f"**{w['ratio']:.3f}**", "-".join(f"{q:.3f}" for q in w["quartiles"]), w["pairs"]]
            for w in measured["watching"]
        ]
        parts.append(f"""{growth_picture(measured)}

{table(["cost", "entries", "median", "entries", "median", "slope in the log-log chart"], rows)}

{watching_picture(measured)}

{table(["work", "entries", "with a timeline, of without", "quartiles", "pairs"], watching)}
""")
    ratios = [w["ratio"] for measured in results.values() for w in measured["watching"]]
    return f"""## How cost grows

A slope of 0 is flat, and a slope of 1 is proportional. `size()` should be flat, removing should be at most proportional to what was cleared, and a
timeline should change the work that it watches by at most 2 %: the medians are {span(ratios)} of the time without one. A look counts every
entry, so it takes longer the more there are; then the timeline looks less often.

""" + "\n".join(parts)


def nanos(value: float) -> str:
    for unit, size in (("s", 1e9), ("ms", 1e6), ("µs", 1e3)):
        if value >= size:
            return f"{value / size:.3g} {unit}"
    return f"{value:.3g} ns"


def run_section(measured: Results) -> str:
    ratios = [r["course"] / r["stock starts"] for r in measured["rounds"]]
    each = measured["rounds"][0]["each"]
    rows = [[name, f"{statistics.median(r['each'][name] for r in measured['rounds']):.1f} s"] for name in each]
    used = statistics.median(r["processor"] for r in measured["rounds"])
    whole = statistics.median(r["processor"] / r["course"] for r in measured["rounds"])
    starts = statistics.median(r["stock starts"] for r in measured["rounds"])
    busy = f"Altogether it took {used:.0f} s of processor time, {used / starts:.1f} times as much as the starts, and kept {whole:.1f} cores busy on average."
    return f"""## Run All

The whole course without a browser, {measured["notebooks"]} notebooks, {measured["at once"]} at a time, took **{statistics.median(ratios):.2f}** times as long as
{measured["notebooks"]} starts of the stock kernel ({", ".join(f"{r:.2f}" for r in ratios)}). The goal was 2.5. {busy} What takes the time is what
the notebooks are about: collections, phone books that answer after 10 ms, experiments in separate JVMs, and cells that measure, which
run alone.

{table(["notebook", "median"], rows)}
"""


def minute_section(measured: Results) -> str:
    rows = []
    for which, words in (("first", "a fresh clone, to a JupyterLab that answers"), ("second", "the second start")):
        hand = statistics.median(measured["by hand"][which])
        for way, times in measured.items():
            middle = statistics.median(times[which])
            rows.append([words, way, f"**{middle / hand:.2f}**", f"{middle:.1f} s", ", ".join(f"{t:.1f}" for t in times[which])])
    return f"""## The first minute

The downloads of pip and Maven were already in their caches. *By hand* means a virtual environment, `pip install`, `mvn package` and
`jupyter lab`, one after the other. It ends with the stock kernel, so it doesn't train one.

{table(["from", "way", "of by hand", "median", "each"], rows)}
"""


def image_section(measured: Results) -> str:
    rows = [[way, f"**{size / measured['plain']:.2f}**", f"{size / 1e6:.0f} MB"] for way, size in measured.items()]
    return f"""## The image

All files of the image, unpacked. *Plain* is Debian's JDK and Maven, `pip install` and `mvn package` in an image with a single stage. It has
no trained kernel, runs as root, and keeps what only the build needs.

{table(["image", "of plain", "size"], rows)}
"""


SECTIONS = {
    "start": start_section,
    "waiting": waiting_section,
    "caches": caches_section,
    "growth": growth_section,
    "run": run_section,
    "minute": minute_section,
    "image": image_section,
}


def page(results: Results) -> str:
    known = results["about"]
    text = f"""# How fast it is

Written by `./tutorial bench` after its last run: {known["when"]}, {known["machine"]}, {", ".join(known["jdks"])}. The ratios carry over to
your machine; the times are there to show the scale. The results are in [performance](performance), and `./tutorial bench PART` measures one
part again ({", ".join(f"`{part}`" for part in SECTIONS)}).

""" + "\n".join(section(results[part]) for part, section in SECTIONS.items() if part in results)
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"
