"""The kernel that `./tutorial` prepares: one JVM, an archive that is used where it fits, and does no harm where not."""

import importlib.util
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import zipfile
from pathlib import Path
from unittest import mock

import nbformat
import pytest
from jupyter_client.connect import LocalPortCache
from nbformat.v4 import new_code_cell

from conftest import ROOT, Program, wait_until, write_notebook
from kernels import Kernel, connected, manager
from tutorial import kernelspec, run_notebooks

SPEC = kernelspec.KernelSpec()
HELLO = 'System.out.println("Hello");'
OTHER_JDKS = [p for p in Path("/usr/lib/jvm").glob("*") if (p / "bin" / "javac").exists() and not p.is_symlink()]


def execute(folder, *cells, spec=None, **env):
    """The outputs of each of these cells, on a kernel of its own."""
    path = write_notebook(folder / "hello.ipynb", *cells)
    if spec:
        (folder / "kernel.json").write_text(json.dumps(spec), encoding="utf-8")
    with mock.patch.dict(os.environ, env):
        notebook, result = run_notebooks.execute(path, kernel_dir=folder if spec else None)
    assert result.ok, result.line
    return [cell.outputs for cell in notebook.cells]


def run(folder, *sources, **options):
    """What these cells print, one after the other."""
    return [[(o.output_type, o.get("text", o.get("data"))) for o in outputs] for outputs in execute(folder, *sources, **options)]


def hello():
    return [[("stream", "Hello\n")]]


def refusal(folder, **options):
    """The lines that each of two cells answers, as an error, on a kernel that can't start."""
    cells = [new_code_cell(source, metadata={"tags": ["raises-exception"]}) for source in (HELLO, "%classpath x.jar")]
    [first], [second] = execute(folder, *cells, **options)
    assert first == second
    assert (first.ename, first.evalue) == ("KernelCantStart", "\n".join(first.traceback))
    return first.traceback


def on_jdk(spec, home):
    """What kernel.json would be if another JDK were at that place."""
    return {**spec, "argv": [str(home) if word == str(kernelspec.java_home()) else word for word in spec["argv"]]}


@pytest.fixture
def copy(tmp_path):
    """A kernel that isn't prepared yet, beside the libraries and what pip brought."""
    copy = kernelspec.KernelSpec(tmp_path / "kernel", tmp_path / "target")
    shutil.copytree(SPEC.folder, copy.folder)
    shutil.copytree(SPEC.target / "lib", copy.target / "lib")
    return copy


@pytest.fixture(scope="module")
def start():
    """The module start.py, which isn't run as a program here."""
    of_file = importlib.util.spec_from_file_location("start", kernelspec.START)
    module = importlib.util.module_from_spec(of_file)
    of_file.loader.exec_module(module)
    return module


def test_starts_one_jvm(tmp_path):
    spin = write_notebook(tmp_path / "00-spin.ipynb", "while (true) Thread.onSpinWait();")
    script = f"from tutorial import run_notebooks; run_notebooks.execute({str(spin)!r})"
    with Program([sys.executable, "-c", script], cwd=ROOT / "src" / "main" / "python") as program:
        [kernel] = wait_until(program.jvms, "the kernel's JVM")
        wait_until(lambda: kernel.cpu_times().user > 3, "it to have started, and spin")
        assert program.jvms() == [kernel]
        assert not program.processes("start.py"), "what started it stays"


def test_finds_its_classes_in_the_archive(tmp_path):
    log = tmp_path / "classes"
    cells = [c.source for c in nbformat.read(kernelspec.TRAINING, as_version=4).cells if c.cell_type == "code"]
    for name in ("notebooks", "target"):
        (tmp_path / name).symlink_to(ROOT / name)
    run(tmp_path, *cells[:2], JJAVA_JVM_OPTS=f"-Xlog:class+load:file={log}")
    loaded = log.read_text(encoding="utf-8").splitlines()
    for package in ("org.dflib.jjava.", "jdk.jshell.", "com.sun.tools.javac.", "tech.tablesaw.", "org.knowm.xchart."):
        of_it = [line for line in loaded if f" {package}" in line and "Lambda" not in line]
        shared = [line for line in of_it if "shared objects file" in line]
        assert len(of_it) > 10 and len(shared) > 0.9 * len(of_it), f"{package}: {len(shared)} of {len(of_it)}"


