"""`./tutorial` as a script: what it wants, what it says, what it leaves behind, with stubs for what it calls.

The stubs make a whole set-up a matter of half a second, so that it can be killed, moved and spoiled at every step.
That the real programs do what the stubs do is seen in test_fresh_copy.py.
"""

import errno
import fcntl
import os
import re
import shutil
import signal
import sys
import threading
from pathlib import Path

import pytest

from conftest import ROOT, Program, wait_until
from tutorial import pip_settings, set_up_lock

TOOLS = "bash cat cp dirname env mkdir rm sh sleep touch".split()

BASH = shutil.which("bash")
JAVA = """#!{bash}
case "$*" in
    *-XshowSettings*) printf '    java.home = %s\\n    java.specification.version = {version}\\n' '{home}' >&2 ;;
    --list-modules) printf '%s\\n' {modules} ;;
esac
"""
# For bash, since Debian's sh loses a Ctrl-C that arrives while it starts a child. And a shell takes one that arrives while a
# child ends well for the child's, and goes on: hence `: >waiting`, and not `touch`.
# Makes the jar and a lib/ as Maven does; WAIT_IN=mvn: stays in the middle of it. A real one hears Ctrl-C, and ends with a code
# (as pip does), which is WAIT_IN=jvm.
MAVEN = """#!{bash}
case "$*" in
    --version) echo 'Apache Maven {version} (stub)' ;;
    *)
        echo mvn >>calls
        echo "maven $*"
        [ "$FAIL_IN" != mvn ] || {{ echo 'BUILD FAILURE: no network'; exit 1; }}
        mkdir -p target/lib target/classes
        [ ! -e target/classes/half.class ] || {{ echo 'kept half a class'; exit 1; }}
        touch target/classes/half.class
        printf 'half a ' >target/weak-references.jar
        if [ "$WAIT_IN" = jvm ]; then trap 'exit 130' INT; : >waiting; sleep 60; fi
        if [ "$WAIT_IN" = mvn ]; then : >waiting; exec sleep 60; fi
        echo jar >target/weak-references.jar
        rm target/classes/half.class
        for n in 1 2 3; do [ -s target/lib/$n.jar ] || echo "lib $n" >target/lib/$n.jar; done
        ;;
esac
"""
# As tutorial.kernelspec does, which the script starts deaf to Ctrl-C. No shell can.
LISTEN = """import signal, sys, time
signal.signal(signal.SIGINT, signal.SIG_DFL)
signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGINT])
time.sleep(int(sys.argv[1]))"""
# Sets up the course on a Python that has nothing but its own library, and takes the stub for itself. FREE: megabytes on the disk.
BARE = """import os, runpy, shutil, sys, types
_, sys.executable, *arguments = sys.argv
sys.argv = ["src/main/python", *arguments]
if "FREE" in os.environ:
    shutil.disk_usage = lambda path: types.SimpleNamespace(free=int(os.environ["FREE"]) * 2**20)
runpy.run_path(sys.argv[0], run_name="__main__")"""
# Makes itself the .venv's python; WAIT_IN=venv, pip or train: stays in the middle of it.
PYTHON = """#!{bash}
wait_in() {{
    if [ "$WAIT_IN" = $1 ]; then : >waiting; ${{2:-sleep}} 60; fi
}}
case "$*" in
    *find_spec*) echo {kind} ;;
    *sys.version*) exec {python} "$@" ;;
    '-B src/main/python'*) shift 2; exec {python} -ISB -c '{bare}' "$0" "$@" ;;
    '-m venv .venv')
        echo venv >>calls
        [ ! -e .venv ] || {{ echo 'there is an old .venv' >&2; exit 1; }}
        mkdir -p .venv/bin && wait_in venv && cp "$0" .venv/bin/python || exit 1
        ;;
    '-m pip config list') ;;
    *'-c import '*) [ "$FAIL_IN" != import ] || {{ echo "ModuleNotFoundError: No module named 'nbformat'" >&2; exit 1; }} ;;
    *'-m pip'*)
        echo pip >>calls
        echo "$PIP_CONFIG_FILE $PIP_TARGET$PIP_PREFIX" >settings
        [ "$FAIL_IN" != pip ] || {{ echo 'ERROR: no network'; exit 1; }}
        touch .venv/half; wait_in pip; rm .venv/half || exit 1
        ;;
    *tutorial.kernelspec*)
        if [ ! -e .venv/trained ]; then
            echo "tutorial: ${{!#}} training" >&2
            echo train >>calls
            listen() {{ {python} -c '{listen}' "$1"; }}
            wait_in train listen && touch .venv/trained
        fi
        ;;
    *'-m pytest'* | *'-m tutorial.'*)
        [ ! -e .venv/half ] || exit 1
        echo "running $*"
        wait_in use
        ;;
esac
"""
WHOLE = ["java.base@21", "jdk.compiler@21", "jdk.jshell@21"]


