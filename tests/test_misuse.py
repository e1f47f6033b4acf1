"""What a learner may do to a notebook, and what may stand in it."""

import asyncio
import itertools
import json

import nbformat
import pytest
from jupyter_client import BlockingKernelClient
from nbformat.v4 import new_markdown_cell

from conftest import Lab, course_of_its_own, wait_until, write_notebook
from kernels import SET_UP, Kernel
from pages import Page
from served import run_notebook

pytestmark = pytest.mark.slow

END = "That was the end"
# As Java source. What would run, if anything ran it, sets window.hacked.
HOSTILE = {
    "a script": '"<script>window.hacked = 1</script>"',
    "an image": '"</div></script><img src=x onerror=\'window.hacked = 1\'>"',
    "quotes": r'''"\" ' ` \\ \\\" \\u0041"''',
    "right to left": r'"\u202egnirts\u202c \u0645\u0631\u062d\u0628\u0627"',
    "NUL": r'"NUL \0 and ESC \33[31m"',
    "a lone surrogate": r'"low " + (char) 0xDC00 + " high " + (char) 0xD800',
    "Markdown": '"| a | **b** | [c](javascript:window.hacked=1) | `d` | $e$ | <b>f</b>"',
    "formats": '"%s %d {0} ${x} #{y} &lt; \\\\n"',
    "lines": r'"one\ntwo\r\nthree\u2028four"',
    "much": '"long ".repeat(2_000)',
}
# Each shows `text` in another of the ways that the course has.
SHOWN = {
    "a value": "text",
    "a person": """new PhoneBook(1).load(new PhoneBook(1).names().get(0)).toString() + text""",
    "a table": """Table.create("T " + text, StringColumn.create("Who " + text, text, "Ada"), IntColumn.create("n", 1, 2))""",
    "a chart": """Cache<String, String> cache = new StrongCache<>(name -> name);
        Chart.cacheSize(new Timeline().watch(text, cache).record(() -> { cache.get(text); collect(); }))""",
    "a chart's caption": """Cache<String, String> kept = new StrongCache<>(name -> name);
        Chart.of(Chart.cacheSize(new Timeline().watch("kept", kept).record(() -> kept.get("a"))).figure(), text)""",
    "a sketch": "Sketch.of(text, List.of(text))",
    "a guess": 'predict(text, text, "yes", text)',
    "no guess": 'predict("which", text, "yes", "no")',
    "an outcome": 'outcome("which", text)',
}
EXPERIMENT = "Duel duel = new Duel(32, 5_000); duel.run(progress -> {});"
LONG_EXPERIMENT = EXPERIMENT.replace("5_000", "5_000_000")


@pytest.mark.parametrize("shown", SHOWN)
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_breaks_no_cell_and_no_json(kernel, name, shown):
    status, outputs = kernel.run(f"String text = {HOSTILE[name]};\n{SHOWN[shown]}")
    assert status == "ok", outputs
    assert outputs
    json.dumps(outputs, ensure_ascii=False).encode()  # no lone surrogate reaches the server
    assert kernel.text("1 + 1") == "2"


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_in_an_error_is_an_error_like_any_other(kernel, name):
    status, outputs = kernel.run(f"throw new IllegalStateException({HOSTILE[name]});")
    assert status == "error"
    json.dumps(outputs, ensure_ascii=False).encode()
    assert kernel.text("1 + 1") == "2"


def test_an_experiment_that_is_stopped_leaves_no_jvm_and_can_be_run_again(kernel):
    kernel.text(EXPERIMENT)
    request = kernel.begin(LONG_EXPERIMENT)
    wait_until(lambda: len(kernel.jvms()) > 1, "the experiment's JVM")
    kernel.manager.interrupt_kernel()
    kernel.press_stop()
    kernel.status(request)
    wait_until(lambda: len(kernel.jvms()) == 1, "the experiment's JVM to be gone", 10)
    kernel.text(EXPERIMENT)