SHOW = f"""%classpath {ROOT / 'target' / 'weak-references.jar'}
weakrefs.notebook.Notebook.attach();
import tech.tablesaw.api.*; import tech.tablesaw.plotly.api.LinePlot;"""
CHART = """Table squares = Table.create("squares", DoubleColumn.create("x", 1, 2), DoubleColumn.create("y", 1, 4));
LinePlot.create("Squares", squares, "x", "y")"""


@pytest.mark.parametrize("stock", [False, True], ids=["ours", "as pip brought it"])
def test_a_display_without_a_server_keeps_no_picture_away(tmp_path, stock):
    spec = None
    if stock:
        spec = json.loads((SPEC.folder / kernelspec.STOCK).read_text(encoding="utf-8"))
        spec["argv"] = [word.replace("{resource_dir}", str(SPEC.folder)) for word in spec["argv"]]
    [_, [(_, chart), *_]] = run(tmp_path, SHOW, CHART, spec=spec, DISPLAY=":99")
    assert "image/png" in chart


def test_where_the_locale_knows_ascii_alone_a_kernel_finds_a_folder_with_an_umlaut(tmp_path):
    folder = tmp_path / "Bücher"
    folder.mkdir()
    looks = f'System.out.println(new java.io.File("{tmp_path}").list()[0] + java.nio.file.Path.of("ü"));'
    assert run(folder, looks, LC_ALL="POSIX") == [[("stream", "Bücherü\n")]]


def test_nothing_is_to_do_a_second_time():
    assert SPEC.is_ready(kernelspec.java_home())


@pytest.mark.slow
@pytest.mark.parametrize("spoiled", [lambda whole: None, lambda whole: whole[:100_000], lambda whole: b"no archive at all\n"],
                         ids=["missing", "cut_short", "no_archive"])  # fmt: skip
def test_an_archive_that_is_spoiled_does_no_harm_and_is_made_again(tmp_path, copy, spoiled):
    jdk = kernelspec.java_home()
    shutil.copy(*SPEC.archives(), copy.target)
    copy.stamp.write_text(copy.wanted_stamp(jdk), encoding="utf-8")
    assert copy.is_ready(jdk)

    [archive] = copy.archives()
    spec = copy.spec(jdk, archive)
    left = spoiled(archive.read_bytes())
    archive.unlink()
    if left:
        archive.write_bytes(left)

    assert not copy.is_ready(jdk)
    assert run(tmp_path, HELLO, spec=spec) == hello()


@pytest.mark.slow
@pytest.mark.parametrize("jdk", OTHER_JDKS, ids=lambda jdk: jdk.name)
def test_a_jdk_that_was_replaced_starts_without_the_archive_of_the_one_before(tmp_path, start, jdk):
    """JDK 17 doesn't even know the option for an archive of 25."""
    [archive] = SPEC.archives()
    version = kernelspec.version(kernelspec.java_home())
    is_the_same = kernelspec.version(jdk) == version
    assert start.may_use(str(archive), archive.stat().st_size, str(jdk), version) == is_the_same
    if not is_the_same:
        spec = on_jdk(SPEC.spec(kernelspec.java_home(), archive), jdk)
        ask = 'System.out.println(System.getProperty("java.version"));'
        assert run(tmp_path, ask, spec=spec) == [[("stream", kernelspec.version(jdk) + "\n")]]


def test_the_kernel_runs_on_the_jdk_that_the_set_up_found(tmp_path):
    """Whatever `java` is first on PATH, and whatever JAVA_HOME says, when JupyterLab is started by hand."""
    stub = tmp_path / "bin" / "java"
    stub.parent.mkdir()
    stub.write_text("#!/bin/sh\nexit 1\n")
    stub.chmod(0o755)
    ask = 'System.out.println(System.getProperty("java.home"));'
    [[(_, home)]] = run(tmp_path, ask, PATH=str(stub.parent), JAVA_HOME=str(tmp_path))
    assert Path(home.strip()).samefile(kernelspec.java_home())


def test_where_that_jdk_is_gone_each_cell_says_what_to_run(tmp_path):
    spec = on_jdk(SPEC.spec(kernelspec.java_home()), tmp_path / "gone")
    assert refusal(tmp_path, spec=spec) == [
        f"The JDK that this course was set up with doesn't run anymore: {tmp_path}/gone/bin/java: No such file or directory.",
        "Run ./tutorial in the course's folder, which sets it up again, and then restart the kernel.",
    ]