class Course:
    """A copy of the course, with a PATH on which there is nothing but the tools of every system, and stubs."""

    def __init__(self, folder):
        self.root = folder / "course"
        self.bin = folder / "bin"
        self.jdk = folder / "jdk"
        self.bin.mkdir()
        for tool in TOOLS:
            (self.bin / tool).symlink_to(shutil.which(tool))
        copy_course(self.root)
        self.env = {"PATH": str(self.bin), "HOME": str(folder), "LC_ALL": "C.UTF-8"}
        self.has_java()
        self.has_maven()
        self.has_python()

    def _stub(self, name, text):
        path = self.bin / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        path.chmod(0o755)

    def has_java(self, version="21", modules=WHOLE):
        self._stub("java", JAVA.format(bash=BASH, version=version, home=self.jdk, modules=" ".join(modules)))

    def has_maven(self, version="3.9.16"):
        self._stub("mvn", MAVEN.format(bash=BASH, version=version))

    def has_python(self, name="python3", kind="fits"):
        self._stub(name, PYTHON.format(bash=BASH, python=sys.executable, listen=LISTEN, bare=BARE, kind=kind))

    def lacks(self, program):
        (self.bin / program).unlink()

    def start(self, *arguments, **env):
        return Program([self.root / "tutorial", *arguments], env={**self.env, **env}, cwd=self.root.parent)

    def run(self, *arguments, **env):
        program = self.start(*arguments, **env)
        return program.wait(60), program.text

    def start_until_waiting(self, *arguments, **env):
        """Starts it, and returns when it is in the middle of what WAIT_IN names."""
        program = self.start(*arguments, **env)
        wait_until((self.root / "waiting").exists, f"the middle of {env}")
        (self.root / "waiting").unlink()
        return program

    def calls(self):
        """What was called since the last question."""
        calls = self.root / "calls"
        text = calls.read_text(encoding="utf-8") if calls.exists() else ""
        calls.unlink(missing_ok=True)
        return text.split()

    def files(self):
        return sorted(str(p.relative_to(self.root)) for p in self.root.rglob("*"))


def copy_course(target):
    """What is in a fresh clone, and the script needs."""
    target.mkdir(parents=True)
    for name in ["tutorial", "pom.xml", "requirements.txt", "requirements-hub.txt", "requirements-test.txt"]:
        shutil.copy(ROOT / name, target)
    shutil.copytree(ROOT / "src" / "main", target / "src" / "main", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "notebooks", target / "notebooks", ignore=shutil.ignore_patterns(".*"))
    shutil.copytree(ROOT / "tests" / "wrong_answers", target / "tests" / "wrong_answers", ignore=shutil.ignore_patterns("__pycache__"))


@pytest.fixture
def course(tmp_path):
    return Course(tmp_path)


# ---- what it says -------------------------------------------------------------------------------


@pytest.mark.parametrize("question", ["--help", "-h", "help"])
def test_help_names_every_command_and_needs_nothing(course, question):
    for program in ["java", "mvn", "python3"]:
        course.lacks(program)
    code, said = course.run(question)
    assert code == 0
    for command in ["run [NN ...]", "new NN VERB-PHRASE", "--kernel DIR", "--save", "html [DIR]", "slides [DIR]", "class [NAME ...]", "progress FOLDER ...", "badge [--write]", "bench [PART ...]", "soak [N]", "bill [--image]", "build", "test", "test --all", "test --image", "--help"]:
        assert command in said


@pytest.mark.parametrize("command", [["new"], ["test"], ["test", "--all"], ["build"], ["copy"]])
def test_help_of_a_command_that_has_none_of_its_own_is_the_whole_help_and_does_nothing(course, command):
    before = course.files()
    code, said = course.run(*command, "--help")
    assert (code, said) == (0, (ROOT / "src/main/python/tutorial/usage.txt").read_text(encoding="utf-8"))
    assert course.files() == before


