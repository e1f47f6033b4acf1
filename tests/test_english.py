"""Everything that people read is English as you'd say it, as far as a program can tell: english.py has the list."""

import pytest

import english
from rules import rule

DOCUMENTS = english.documents()
EVERYTHING = DOCUMENTS | english.java()


@pytest.mark.parametrize("name", EVERYTHING)
def test_nothing_is_said_that_nobody_says(name):
    assert english.strange(EVERYTHING[name]) == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_three_short_sentences_never_stand_in_a_row(name):
    assert english.staccato(DOCUMENTS[name]) == []


@pytest.mark.parametrize("name", [name for name in DOCUMENTS if name.endswith(".ipynb")])
def test_a_box_is_short(name):
    assert [box for box in english.boxes(DOCUMENTS[name]) if len(box.split()) > english.BOX] == [], rule("Boxes")


@pytest.mark.parametrize("said", [
    "The table is drawn anew.", "It loads only whom\n * it doesn't find.", "It stays for ever.", "You weren't told of it.",
    "Nobody needs her any more.", "Let us draw it.", "The app is to keep her.", "It runs in a JVM of its own.",
    "It's no ranking. Who wants to choose measures their own program.", "Hold it. Else, it's gone.",
])
def test_a_strange_phrase_is_found(said):
    assert english.strange(said)


@pytest.mark.parametrize("said", ["There aren't any more books.", "It's gone. Who holds it?", "Who's gone?", "And who else?"])
def test_a_good_one_is_not(said):
    assert not english.strange(said)


def test_staccato_is_found():
    assert english.staccato("It is gone. Nobody held it. So it went. Look at the chart: the line falls at each collection.")
    assert not english.staccato("It is gone. Nobody held it, because you let go of it a moment ago. So it went.")


def test_says_how_it_reads(capsys):
    for name, text in DOCUMENTS.items():
        with capsys.disabled():
            print(f"\n{name:42} {english.measured(text)}", end="")
