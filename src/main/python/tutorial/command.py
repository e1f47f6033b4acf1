"""What each command of `./tutorial` needs, sets up and turns into. It runs on any Python, so it imports nothing from .venv."""

import os
import signal
import subprocess
import sys
import time
from typing import NoReturn

from tutorial import ctrl_c, machine, my_course, new_notebook, set_up
from tutorial.messages import Refusal, say
from tutorial.paths import MY_COURSE, NOTEBOOKS, PACKAGE, PYTHON, ROOT, WINDOWS
from tutorial.prerequisites import find_java, find_maven, maven
from tutorial.set_up import CLASS, TESTS, Packages, SetUp
from tutorial.set_up_lock import SetUpLock

FROM = "TUTORIAL_FROM"  # where the learner called the script, which has gone to its own folder; on Windows it stays where it is
USAGE = PACKAGE / "tutorial" / "usage.txt"
NO_TEST = 5  # pytest's exit code where the options leave no test


def main(arguments: list[str]) -> int:
    try:
        ctrl_c.listen()
        os.environ.pop(set_up.ANEW, None)
        machine.speak_utf_8()
        try:
            came_from = set_up.called_in = os.environ.pop(FROM, os.getcwd())
            os.chdir(ROOT)
            return run(arguments, came_from)
        except Refusal as e:
            say(str(e))
            return 1
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return 130


def run(arguments: list[str], came_from: str, windows: bool = WINDOWS) -> int:
    match arguments:
        case ["run", *rest]:
            set_up_all()
            become("run_notebooks", rest, listens=True)
        case ["new" | "test" | "build" | "copy", *_, "-h" | "--help"]:
            print(USAGE.read_text(encoding="utf-8"), end="")
        case [("bench" | "class" | "soak" | "test") as command, *_] if windows:
            raise Refusal(f"./tutorial {command} needs Linux or macOS: on Windows, call it in WSL.")
        case ["new", *rest]:
            return new(rest)
        case ["html", *rest]:
            set_up_python()
            os.environ[FROM] = came_from
            become("reading_site", rest)
        case ["class", *rest]:
            set_up_all(CLASS)
            os.environ[FROM] = came_from
            become("classroom", rest)
        case ["slides", *rest]:
            set_up_python()
            os.environ[FROM] = came_from
            become("slides", rest)
        case ["badge" | "progress" as command, *rest]:
            os.environ["PYTHONPATH"] = str(PACKAGE)  # it needs no .venv, which would know
            os.environ[FROM] = came_from
            become(command, rest, python=sys.executable)
        case ["bench", *rest]:
            find_maven()
            set_up_all()
            become("bench", rest)
        case ["soak", *rest]:
            set_up_all()
            os.environ[FROM] = came_from
            become("soak", rest)
        case ["bill", *rest]:
            find_maven()
            set_up_all()
            become("bill_of_materials", rest)
        case ["build"]:
            build()
        case ["copy"]:
            if not set_up.library_is_built():
                build()
            copy()
            say(f"your copy of the notebooks is in {MY_COURSE.relative_to(ROOT)}: jupyter lab {MY_COURSE.relative_to(ROOT)}/{my_course.FIRST}")
        case ["test", "--image", *rest]:
            set_up_python(TESTS)
            say("[2/2] building the image, and testing it")
            return call(str(PYTHON), "-m", "pytest", "tests/image", *rest)
        case ["test", "--all", *rest]:
            return test(rest, everything=True)
        case ["test", *rest]:
            return test(rest, everything=False)
        case [command, *_] if not command.startswith("-"):
            print(f"tutorial: there's no command '{command}': ./tutorial --help lists them all", file=sys.stderr)
            return 2
        case options:
            set_up_all()
            if my_course.ORIGINALS not in options:
                copy()
            say("opening JupyterLab; press Ctrl-C here to stop it")
            become("open_jupyterlab", options, listens=True)
    return 0


def become(module: str, arguments: list[str], listens: bool = False, python: str = str(PYTHON)) -> NoReturn:
    """Turns this process into a program of the package. listens: it lets Ctrl-C through by itself, as soon as it can hear it."""
    ctrl_c.heed()
    if listens:
        ctrl_c.keep_waiting()
    command = [python, "-m", f"tutorial.{module}", *arguments]
    if sys.platform == "win32":  # whose exec would return to the terminal at once, while the program still runs in it
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the program hears Ctrl-C itself, and says its last words
        sys.exit(subprocess.run(command, check=False).returncode)
    os.execv(python, command)


