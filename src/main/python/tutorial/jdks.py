"""The JDKs that a command is told of, by `--jdk DIR`."""

import os
from argparse import ArgumentTypeError
from pathlib import Path


def a_jdk(folder: str) -> Path:
    """For argparse. The folder may be told from where `./tutorial` was called."""
    home = Path(os.environ.get("TUTORIAL_FROM", ".")) / folder
    if not (home / "release").exists():
        raise ArgumentTypeError(f"There's no JDK in {folder}: give the folder that has bin and release in it.")
    return home.resolve()


def first_on_path(home: Path) -> dict[str, str]:
    """The variables by which programs find this JDK."""
    return {"JAVA_HOME": str(home), "PATH": f"{Path(home) / 'bin'}{os.pathsep}{os.environ['PATH']}"}
