"""Makes a notebook that an author can begin with, its exercise and two wrong answers: `./tutorial new 15 share-one-copy`.

It's asked before .venv exists, so it uses the standard library alone.
"""

import json
import re
from pathlib import Path
from string import Template

from tutorial.messages import Refusal
from tutorial.paths import ROOT

EXERCISES = Path("src/main/java/weakrefs/exercise")
CHECK = EXERCISES / "Check.java"
LONGEST_NAME = 40

OPENING = """\
# $title

Here you say in two or three sentences which step of the story comes now. This notebook is a pattern that works: put your own words
and cells in the place of these, a few at a time, and it'll go on working.

**You will** hold one book with two variables, let go with one of them, and count who's left.\\
**You need** notebook $last.\\
**Time:** about 10 minutes."""
TWO_HOLD = """\
## Two hold one book

`mine` and `yours` hold the same book, and `peek` only knows where it is."""
TWO_HOLD_CELL = """\
Book mine = new Book("Momo");
Book yours = mine;
WeakReference<Book> peek = new WeakReference<>(mine);
System.out.println(peek.get());"""
GUESS = """\
Now one of the two lets go, and a collection runs.

**Guess first:** is the book still there? Pick `yes` or `no`."""
GUESS_CELL = 'predict("one lets go", "?", "yes", "no")'
LOOK = "Run it, and find out."
LOOK_CELL = """\
mine = null;
collect();
outcome("one lets go", peek.refersTo(null) ? "no" : "yes")"""
YOUR_TURN = """\
The book is still there, because `yours` holds it. One holder is enough.

## Your turn

### Exercise

A list holds what's in it, just like a variable. How many hold the book *Emma*? Put your number in the place of the 0."""
EXERCISE_CELL = """\
Book emma = new Book("Emma");
List<Book> shelf = List.of(emma);
int holders = 0; // your number
Check.$check(holders)"""
SOLUTION = """\
<details>
<summary>Show a hint</summary>

Ask `whoHolds(emma)`.

</details>
<details>
<summary>Show a solution</summary>

```java
Book emma = new Book("Emma");
List<Book> shelf = List.of(emma);
int holders = 2;
Check.$check(holders)
```

</details>"""
WHAT_YOU_SAW = """\
## What you saw

- A second variable doesn't make a second book, just a second holder.
- When one of two holders lets go, the book stays.
- A list holds what's in it, too."""

JAVA_CLASS = """\
package weakrefs.exercise;

@Exercise(notebook = "$number", name = "$words")
record $java_class(int holders) implements Check {
  @Override
  public String look() {
    if (holders == 0) {
      throw Unsolved.notAttempted("Count who holds the book, and put the number in the cell.");
    }
    if (holders == 1) {
      throw Unsolved.notYet("The variable holds it, but it isn't the only one that does.");
    }
    if (holders != 2) {
      throw Unsolved.notYet("You counted %d, but only a variable and a list hold it.", holders);
    }
    return "The variable holds the book, and so does the list.";
  }
}
"""
CHECK_METHOD = """
  /** $number: how many hold the book. */
  static Answer $check(int holders) {
    return Answer.to(new $java_class(holders));
  }
}
"""
WRONG_ANSWERS = '''\
"""The exercise of $number."""

HOLDERS = """Book emma = new Book("Emma");
List<Book> shelf = List.of(emma);
int holders = {};
Check.$check(holders)"""

WRONG = {
    "$check": [
        [HOLDERS.format(1), "it isn't the only one"],
        [HOLDERS.format(3), "You counted 3"],
    ],
}
'''


