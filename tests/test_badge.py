"""`./tutorial badge`: from what git says of the repository to what opens it on Binder."""

import subprocess

import pytest

from conftest import ROOT
from tutorial import badge

GH = "https://mybinder.org/v2/gh/ada/books/main?labpath=00-start-here.ipynb"


@pytest.fixture
def course(tmp_path):
    """A repository whose remote a test sets."""
    run(tmp_path, "init", "-q", "-b", "main")
    (tmp_path / "README.md").write_text("# A title\n\nA text.\n", encoding="utf-8")
    return tmp_path


def run(folder, *words):
    subprocess.run(["git", "-C", folder, *words], check=True, capture_output=True)


def opens(text):
    """Where a click on the badge leads."""
    before, _, address = text.rpartition("](")
    assert before.startswith("[![Open the course on Binder](https://mybinder.org/badge_logo.svg)")
    assert address.endswith(")")
    return address[:-1]


@pytest.mark.parametrize(
    "remote",
    [
        "https://github.com/ada/books",
        "https://github.com/ada/books.git",
        "https://GitHub.com/ada/books/",
        "https://ada:ghp_secret@github.com/ada/books.git",
        "git@github.com:ada/books.git",
        "ssh://git@github.com/ada/books.git",
        "ssh://git@ssh.github.com:443/ada/books.git",
        "git://github.com/ada/books",
    ],
)
def test_every_form_of_an_address_on_github_opens_the_same(remote):
    assert opens(badge.badge(remote, "main")) == GH


@pytest.mark.parametrize("remote", ["https://gitlab.com/ada/cs/books.git", "git@gitlab.com:ada/cs/books.git"])
def test_gitlab_wants_its_path_in_one_piece(remote):
    assert opens(badge.badge(remote, "main")) == "https://mybinder.org/v2/gl/ada%2Fcs%2Fbooks/main?labpath=00-start-here.ipynb"


@pytest.mark.parametrize("remote", ["https://git.school.example/ada/books.git", "git@git.school.example:ada/books.git"])
def test_any_other_host_is_named_in_full(remote):
    wanted = "https://mybinder.org/v2/git/https%3A%2F%2Fgit.school.example%2Fada%2Fbooks/main?labpath=00-start-here.ipynb"
    assert opens(badge.badge(remote, "main")) == wanted


def test_a_branch_may_have_any_name():
    assert "/v2/gh/ada/books/my/own%23one?" in badge.badge("https://github.com/ada/books", "my/own#one")


def test_reads_what_git_says(course, capsys):
    run(course, "remote", "add", "origin", "git@github.com:ada/books.git")
    assert badge.main([], course) == 0
    assert opens(capsys.readouterr().out.strip()) == GH
    assert (course / "README.md").read_text(encoding="utf-8") == "# A title\n\nA text.\n"


def test_a_commit_without_a_branch_is_the_newest(course, capsys):
    run(course, "remote", "add", "origin", "git@github.com:ada/books.git")
    run(course, "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-q", "--allow-empty", "-m", "x")
    run(course, "checkout", "-q", "--detach")
    assert badge.main([], course) == 0
    assert "/gh/ada/books/HEAD?" in capsys.readouterr().out


def test_write_puts_it_under_the_title_and_later_in_its_own_place(course):
    run(course, "remote", "add", "origin", "https://github.com/ada/books")
    assert badge.main(["--write"], course) == 0
    once = (course / "README.md").read_text(encoding="utf-8")
    assert once.startswith("# A title\n\n<!-- badge -->\n[![") and once.endswith("<!-- end of badge -->\n\nA text.\n")
    assert badge.main(["--write"], course) == 0
    assert (course / "README.md").read_text(encoding="utf-8") == once
    run(course, "remote", "set-url", "origin", "https://github.com/bert/books")
    assert badge.main(["--write"], course) == 0
    assert (course / "README.md").read_text(encoding="utf-8") == once.replace("ada", "bert")
    assert badge.without_badge(once) == "# A title\n\nA text.\n"


@pytest.mark.parametrize(
    ("remote", "sentence"),
    [
        (None, "doesn't know a remote 'origin': make a public repository, then run git remote add"),
        ("/srv/git/books.git", "push the course to a public repository"),
        ("file:///srv/git/books.git", "push the course to a public repository"),
        ("http://localhost:3000/ada/books.git", "push the course to a public repository"),
        ("https://github.com/ada", "'ada' isn't a repository on GitHub"),
    ],
)
def test_a_remote_that_nobody_else_can_reach_is_one_sentence(course, capsys, remote, sentence):
    if remote:
        run(course, "remote", "add", "origin", remote)
    assert_refuses(course, course, sentence, capsys)


def test_a_folder_that_is_no_repositorys_top_and_a_missing_git_are_one_sentence(course, tmp_path_factory, monkeypatch, capsys):
    (course / "below").mkdir()
    assert_refuses(course, course / "below", "has to be the top folder of its repository", capsys)
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    assert_refuses(course, elsewhere, "isn't a git repository: put it into one of your own", capsys)
    monkeypatch.setenv("PATH", "/nowhere")
    assert_refuses(course, course, "git is missing: install it", capsys)


def assert_refuses(course, folder, sentence, capsys):
    before = (course / "README.md").read_bytes()
    assert badge.main(["--write"], folder) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("tutorial: ") and said.err.count("\n") == 1
    assert sentence in said.err
    assert (course / "README.md").read_bytes() == before


def test_the_saved_readme_has_no_badge_of_somebody_elses():
    assert badge.BADGE not in (ROOT / "README.md").read_text(encoding="utf-8")
