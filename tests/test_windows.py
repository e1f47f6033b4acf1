"""What is different on Windows, as far as another system can tell: by parameters, or with `sys.platform` and stubs for what only Windows has.

mypy looks for the rest, as test_style.py has it: names that Python doesn't know there.
"""

import errno
import importlib.util
import os
import signal
import subprocess
import sys
import types
from pathlib import Path, PurePosixPath, PureWindowsPath
from unittest import mock

import pytest

from conftest import ROOT
from tutorial import command, ctrl_c, files, machine, my_course, paths, prerequisites, processes, set_up, set_up_lock
from tutorial.messages import Refusal


@pytest.fixture
def windows(monkeypatch):
    """For code that asks `sys.platform` while it runs."""
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0x200, raising=False)


# ---- what a module imports ----------------------------------------------------------------------

# First everything that isn't ours, since the libraries know which system they're on. Then ours, once more, on less of a system.
IMPORTS = """
import importlib, locale, os, signal, subprocess, sys, types
names = sys.argv[1:]
for name in names:
    importlib.import_module(name)
for name in [name for name in sys.modules if name.split(".")[0] == "tutorial"]:
    del sys.modules[name]
for name in ("fcntl", "grp", "pwd", "resource", "termios"):
    sys.modules[name] = None
for module, lacks in ((signal, "SIGHUP SIGKILL pthread_sigmask"), (locale, "nl_langinfo"),
                      (os, "fork geteuid getuid killpg pread pwrite sched_getaffinity setsid sysconf uname")):
    for name in lacks.split():
        delattr(module, name)
sys.modules["msvcrt"] = types.ModuleType("msvcrt")
signal.SIGBREAK = 21
sys.platform = "win32"
for name in names:
    importlib.import_module(name)
from tutorial import paths
assert paths.WINDOWS and paths.PYTHON.name == "python.exe"
print("all", len(names))
"""
NOT_ON_WINDOWS = {"bench", "classroom", "soak", "soak_caches"}  # command.py refuses them


def test_each_module_can_be_imported_without_what_only_posix_has():
    modules = sorted(path.stem for path in (paths.PACKAGE / "tutorial").glob("*.py") if path.stem not in {*NOT_ON_WINDOWS, "__init__"})
    names = [f"tutorial.{name}" for name in modules]
    done = subprocess.run([sys.executable, "-c", IMPORTS, *names], cwd=paths.PACKAGE, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, f"all {len(names)}\n"), done.stderr


@pytest.mark.parametrize("name", ["bench", "class", "soak", "test"])
def test_what_needs_posix_is_refused_in_a_sentence_before_any_work(monkeypatch, name):
    for work in ("find_maven", "set_up_all", "test"):
        monkeypatch.setattr(command, work, lambda *arguments, **options: pytest.fail("it's at work"))
    with pytest.raises(Refusal, match=f"./tutorial {name} needs Linux or macOS: on Windows, call it in WSL."):
        command.run([name, "1"], ".", windows=True)


# ---- folders and names --------------------------------------------------------------------------


def test_folders_and_programs_have_other_names():
    assert paths.python_of(PureWindowsPath(r"C:\course\.venv"), windows=True) == PureWindowsPath(r"C:\course\.venv\Scripts\python.exe")
    assert paths.python_of(PurePosixPath("/course/.venv"), windows=False) == PurePosixPath("/course/.venv/bin/python")
    assert paths.program(PureWindowsPath(r"C:\jdk\bin"), "javac", windows=True) == PureWindowsPath(r"C:\jdk\bin\javac.exe")
    assert paths.program(PurePosixPath("/jdk/bin"), "javac", windows=False) == PurePosixPath("/jdk/bin/javac")


def test_packages_lie_elsewhere(tmp_path):
    for folder in ("Lib/site-packages", "lib/python3.12/site-packages"):
        (tmp_path / folder).mkdir(parents=True)
    assert paths.packages_of(tmp_path, windows=True) == [tmp_path / "Lib/site-packages"]
    assert paths.packages_of(tmp_path, windows=False) == [tmp_path / "lib/python3.12/site-packages"]