def test_every_command_of_the_readme_is_in_the_help(course):
    _, said = course.run("--help")
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    commands = set(re.findall(r"^\./tutorial ([a-z]+)", readme, re.MULTILINE))
    assert {"run", "html", "build", "test"} <= commands
    for command in commands:
        assert f"./tutorial {command}" in said


def test_an_unknown_command_is_one_sentence(course):
    before = course.files()
    code, said = course.run("notebook")
    assert code == 2
    assert said == "tutorial: there's no command 'notebook': ./tutorial --help lists them all\n"
    assert course.files() == before


# ---- a new notebook -----------------------------------------------------------------------------


FREE = f"{len(list((ROOT / 'notebooks').glob('*.ipynb'))):02}"  # the next number


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([], f"a new notebook needs a number and a name, as in: ./tutorial new {FREE} share-one-copy"),
        ([FREE], "a new notebook needs a number and a name"),
        ([FREE, "share", "one", "copy"], "a new notebook needs a number and a name"),
        (["one", "share-one-copy"], f"'one' isn't a number of two digits: the next free one is {FREE}."),
        (["7", "share-one-copy"], "'7' isn't a number of two digits"),
        (["03", "share-one-copy"], f"03 is taken by 03-watch-a-cache-grow.ipynb: the next free number is {FREE}."),
        (["98", "share-one-copy"], f"98 would leave a gap, and notebooks are read in order: the next free number is {FREE}."),
        ([FREE, "share one copy"], "'share one copy' can't be a notebook's name"),
        ([FREE, "Share-One-Copy"], "can't be a notebook's name"),
        ([FREE, "share"], "can't be a notebook's name: use a verb phrase of two words or more"),
        ([FREE, "watch-a-cache-grow"], "03-watch-a-cache-grow.ipynb has that name already: choose another one."),
        ([FREE, "phone-book"], "uses another class called PhoneBook: choose another name."),
        ([FREE, "../share-it"], "can't be a notebook's name"),
        ([FREE, "share-ümlauts"], "can't be a notebook's name"),
        ([FREE, "share-" * 8 + "it"], "can't be a notebook's name"),
        ([FREE, "count-gone"], "CountGone.java is there already: choose another name."),
        ([FREE, "how-many-fit"], "is there already: choose another name."),
        ([FREE, "my-notes"], "there's a check called myNotes already: choose another name."),
    ],
)
def test_a_bad_new_notebook_is_one_sentence_and_changes_nothing(course, arguments, sentence):
    before = {path: path.read_bytes() for path in course.root.rglob("*") if path.is_file()}
    code, said = course.run("new", *arguments)
    assert code == 1
    assert re.fullmatch(r"tutorial: [^\n]+\n", said), said
    assert sentence in said
    assert {path: path.read_bytes() for path in course.root.rglob("*") if path.is_file()} == before


def test_what_is_missing_is_told_before_a_new_notebook_is_written(course):
    before = course.files()
    course.lacks("java")
    code, said = course.run("new", FREE, "share-one-copy")
    assert (code, said.count("\n")) == (1, 1) and "Java is missing" in said
    assert course.files() == before


def test_a_new_notebook_is_three_files_and_one_that_changes_and_is_run_saved_and_linked(course):
    assert course.run("build")[0] == 0
    course.calls()
    before = {path: path.read_bytes() for path in course.root.rglob("*") if path.is_file() and "target" not in path.parts}
    code, said = course.run("new", FREE, "share-one-copy")
    assert code == 0, said
    assert course.calls() == ["venv", "pip", "train", "mvn"], "the new exercise has to be built into the library"
    assert re.search(rf"running .*tutorial\.run_notebooks {FREE} --save\nrunning .*tutorial\.contents\n", said)
    assert f"notebooks/{FREE}-share-one-copy.ipynb runs and passes the tests. Now make it yours" in said
    exercises = course.root / "src/main/java/weakrefs/exercise"
    made = {
        course.root / "notebooks" / f"{FREE}-share-one-copy.ipynb",
        exercises / "ShareOneCopy.java",
        course.root / "tests/wrong_answers" / f"n{FREE}.py",
    }
    after = {path for path in course.root.rglob("*") if path.is_file() and path.suffix and not {"target", ".venv"} & set(path.parts)}
    assert after - set(before) == made
    assert [path for path, content in before.items() if path.read_bytes() != content] == [exercises / "Check.java"]
    check = (exercises / "Check.java").read_text(encoding="utf-8")
    assert ",\n        ShareOneCopy {\n" in check
    assert check.endswith("    return Answer.to(new ShareOneCopy(holders));\n  }\n}\n")
    code, said = course.run("new", FREE, "share-another-copy")
    assert code == 1 and f"{FREE} is taken by" in said


