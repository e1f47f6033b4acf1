"""What is different on Windows, as far as another system can tell: by parameters, or with `sys.platform` and stubs for what only Windows has.

mypy looks for the rest, as test_style.py has it: names that Python doesn't know there.
"""

import ctypes
import errno
import importlib.util
import json
import os
import re
import signal
import subprocess
import sys
import threading
import types
from pathlib import Path, PurePosixPath, PureWindowsPath
from unittest import mock

import psutil
import pytest

from conftest import ROOT, wait_until
from tutorial import command, ctrl_c, files, kernelspec, lab_contents, machine, my_course, paths, prerequisites, processes, set_up, set_up_lock
from tutorial.messages import Refusal


@pytest.fixture
def windows(monkeypatch):
    """For code that asks `sys.platform` while it runs."""
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0x200, raising=False)


# ---- the script ---------------------------------------------------------------------------------


CMD = (ROOT / "tutorial.cmd").read_bytes().decode("ascii")
SHELL = (ROOT / "tutorial").read_text(encoding="utf-8")


def test_the_script_says_what_the_other_one_says():
    sentences = [line.removeprefix(">&2 echo tutorial: ") for line in CMD.splitlines() if line.startswith(">&2 echo tutorial: ")]
    assert len(sentences) == 4
    for sentence in sentences:
        assert f'"{re.sub("%(BARE|NEW)%", lambda name: f"${name[1].lower()}", sentence)}"' in SHELL


def test_the_script_knows_the_same_words_and_settings():
    assert re.findall(r'^if "%~1"=="(\S+)" goto help', CMD, re.MULTILINE) == re.search(r"(-h.*help)\)", SHELL)[1].split(" | ")
    assert "if defined TUTORIAL_ANEW goto find" in CMD
    assert 'if "%~1"=="build" goto build' in CMD and "mvn -B -q -DskipTests package" in CMD
    code = "\n".join(line for line in CMD.splitlines() if not line.startswith("rem "))
    for label in re.findall(r"(?:goto |call :)(\w+)", code):
        assert re.search(rf"^:{label}\r$", CMD, re.MULTILINE), label


def test_a_folder_with_blanks_parentheses_or_an_exclamation_mark_does_the_script_no_harm():
    assert "DisableDelayedExpansion" in CMD
    for line in CMD.splitlines():
        unquoted = re.sub(r'"[^"]*"', "", line)
        assert not re.search("%(~dp0|HERE|VENV|PACKAGE|~1)", unquoted), line
        assert not re.search(r"\(.*%(PYTHON|HERE|VENV|PACKAGE)", unquoted) and not unquoted.endswith("("), line


def test_the_script_passes_on_all_arguments_and_ends_with_pythons_code():
    last = CMD.rstrip().splitlines()[-1]
    assert last.endswith(r'& %PYTHON% -B "%~dp0src\main\python" %*'), "nothing comes after Python, so its exit code stays"
    assert "endlocal" in last


@pytest.mark.parametrize(("prefix", "version", "venv", "code"), [
    ("/usr", (3, 10), True, 0), ("/usr", (3, 14), True, 0), ("/usr", (3, 12), False, 10), ("/usr", (3, 15), True, 11), ("/usr", (3, 9), True, 1),
    ("/course/.venv", (3, 12), True, 1),
])
def test_the_script_asks_each_python_whether_it_fits(prefix, version, venv, code):
    [question] = re.findall(r'^%\* -c "([^"]+)" "%VENV%"', CMD, re.MULTILINE)
    set_stage = f"import sys, importlib.util; sys.version_info = {version} + (0,); sys.prefix = {prefix!r}; sys.argv[1:] = ['/course/.venv']"
    if not venv:
        set_stage += "; importlib.util.find_spec = lambda name: None"
    assert subprocess.run([sys.executable, "-c", f"{set_stage}\n{question}"], check=False).returncode == code


