"""The caches under threads and for long: `./tutorial soak --caches`. Each part is a line in docs/reliability/caches.csv."""

import os
import re
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tutorial import csv_log
from tutorial.jdks import first_on_path
from tutorial.markdown import table
from tutorial.paths import ROOT

LINES = Path("reliability") / "caches.csv"
HEAD = ["what", "jdk", "amount", "of", "seconds", "outcome", "commit"]
OPERATIONS = 100_000_000
BEGIN, END = "<!-- caches -->", "<!-- end of caches -->"


class Jcstress:
    """Threads that meet in the middle of a call, and a reference that is cleared there.

    It leaves its raw results where it is started.
    """

    what, of = "jcstress", "meetings of threads"

    def __init__(self, mode: str = "quick") -> None:
        self.mode = mode

    def command(self, home: Path, scratch: str) -> list[str | Path]:
        class_path = os.pathsep.join(str(ROOT / "target" / part) for part in ("stress-classes", "stress-lib/*", "weak-references.jar"))
        return [
            home / "bin" / "java",
            "-cp",
            class_path,
            "org.openjdk.jcstress.Main",
            *["-t", "CacheStress", "-m", self.mode, "-v", "-r", scratch],
        ]

    def judge(self, said: str, code: int) -> tuple[int, str]:
        """How much was done, and what came of it."""
        meetings = sum(int(n.replace(",", "")) for n in re.findall(r"^ .*?\s([\d,]+)\s+<?[\d.]+%\s", said, re.MULTILINE))
        planned = re.findall(r"Results: ([\d,]+) planned; ([\d,]+) passed, 0 failed, 0 soft errs, 0 hard errs", said)
        if code == 0 and planned and planned[-1][0] == planned[-1][1]:
            return meetings, "ok"
        return meetings, (re.findall(r"Results: .*planned.*(?=\))", said) or [said[-300:]])[-1]


class LongUse:
    """Many operations, with collections between: neither the size nor the heap drifts."""

    what, of = "a long use", "operations on each cache"

    def __init__(self, operations: int = OPERATIONS) -> None:
        self.operations = operations

    def command(self, home: Path, scratch: str) -> list[str | Path]:
        return ["mvn", "-B", "-o", "-f", ROOT / "pom.xml", "surefire:test", "-Dtest=CacheSoakTest", f"-Dsoak.operations={self.operations}"]

    def judge(self, said: str, code: int) -> tuple[int, str]:
        if code == 0 and re.search(r"Tests run: [1-9]\d*, Failures: 0, Errors: 0, Skipped: 0", said):
            return self.operations, "ok"
        return self.operations, (re.findall(r"^\[ERROR\].*", said, re.MULTILINE) or [said[-300:]])[0]


PARTS = (Jcstress(), LongUse())


def build() -> None:
    subprocess.run(["mvn", "-B", "-q", "-Pstress", "-DskipTests", "package"], check=True, cwd=ROOT)


def run(part: Jcstress | LongUse, feature: int, home: Path, commit: str, written: Path, environment: dict[str, str]) -> str:
    """Runs one part on one JDK and writes its line; says how it went."""
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as scratch:
        done = subprocess.run(
            [str(word) for word in part.command(home, scratch)],
            cwd=scratch,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            stdin=subprocess.DEVNULL,
            check=False,
        )
    amount, outcome = part.judge(done.stdout, done.returncode)
    outcome = csv_log.outcome(outcome)
    csv_log.append(written, HEAD, [part.what, feature, amount, part.of, f"{time.monotonic() - start:.1f}", outcome, commit])
    return outcome


def soak(jdks: dict[int, Path], commit: str, written: Path, tell: Callable[[str], None]) -> int:
    """Runs all parts on all JDKs. Returns how many failed."""
    build()
    failed = 0
    for feature, home in jdks.items():
        environment = {**os.environ, **first_on_path(home)}
        for part in PARTS:
            tell(f"{part.what} on JDK {feature} (some minutes)")
            outcome = run(part, feature, home, commit, written, environment)
            if outcome != "ok":
                failed += 1
                print(f"{part.what} on JDK {feature}\n    {outcome}", flush=True)
    return failed


def section(runs: list[dict[str, str]]) -> str:
    """What there is so far, for the page."""
    if not runs:
        return "No run so far."
    rows = []
    for what, jdk, of in dict.fromkeys((line["what"], line["jdk"], line["of"]) for line in runs):
        of_it = [line for line in runs if (line["what"], line["jdk"]) == (what, jdk)]
        failed = [line for line in of_it if line["outcome"] != "ok"]
        rows.append(
            [
                what,
                f"JDK {jdk}",
                len(of_it),
                f"{sum(int(line['amount']) for line in of_it):,} {of}",
                "; ".join(f"{line['outcome']} (at {line['commit']})" for line in failed) or "none",
            ]
        )
    return table(["what", "on", "runs", "in all", "failures"], rows)
