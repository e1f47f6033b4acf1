"""docs/performance.md, from what `./tutorial bench` measured."""

import json
import re
import statistics

from tutorial.markdown import table
from tutorial.paths import ROOT

RESULTS = ROOT / "docs" / "performance"
PAGE = ROOT / "docs" / "performance.md"


def read(name):
    path = RESULTS / f"{name}.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else None


def read_all(pattern):
    """The results whose names match, by name."""
    return {file.stem: read(file.stem) for file in sorted(RESULTS.glob(f"{pattern}.json"))}


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


SECTIONS = {
    "start": start_section,
    "waiting": waiting_section,
    "caches": caches_section,
    "growth": growth_section,
    "run": run_section,
    "minute": minute_section,
    "image": image_section,
}


def page():
    known = read("about")
    text = f"""# How fast it is

Written by `./tutorial bench` from its last run: {known["when"]}, {known["machine"]}, {", ".join(known["jdks"])}. Ratios are what carries over to
another machine; times are there to show the scale. The raw results lie in [performance](performance), and `./tutorial bench PART` measures one
part anew ({", ".join(f"`{part}`" for part in SECTIONS)}).

""" + "\n".join(section() for section in SECTIONS.values())
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"