def test_a_stop_at_the_first_use_of_tablesaw_does_not_spoil_it():
    """Its class searches the class path when it is first used; interrupted in that, it would be lost for this JVM."""
    with Kernel() as kernel:
        kernel.text(SET_UP)
        kernel.run("""{
            Thread cell = Thread.currentThread();
            Thread stops = new Thread(() -> { while (!Thread.interrupted()) cell.interrupt(); });
            stops.start();
            try { Table.create("the first"); } finally { stops.interrupt(); }
        }""")
        assert "the second" in kernel.text('Table.create("the second")')


def test_a_class_defined_again_is_the_new_one(kernel):
    """Also where instances of the old one live in a cache, and a variable has its type."""
    for word in ("old", "new"):
        kernel.text(f'class Note {{ String says() {{ return "{word}"; }} }}')
        kernel.text('Cache<String, Note> notes = new WeakCache<>(name -> new Note()); Note mine = notes.get("a");')
        assert kernel.text("mine.says()") == word
    assert kernel.text('mine = null; await("the note to go", () -> notes.size() == 0); notes.living()') == "0"


def test_what_jshell_would_reset_is_kept_or_told(kernel):
    """An import with * compiles each line again; a changed class does, where a type names it."""
    kernel.text("""List<String> names = new ArrayList<>(List.of("Ada"));
        List<String> copy = new ArrayList<>(names);
        Set<String> names = Set.of();""")
    assert kernel.text("import java.util.regex.*;") == ""
    assert kernel.text("copy") == "[Ada]"
    kernel.text("class Label { int n; }\nLabel label = new Label();")
    told = "JShell has reset label to null, because a class that it needs has changed."
    assert told in kernel.text("class Label { int n; int more; }")
    said = kernel.text("whoHolds(label)")
    assert said.startswith("There's nothing to hold: this is null. JShell has reset ")
    assert "label" in said
    assert "the reference is null. JShell has reset " in kernel.error("awaitCleared(null);")


def test_a_message_without_the_key_is_thrown_away_and_the_kernel_goes_on():
    with Kernel() as kernel:
        assert kernel.text('String whose = "mine"; whose') == "mine"
        for thrown_away, key in ((2, b"0" * 40), (4, b"")):
            stranger = BlockingKernelClient()
            stranger.load_connection_info({**kernel.manager.get_connection_info(), "key": key})
            stranger.start_channels(iopub=False, stdin=False, hb=False)
            stranger.execute('whose = "theirs"; System.exit(0);')
            stranger.shutdown()
            wait_until(
                lambda wanted=thrown_away: kernel.stderr().count("invalid signature") >= wanted,
                "the kernel to throw both messages away",
            )
            stranger.stop_channels()
            assert kernel.text("whose") == "mine"


def test_a_heap_that_is_full_for_a_moment_or_a_thread_that_fails_does_not_end_the_kernel(kernel):
    fill = 'if (t instanceof org.dflib.jjava.jupyter.channels.Loop l) l.doNext(() -> { throw new OutOfMemoryError(); });'
    for _ in range(2):
        kernel.text("for (Thread t : Thread.getAllStackTraces().keySet()) " + fill)
        assert kernel.text("1 + 1").endswith("2")
    fail = 'Thread failing = new Thread(() -> { throw new IllegalStateException("tried"); }, "mine"); failing.start(); failing.join();'
    assert 'Exception in thread "mine" java.lang.IllegalStateException: tried' in kernel.text(fail)


@pytest.mark.parametrize("below", ["", "notebooks", "notebooks/week1/mine"], ids=["the root", "its place", "a copy"])
def test_a_notebook_finds_its_set_up_in_the_folders_above(tmp_path, below):
    course_of_its_own(tmp_path)
    (tmp_path / below).mkdir(parents=True, exist_ok=True)
    with Kernel(cwd=tmp_path / below) as kernel:
        assert kernel.run(SET_UP) == ("ok", [])
        assert kernel.text('System.out.print(new Book("Momo"));') == 'Book "Momo"'


