"""Tables and generated parts of the pages that are written from what there is."""

import re
from collections.abc import Iterable, Sequence


def table(head: Sequence[str], rows: Iterable[Iterable[object]]) -> str:
    lines = ["| " + " | ".join(head) + " |", "|---" * len(head) + "|"]
    return "\n".join(lines + ["| " + " | ".join(map(str, row)) + " |" for row in rows])


def between(text: str, begin: str, end: str, new: str) -> str:
    """Puts it between the two marks; a text without them stays as it is."""
    return re.sub(rf"{begin}\n.*?{end}", lambda _: f"{begin}\n{new}\n{end}", text, count=1, flags=re.DOTALL)
