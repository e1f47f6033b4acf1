"""What learners do to a kernel: each request gets its answer, and the next cell works.

Two lists that hold each other, a loop that never ends, a value too large to show: on the kernel as JJava brings it each
of them ended the channel's thread, or filled the memory, and the notebook waited forever.
"""

import contextlib
import json
import queue
import re
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

import pytest

from conftest import wait_until
from kernels import SET_UP, Kernel, red

pytestmark = pytest.mark.slow

# A cell that runs counts as one.
CELLS_AT_WORK = """Thread.getAllStackTraces().values().stream()
    .filter(frames -> Arrays.stream(frames).anyMatch(frame -> frame.getClassName().startsWith("REPL.$JShell$")))
    .count()"""
STILL_RUNNING = "its code is still running in the background"
LEFT_BEHIND = "a thread that it started is still running in the background"
FULL = "The memory of this notebook is full"


@pytest.fixture
def own_kernel(request: pytest.FixtureRequest) -> Iterator[Kernel]:
    """One to be spoiled, with the test's parameter as its options."""
    with mock.patch.dict("os.environ", JJAVA_JVM_OPTS=getattr(request, "param", "")), Kernel() as kernel:
        kernel.text(SET_UP)
        yield kernel


def begin(kernel: Kernel, source: str) -> str:
    """Sends a cell and waits until its code runs. It's one block, because a stop between two statements would end the cell there."""
    request = kernel.begin(f'{{ System.out.println("begun");\n{source} }}')
    kernel.read_until(lambda content: content.get("text", "").startswith("begun"))
    return request


def stop(kernel: Kernel, request: str) -> str:
    """Presses the stop button, and returns what the cell says at its end."""
    kernel.press_stop()
    said = kernel.read_until_idle(request, 120)
    assert kernel.status(request) == "error"
    return said[-1]


@pytest.mark.parametrize(("source", "words"), [
    ("List<Object> a = new ArrayList<>(), b = new ArrayList<>(List.of(a)); a.add(b); a", "StackOverflowError, as it does when a value contains itself"),
    ('class Fails { public String toString() { throw new AssertionError("no text"); } }\nnew Fails()', "java.lang.AssertionError: no text"),
    ("class Deep extends Error { public String toString() { throw this; } }\n"
     "class Shy { public String toString() { throw new Deep(); } }\nnew Shy()", "$Deep"),
    ("throw new StackOverflowError();", "java.lang.StackOverflowError"),
    ("int[] much = new int[Integer.MAX_VALUE];", "OutOfMemoryError"),
    ("(" * 5_000 + "1" + ")" * 5_000, ""),
], ids=["itself", "error", "error in an error", "thrown", "array", "parentheses"])
def test_whatever_is_thrown_the_cell_is_answered_and_the_next_one_runs(kernel: Kernel, source: str, words: str) -> None:
    status, outputs = kernel.run(source)
    assert words in (red(outputs[-1]) if status == "error" else "")
    assert kernel.text("1 + 1") == "2"


def test_a_reason_with_its_own_period_gets_no_second_one(kernel: Kernel) -> None:
    fails = 'class Empty { public String toString() { throw new IllegalStateException("It\'s empty."); } }'
    assert kernel.error(f"{fails}\nnew Empty()").endswith("IllegalStateException: It's empty.")


def test_an_error_in_another_request_is_answered_too(kernel: Kernel) -> None:
    request = kernel.client.is_complete("(" * 50_000)
    reply = kernel.client.get_shell_msg(timeout=60)
    assert reply["parent_header"]["msg_id"] == request
    assert reply["msg_type"] == "is_complete_reply"
    assert kernel.text("1 + 1") == "2"


def test_a_value_is_shown_up_to_a_size_and_the_rest_is_told(kernel: Kernel) -> None:
    shown = kernel.text('"x".repeat(60_000_000)')
    assert shown.startswith("x" * 5_000_000 + "\n... and 55,000,000 more characters that aren't shown.")
    assert kernel.text("new Object() { public String toString() { return null; } }") == "null"


def test_stop_works_while_a_value_is_shown(own_kernel: Kernel) -> None:
    for name, condition, goes_on in (("Patient", "!Thread.currentThread().isInterrupted()", False), ("Deaf", "System.nanoTime() != 0", True)):
        show = f'System.out.println("shows"); while ({condition}) Thread.onSpinWait(); return null;'
        own_kernel.text(f"class {name} {{ public String toString() {{ {show} }} }}")
        request = own_kernel.begin(f"new {name}()")
        own_kernel.read_until(lambda content: content.get("text") == "shows\n")
        said = stop(own_kernel, request)
        assert said.startswith("The cell has run, and showing its value was stopped.")
        assert ("Its toString() is still running in the background" in said) == goes_on
        assert own_kernel.text("1 + 1") == "2"