@pytest.mark.parametrize("program", ["mvn", "use"])
def test_a_new_notebook_that_is_stopped_says_that_it_is_there_and_how_to_go_on(course, program):
    assert course.run("build")[0] == 0
    assert course.run("run")[0] == 0
    stopped = course.start_until_waiting("new", FREE, "share-one-copy", WAIT_IN=program)
    stopped.press_ctrl_c()
    assert stopped.wait(60) == 130
    notebook = f"notebooks/{FREE}-share-one-copy.ipynb"
    assert (course.root / notebook).exists()
    assert f"{notebook} is written, but not finished." in stopped.text
    assert f"./tutorial run {FREE} --save; .venv/bin/python -m tutorial.contents" in stopped.text
    assert stopped.text.endswith("Stopped.\n") and "Traceback" not in stopped.text


# ---- what must be there -------------------------------------------------------------------------


def java_home_is_java_11(course):
    course.has_java("11")
    (course.jdk / "bin").mkdir(parents=True)
    (course.bin / "java").rename(course.jdk / "bin" / "java")
    course.env["JAVA_HOME"] = str(course.jdk)


# What is done to a course, and what it says then.
LACKS = {
    "no_java": (lambda it: it.lacks("java"), "Java is missing: install a JDK, 17 or newer"),
    "java_home_is_no_jdk": (
        lambda it: it.env.update(JAVA_HOME="/nowhere/jdk"),
        "JAVA_HOME is /nowhere/jdk, but there's no bin/java in it: set it to a JDK",
    ),
    "java_does_not_run": (
        lambda it: it._stub("java", "#!/bin/sh\necho 'cannot execute' >&2; exit 126\n"),
        "doesn't run: install a JDK, 17 or newer",
    ),
    "java_8": (lambda it: it.has_java("1.8"), "Java 1.8 is too old"),
    "java_11": (lambda it: it.has_java("11"), "Java 11 is too old"),
    "java_home_is_java_11": (java_home_is_java_11, "Java 11 is too old"),
    "a_jre": (
        lambda it: it.has_java(modules=["java.base@21", "jdk.compiler@21"]),
        "has no jdk.jshell, so it isn't a full JDK",
    ),
    "a_jdk_without_compiler": (
        lambda it: it.has_java(modules=["java.base@21", "jdk.jshell@21"]),
        "has no jdk.compiler, so it isn't a full JDK",
    ),
    "no_maven": (lambda it: it.lacks("mvn"), "Maven is missing: install Apache Maven, 3.8 or newer"),
    "maven_3_6": (lambda it: it.has_maven("3.6.3"), "Maven 3.6 is too old: install Apache Maven, 3.8 or newer"),
    "maven_does_not_run": (lambda it: it._stub("mvn", "#!/bin/sh\nexit 1\n"), "mvn doesn't run: install Apache Maven"),
    "no_python": (lambda it: it.lacks("python3"), "Python 3.10 or newer is missing: install it"),
    "python_3_9": (lambda it: it.has_python(kind=""), "Python 3.10 or newer is missing: install it"),
    "python_3_15": (
        lambda it: it.has_python(kind="new"),
        "this Python (python3) is newer than the course's packages: install Python 3.14 as well",
    ),
    "python_without_venv": (
        lambda it: it.has_python(kind="bare"),
        "can't make virtual environments: install its venv package",
    ),
}


@pytest.mark.parametrize("lack", LACKS)
@pytest.mark.parametrize("command", [[], ["run", "01"]], ids=["lab", "run"])
def test_what_is_missing_is_one_plain_sentence_and_leaves_nothing_behind(course, command, lack):
    spoil, sentence = LACKS[lack]
    spoil(course)
    before = course.files()
    code, said = course.run(*command)
    assert code == 1
    assert re.fullmatch(r"tutorial: [^\n]+\.\n", said), said
    assert sentence in said
    assert course.files() == before