def test_another_jdk_other_jars_and_another_place_want_another_archive(copy):
    wanted = copy.wanted_stamp(kernelspec.java_home())
    assert wanted == copy.wanted_stamp(kernelspec.java_home())
    assert wanted != SPEC.wanted_stamp(kernelspec.java_home())
    for jdk in OTHER_JDKS:
        assert jdk == kernelspec.java_home() or copy.wanted_stamp(jdk) != wanted
    copy.lib[0].touch()
    assert copy.wanted_stamp(kernelspec.java_home()) != wanted


@pytest.mark.slow
def test_the_learners_own_options_reach_the_kernel_and_win(tmp_path):
    ask = (
        "System.out.println(Runtime.getRuntime().maxMemory() >> 20);"
        ' System.out.println(java.lang.management.ManagementFactory.getPlatformMXBean('
        'com.sun.management.HotSpotDiagnosticMXBean.class).getVMOption("TieredStopAtLevel").getValue());'
    )
    [[(_, text)]] = run(tmp_path, ask, JJAVA_JVM_OPTS="-Xmx200m -XX:TieredStopAtLevel=4 -XX:+UseSerialGC")
    heap, level = text.split()
    assert 180 <= int(heap) <= 200 and level == "4"


@pytest.fixture
def taken_port(monkeypatch):
    """Jupyter chooses this one for the next kernel: another program takes it before the kernel does."""
    taken = socket.create_server(("127.0.0.1", 0))
    chosen = [taken.getsockname()[1]]
    choose = LocalPortCache.find_available_port
    monkeypatch.setattr(LocalPortCache, "find_available_port", lambda cache, ip: chosen.pop() if chosen else choose(cache, ip))
    yield taken
    taken.close()
    assert not chosen


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a port can't be held for the JVM")
def test_until_the_jvm_listens_its_ports_are_given_to_nobody_else(start, monkeypatch):
    """Two kernels that started at the same moment sometimes got one port, and one of them ended in the learner's face."""
    monkeypatch.setattr(start, "HELD", [])
    free = socket.create_server(("127.0.0.1", 0))
    place = free.getsockname()
    free.close()
    start.hold_ports({"ip": place[0], "shell_port": place[1]})
    with socket.socket() as other, pytest.raises(OSError, match="in use"):
        other.bind(place)
    socket.create_server(place).close()  # listens with SO_REUSEADDR, as JeroMQ does


@pytest.mark.slow
def test_where_a_port_could_not_be_held_the_jvm_ends_too(taken_port):
    """Otherwise the threads that were already started would keep it alive, and Jupyter waiting."""
    kernel = manager()
    kernel.pre_start_kernel()
    argv = SPEC.spec(kernelspec.java_home())["argv"]
    java = [kernelspec.java_home() / "bin" / "java", *argv[argv.index("-XX:TieredStopAtLevel=1"):]]
    assert subprocess.run([*java, kernel.connection_file], stderr=subprocess.DEVNULL, timeout=120).returncode == 1


@pytest.mark.slow
def test_a_kernel_whose_port_is_taken_ends_and_can_be_started_again(taken_port):
    kernel = manager()
    kernel.start_kernel(stderr=subprocess.DEVNULL)
    try:
        assert kernel.provisioner.process.wait(60) == 1
        taken_port.close()
        kernel.restart_kernel(now=True)
        connected(kernel).stop_channels()
    finally:
        kernel.shutdown_kernel(now=True)


@pytest.mark.slow
def test_a_run_whose_port_is_taken_takes_another_one(tmp_path, taken_port):
    assert run(tmp_path, HELLO) == hello()


def test_with_too_little_memory_each_cell_says_so(tmp_path):
    """There, it would hang in the first cell, or die in it."""
    assert refusal(tmp_path, JJAVA_JVM_OPTS="-Xmx100m") == [  # usual, so start.py doesn't try it
        "This kernel has 100 MB of memory, and the course needs 128 MB.",
        "Set JJAVA_JVM_OPTS=-Xmx128m or more, and start the course again.",
    ]


@pytest.fixture
def why_not(start, monkeypatch):
    """What start.py says before it turns into a JVM, with these variables; empty where it would."""
    argv = SPEC.spec(kernelspec.java_home())["argv"]
    flags = argv[argv.index("-XX:TieredStopAtLevel=1"):-1]

    def ask(**variables):
        for name in start.STEERING:
            monkeypatch.delenv(name, raising=False)
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        return start.why_not(str(kernelspec.java_home() / "bin" / "java"), flags, argv[-1])

    return ask


