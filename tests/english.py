"""What a native speaker wouldn't say, as far as a program can tell, and the sentences of everything that people read."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import textstat

ROOT = Path(__file__).resolve().parents[1]

# Each with what to say in its place.
PHRASES = {
    r"\banew\b": "again, or: a new one",
    r"\bwhom\b": "who, or turn the sentence around",
    r"\bfor ever\b": "forever",
    r"\btold of\b|\bhears? of\b|\bwarns? of\b": "about",
    r"\bin vain\b": "say what didn't happen",
    r"\bcontainer of its own\b|\bJVM of its own\b|\bJava of its own\b": "a separate one",
    r"\bany more\b(?! \w+s\b)": "anymore",
    r"\bcolour|\bbehaviour|\brecognise|\bfavour": "American spelling",
    r"\ba Java\b(?! \w)|\bsecond Java\b": "JVM",
    r"\b[Ll]et us\b": "let's",
    r"\b(?:is|are) to (?:be|keep|show|hold|stay|load|make)\b": "should, or has to",
    r"\bstands? in (?:a|the)\b": "is in",
    r"\bat best\b": "ideally",
    r"(?<=[.!:] )Who (?!(?:is|are|was|'s|holds?|observes?|do|does|did|has|leaves|keeps|put|would|will|can|could)\b)[^?.!]*[.!]": "if you, or: whoever",
    r"\bElse\b[,;]? ": "otherwise",
}
SHORT = 7  # words
BOX = 60  # words


def prose(markdown: str) -> str:
    """Without code, tables, links and what isn't shown."""
    text = re.sub(r"```.*?```|<!--.*?-->|^\|.*$|^<.*$", "", markdown, flags=re.DOTALL | re.MULTILINE)
    text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", text)
    return re.sub(r"[*_`]", "", text)


def paragraphs(markdown: str) -> Iterator[str]:
    """Each on one line: a list's items too, but not the headings."""
    for block in re.split(r"\n\s*\n|\n(?=\s*(?:[-*]|\d+\.) )", prose(markdown)):
        line = re.sub(r"\s+", " ", re.sub(r"^\s*>\s?", "", block, flags=re.MULTILINE)).strip()
        if line and not line.startswith("#"):
            yield line


def boxes(markdown: str) -> Iterator[str]:
    """The text of each, without its title."""
    for box in re.findall(r"(?:^>.*\n?)+", markdown, re.MULTILINE):
        yield prose(re.sub(r"\*\*[^*]+[.?]\*\*", "", re.sub(r"^>\s?", "", box, flags=re.MULTILINE)))


def sentences(paragraph: str) -> list[str]:
    """Without the line that lists what may be guessed."""
    paragraph = re.sub(r" Pick [^.]*\.$", "", paragraph)
    return re.split(r"(?<=[.!?])[”\")]* (?=[A-Z“\"(])", paragraph)


def documents() -> dict[str, str]:
    """What is written in Markdown, by its name."""
    found = {
        str(path.relative_to(ROOT)): path.read_text(encoding="utf-8")
        for path in [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("classroom/*.md")]
    }
    for path in sorted(ROOT.glob("notebooks/*.ipynb")):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        found[path.name] = "\n\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
    return found


def java() -> dict[str, str]:
    """Javadoc and strings are read as well, so all of the library's text is looked at."""
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(ROOT.glob("src/main/java/**/*.java"))}


def staccato(markdown: str) -> list[str]:
    """Three short sentences in a row."""
    found = []
    for paragraph in paragraphs(markdown):
        all_of = sentences(paragraph)
        for i in range(len(all_of) - 2):
            if all(len(each.split()) <= SHORT for each in all_of[i : i + 3]):
                found.append(" ".join(all_of[i : i + 3]))
    return found


def strange(text: str) -> list[str]:
    """Each phrase of the list that's in there, with what to say instead."""
    line = re.sub(r"\s+(?:\* )?", " ", text)
    return [
        f"“{line[max(0, found.start() - 30) : found.end() + 20]}”: say {instead}"
        for phrase, instead in PHRASES.items()
        for found in re.finditer(phrase, line)
    ]


def measured(markdown: str) -> str:
    """How it reads, in numbers that a test tells and doesn't hold anybody to: a grade that has to be reached makes for chopped sentences."""
    all_of = [sentence for paragraph in paragraphs(markdown) for sentence in sentences(paragraph)]
    text = " ".join(all_of)
    words = len(text.split())
    contractions = len(re.findall(r"\w['’](?:t|s|re|ll|ve|d|m)\b", text))
    you = len(re.findall(r"\byou(?:r|rs)?\b", text, re.IGNORECASE))
    grade = textstat.flesch_kincaid_grade(text)
    return (
        f"{words / len(all_of):4.1f} words a sentence, {1000 * contractions / words:3.0f} contractions and "
        f"{1000 * you / words:3.0f} you in 1,000 words, Flesch-Kincaid grade {grade:.1f}"
    )