@pytest.mark.parametrize("name", ["What is Java?", "star*s", "Java!", "12:30"])
def test_a_folder_in_which_java_finds_nothing_is_one_sentence_before_the_work_begins(course, name):
    renamed = course.root.with_name(name)
    course.root.rename(renamed)
    course.root = renamed
    before = course.files()
    code, said = course.run("run", "01")
    assert code == 1
    character = re.search(r"[^\w ]", name).group()
    assert said == f"tutorial: Java finds no library in a folder with '{character}' in its name: rename {renamed}, and try again.\n"
    assert course.files() == before


def test_what_is_new_enough_is_taken(course):
    course.has_java("17")
    course.has_maven("3.8.1")
    assert course.run("run", "01")[0] == 0
    course.has_maven("4.0.0")
    course.has_java("25")
    (course.root / "target" / ".built").unlink()
    assert course.run("run", "01")[0] == 0


@pytest.mark.parametrize("lack", ["python_3_9", "python_without_venv", "python_3_15"])
def test_another_python_is_taken_where_the_first_does_not_do(course, lack):
    LACKS[lack][0](course)
    course.has_python("python3.12")
    assert course.run("run", "01")[0] == 0


def test_build_needs_no_python(course):
    course.lacks("python3")
    code, said = course.run("build")
    assert code == 0, said
    assert course.calls() == ["mvn"]
    assert not (course.root / ".venv").exists()


def test_pages_to_read_need_no_java_and_no_maven(course):
    course.lacks("java")
    course.lacks("mvn")
    code, said = course.run("html", "public")
    assert code == 0, said
    assert "running" in said and "tutorial.reading_site public" in said
    assert course.calls() == ["venv", "pip"]
    assert not list(course.root.glob(".venv.*")), "a lock stays behind"


def test_a_badge_needs_python_only_and_sets_nothing_up(course):
    course.lacks("java")
    course.lacks("mvn")
    before = course.files()
    code, said = course.run("badge", "--write")
    assert code == 0, said
    assert "running" in said and "tutorial.badge --write" in said
    assert course.files() == before


def test_a_class_gets_jupyterhub_on_top_once(course):
    code, said = course.run("class", "ada", "--port", "8123")
    assert code == 0, said
    assert "adding JupyterHub to .venv" in said
    assert "tutorial.classroom ada --port 8123" in said
    assert course.calls() == ["venv", "pip", "pip", "mvn", "train"]
    assert course.run("class")[0] == 0
    assert course.calls() == []
    assert not list(course.root.glob(".venv.*")), "a lock stays behind"


# ---- set-up -------------------------------------------------------------------------------------


def test_a_full_disk_is_one_plain_sentence_before_the_work_begins(course):
    before = course.files()
    code, said = course.run("run", "01", FREE="20")
    assert code == 1
    assert said == (
        "tutorial: the disk is too full: the course needs 500 MB in this folder, and only 20 MB are free. Make room, and try again.\n"
    )
    assert course.files() == before
    assert course.run("run", "01", FREE="2000")[0] == 0


def test_shows_how_far_it_is_and_does_no_work_twice(course):
    code, said = course.run("run", "01", "--save")
    assert code == 0, said
    assert re.search(r"\[1/3\].*\n.*\[2/3\].*\n.*\[3/3\].*\n", said)
    assert "tutorial.run_notebooks 01 --save" in said
    assert course.calls() == ["venv", "pip", "mvn", "train"]
    for program in ["mvn", "python3"]:
        course.lacks(program)  # no longer needed
    code, said = course.run("run", "01", "--save")
    assert code == 0, said
    assert "[" not in said
    assert course.calls() == []
    assert not list(course.root.glob(".venv.*")), "a lock stays behind"


@pytest.mark.parametrize("program", ["pip", "mvn"])
def test_work_that_fails_says_why_and_is_done_again(course, program):
    code, said = course.run("run", FAIL_IN=program)
    assert code == 1
    assert "couldn't be" in said and "no network" in said and "running" not in said
    assert not list(course.root.glob(".venv.*"))
    assert course.run("run")[0] == 0


