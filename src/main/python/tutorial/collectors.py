"""HotSpot's five garbage collectors, by the names that the course gives them.

They are read from the source of the enum that the Java code uses, so that nobody has to keep two lists alike. Asking
the jar instead would take a JVM, and a jar that is built: the soak, for one, chooses its conditions before it has either.
"""

from __future__ import annotations

import re

from tutorial.paths import ROOT

SOURCE = ROOT / "src" / "main" / "java" / "weakrefs" / "gc" / "HotSpotCollector.java"


def flags() -> dict[str, str]:
    """The JVM option that chooses each collector, by the collector's name."""
    constants = re.compile(r'^ +[A-Z0-9]+\("(\w+)", "(\S+)", \d+\)[,;]$', re.MULTILINE)
    return dict(constants.findall(SOURCE.read_text(encoding="utf-8")))