@pytest.mark.parametrize(("folder", "windows", "strange"), [
    ("/home/ada/course", False, ""), ("/home/ada/12:30", False, ":"), ("/home/ada/a;b", False, ""), ("/home/ada/薄い", False, ""),
    (r"C:\Users\Ada (2)\Bücher", True, ""), (r"C:\a;b", True, ";"), (r"C:\Java!", True, "!"), (r"C:\薄い", True, "薄"),
])
def test_java_finds_nothing_in_a_folder_with_a_strange_name(folder, windows, strange):
    assert prerequisites.strange_in(folder, windows, "cp1252") == strange


# ---- files --------------------------------------------------------------------------------------


@pytest.fixture
def windows_files(windows, monkeypatch):
    """The module `files` as it's loaded there, with a lock that can be taken once."""
    taken = []

    def locking(file, how, length):
        taken.append((os.lseek(file, 0, os.SEEK_CUR), how, length))
        if len(taken) > 1:
            raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setitem(sys.modules, "msvcrt", types.SimpleNamespace(locking=locking, LK_NBLCK=2))
    spec = importlib.util.spec_from_file_location("windows_files", files.__file__)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.taken = taken
    return module


def test_a_lock_is_of_a_byte_that_nobody_reads(windows_files, tmp_path):
    folder = windows_files.open_for_lock(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [".lock"], "Windows opens no folder"
    windows_files.lock(folder)
    with pytest.raises(BlockingIOError):
        windows_files.lock(folder)
    os.close(folder)
    assert windows_files.taken == [(2**30, 2, 1)] * 2


def test_a_file_that_is_open_for_a_moment_is_replaced_after_it(tmp_path, monkeypatch):
    new, old = tmp_path / "new", tmp_path / "old"
    new.write_text("new")
    old.write_text("old")
    replace, refusals = os.replace, [PermissionError(errno.EACCES, "open"), PermissionError(errno.EACCES, "open")]

    def open_elsewhere(*names):
        if refusals:
            raise refusals.pop()
        replace(*names)

    monkeypatch.setattr(os, "replace", open_elsewhere)
    with pytest.raises(PermissionError):
        files.replace(new, old, windows=False)
    files.replace(new, old, windows=True)
    assert old.read_text() == "new" and not refusals
    monkeypatch.setattr(files, "SECONDS_TO_REPLACE", 0.1)
    refusals += [PermissionError(errno.EACCES, "open")] * 100
    with pytest.raises(PermissionError):
        files.replace(old, new, windows=True)


def test_a_copy_that_is_open_elsewhere_says_what_to_close(tmp_path, monkeypatch):
    monkeypatch.setattr(my_course, "WINDOWS", True)
    monkeypatch.setattr(my_course.Copy, "_renew", mock.Mock(side_effect=PermissionError(errno.EACCES, "Access is denied", "00.ipynb")))
    with pytest.raises(Refusal, match="Access is denied. Nothing of yours is lost: close what has 00.ipynb open, and try again"):
        my_course.Copy({}, tmp_path / "copy").renew()


def test_the_set_ups_lock_goes_when_nobody_has_it_open(tmp_path, monkeypatch):
    path = tmp_path / "lock"
    unlink, closed = Path.unlink, []
    close = os.close
    monkeypatch.setattr(os, "close", lambda file: closed.append(file) or close(file))
    monkeypatch.setattr(Path, "unlink", lambda self, **options: unlink(self, **options) if closed else pytest.fail("it's open"))
    with set_up_lock.SetUpLock(path, windows=True) as lock:
        assert lock.shared == {}, "Windows has no pass_fds"
        assert path.read_text() == str(os.getpid())
    assert not path.exists()

    def open_elsewhere(self, **options):
        raise PermissionError(errno.EACCES, "somebody waits for it")

    monkeypatch.setattr(Path, "unlink", open_elsewhere)
    with set_up_lock.SetUpLock(path, windows=True):
        pass
    assert path.exists()


def test_nobody_is_asked_by_a_signal_whether_they_live(tmp_path, monkeypatch):
    """Signal 0 is Ctrl-C on Windows."""
    monkeypatch.setattr(os, "kill", lambda *arguments: pytest.fail("a signal"))
    with set_up_lock.SetUpLock(tmp_path / "lock", windows=True) as lock:
        assert lock._whose() == set_up_lock.ANOTHER


def test_what_is_in_use_is_told_before_anything_is_deleted(tmp_path, monkeypatch):
    with pytest.raises(Refusal, match="python.exe can't be deleted: close JupyterLab and whatever else uses this folder"), set_up.not_in_use():
        raise PermissionError(errno.EACCES, "Access is denied", "python.exe")
    venv = tmp_path / ".venv"
    python = venv / "Scripts" / "python.exe"
    python.parent.mkdir(parents=True)
    python.touch()
    for name, value in {"WINDOWS": True, "VENV": venv, "PYTHON": python, "need_python": lambda: None, "need_room": lambda: None}.items():
        monkeypatch.setattr(set_up, name, value)
    monkeypatch.setattr(set_up.COURSE, "stamp", tmp_path / "none")
    monkeypatch.setattr(Path, "unlink", mock.Mock(side_effect=PermissionError(errno.EACCES, "Access is denied", str(python))))
    with pytest.raises(Refusal, match="can't be deleted"):
        set_up.SetUp(mock.Mock()).python("[1/3]")
    assert python.exists()


# ---- programs and Ctrl-C ------------------------------------------------------------------------


def test_a_command_waits_for_its_program_and_ends_with_its_code(windows, monkeypatch):
    """Windows' own exec returns to the terminal at once."""
    monkeypatch.setattr(os, "execv", lambda *arguments: pytest.fail("exec"))
    heard = signal.getsignal(signal.SIGINT)
    ran = []
    monkeypatch.setattr(subprocess, "run", lambda words, check: ran.append((words, signal.getsignal(signal.SIGINT))) or mock.Mock(returncode=3))
    try:
        with pytest.raises(SystemExit) as end:
            command.become("badge", ["--write"], listens=True, python="python.exe")
    finally:
        signal.signal(signal.SIGINT, heard)
    assert end.value.code == 3
    assert ran == [(["python.exe", "-m", "tutorial.badge", "--write"], signal.SIG_IGN)], "Ctrl-C is for the program alone"


def test_without_a_folder_to_come_from_it_is_the_one_in_which_python_was_started(monkeypatch, tmp_path):
    """The shell script goes to the course's folder and says where it came from; the one for Windows stays."""
    monkeypatch.chdir(tmp_path)
    for name in (command.FROM, set_up.ANEW):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(ctrl_c, "listen", lambda: None)
    came = []
    monkeypatch.setattr(command, "run", lambda arguments, came_from: came.append((came_from, Path.cwd())) or 0)
    assert command.main(["html", "public"]) == 0
    assert came == [(str(tmp_path), ROOT)]


def test_a_venvs_own_python_never_makes_it_again(windows, monkeypatch):
    monkeypatch.setattr(os, "execv", lambda *arguments: pytest.fail("exec"))
    monkeypatch.setattr(set_up, "runs_in_venv", lambda: True)
    monkeypatch.setattr(set_up.COURSE, "stamp", paths.VENV / "none")
    with pytest.raises(Refusal, match="call the script tutorial once more"):
        set_up.need_python()


def test_no_signal_is_blocked(windows, monkeypatch):
    monkeypatch.delattr(signal, "pthread_sigmask")
    with ctrl_c.put_off():
        ctrl_c.let_through()


def test_ctrl_c_reaches_us_alone(windows):
    assert processes.apart() == {"creationflags": 0x200}


def test_what_is_printed_is_utf_8(windows, monkeypatch, tmp_path):
    monkeypatch.delenv("PYTHONUTF8", raising=False)
    with open(tmp_path / "out", "w", encoding="cp1252") as out, open(tmp_path / "err", "w", encoding="cp1252") as err:
        monkeypatch.setattr(sys, "stdout", out)
        monkeypatch.setattr(sys, "stderr", err)
        machine.speak_utf_8()
        print("dünn → 薄い")
        print("→", file=sys.stderr)
    assert (tmp_path / "out").read_text(encoding="utf-8") == "dünn → 薄い\n"
    assert os.environ.pop("PYTHONUTF8") == "1"