def test_the_script_asks_the_venv_whether_it_is_ready():
    """Windows deletes no program that runs, so a .venv that has to be made again mustn't be the one that does it."""
    [question] = re.findall(r'^%PYTHON% -I -S -B -c "([^"]+)" "%PACKAGE%"', CMD, re.MULTILINE)
    ask = [paths.PYTHON, "-I", "-S", "-B", "-c", question, paths.PACKAGE]
    assert subprocess.run(ask, check=False).returncode == 0
    with_another_stamp = question.replace("sys.exit(", "COURSE.stamp = COURSE.lock; sys.exit(")
    assert subprocess.run([*ask[:-2], with_another_stamp, ask[-1]], check=False).returncode == 1


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


@pytest.mark.skipif(sys.platform == "win32", reason="no exec on Windows")
def test_a_venv_that_is_made_again_is_asked_for_from_where_the_script_was_called(monkeypatch, tmp_path):
    """Otherwise `html DIR` would write to the course's own folder."""
    went = []
    monkeypatch.setattr(os, "execv", lambda *arguments: went.append(Path.cwd()))
    monkeypatch.setattr(set_up, "runs_in_venv", lambda: True)
    monkeypatch.setattr(set_up.COURSE, "stamp", paths.VENV / "none")
    monkeypatch.setattr(set_up, "called_in", str(tmp_path))
    monkeypatch.setenv(set_up.ANEW, "")
    monkeypatch.chdir(ROOT)
    set_up.need_python()
    assert went == [tmp_path]


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


# ---- the kernel ---------------------------------------------------------------------------------


