"""Makes the Java kernel start fast: one JVM instead of two, and an archive of classes that are loaded already.

JJava's own kernel.json starts a launcher, a JVM whose only task is to start the kernel's JVM with the options in
JJAVA_JVM_OPTS. Ours has a few lines of Python do that (start.py), which then turn into the JVM, or on Windows
stay its parent. It's the JDK that the set-up found, whatever is on PATH later.

The archive is written by the JVM at the end of a training kernel, which has run notebook 00: an AOT cache (JEP 514) on
JDK 25 and newer, a class-data archive (JEP 350) before. The JVM looks by itself whether an archive fits, and starts
without it where not. The stamp is for us: by it an archive that no longer fits is made again.

The libraries are on the JVM's class path, since only what is there can be in the archive, but not on that of JShell's
compiler: see Start.java. The course's own jar is on neither: the `%classpath` in course.jsh brings it into the loader of the
cells, as on every other kernel, and `whoHolds` counts on that.
"""

import signal

if __name__ == "__main__" and signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
    # `./tutorial` starts us deaf to Ctrl-C, so that Python can't answer one with a traceback. One that came is heard now.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    from tutorial import ctrl_c

    ctrl_c.let_through()

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import Any

from tutorial import files
from tutorial.paths import ROOT, TARGET, WINDOWS, program

TRAINING = ROOT / "notebooks" / "00-start-here.ipynb"
SECONDS = 180
STOCK = "stock.json"
KERNEL = ROOT / "src" / "main" / "kernel"
START = KERNEL / "start.py"
MAIN = "weakrefs.kernel.Start"
UTF_8 = "-Dfile.encoding=UTF-8"  # before JDK 18 a JVM takes the code page of Windows, and Linux and macOS have UTF-8 anyway
STARTER = sorted((KERNEL / "weakrefs" / "kernel").glob("*.java"))
# What would steer the training's JVM, compiler or cells: an archive is for all kernels, not for the shell that trained it.
# (With JJAVA_TIMEOUT=5 every lesson was cut short, and the archive looked good.) The kernel itself does obey them.
FOREIGN = re.compile("JJAVA_.*|JAVA_TOOL_OPTIONS|JDK_JAVAC?_OPTIONS|_JAVA_OPTIONS|CLASSPATH")


class KernelSpec:
    """The folder of this environment's kernel `java`, and the archive in `target`."""

    def __init__(self, folder: Path = Path(sys.prefix) / "share" / "jupyter" / "kernels" / "java", target: Path = TARGET) -> None:
        self.folder = folder
        self.jar = folder / "jjava.jar"
        self.target = target
        self.launcher = folder / START.name
        self.stamp = folder / ".stamp"
        self.starter = target / "kernel-start.jar"

    @property
    def lib(self) -> list[Path]:
        return sorted((self.target / "lib").glob("*.jar"))

    def wanted_stamp(self, java_home: Path) -> str:
        """What the archive depends on: the JVM, each jar with its place, size and time, and this script."""
        sources = [START, *STARTER, Path(__file__)]
        files = [java_home / "release", program(java_home / "bin", "java"), *self.class_path(), *sources]
        stats = [(str(f), s.st_size, s.st_mtime_ns) for f in files if f.exists() for s in [f.stat()]]
        archives = [(str(a), a.stat().st_size) for a in self.archives()]
        return json.dumps([stats, archives])

    def class_path(self) -> list[Path]:
        return [jar for jar in (self.jar, self.starter, *self.lib) if jar.exists()]

    def archives(self) -> list[Path]:
        return sorted(self.target.glob("kernel.*"))

    def is_ready(self, java_home: Path) -> bool:
        return self.stamp.exists() and self.stamp.read_text(encoding="utf-8") == self.wanted_stamp(java_home)

    def make(self, java_home: Path) -> bool:
        """Writes kernel.json, trains, and writes it once more with the archive. Says whether there is one."""
        self.stamp.unlink(missing_ok=True)
        for old in self.archives():
            old.unlink()
        self.make_starter(java_home)
        self.write(java_home)
        archive = self.target / ("kernel.aot" if feature(java_home) >= 25 else "kernel.jsa")
        self.train(java_home, archive)
        if archive.exists():
            self.write(java_home, archive)
        self.stamp.write_text(self.wanted_stamp(java_home), encoding="utf-8")
        return archive.exists()

    def make_starter(self, java_home: Path) -> None:
        """Of a JJava whose main class has another name there is none, and its kernel starts all the same."""
        self.starter.unlink(missing_ok=True)
        with tempfile.TemporaryDirectory() as scratch:
            compiler: list[str | Path] = [program(java_home / "bin", "javac"), "--release", "17", "-cp", self.jar, "-d", scratch, *STARTER]
            if subprocess.run(compiler, env=own_environment(), capture_output=True, check=False).returncode == 0:
                part = self.starter.with_suffix(".part")
                with zipfile.ZipFile(part, "w") as jar:
                    for file in Path(scratch).rglob("*.class"):
                        jar.write(file, file.relative_to(scratch))
                files.replace(part, self.starter)

    def write(self, java_home: Path, archive: Path | None = None) -> None:
        kernel = self.folder / "kernel.json"
        text = kernel.read_text(encoding="utf-8")
        if "launcher" in text:
            (self.folder / STOCK).write_text(text, encoding="utf-8")
        write_whole(self.launcher, START.read_text(encoding="utf-8"))
        write_whole(kernel, json.dumps(self.spec(java_home, archive), indent=2))

    def spec(self, java_home: Path, archive: Path | None = None, *flags: str) -> dict[str, Any]:
        """What a kernel.json says, with an archive that's used where it's as large as it is now, and the JDK is this one."""
        using = [option(archive), archive, archive.stat().st_size] if archive else ["", "", 0]
        main = MAIN if self.starter.exists() else main_class(self.jar)
        return {
            "argv": [
                # -I, -S: what the learner's shell says of Python isn't for this one, and it starts in half the time.
                *[sys.executable, "-I", "-S", str(self.launcher), "{connection_file}"],
                *[str(java_home), version(java_home), *map(str, using)],
                *flags,
                # With the quick compiler alone the first cells end sooner, since the other one works beside them;
                # what runs for long gets slower. JJAVA_JVM_OPTS=-XX:TieredStopAtLevel=4 undoes it.
                # Each JDK that the course runs on must know all flags: -XX:+IgnoreUnrecognizedVMOptions would swallow a
                # learner's typing error as well.
                *["-XX:TieredStopAtLevel=1", "-Xlog:disable"],
                *([UTF_8] if WINDOWS else []),
                "-Djava.awt.headless=true",  # where DISPLAY names a screen that isn't there, AWT would be of no use
                "--add-opens=jdk.jshell/jdk.jshell=ALL-UNNAMED",
                *["-cp", os.pathsep.join(map(str, self.class_path())), main],
            ],
            "display_name": "Java",
            "language": "java",
            "interrupt_mode": "message",
        }

    def train(self, java_home: Path, archive: Path) -> None:
        """Raises an error where a lesson isn't done or the JVM doesn't end well, since it has learnt half or wrote half."""
        from jupyter_client.kernelspec import KernelSpecManager
        from jupyter_client.manager import KernelManager
        from jupyter_client.provisioning.local_provisioner import LocalProvisioner

        part = archive.with_name("training." + archive.name)
        part.unlink(missing_ok=True)
        with tempfile.TemporaryDirectory() as scratch:
            folder = Path(scratch) / "java"
            folder.mkdir()
            spec = self.spec(java_home, None, recording(part))
            (folder / "kernel.json").write_text(json.dumps(spec), encoding="utf-8")
            specs = KernelSpecManager(ensure_native_kernel=False, kernel_dirs=[scratch])
            manager = KernelManager(kernel_name="java", kernel_spec_manager=specs)
            quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
            manager.start_kernel(cwd=str(TRAINING.parent), env=own_environment(), **quiet)
            client = manager.client()
            client.start_channels()
            try:
                client.wait_for_ready(timeout=SECONDS)
                for source in lessons():
                    said = client.execute_interactive(source, output_hook=lambda message: None, timeout=SECONDS)["content"]
                    if said["status"] != "ok":
                        raise RuntimeError(f"{source.splitlines()[0]}: {said.get('ename')}: {said.get('evalue')}")
                # The JVM writes the archive when it exits. Asked to shut down, JJava leaves only a minute later, when
                # its pool of threads has ended.
                client.execute("System.exit(0);")
                assert isinstance(manager.provisioner, LocalProvisioner) and manager.provisioner.process
                status = manager.provisioner.process.wait(SECONDS)
                if status != 0:  # such as 1 where the disk is full
                    raise RuntimeError(f"its JVM ended with {status}")
                if part.exists():  # not each JVM can write one
                    files.replace(part, archive)
            finally:
                client.stop_channels()
                manager.shutdown_kernel(now=True)
                for left in part.parent.glob(f"{part.name}*"):  # on JDK 25 also its configuration
                    left.unlink()