class NewNotebook:
    """What it's called, and the files that it's made of."""

    def __init__(self, number: str, phrase: str, root: Path) -> None:
        self.number = number
        self.notebook = Path("notebooks") / f"{number}-{phrase}.ipynb"
        words = phrase.split("-")
        check = words[0] + "".join(word.capitalize() for word in words[1:])
        java_class = check[0].upper() + check[1:]
        self.java_class = EXERCISES / f"{java_class}.java"
        self.wrong_answers = Path("tests/wrong_answers") / f"n{number}.py"
        self.next_commands = f"mvn spotless:apply; ./tutorial run {number} --save; .venv/bin/python -m tutorial.contents; ./tutorial test"
        self._root = root
        self._names = {
            "number": number,
            "last": f"{int(number) - 1:02}",
            "words": " ".join(words),
            "title": " ".join(words).capitalize(),
            "check": check,
            "java_class": java_class,
        }

    def texts(self) -> dict[Path, str]:
        """Of all files that are new or change. Refuses what clashes with something that's there."""
        for path in (self.java_class, self.wrong_answers):
            if (self._root / path).exists():
                raise Refusal(f"{path} is there already: choose another name.")
        check = (self._root / CHECK).read_text(encoding="utf-8")
        if f" {self._names['check']}(" in check:
            raise Refusal(f"there's a check called {self._names['check']} already: choose another name.")
        if re.search(rf"\b{self._names['java_class']}\b", check):
            raise Refusal(f"{CHECK} uses another class called {self._names['java_class']}: choose another name.")
        check, permitted = re.subn(r"(\bpermits\b[^{]*\w) \{", rf"\1,\n        {self._names['java_class']} {{", check, count=1)
        if not permitted:
            raise Refusal(f"{CHECK} has no list 'permits ... {{' to put the exercise into.")
        return {
            self.notebook: self._notebook(),
            self.java_class: self._filled(JAVA_CLASS),
            CHECK: check.rstrip().removesuffix("}") + self._filled(CHECK_METHOD),
            self.wrong_answers: self._filled(WRONG_ANSWERS),
        }

    def write(self) -> None:
        for path, text in self.texts().items():
            (self._root / path).write_text(text, encoding="utf-8")

    def _filled(self, template: str) -> str:
        return Template(template).substitute(self._names)

    def _notebook(self) -> str:
        cells = [
            self._text("text-1", OPENING),
            self._code("set-up", "%load course.jsh"),
            self._text("text-2", TWO_HOLD),
            self._code("two-hold", TWO_HOLD_CELL),
            self._text("text-3", GUESS),
            self._code("guess", GUESS_CELL),
            self._text("text-4", LOOK),
            self._code("one-lets-go", LOOK_CELL),
            self._text("text-5", YOUR_TURN),
            self._code("exercise", EXERCISE_CELL, "exercise"),
            self._text("text-6", SOLUTION),
            self._text("text-7", WHAT_YOU_SAW),
        ]
        return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}, indent=1, ensure_ascii=False) + "\n"

    def _text(self, name: str, source: str) -> dict[str, object]:
        return {"cell_type": "markdown", "id": name, "metadata": {}, "source": self._filled(source)}

    def _code(self, name: str, source: str, *tags: str) -> dict[str, object]:
        return {
            "cell_type": "code",
            "execution_count": None,
            "id": name,
            "metadata": {"tags": tags} if tags else {},
            "outputs": [],
            "source": self._filled(source),
        }


def asked_for(arguments: list[str], root: Path = ROOT) -> NewNotebook:
    """Refuses what's bad, and changes nothing."""
    there = {path.name[:2]: path.name for path in sorted((root / "notebooks").glob("[0-9][0-9]-*.ipynb"))}
    free = f"{int(max(there, default='-1')) + 1:02}"
    if len(arguments) != 2:
        raise Refusal(f"a new notebook needs a number and a name, as in: ./tutorial new {free} share-one-copy")
    number, phrase = arguments
    if not re.fullmatch(r"[0-9]{2}", number):
        raise Refusal(f"'{number}' isn't a number of two digits: the next free one is {free}.")
    if number in there:
        raise Refusal(f"{number} is taken by {there[number]}: the next free number is {free}.")
    if number != free:
        raise Refusal(f"{number} would leave a gap, and notebooks are read in order: the next free number is {free}.")
    if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)+", phrase) or len(phrase) > LONGEST_NAME:
        raise Refusal(
            f"'{phrase}' can't be a notebook's name: use a verb phrase of two words or more, at most {LONGEST_NAME} small letters "
            "from a to z, with hyphens between the words, such as share-one-copy."
        )
    for name in there.values():
        if name == f"{name[:2]}-{phrase}.ipynb":
            raise Refusal(f"{name} has that name already: choose another one.")
    notebook = NewNotebook(number, phrase, root)
    notebook.texts()
    return notebook