@pytest.mark.parametrize(("options", "words"), [
    ("-Xmx2x", "Invalid maximum heap size: -Xmx2x"),
    ("-XX:+UseZCG", "Unrecognized VM option 'UseZCG'"),
    ("-XX:+UseConcMarkSweepGC", "Unrecognized VM option 'UseConcMarkSweepGC'"),  # JDK 14 dropped it
    ("-XX:+UseSerialGC -XX:+UseZGC", "Multiple garbage collectors selected"),
    ("Xmx256m", "Could not find or load main class Xmx256m"),
    ("-version", "version"),
    ("-Xmx999999999g", "Could not reserve enough space"),
], ids=lambda words: words)  # fmt: skip
def test_options_that_java_refuses_are_named(why_not, options, words):
    first, *said, last = why_not(JJAVA_JVM_OPTS=options).splitlines()
    assert first == f"The Java kernel can't start with JJAVA_JVM_OPTS={options}:"
    assert words in " ".join(said), said
    assert "Could not create" not in " ".join(said)
    assert last == "Fix or unset JJAVA_JVM_OPTS, and start the course again."


@pytest.mark.parametrize(("options", "heap", "needed"), [
    ("-XX:+UseSerialGC -Xmx4m", "", ""),  # not even for the sentence
    ("-XX:+UseSerialGC -Xmx96m", 96, "128 MB"),
    ("-XX:+UseParallelGC -Xmx64m", 64, "128 MB"),
    ("-XX:+UseG1GC -Xmx32m", 32, "128 MB"),
    ("-XX:+UseZGC -Xmx128m", 128, "192 MB with the collector Z"),
], ids=lambda value: str(value))  # fmt: skip
def test_a_heap_that_is_too_small_is_named(why_not, options, heap, needed):
    said = why_not(JJAVA_JVM_OPTS=options)
    assert said.startswith(f"The Java kernel can't start with JJAVA_JVM_OPTS={options}:\n")
    assert said.endswith(", and start the course again.")
    if heap:
        assert f"\nThis kernel has {heap} MB of memory, and the course needs {needed}.\n" in said


@pytest.mark.parametrize("options", ["-XX:+UseSerialGC -Xmx160m", "-XX:+UseParallelGC -Xmx160m", "-XX:+UseZGC -Xmx256m"])
def test_a_heap_that_is_large_enough_is_taken(why_not, options):
    assert why_not(JJAVA_JVM_OPTS=options) == ""


def test_with_enough_memory_a_notebook_runs():
    """With the collector that needs the least heap most of all: Parallel collected for minutes in 64 MB."""
    with mock.patch.dict(os.environ, JJAVA_JVM_OPTS="-XX:+UseParallelGC -Xmx160m"):
        _, result = run_notebooks.execute(kernelspec.TRAINING)
    assert result.ok, result.line


def test_of_several_variables_the_wrong_one_is_named(why_not):
    assert why_not(JJAVA_JVM_OPTS="-XX:+UseSerialGC", JAVA_TOOL_OPTIONS="-Dmy=own") == ""
    lines = why_not(JJAVA_JVM_OPTS="-XX:+UseSerialGC", JAVA_TOOL_OPTIONS="-XX:+UseZCG", JDK_JAVA_OPTIONS="-Xmx1g").splitlines()
    assert (lines[0], lines[-1]) == (
        "The Java kernel can't start with JAVA_TOOL_OPTIONS=-XX:+UseZCG:",
        "Fix or unset JAVA_TOOL_OPTIONS, and start the course again.",
    )
    both = why_not(JJAVA_JVM_OPTS="-XX:+UseSerialGC", JAVA_TOOL_OPTIONS="-XX:+UseParallelGC")
    assert both.startswith("The Java kernel can't start with JJAVA_JVM_OPTS=-XX:+UseSerialGC and JAVA_TOOL_OPTIONS=-XX:+UseParallelGC:")


def test_usual_options_cost_no_second_jvm(why_not, monkeypatch):
    monkeypatch.setattr(subprocess, "run", mock.Mock(side_effect=AssertionError("it was asked")))
    assert [why_not(), why_not(JJAVA_JVM_OPTS=""), why_not(JJAVA_JVM_OPTS=" -Xmx256m ")] == ["", "", ""]
    with pytest.raises(AssertionError, match="it was asked"):
        why_not(JJAVA_JVM_OPTS="-Xmx2x")


