"""Where the course is, and where its parts are; also which folders and names Windows has for them."""

import sys
from pathlib import Path, PurePath
from typing import TypeVar

APath = TypeVar("APath", bound=PurePath)
WINDOWS = sys.platform == "win32"


def program(folder: APath, name: str, windows: bool = WINDOWS) -> APath:
    """Such as `java` in a JDK's bin."""
    return folder / (f"{name}.exe" if windows else name)


def python_of(venv: APath, windows: bool = WINDOWS) -> APath:
    return program(venv / ("Scripts" if windows else "bin"), "python", windows)


def packages_of(venv: Path, windows: bool = WINDOWS) -> list[Path]:
    """The folders from which its programs import."""
    return list(venv.glob("Lib/site-packages" if windows else "lib/python3*/site-packages"))


ROOT = Path(__file__).resolve().parents[4]
NOTEBOOKS = ROOT / "notebooks"
MY_COURSE = ROOT / "my-course"  # the learner's copy of them
TARGET = ROOT / "target"
PACKAGE = ROOT / "src" / "main" / "python"
VENV = ROOT / ".venv"
PYTHON = python_of(VENV)