def test_code_that_goes_on_after_stop_is_named_and_the_next_cell_runs(own_kernel: Kernel) -> None:
    request = begin(own_kernel, "long n = 0; while (true) { n++; }")
    said = stop(own_kernel, request)
    assert STILL_RUNNING in said and "Restart Kernel" in said
    assert own_kernel.text(CELLS_AT_WORK) == "2"
    # Another cell, which did end, isn't blamed for it.
    assert STILL_RUNNING not in stop(own_kernel, begin(own_kernel, "while (true) Thread.sleep(10);"))


def test_a_thread_that_a_stopped_cell_leaves_behind_is_named(own_kernel: Kernel) -> None:
    wait = "while (true) Thread.sleep(10);"
    brief = "Thread brief = new Thread(() -> { while (true) try { Thread.sleep(10); } catch (InterruptedException e) { break; } });"
    ends = f"{brief} brief.start(); try {{ {wait} }} finally {{ brief.interrupt(); }}"
    assert LEFT_BEHIND not in stop(own_kernel, begin(own_kernel, ends))
    # Made in one cell, and started in another.
    own_kernel.text("Thread busy = new Thread(() -> { long n = 0; while (true) n++; });")
    said = stop(own_kernel, begin(own_kernel, f"busy.start(); {wait}"))
    assert LEFT_BEHIND in said and "Restart Kernel" in said and STILL_RUNNING not in said
    # A later cell isn't blamed for it.
    assert LEFT_BEHIND not in stop(own_kernel, begin(own_kernel, wait))


def test_code_that_ends_with_stop_is_not_said_to_go_on(kernel: Kernel) -> None:
    loops = [
        "while (true) Thread.sleep(1);",
        # It catches the first interrupt.
        "while (true) try { Thread.sleep(100); if (System.nanoTime() < 0) break; } catch (RuntimeException e) { }",
        'while (true) System.out.print("on ");',
        'while (true) try { System.out.println("and on"); } catch (Exception e) { }',
    ]
    for loop in loops:
        said = stop(kernel, begin(kernel, loop))
        assert "Evaluation interrupted" in said and STILL_RUNNING not in said, loop
        assert kernel.text(CELLS_AT_WORK) == "1", loop


def test_a_thread_that_ended_late_is_as_good_as_new_for_the_next_cell(own_kernel: Kernel) -> None:
    """JJava keeps its threads. This one was stopped, went on for a while, and then prints for another cell."""
    own_kernel.text("long end;")
    said = stop(own_kernel, begin(own_kernel, "end = System.nanoTime() + 8_000_000_000L; while (System.nanoTime() < end);"))
    assert STILL_RUNNING in said
    own_kernel.text("while (System.nanoTime() < end + 1_000_000_000L) Thread.sleep(10);")
    for _ in range(3):
        assert own_kernel.text('System.out.print("mine");') == "mine"


def test_a_stop_while_the_kernel_itself_is_at_a_loss_is_answered(own_kernel: Kernel, tmp_path: Path) -> None:
    """Here it wants to read the message of what was thrown; a type that javac can't infer is another case."""
    sign = tmp_path / "it asks"
    own_kernel.text(f"""class Bomb extends Error {{ public String getMessage() {{
        new java.io.File({json.dumps(str(sign))}).mkdir();
        while (true) Thread.onSpinWait();
    }} }}""")
    request = own_kernel.begin("throw new Bomb();")
    wait_until(sign.exists, "the kernel to ask for the message")
    assert "the kernel is still busy with it" in stop(own_kernel, request)
    assert "so this one didn't run" in own_kernel.error("1 + 1")


def test_what_a_thread_prints_after_its_cell_is_in_the_notebook(kernel: Kernel, tmp_path: Path) -> None:
    sign = tmp_path / "now"
    request = kernel.begin(f"""new Thread(() -> {{
        while (!java.nio.file.Files.exists(java.nio.file.Path.of({json.dumps(str(sign))}))) Thread.onSpinWait();
        System.out.println("late");
    }}).start();""")
    kernel.read_until_idle(request)
    sign.touch()
    kernel.read_until(lambda content: content.get("text") == "late\n")
    assert kernel.parent == request
    assert kernel.status(request) == "ok"


