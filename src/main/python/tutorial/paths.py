"""Where the course is, and where its parts are."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[4]
NOTEBOOKS = ROOT / "notebooks"
MY_COURSE = ROOT / "my-course"  # the learner's copy of them
TARGET = ROOT / "target"
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