def module_of(path):
    spec = importlib.util.spec_from_file_location("start", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def start():
    return module_of(kernelspec.START)


def test_a_kernel_is_started_by_python_without_a_shell_and_speaks_utf_8(monkeypatch):
    spec = kernelspec.KernelSpec()
    home = kernelspec.java_home()
    assert kernelspec.UTF_8 not in spec.spec(home)["argv"]
    monkeypatch.setattr(kernelspec, "WINDOWS", True)
    there = spec.spec(home)
    assert kernelspec.UTF_8 in there["argv"]
    assert there["argv"][0] == sys.executable and there["argv"][3] == str(spec.launcher)
    assert not {"sh", "-c", "/bin/sh"} & set(there["argv"])
    assert there["interrupt_mode"] == "message"


def test_the_jvm_is_a_child_whose_code_is_the_kernels(start, windows, monkeypatch):
    ran, shared = [], []
    monkeypatch.setattr(os, "execv", lambda *arguments: pytest.fail("exec"))
    monkeypatch.setattr(ctypes, "WinDLL", lambda name: name, raising=False)
    monkeypatch.setattr(start, "share_one_end", lambda *arguments: shared.append(arguments))
    monkeypatch.setattr(subprocess, "run", lambda words: ran.append(words) or mock.Mock(returncode=7))
    monkeypatch.setenv(start.PARENT, "1234")
    with pytest.raises(SystemExit) as end:
        start.become(["java.exe", "Main"])
    assert (end.value.code, ran, shared) == (7, [["java.exe", "Main"]], [("kernel32", 1234)])


def test_it_looks_for_java_exe(start, windows, monkeypatch, tmp_path):
    connection = tmp_path / "connection.json"
    connection.write_text(json.dumps({"transport": "tcp"}))
    asked, became = [], []
    monkeypatch.delattr("locale.nl_langinfo")
    monkeypatch.setattr(start, "why_not", lambda java, flags, main: asked.append(java))
    monkeypatch.setattr(start, "become", lambda program: became.append(program[0]))
    monkeypatch.setattr(start, "refuse", lambda *arguments: None)
    start.main(str(connection), "jdk", "25", "", "", "0", "-cp", "a.jar", "Main")
    assert asked == became == [os.path.join("jdk", "bin", "java.exe")]


class BasicLimits(ctypes.Structure):
    """As <winnt.h> has it; its pointers and sizes are as long as here."""

    _fields_ = [
        ("PerProcessUserTimeLimit", ctypes.c_int64), ("PerJobUserTimeLimit", ctypes.c_int64), ("LimitFlags", ctypes.c_uint32),
        ("MinimumWorkingSetSize", ctypes.c_size_t), ("MaximumWorkingSetSize", ctypes.c_size_t), ("ActiveProcessLimit", ctypes.c_uint32),
        ("Affinity", ctypes.c_size_t), ("PriorityClass", ctypes.c_uint32), ("SchedulingClass", ctypes.c_uint32),
    ]


class ExtendedLimits(ctypes.Structure):
    _fields_ = [
        ("BasicLimitInformation", BasicLimits), ("IoInfo", ctypes.c_uint64 * 6), ("ProcessMemoryLimit", ctypes.c_size_t),
        ("JobMemoryLimit", ctypes.c_size_t), ("PeakProcessMemoryUsed", ctypes.c_size_t), ("PeakJobMemoryUsed", ctypes.c_size_t),
    ]


@pytest.mark.skipif(sys.maxsize < 2**32, reason="as 64-bit Windows lays it out")
def test_the_limits_of_a_job_are_laid_out_as_windows_wants_them(start):
    limits = ExtendedLimits.from_buffer_copy(start.job_limits())
    assert len(start.job_limits()) == ctypes.sizeof(ExtendedLimits)
    assert limits.BasicLimitInformation.LimitFlags == 0x2000
    limits.BasicLimitInformation.LimitFlags = 0
    assert not any(bytes(limits)), "no other limit is set"


class Kernel32:
    """Notes what it's asked; the parent ends when it's told to."""

    def __init__(self, answer=0):
        self.asked = []
        self.ended = threading.Event()
        self.answer = answer

    def CreateJobObjectW(self, *arguments):
        self.asked.append(("create", *arguments))
        return 77

    def SetInformationJobObject(self, job, kind, limits, length):
        self.asked.append(("limit", job.value, kind, limits, length))

    def AssignProcessToJobObject(self, job, process):
        self.asked.append(("assign", job.value, ctypes.c_ssize_t(process.value).value))

    def WaitForSingleObject(self, handle, milliseconds):
        self.asked.append(("wait", handle.value, milliseconds.value))
        self.ended.wait(60)
        return self.answer


def test_what_the_kernel_starts_is_in_a_job_that_ends_with_it(start):
    kernel32 = Kernel32()
    start.share_one_end(kernel32, 0)
    assert kernel32.asked == [("create", None, None), ("limit", 77, 9, start.job_limits(), 144), ("assign", 77, -1)]


@pytest.mark.parametrize(("answer", "codes"), [(0, [1]), (0xFFFFFFFF, [])], ids=["the parent ends", "it's no handle"])
def test_the_kernel_ends_with_the_process_that_started_it(start, monkeypatch, answer, codes):
    ended = []
    monkeypatch.setattr(start.os, "_exit", ended.append)
    kernel32 = Kernel32(answer)
    before = set(threading.enumerate())
    start.share_one_end(kernel32, 1234)
    [follower] = set(threading.enumerate()) - before
    wait_until(lambda: ("wait", 1234, 0xFFFFFFFF) in kernel32.asked, "it to wait for its parent")
    assert ended == [] and follower.daemon
    kernel32.ended.set()
    follower.join(60)
    assert ended == codes


def test_a_kernels_buttons_are_those_of_its_childs_child():
    program = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'input()'])"
    with subprocess.Popen([sys.executable, "-c", program], stdin=subprocess.PIPE) as kernel:
        [jvm] = wait_until(psutil.Process(kernel.pid).children, "the child")
        assert lab_contents.processes_of(kernel.pid, windows=True) == {kernel.pid, jvm.pid}
        assert lab_contents.processes_of(kernel.pid, windows=False) == {kernel.pid}
        kernel.stdin.close()
        kernel.wait(60)
    assert lab_contents.processes_of(kernel.pid, windows=True) == {kernel.pid}