def test_a_long_trace_is_cut_in_its_middle_and_has_no_color_of_its_own(kernel: Kernel) -> None:
    kernel.text("int forever(int n) { return forever(n + 1) + 1; }")
    lines = kernel.error("forever(1)").splitlines()
    assert "StackOverflowError" in lines[0]
    assert len(lines) < 60
    assert [line for line in lines if re.search(r"\.\.\. 9\d\d more lines like these", line)]
    colors = re.findall(r"\x1b\[([\d;]*)m", kernel.error("int wrong = oops;"))
    assert not {"31", "1;31"} & set(colors), colors


def test_a_percent_sign_in_a_text_or_a_comment_is_no_magic(kernel: Kernel) -> None:
    cell = '''String report = """
        %d pages
        loaded=%d of "them"
        """.formatted(120, 7); // =%s
        /* %here
        =%and here */
        String quoted = "x =%d \\"=%s";
        char sign = '%'; int rest = 17
          % 5;
        System.out.print(report + quoted + rest);'''
    assert kernel.text(cell) == '120 pages\nloaded=7 of "them"\nx =%d "=%s2'
    assert "Undefined line magic 'nosuch'" in kernel.error('/* a comment */\n  %nosuch "a % b"')
    kernel.text('%classpath "../target/no % such.jar"')


def test_a_magic_that_is_cut_off_shows_no_code_that_nobody_wrote(kernel: Kernel, tmp_path: Path) -> None:
    slow = tmp_path / "slow.jsh"
    slow.write_text('System.out.println("begun");\nThread.sleep(120_000);\n')
    load = f"%load {json.dumps(str(slow))}"
    request = kernel.begin(load)
    kernel.read_until(lambda content: content.get("text", "").startswith("begun"))
    said = stop(kernel, request)
    assert "Evaluation interrupted." in said and "Base64" not in said
    with mock.patch.dict("os.environ", JJAVA_TIMEOUT="5 seconds"), Kernel() as hasty:
        said = hasty.error(load)
        assert "Evaluation timed out after 5 seconds." in said and "Base64" not in said


def test_a_question_of_a_cell_that_was_stopped_is_forgotten(kernel: Kernel) -> None:
    ask = "new Scanner(System.in).nextLine()"
    stopped = kernel.client.execute(ask, allow_stdin=True)
    old = kernel.client.get_stdin_msg(timeout=60)
    kernel.press_stop()
    assert kernel.status(stopped) == "error"

    def answer(value: str, question: dict) -> None:
        reply = kernel.client.session.msg("input_reply", {"value": value}, parent=question)
        kernel.client.stdin_channel.send(reply)

    answer("too late", old)
    asked = kernel.client.execute(ask, allow_stdin=True)
    question = kernel.client.get_stdin_msg(timeout=60)
    answer("from the old box", old)
    answer("mine", question)
    kernel.read_until(lambda content: content.get("data", {}).get("text/plain") == "mine")
    assert kernel.status(asked) == "ok"


def test_what_reads_answers_is_usable_after_a_stop_or_says_that_it_is_not(kernel: Kernel) -> None:
    def asked(source: str) -> tuple[str, dict]:
        request = kernel.client.execute(source, allow_stdin=True)
        return request, kernel.client.get_stdin_msg(timeout=60)

    def answered(source: str) -> str:
        request, question = asked(source)
        reply = kernel.client.session.msg("input_reply", {"value": "9"}, parent=question)
        kernel.client.stdin_channel.send(reply)
        shown = []
        kernel.read_until(lambda content: bool(shown.append(content.get("data")) or shown[-1]))
        assert kernel.status(request) == "ok"
        return shown[-1]["text/plain"]

    kernel.text("Scanner kept = new Scanner(System.in);\n"
                "java.io.BufferedReader lines = new java.io.BufferedReader(new java.io.InputStreamReader(System.in));")
    for read in ("kept.nextInt()", "lines.readLine()"):
        request, _ = asked(read)
        assert "Evaluation interrupted" in stop(kernel, request)
    for read in ("kept.nextInt()", "kept.nextLine()"):
        said = kernel.error(read)
        assert "java.util.NoSuchElementException" in said and "make a new Scanner" in said
    assert "make a new Scanner" not in kernel.error("List.of().iterator().next()")
    assert answered("lines.readLine()") == "9"
    assert answered("new Scanner(System.in).nextInt()") == "9"


