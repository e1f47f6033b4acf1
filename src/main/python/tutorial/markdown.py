"""Tables and generated parts of the pages that are written from what there is."""

import re


def table(head, rows):
    lines = ["| " + " | ".join(head) + " |", "|---" * len(head) + "|"]
    return "\n".join(lines + ["| " + " | ".join(map(str, row)) + " |" for row in rows])


def between(text, begin, end, new):
    """Puts it between the two marks; a text without them stays as it is."""
    return re.sub(rf"{begin}\n.*?{end}", lambda _: f"{begin}\n{new}\n{end}", text, count=1, flags=re.DOTALL)
