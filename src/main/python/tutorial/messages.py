"""What `./tutorial` says while it sets up the course."""

import sys


class Refusal(Exception):
    """One sentence that says why the course can't be set up, and what to do."""


def say(text: str) -> None:
    print(f"tutorial: {text}", file=sys.stderr, flush=True)
