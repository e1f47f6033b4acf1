"""The JDKs that a command is told of, by `--jdk DIR`."""

import os
from pathlib import Path


class NoJdk(Exception):
    """There is none where somebody said so."""


def named(folders: list[str]) -> list[Path]:
    """Their folders, which may be told from where `./tutorial` was called."""
    here = Path(os.environ.get("TUTORIAL_FROM", "."))
    for folder in folders:
        if not (here / folder / "release").exists():
            raise NoJdk(f"There's no JDK in {folder}: give the folder that has bin and release in it.")
    return [(here / folder).resolve() for folder in folders]


def first_on_path(home: Path) -> dict[str, str]:
    """The variables by which programs find this JDK."""
    return {"JAVA_HOME": str(home), "PATH": f"{Path(home) / 'bin'}{os.pathsep}{os.environ['PATH']}"}