@pytest.mark.parametrize(("wrong", "said"), [
    ("elsewhere", "Put the notebook into the course's folder notebooks, and open it there."),
    ("not built", "java.lang.IllegalStateException: Not built yet: run ./tutorial build in a terminal, then restart this kernel."),
])
def test_a_notebook_that_finds_no_set_up_or_no_library_says_what_to_do(tmp_path, wrong, said):
    if wrong == "not built":
        folder = course_of_its_own(tmp_path)
        (tmp_path / "target").unlink()
    with Kernel(cwd=folder if wrong == "not built" else tmp_path) as kernel:
        status, [error] = kernel.run(SET_UP)
    assert status == "error"
    assert said in error["traceback"]
    assert len(error["traceback"]) == 2


def test_a_kernel_that_is_killed_leaves_no_jvm_and_the_next_one_works():
    with Kernel() as kernel:
        kernel.text(SET_UP)
        [jvm] = kernel.jvms()
        kernel.begin(LONG_EXPERIMENT)
        wait_until(lambda: len(kernel.jvms()) > 1, "it to be at work")
        jvm.kill()
        wait_until(lambda: not kernel.jvms(), "every JVM to be gone", 15)
        kernel.restart()
        kernel.text(SET_UP)
        kernel.text(EXPERIMENT)


def test_printing_for_ever_can_be_stopped(kernel):
    """Also where nobody takes what is printed, so that the kernel waits in the middle of it."""
    request = kernel.begin('while (true) System.out.println("again");')
    # Not at once: JJava misses a stop that comes between a cell's first step and its own note that it runs.
    lines = itertools.count()
    kernel.read_until(lambda content: content.get("text") == "again\n" and next(lines) > 2_000)
    kernel.press_stop()
    kernel.read_until_idle(request)
    assert kernel.status(request) == "error"
    assert kernel.text("1 + 1").endswith("2")


# ---- in JupyterLab ------------------------------------------------------------------------------

# Those that anything might run, in each way.
DANGEROUS = ("a script", "an image", "quotes", "Markdown", "right to left")


@pytest.fixture(scope="module")
def hostile_lab(tmp_path_factory):
    """A notebook that shows each hostile text in each way, and one that prints much."""
    root = course_of_its_own(tmp_path_factory.mktemp("course"))
    shown = [f"String text = {HOSTILE[name]};\n{show}" for name in DANGEROUS for show in SHOWN.values()]
    write_notebook(root / "hostile.ipynb", new_markdown_cell("# hostile"), SET_UP, *shown, f'System.out.println("{END}");')
    write_notebook(root / "lines.ipynb", SET_UP, 'for (int i = 1; i <= 10_000; i++) System.out.println("line " + i);')
    lab = Lab(tmp_path_factory.mktemp("lab"), f"--ServerApp.root_dir={root}")
    lab.root = root
    yield lab
    lab.stop()


def test_the_server_lets_ten_thousand_lines_through(hostile_lab):
    ran = asyncio.run(run_notebook(hostile_lab.address, hostile_lab.token, hostile_lab.root / "lines.ipynb"))
    assert ran["error"] == ""
    outputs = nbformat.reads(ran["notebook"], as_version=4).cells[1].outputs
    assert "".join(o.text for o in outputs).splitlines() == [f"line {i}" for i in range(1, 10_001)]


def test_hostile_text_never_runs_in_the_browser(hostile_lab, browser):
    tab = browser.new_page(viewport={"width": 1280, "height": 20_000})
    dialogs = []
    tab.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    page = Page(hostile_lab, tab)
    page.open("hostile")
    page.run_all()
    tab.wait_for_selector(f".jp-OutputArea-output:has-text('{END}')", timeout=240_000)
    pictures = tab.locator(".jp-OutputArea-output img.plot-img:visible")
    wait_until(lambda: pictures.count() == 0 or page.point_at(pictures.first) is None, "each chart to come alive", 120)
    assert tab.locator(".js-plotly-plot").count() >= 2 * len(DANGEROUS)
    assert tab.evaluate("window.hacked") is None
    page.assert_no_red()
    assert page.errors == []
    assert dialogs == []
    tab.close()
    hostile_lab.end_kernels()