def test_pip_hears_where_packages_come_from_and_not_where_else_they_could_go(course, tmp_path, monkeypatch):
    file = tmp_path / "pip.conf"
    file.write_text("""[global]
index-url = https://from-the-file.example/simple
user = true
[install]
extra-index-url = https://one.example
    https://two.example
constraint = /opt/constraints.txt
""")
    variables = {"PIP_CONFIG_FILE": str(file), "PIP_INDEX_URL": "https://mine.example/simple", "PIP_TARGET": "/opt/lib", "PIP_PREFIX": "/opt"}
    for name in [name for name in os.environ if name.startswith("PIP_")]:
        monkeypatch.delenv(name)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    heard = pip_settings.environment(Path(sys.executable))
    assert heard["PIP_CONFIG_FILE"] == os.devnull
    assert heard["PIP_INDEX_URL"] == "https://mine.example/simple"
    assert heard["PIP_EXTRA_INDEX_URL"] == "https://one.example\nhttps://two.example"
    assert not {"PIP_USER", "PIP_TARGET", "PIP_PREFIX", "PIP_CONSTRAINT"} & set(heard)
    code, said = course.run("html", **variables)
    assert code == 0, said
    assert (course.root / "settings").read_text() == f"{os.devnull} \n"


def test_what_cant_be_imported_is_not_taken_for_installed(course):
    code, said = course.run("html", FAIL_IN="import")
    assert code == 1
    assert "can't import them (ModuleNotFoundError: No module named 'nbformat')" in said and "running" not in said
    assert course.run("html")[0] == 0
    assert course.calls() == ["venv", "pip", "venv", "pip"]