def own_environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not FOREIGN.fullmatch(name)}


def lessons() -> list[str]:
    cells = json.loads(TRAINING.read_text(encoding="utf-8"))["cells"]
    return ["1 + 1", *("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")]


def option(archive: Path) -> str:
    return "-XX:AOTCache=" if archive.suffix == ".aot" else "-XX:SharedArchiveFile="


def recording(archive: Path) -> str:
    return f"-XX:AOTCacheOutput={archive}" if archive.suffix == ".aot" else f"-XX:ArchiveClassesAtExit={archive}"


def main_class(jar: Path) -> str:
    with zipfile.ZipFile(jar) as opened:
        return found(r"^Main-Class: (\S+)", opened.read("META-INF/MANIFEST.MF").decode())


def version(java_home: Path) -> str:
    """Such as 17.0.15."""
    release = (java_home / "release").read_text(encoding="utf-8")
    return found(r'^JAVA_VERSION="([^"]+)', release)


def feature(java_home: Path) -> int:
    return int(found(r"^(\d+)", version(java_home)))


def found(pattern: str, text: str) -> str:
    match = re.search(pattern, text, re.MULTILINE)
    if not match:
        raise ValueError(f"there is no {pattern} in {text[:200]}")
    return match[1]


def write_whole(path: Path, text: str) -> None:
    part = path.with_suffix(".part")
    part.write_text(text, encoding="utf-8")
    files.replace(part, path)


def java_home() -> Path:
    """Of the JDK that the set-up found: `./tutorial` sets JAVA_HOME and PATH alike."""
    return Path(os.environ.get("JAVA_HOME") or Path(shutil.which("java") or "java").resolve().parents[1])


def main(step: str = "") -> int:
    home = java_home()
    spec = KernelSpec()
    if spec.is_ready(home):
        return 0
    print(f"tutorial: {step} training the Java kernel to start fast (half a minute, only once)", file=sys.stderr)
    if signal.getsignal(signal.SIGINT) is signal.SIG_DFL:
        signal.signal(signal.SIGINT, signal.default_int_handler)  # so that the kernel which is trained ends, too
    try:
        trained = spec.make(home)
    except KeyboardInterrupt:
        return 130
    except (OSError, RuntimeError, TimeoutError, subprocess.TimeoutExpired) as e:
        trained = False
        print(f"tutorial: the training failed ({e})", file=sys.stderr)
    if not trained:
        print("tutorial: the kernel will start a little more slowly, but otherwise it's the same", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