@pytest.mark.parametrize(("variable", "value", "words"), [
    ("JJAVA_STARTUP_SCRIPT", "int n = ;", "illegal start of expression"),
    ("JJAVA_STARTUP_SCRIPT", 'throw new RuntimeException("mine");', "mine"),
    ("JJAVA_STARTUP_SCRIPTS_PATH", "nowhere.jsh", "There is nothing readable at nowhere.jsh"),
    ("JJAVA_CLASSPATH", "nowhere/*.jar", "There is nothing readable at nowhere/*.jar"),
    ("JJAVA_COMPILER_OPTS", "--nonsense", "--nonsense"),
    ("JJAVA_TIMEOUT", "x", "JJAVA_TIMEOUT is a number of milliseconds"),
], ids=lambda words: words)  # fmt: skip
def test_what_jjava_cant_start_with_is_named(tmp_path, variable, value, words):
    first, *said, last = refusal(tmp_path, **{variable: value})
    assert first == f"The Java kernel can't start with {variable}={value}:"
    assert words in " ".join(said), said
    assert last == f"Fix or unset {variable}, and start the course again."


def test_over_ipc_each_cell_says_that_it_cant(tmp_path):
    with Kernel(transport="ipc", connection_file=str(tmp_path / "c")) as kernel:
        status, [said] = kernel.run(HELLO)
    assert (status, said["ename"]) == ("error", "KernelCantStart")
    assert "Leave out --KernelManager.transport=ipc" in said["evalue"]


def test_training_hears_nothing_of_the_learners_variables_and_half_of_it_isnt_stamped(copy, monkeypatch):
    for name, value in {"JJAVA_TIMEOUT": "5", "JAVA_TOOL_OPTIONS": "-Xmx2x", "JDK_JAVAC_OPTIONS": "--nonsense"}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(kernelspec, "lessons", lambda: ["Thread.sleep(100);", "int n = ;"])
    with pytest.raises(RuntimeError, match="^int n = ;: CompilationException"):
        copy.make(kernelspec.java_home())
    assert not copy.is_ready(kernelspec.java_home())
    assert copy.starter.exists()
    assert copy.archives() == [] and list(copy.target.glob("training.*")) == []


def test_what_pip_brought_is_kept_beside():
    stock = json.loads((SPEC.folder / kernelspec.STOCK).read_text(encoding="utf-8"))
    assert any("launcher" in word for word in stock["argv"])


def test_the_class_path_stays_small():
    jars = SPEC.class_path()
    assert jars == [SPEC.jar, SPEC.starter, *SPEC.lib]
    assert len(jars) <= 22
    assert sum(jar.stat().st_size for jar in jars) <= 58_000_000
    argv = SPEC.spec(kernelspec.java_home())["argv"]
    assert argv[argv.index("-cp") + 1].split(os.pathsep) == [str(jar) for jar in jars]
    assert not re.search("weak-references.jar", argv[argv.index("-cp") + 1]), "that is for %classpath"


def test_jshells_compiler_knows_no_library_before_a_cell_names_it(tmp_path):
    """As on the kernel that JJava brings; and it needn't open twenty jars before the first cell."""
    which = 'System.out.println(System.getProperty("java.class.path"));'
    named = f"%classpath {ROOT / 'target' / 'weak-references.jar'}\nimport tech.tablesaw.api.Table;"
    loader = "System.out.println(Table.class.getClassLoader() == ClassLoader.getSystemClassLoader());"
    [before], _, [there] = run(tmp_path, which, named, loader)
    assert before == ("stream", f"{SPEC.jar}\n")
    assert there == ("stream", "true\n"), "it is no longer found in the archive"
    with pytest.raises(AssertionError, match="CompilationException"):
        run(tmp_path, "tech.tablesaw.api.Table table;")


def test_a_jjava_with_another_main_class_starts_without_our_starter(tmp_path):
    copy = kernelspec.KernelSpec(tmp_path / "kernel", tmp_path / "target")
    copy.folder.mkdir()
    copy.target.mkdir()
    with zipfile.ZipFile(copy.jar, "w") as jar:
        jar.writestr("META-INF/MANIFEST.MF", "Main-Class: org.other.Kernel\n")
    copy.make_starter(kernelspec.java_home())
    assert copy.class_path() == [copy.jar]
    assert "org.other.Kernel" in copy.spec(kernelspec.java_home())["argv"]
