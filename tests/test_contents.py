"""What is written from the notebooks, in a copy of them in which something is missing."""

import shutil

import nbformat
import pytest
from PIL import Image

from conftest import NOTEBOOKS, ROOT
from tutorial import contents


@pytest.fixture
def course(tmp_path):
    """A copy of what is read and written, up to date."""
    shutil.copytree(ROOT / "notebooks", tmp_path / "notebooks", ignore=shutil.ignore_patterns(".*"))
    shutil.copy(ROOT / "README.md", tmp_path)
    (tmp_path / "docs").mkdir()
    shutil.copy(ROOT / "docs" / "two-caches.png", tmp_path / "docs")
    assert contents.main(check=True, root=tmp_path) == 0
    return tmp_path


def change(course, name, new_name=None, drop="", old="", new=""):
    """Takes the cells away that begin like this, and puts new words in the place of old ones."""
    path = course / "notebooks" / name
    notebook = nbformat.read(path, as_version=4)
    notebook.cells = [c for c in notebook.cells if not drop or not c.source.startswith(drop)]
    for cell in notebook.cells:
        cell.source = cell.source.replace(old, new) if old else cell.source
    nbformat.write(notebook, course / "notebooks" / (new_name or name))


LAST = NOTEBOOKS[-1].name


def test_a_notebook_without_links_gets_them(course, capsys):
    change(course, LAST, drop=contents.LINKS)
    assert contents.main(check=True, root=course) == 1
    assert f"{LAST} is out of date" in capsys.readouterr().err
    assert contents.main(check=False, root=course) == 0
    last = nbformat.read(course / "notebooks" / LAST, as_version=4).cells[-1]
    saved = nbformat.read(ROOT / "notebooks" / LAST, as_version=4).cells[-1]
    assert (last.cell_type, last.source) == ("markdown", saved.source)
    assert contents.main(check=True, root=course) == 0


@pytest.mark.parametrize("number", [f"{len(NOTEBOOKS):02}", "99"])
def test_a_notebook_that_came_later_is_in_the_last_group(course, number):
    title = contents.Opening(ROOT / LAST, nbformat.read(ROOT / "notebooks" / LAST, as_version=4)).title
    change(course, LAST, f"{number}-later-still.ipynb", old=f"# {title}\n", new="# Later still\n")
    assert contents.main(check=False, root=course) == 0
    readme = (course / "README.md").read_text(encoding="utf-8")
    *_, last_group = contents.GROUPS.values()
    *_, row = readme.split(last_group)[1].split(contents.END)[0].strip().split("\n")
    assert row.startswith(f"| {number} | [Later still](notebooks/{number}-later-still.ipynb) |")
    before = nbformat.read(course / "notebooks" / LAST, as_version=4).cells[-1].source
    assert before.endswith(f"[Later still]({number}-later-still.ipynb) →")


def test_the_readme_counts_the_exercises(course):
    readme = course / "README.md"
    before = readme.read_text(encoding="utf-8")
    readme.write_text(contents.EXERCISES.sub("7 exercises tell you", before), encoding="utf-8")
    assert contents.main(check=True, root=course) == 1
    assert contents.main(check=False, root=course) == 0
    assert readme.read_text(encoding="utf-8") == before


@pytest.mark.parametrize(
    ("drop", "old", "sentence"),
    [
        (contents.CONTENTS, "", "00-start-here.ipynb: no cell begins with <!-- contents -->"),
        ("", "**You will**", "00-start-here.ipynb: the first cell has no '**You will** ...'"),
        ("", "**Time:**", "00-start-here.ipynb: the first cell has no '**Time:** about N minutes'"),
    ],
)
def test_what_cant_be_inserted_is_one_sentence(course, drop, old, sentence):
    change(course, "00-start-here.ipynb", drop=drop, old=old, new="")
    with pytest.raises(SystemExit) as refused:
        contents.main(check=False, root=course)
    assert str(refused.value).startswith(sentence)


@pytest.mark.parametrize("missing", [contents.CONTENTS, contents.END, "exercises tell you"])
def test_a_readme_with_no_place_for_it_is_one_sentence(course, missing):
    readme = course / "README.md"
    readme.write_text(readme.read_text(encoding="utf-8").replace(missing, ""), encoding="utf-8")
    with pytest.raises(SystemExit) as refused:
        contents.main(check=False, root=course)
    assert str(refused.value).startswith("README.md: ")


def test_the_readmes_animation_is_small_and_ends():
    """Made by tests/animation.py; what moves for longer than five seconds has to stop by itself."""
    picture = ROOT / "docs" / "playground.gif"
    assert f"](docs/{picture.name})" in (ROOT / "README.md").read_text(encoding="utf-8").replace("\n", " ")
    assert picture.stat().st_size < 1_500_000
    with Image.open(picture) as shown:
        assert 8 <= shown.n_frames * shown.info["duration"] / 1000 <= 15
        assert 0 < shown.info["loop"] < 5
