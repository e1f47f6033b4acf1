"""Sets up the course: .venv with JupyterLab and the Java kernel, the library, and a kernel that starts fast.

Each step leaves a stamp that says what it was made from, written last. So one that was killed in the middle is done again.
"""

import contextlib
import hashlib
import os
import shutil
import subprocess
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tutorial import ctrl_c, kernelspec, pip_settings
from tutorial.messages import Refusal, say
from tutorial.paths import PACKAGE, PYTHON, ROOT, TARGET, VENV, WINDOWS, packages_of
from tutorial.prerequisites import maven
from tutorial.set_up_lock import SetUpLock

JAR = TARGET / "weak-references.jar"
LOCK = ROOT / ".venv.lock"
BUILT = TARGET / ".built"
NEEDED_MEGABYTES = 500
ANEW = "TUTORIAL_ANEW"  # tells the script to look for a Python outside of .venv
called_in = "."  # where the learner called the script, which has gone to its own folder


class Packages:
    """What a command needs in .venv, with its lock; of what is installed, the modules that we import."""

    def __init__(self, name: str, what: str, modules: str) -> None:
        self.lock = ROOT / f"requirements{name}.txt"
        self.stamp = VENV / f".ready{name}"
        self.what = what
        self.modules = modules

    def is_ready(self) -> bool:
        return os.access(PYTHON, os.X_OK) and self.stamp.exists() and self.stamp.read_text(encoding="utf-8") == self.wanted_stamp()

    def wanted_stamp(self) -> str:
        return f"{ROOT}\n{version_of_venv()}\n{hashlib.sha256(self.lock.read_bytes()).hexdigest()}\n"


COURSE = Packages("", "JupyterLab and the Java kernel", "jupyterlab, nbclient, nbconvert, nbformat, plotly, psutil")
TESTS = Packages("-test", "what the tests need", "jupyterhub, pytest, xdist")
CLASS = Packages("-hub", "JupyterHub", "jupyterhub")


def runs_in_venv() -> bool:
    return Path(sys.executable).absolute().parent == PYTHON.parent


def version_of_venv() -> str:
    if runs_in_venv():
        return sys.version
    asked = subprocess.run([PYTHON, "-ISc", "import sys; print(sys.version)"], capture_output=True, text=True, check=False)
    return asked.stdout.removesuffix("\n")


def need_python() -> None:
    """A .venv that isn't ready can't be made again by its own Python, so the script finds another one.

    Windows deletes no program that runs, and has no exec: so there the script asks `COURSE.is_ready` before it takes this one.
    """
    if runs_in_venv() and not COURSE.is_ready():
        if sys.platform == "win32":
            raise Refusal(f"{VENV} has to be made again, which its own Python can't do: call the script tutorial once more.")
        os.environ[ANEW] = "yes"
        with contextlib.suppress(OSError):
            os.chdir(called_in)
        os.execv(ROOT / "tutorial", [str(ROOT / "tutorial"), *sys.argv[1:]])


def need_room() -> None:
    """Asked before the work begins: pip and Maven would say it late, and in many lines."""
    free = shutil.disk_usage(ROOT).free // 2**20
    if free < NEEDED_MEGABYTES:
        raise Refusal(
            f"the disk is too full: the course needs {NEEDED_MEGABYTES} MB in this folder, and only {free} MB are free. Make room, and try again."
        )


# What was built: a jar that was cut short or is missing shows.
def jars_stamp() -> str:
    jars = [JAR, *sorted((TARGET / "lib").glob("*.jar"))]
    return "".join(f"{zlib.crc32(jar.read_bytes())} {jar.name}\n" for jar in jars if jar.exists())


def library_is_built() -> bool:
    if not BUILT.exists() or BUILT.read_text(encoding="utf-8") != jars_stamp():
        return False
    since = BUILT.stat().st_mtime_ns
    # A folder tells of a file that was deleted.
    folders = [ROOT / "src" / "main" / "java", ROOT / "src" / "main" / "resources"]
    sources = [ROOT / "pom.xml", *folders, *(source for folder in folders for source in folder.rglob("*"))]
    return all(source.stat().st_mtime_ns <= since for source in sources)


