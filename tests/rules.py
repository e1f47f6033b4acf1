"""What CONTRIBUTING says of a notebook, for the message of the test that holds a notebook to it."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SECTION = "## What the tests ask of a notebook"


def rules() -> dict[str, str]:
    """Each rule by its name, in one line with its reason."""
    section = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").split(f"\n{SECTION}\n")[1].split("\n## ")[0]
    found = re.findall(r"^- \*\*(.+?):\*\* (.+(?:\n  .+)*)", section, re.MULTILINE)
    return {name: re.sub(r"\s+", " ", told) for name, told in found}


def rule(name: str) -> str:
    return f"{name}: {rules()[name]} (CONTRIBUTING.md)"