def set_up_all(more: Packages | None = None) -> None:
    """First everything that must be there, then the work: if you lack Maven, you hear it before two minutes of downloads."""
    set_up.need_python()
    find_java()
    if not set_up.library_is_built():
        find_maven()
    with SetUpLock(set_up.LOCK) as lock:
        steps = SetUp(lock)
        steps.python("[1/3]")
        if more:
            steps.more(more)
        steps.library("[2/3]")
        steps.kernel("[3/3]")


def set_up_python(more: Packages | None = None) -> None:
    """For what needs no Java: the pages have the saved outputs, and the image brings its own Java and library."""
    set_up.need_python()
    with SetUpLock(set_up.LOCK) as lock:
        steps = SetUp(lock)
        steps.python("[1/2]" if more else "[1/1]")
        if more:
            steps.more(more)


def build() -> None:
    find_java()
    if not set_up.library_is_built():
        find_maven()
    with SetUpLock(set_up.LOCK) as lock:
        SetUp(lock).library("[1/1]")
    say(f"the library is built: {set_up.JAR.relative_to(ROOT)}")


def copy() -> None:
    """The learner's own notebooks, so that no saved answer stands before its guess, and no update meets their work."""
    originals = my_course.originals_in(NOTEBOOKS)
    committed = my_course.as_committed(NOTEBOOKS)
    worked_in = {name: originals[name] for name in committed}
    if not my_course.renewed(my_course.Copy({**originals, **committed}, MY_COURSE, worked_in)):
        raise SystemExit(1)


def new(arguments: list[str]) -> int:
    """What's missing on this machine is told before anything is written; then the new exercise is built into the library."""
    notebook = new_notebook.asked_for(arguments)
    find_maven()
    set_up_all()
    code = 1
    try:
        with ctrl_c.put_off():  # all files, or none
            notebook.write()
        code = finish(notebook)
    finally:  # Ctrl-C and a Refusal, too
        if code != 0 and (ROOT / notebook.notebook).exists():
            say(
                f"{notebook.notebook} is written, but not finished. If something went wrong, mend it, and then: {notebook.next_commands} "
                "(or take the notebook out again, as CONTRIBUTING.md says)"
            )
    if code != 0:
        return code
    say(
        f"{notebook.notebook} runs and passes the tests. Now make it yours: it has the words and the cells, "
        f"{notebook.java_class} looks at the exercise, and {notebook.wrong_answers} has two wrong answers. "
        f"After that: {notebook.next_commands}"
    )
    return 0


def finish(notebook: new_notebook.NewNotebook) -> int:
    """Builds its exercise into the library, runs it, saves its outputs, and links it."""
    with SetUpLock(set_up.LOCK) as lock:
        steps = SetUp(lock)
        steps.library("[1/2]")
        steps.kernel("[2/2]")
    for module, *options in [["run_notebooks", notebook.number, "--save"], ["contents"]]:
        if (code := call(str(PYTHON), "-m", f"tutorial.{module}", *options)) != 0:
            return code
    return 0


def test(options: list[str], everything: bool) -> int:
    """A Java test with the tag `slow` and a Python test with the mark `slow` or `alone` is for --all."""
    start = time.monotonic()
    set_up.need_python()
    find_java()
    find_maven()
    with SetUpLock(set_up.LOCK) as lock:
        steps = SetUp(lock)
        steps.python("[1/5]")
        steps.more(TESTS)
        steps.library("[2/5]")
        steps.kernel("[3/5]")
    say(f"[4/5] testing the library on {os.environ['JAVA_HOME']}")
    goals = ["-Pbench", "verify"] if everything else ["-DexcludedGroups=slow", "package"]
    if (code := call(maven(), "-B", "-ntp", *goals)) != 0:
        return code
    set_up.note_that_library_is_built()  # Maven has packed the jar again, so it's as good as built
    say("[5/5] testing the notebooks, this script and JupyterLab")
    pytest = [str(PYTHON), "-m", "pytest", "tests"]
    code = test_all(pytest, options) if everything else call(*pytest, "-n", "auto", "--quick", *options)
    if code == 0 and "--collect-only" not in options:
        say(f"all tests passed in {time.monotonic() - start:.0f} s")
    return code


def test_all(pytest: list[str], options: list[str]) -> int:
    """First what can share the machine, then what measures time. The options may leave one of the two without a test, not both."""
    shared = call(*pytest, "-n", "auto", "-m", "not alone", *options)
    if shared not in (0, NO_TEST):
        return shared
    alone = call(*pytest, "-m", "alone", *options)
    return shared if alone == NO_TEST else alone


def call(*command: str) -> int:
    """Runs a program to its end, which it says itself after Ctrl-C."""
    return ctrl_c.wait(subprocess.Popen(command, cwd=ROOT), seconds_to_end=None)