class SetUp:
    """The steps of a set-up, done while we hold the lock."""

    def __init__(self, lock: SetUpLock) -> None:
        self.lock = lock

    def python(self, step: str) -> None:
        if COURSE.is_ready():
            return
        need_python()  # somebody else's set-up may have failed while we waited for it
        need_room()
        say(f"{step} making .venv with {COURSE.what} (a minute or two, only once)")
        if WINDOWS and PYTHON.exists():
            with not_in_use():
                PYTHON.unlink()
        shutil.rmtree(VENV, ignore_errors=True)
        if self._run([sys.executable, "-m", "venv", ".venv"]) != 0:
            raise Refusal(f"{sys.executable} couldn't make a virtual environment in {VENV}.")
        self._install(COURSE)
        for folder in packages_of(VENV):
            # So each Python program in .venv finds the course's package.
            (folder / "tutorial.pth").write_text(f"{Path(os.path.relpath(PACKAGE, folder)).as_posix()}\n", encoding="ascii")
        COURSE.stamp.write_text(COURSE.wanted_stamp(), encoding="utf-8")

    def more(self, packages: Packages) -> None:
        """On top of the course; a .venv that has been made again has lost it, and its stamp."""
        if packages.is_ready():
            return
        say(f"adding {packages.what} to .venv")
        self._install(packages)
        packages.stamp.write_text(packages.wanted_stamp(), encoding="utf-8")

    def _install(self, packages: Packages) -> None:
        log = VENV / "pip.log"
        pip_install: list[str | Path] = [PYTHON, "-m", "pip", "install", "--disable-pip-version-check", "--require-hashes", "--no-deps"]
        if self._run([*pip_install, "-r", packages.lock.name], log, pip_settings.environment(PYTHON)) != 0:
            last = log.read_text(encoding="utf-8", errors="replace").splitlines()[-5:]
            raise Refusal("\n".join([f"some Python packages couldn't be installed. Are you online? The last lines of {log}:", *last]))
        tried = subprocess.run([PYTHON, "-I", "-c", f"import {packages.modules}"], capture_output=True, text=True, check=False)
        if tried.returncode != 0:
            error = tried.stderr.strip().splitlines()[-1:] or ["no reason given"]
            raise Refusal(f"pip has installed the packages, but {PYTHON} can't import them ({error[0]}). {log} says where they are.")

    def library(self, step: str) -> None:
        if library_is_built():
            return
        say(f"{step} building the library")
        TARGET.mkdir(exist_ok=True)
        BUILT.unlink(missing_ok=True)
        with not_in_use():
            JAR.unlink(missing_ok=True)
        # Maven would keep what has the right name and date, also where a killed build left half of it.
        for half in ("lib", "classes", "maven-status"):
            shutil.rmtree(TARGET / half, ignore_errors=True)
        log = TARGET / "build.log"
        if self._run([maven(), "-B", "-q", "-DskipTests", "package"], log) != 0:
            first = [line for line in log.read_text(encoding="utf-8", errors="replace").splitlines() if line][:5]
            raise Refusal("\n".join([f"the library couldn't be built. If you're online, {log} says why. Its first lines:", *first]))
        note_that_library_is_built()

    def kernel(self, step: str) -> None:
        """A kernel that starts fast. It's the kernel of .venv, so only a Python of .venv knows whether there's anything to do."""
        if runs_in_venv() and kernelspec.KernelSpec().is_ready(kernelspec.java_home()):
            return
        # Deaf to Ctrl-C until it listens, as Python would answer one with a traceback.
        with ctrl_c.put_off():
            training = self._start([PYTHON, "-m", "tutorial.kernelspec", step])
        if (code := ctrl_c.wait(training, seconds_to_end=None)) != 0:
            sys.exit(code)

    def _run(self, command: list[str | Path], log: Path | None = None, environment: dict[str, str] | None = None) -> int:
        if log is None:
            return ctrl_c.wait(self._start(command))
        with open(log, "wb") as file:
            return ctrl_c.wait(self._start(command, stdout=file, stderr=file, env=environment))

    def _start(self, command: list[str | Path], **options: Any) -> "subprocess.Popen[bytes]":
        """Has the lock as well, so that it keeps others away even where we are killed."""
        ctrl_c.heed()
        return subprocess.Popen(command, cwd=ROOT, **self.lock.shared, **options)


@contextlib.contextmanager
def not_in_use() -> Iterator[None]:
    """Windows deletes no program that runs, and no jar that a kernel has open. It's asked of one file before all others go."""
    try:
        yield
    except PermissionError as e:
        raise Refusal(f"{e.filename} can't be deleted: close JupyterLab and whatever else uses this folder, and try again.") from e


def note_that_library_is_built() -> None:
    BUILT.write_text(jars_stamp(), encoding="utf-8")