WHILE_INTERRUPTED = """{
    Thread cell = Thread.currentThread();
    var isOver = new java.util.concurrent.atomic.AtomicBoolean();
    Thread interrupts = new Thread(() -> { while (!isOver.get()) { cell.interrupt(); } });
    interrupts.start();
    for (int i = 0; i < 1_000; i++) {
        %s
    }
    isOver.set(true);
    while (interrupts.isAlive()) { }
    Thread.interrupted();
}"""


@pytest.mark.parametrize("line", [
    'display("a text");',
    'System.out.println("a line");',
    "try { System.in.read(); } catch (java.io.InterruptedIOException e) { }",
], ids=["display", "print", "ask"])
def test_an_interrupt_at_any_moment_breaks_no_channel(own_kernel: Kernel, line: str) -> None:
    """If it comes while JeroMQ writes, NIO closes the pipe through which JeroMQ's threads wake each other: no later message is sent."""
    cell = own_kernel.client.execute(WHILE_INTERRUPTED % line, allow_stdin=True)
    assert own_kernel.status(cell) == "ok"
    asked = own_kernel.client.execute("new Scanner(System.in).nextLine()", allow_stdin=True)
    while own_kernel.client.get_stdin_msg(timeout=60)["parent_header"]["msg_id"] != asked:
        pass
    own_kernel.client.input("mine")
    own_kernel.read_until(lambda content: content.get("data", {}).get("text/plain") == "mine")
    assert own_kernel.status(asked) == "ok"


@pytest.mark.parametrize("own_kernel", ["-Xmx160m"], indirect=True)
def test_a_full_heap_is_told_in_words_and_can_be_emptied(own_kernel: Kernel) -> None:
    said = own_kernel.error("List<byte[]> big = new ArrayList<>(); while (true) big.add(new byte[8_000_000]);")
    assert "OutOfMemoryError" in said and FULL in said and "160 MB" in said
    assert own_kernel.text("1 + 1") == "2"
    own_kernel.text("big = null;")
    assert own_kernel.text("byte[] room = new byte[50_000_000]; room.length") == "50000000"
    said = own_kernel.error('"x".repeat(60_000_000) + "x".repeat(60_000_000)')
    assert "OutOfMemoryError" in said


def fill(kernel: Kernel, source: str) -> bool:
    """Whether a cell that fills the heap was answered; otherwise the kernel has ended, and the next one has said why."""
    request = kernel.begin(source)
    process = kernel.manager.provisioner.process
    answers = []

    def is_answered_or_ended() -> bool:
        with contextlib.suppress(queue.Empty):
            answers.append(kernel.client.get_shell_msg(timeout=0.5))
        return bool(answers) or process.poll() is not None

    wait_until(is_answered_or_ended, "an answer, or the kernel's end", 300)
    if answers:
        assert answers[0]["parent_header"]["msg_id"] == request
        assert answers[0]["content"]["status"] == "error"
    else:
        kernel.restart()
        assert "its memory was full (160 MB)" in kernel.text("1 + 1")
    return bool(answers)


@pytest.mark.parametrize("own_kernel", ["-Xmx160m"], indirect=True)
def test_where_nothing_fits_any_more_this_kernel_or_the_next_one_says_so(own_kernel: Kernel) -> None:
    """Small objects may leave no room at all. Then a thread without which nothing reaches the notebook may be the one that fails."""
    fill(own_kernel, "List<Object> all = new ArrayList<>(); while (true) all.add(new byte[100]);")


@pytest.mark.parametrize("own_kernel", ["-Xmx160m"], indirect=True)
def test_a_full_heap_that_is_filled_again_is_told_too(own_kernel: Kernel) -> None:
    """What the first cells leave is so little that the kernel's own threads collect in turn."""
    for number in range(4):
        if not fill(own_kernel, f'Map<Integer, String> m{number} = new HashMap<>(); int z = 0; while (true) m{number}.put(z++, "v" + z);'):
            break


def test_a_kernel_that_had_to_end_says_why_in_the_next_one(own_kernel: Kernel) -> None:
    process = own_kernel.manager.provisioner.process
    own_kernel.begin('new Thread(() -> { throw new OutOfMemoryError(); }, "iothread-tried").start(); Thread.sleep(1_000_000);')
    wait_until(lambda: process.poll() is not None, "the kernel to end")
    own_kernel.restart()
    status, outputs = own_kernel.run("1 + 1")
    assert status == "ok"
    assert outputs[0]["name"] == "stderr"
    assert outputs[0]["text"].startswith("The kernel had to end: its memory was full (")
    assert own_kernel.text("1 + 1") == "2"  # said once