@pytest.mark.slow
@pytest.mark.parametrize("program", ["venv", "pip", "mvn", "train"])
@pytest.mark.parametrize("signum", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
def test_a_set_up_that_is_killed_in_the_middle_is_done_again(course, program, signum):
    killed = course.start_until_waiting("run", WAIT_IN=program)
    os.killpg(killed.process.pid, signum)
    assert killed.wait(60) != 0
    assert course.calls()[-1] == program
    code, said = course.run("run")
    assert code == 0 and "running" in said, said
    assert program in course.calls()
    assert course.run("run") == (0, said.splitlines(keepends=True)[-1])


def test_ctrl_c_that_a_program_takes_for_its_own_ends_the_script_too(course):
    program = course.start_until_waiting("run", WAIT_IN="jvm")
    program.press_ctrl_c()
    assert program.wait(60) == 130
    assert "couldn't be built" not in program.text


def let_go(program):
    """Ends what a stub waits by, and so it goes on."""
    for process in program.processes("sleep"):
        process.kill()


@pytest.mark.parametrize("program", ["venv", "pip", "train"])
def test_work_whose_script_was_killed_is_waited_for(course, program):
    killed = course.start_until_waiting("run", WAIT_IN=program)
    killed.signal(signal.SIGKILL)  # the script alone: what it called works on
    killed.process.wait(60)
    second = course.start("run")
    wait_until(lambda: "an earlier set-up was killed but is still running: waiting for it to end" in second.text, "the second to say so")
    let_go(killed)
    assert second.wait(60) == 0, second.text
    assert killed.processes() == []


def test_two_at_once_wait_for_each_other(course):
    first = course.start_until_waiting("run", WAIT_IN="pip")
    second = course.start("run")
    wait_until(lambda: "another ./tutorial is setting up this folder: waiting for it" in second.text, "the second to say so")
    let_go(first)
    assert (first.wait(60), second.wait(60)) == (0, 0), first.text + second.text
    assert course.calls() == ["venv", "pip", "mvn", "train"]


def test_a_lock_of_a_process_that_is_no_more_is_taken_over(course):
    # This very process has the number that the lock says, and began at another time.
    (course.root / ".venv.lock").symlink_to(f"{os.getpid()}-1")
    (course.root / ".venv.work").symlink_to(f"{os.getpid()}-1")
    code, said = course.run("run")
    assert code == 0 and "waiting" not in said, said


def test_a_lock_file_that_a_killed_script_left_is_taken_over(course):
    (course.root / ".venv.lock").write_text(str(os.getpid()))
    code, said = course.run("run")
    assert code == 0 and "waiting" not in said, said
    assert not list(course.root.glob(".venv.*")), "a lock stays behind"


def test_whoever_uses_the_course_keeps_nobody_waiting(course):
    using = course.start_until_waiting(WAIT_IN="use")
    code, said = course.run("run")
    assert code == 0 and "waiting" not in said, said
    using.kill_all()


def no_locks(file, how):
    raise OSError(errno.ENOLCK, "No locks available")


def test_where_a_disk_cant_lock_or_doesnt_answer_it_goes_on_and_says_so(tmp_path, capsys, monkeypatch):
    answered = threading.Event()
    for flock, reason in ((no_locks, "No locks available"), (lambda file, how: answered.wait(60), "no answer in 0 s")):
        monkeypatch.setattr(set_up_lock, "SECONDS_TO_ANSWER", 0.1)
        monkeypatch.setattr(fcntl, "flock", flock)
        with set_up_lock.SetUpLock(tmp_path / "lock"):
            pass
        assert capsys.readouterr().err.startswith(f"tutorial: this disk can't lock files ({reason}), so please start no second")
        assert list(tmp_path.iterdir()) == []
    answered.set()


@pytest.fixture
def ready(course):
    assert course.run("run")[0] == 0
    course.calls()
    return course


@pytest.mark.parametrize("jar", ["target/weak-references.jar", "target/lib/2.jar"])
@pytest.mark.parametrize("spoil", [lambda p: p.write_bytes(p.read_bytes()[:2]), Path.unlink], ids=["cut", "lost"])
def test_a_spoiled_jar_is_built_again(ready, jar, spoil):
    whole = (ready.root / jar).read_bytes()
    spoil(ready.root / jar)
    assert ready.run("run")[0] == 0
    assert ready.calls() == ["mvn"]
    assert (ready.root / jar).read_bytes() == whole


@pytest.mark.parametrize("change", [
    "pom.xml", "src/main/java/weakrefs/story/Book.java", "src/main/resources/META-INF/services/weakrefs.gc.Witness",
])
def test_a_change_of_the_source_is_built(ready, change):
    stamp = (ready.root / "target" / ".built").stat().st_mtime
    os.utime(ready.root / change, (stamp + 1, stamp + 1))
    assert ready.run("run")[0] == 0
    assert ready.calls() == ["mvn"]


def test_a_deleted_source_is_noticed(ready):
    (ready.root / "src/main/java/weakrefs/story/Book.java").unlink()
    assert ready.run("run")[0] == 0
    assert ready.calls() == ["mvn"]


@pytest.mark.parametrize(("options", "maven", "python"), [
    ([], ["-DexcludedGroups=slow package"], ["--quick -k 04"]),
    (["--all"], ["-Pbench verify"], ["-m not alone -k 04", "-m alone -k 04"]),
])
def test_tests_what_a_machine_can_break_or_everything_and_passes_options_on(ready, options, maven, python):
    code, said = ready.run("test", *options, "-k", "04")
    assert code == 0, said
    lines = said.splitlines()
    assert [line for line in lines if line.startswith("maven")] == [f"maven -B -ntp {words}" for words in maven]
    ran = [line.partition("-m pytest tests ")[2].removeprefix("-n auto ") for line in lines if "-m pytest" in line]
    assert ran == python
    assert re.fullmatch(r"tutorial: all tests passed in \d+ s", lines[-1])


def test_a_moved_folder_makes_its_venv_again(ready):
    moved = ready.root.with_name("Bücher & Äpfel, zweiter Band")
    ready.root.rename(moved)
    ready.root = moved
    code, said = ready.run("run")
    assert code == 0, said
    assert ready.calls() == ["venv", "pip", "train"]
    assert ready.run("run")[0] == 0
    assert ready.calls() == []


def test_a_new_lock_of_packages_is_installed(ready):
    with open(ready.root / "requirements.txt", "a", encoding="utf-8") as lock:
        lock.write("# changed\n")
    assert ready.run("run")[0] == 0
    assert ready.calls() == ["venv", "pip", "train"]


def test_works_through_a_link_and_from_anywhere(ready):
    link = ready.root.parent / "a link"
    link.symlink_to(ready.root)
    program = Program([link / "tutorial", "run"], env=ready.env, cwd="/")
    assert program.wait(60) == 0, program.text
    assert ready.calls() == []
