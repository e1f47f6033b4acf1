"""Runs notebooks on the real kernel, without a browser: `./tutorial run`."""

import signal

if __name__ == "__main__" and signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
    # Until the loop listens. The imports take half a second, and Python would answer Ctrl-C with a traceback.
    signal.signal(signal.SIGINT, signal.SIG_DFL)

import argparse
import asyncio
import atexit
import contextlib
import copy
import os
import re
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Coroutine, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import IO, Any, TypeVar

import nbformat
import psutil
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode

from tutorial import ctrl_c, files, machine
from tutorial.notebook_output import has_tag
from tutorial.paths import NOTEBOOKS as NOTEBOOKS  # where the soak looks, too
from tutorial.processes import MarkedProcesses

T = TypeVar("T")
Source = str | NotebookNode  # of a cell, or a whole one
SECONDS_A_CELL = 300
STOP = "stop_after"  # seconds, in a cell's metadata
ANSWERS_AT_ONCE = {"WEAK_REFERENCES_WIDGETS": "no"}  # nobody is there to click a guess first
SECONDS_TO_PRESS_AGAIN = 2
SECONDS_TO_STOP = 3  # for an end in good order, after Ctrl-C
PORT_TAKEN = "Address already in use"
SIGNALS = (signal.SIGINT, *ctrl_c.ASKS_TO_END)
KERNELSPEC = {"display_name": "Java", "language": "java", "name": "java"}
# What JupyterLab needs to color Java before a kernel runs, and nothing of the kernel that ran.
LANGUAGE = {
    "codemirror_mode": "java",
    "file_extension": ".jshell",
    "mimetype": "text/x-java-source",
    "name": "Java",
    "pygments_lexer": "java",
}


@dataclass
class Result:
    name: str
    cells: int
    seconds: float
    error: str = ""

    @property
    def ok(self) -> bool:
        return not self.error

    @property
    def line(self) -> str:
        return f"{self.name:32} {self.cells:3} cells {self.seconds:6.1f} s  {self.error or 'ok'}"


def said(log: IO[str]) -> str:
    log.seek(0)
    return log.read()


class Turns:
    """Lets kernels work side by side, but for a cell that measures, which works while no other does."""

    def __init__(self) -> None:
        self._changed = asyncio.Condition()
        self._at_work = 0
        self._measuring = False
        self._waiting = 0

    @contextlib.asynccontextmanager
    async def turn(self, measures: bool = False) -> AsyncIterator[None]:
        async with self._changed:
            if measures:
                self._waiting += 1  # and no other begins
                try:
                    await self._changed.wait_for(lambda: not self._measuring and not self._at_work)
                finally:
                    self._waiting -= 1
                    self._changed.notify_all()
                self._measuring = True
            else:
                await self._changed.wait_for(lambda: not self._measuring and not self._waiting)
            self._at_work += 1
        try:
            yield
        finally:
            async with self._changed:
                self._at_work -= 1
                self._measuring = False
                self._changed.notify_all()


async def uninterrupted(work: Awaitable[T]) -> T:
    """Awaits what may lose a cancellation: after one it's ended, and the cancellation goes on, whatever it says.

    nbclient takes a cancellation for the death of its kernel. And up to Python 3.11 `asyncio.wait_for` drops one that
    comes in the moment when what it waits for is done, so the next cell began, and Ctrl-C was lost.
    """
    task = asyncio.ensure_future(work)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        raise


class Client(NotebookClient):
    """Starts the kernel `java` of this environment, or the one whose kernel.json lies in a folder."""

    def __init__(self, notebook: NotebookNode, kernel_dir: Path | None, turns: Turns, **options: Any) -> None:
        super().__init__(notebook, kernel_name="java", **options)
        self.kernel_dir = kernel_dir
        self.turns = turns

    def create_kernel_manager(self) -> AsyncKernelManager:
        specs = KernelSpecManager(ensure_native_kernel=False)
        if self.kernel_dir:
            # Alone in its folder, so that this environment's own kernel of that name can't win.
            specs.kernel_dirs = [str(self.kernel_dir)]
        else:
            specs.kernel_dirs = [str(Path(sys.prefix) / "share" / "jupyter" / "kernels")]
        self.km = AsyncKernelManager(kernel_name="java", kernel_spec_manager=specs)
        return self.km

    async def async_start_new_kernel(self, **options: Any) -> None:
        """Where another program has taken a port since it was chosen, a kernel with other ports."""
        async with self.turns.turn():  # until it hears: a JVM that boots disturbs, too
            for last in (False, False, True):
                await super().async_start_new_kernel(**options)
                try:
                    await uninterrupted(super().async_start_new_kernel_client())
                    return
                except RuntimeError:
                    if last or PORT_TAKEN not in said(options["stderr"]):
                        raise
                    self.create_kernel_manager()

    async def async_execute_cell(self, cell: NotebookNode, cell_index: int, *arguments: Any, **options: Any) -> NotebookNode:
        if cell.cell_type != "code":
            return cell
        async with self.turns.turn(measures=has_tag(cell, "measured")), self.stopped(cell):
            return await uninterrupted(super().async_execute_cell(cell, cell_index, *arguments, **options))

    @contextlib.asynccontextmanager
    async def stopped(self, cell: NotebookNode) -> AsyncIterator[None]:
        """Presses the stop button so many seconds after the cell began, if its metadata say so, until it ends.

        JJava doesn't hear a stop while it still compiles the cell, and who sees that presses again.
        """
        after = cell.metadata.get(STOP)
        if after is None:
            yield
            return
        kernel: Any = self.kc
        presses: list[int] = []

        async def press() -> None:
            await asyncio.sleep(after)
            while True:
                presses.append(1)
                kernel.control_channel.send(kernel.session.msg("interrupt_request", {}))
                await asyncio.sleep(SECONDS_TO_PRESS_AGAIN)

        button = asyncio.ensure_future(press())
        try:
            yield
        finally:
            button.cancel()
        for _ in presses:
            # Else one might come late, and stop the next cell.
            await kernel.get_control_msg(timeout=SECONDS_A_CELL)

    async def _async_check_alive(self) -> None:
        if self.kc is not None:  # nbclient still asks once after it has let go of the kernel
            await super()._async_check_alive()

    async def leave(self) -> None:
        """Ends what is still there of a run that was stopped; nbclient forgets the sockets of a kernel that was starting."""
        if self.km is not None:
            await self._async_cleanup_kernel()
        # nbclient would clean up once more at exit, and fail with a traceback where no kernel came up.
        atexit.unregister(self._cleanup_kernel)


class Loop(asyncio.SelectorEventLoop):
    """Hears of Ctrl-C between two steps, where nothing is half done.

    Raised just anywhere, as Python does, KeyboardInterrupt left sockets behind that the exit then waited for, for ever.
    last_resort: called from a thread when, so many seconds after a signal, the process is still there.
    """

    def __init__(self, last_resort: Callable[[], None] | None = None) -> None:
        super().__init__()
        self.last_resort = last_resort
        self.stopping = threading.Event()

    @property
    def stopped(self) -> bool:
        return self.stopping.is_set()

    def add_signal_handler(self, sig: int, callback: object, *arguments: object) -> None:
        raise RuntimeError("signals are ours")  # else nbclient takes them for itself; this it accepts

    def remove_signal_handler(self, sig: int) -> bool:
        return False

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Runs to the end; after a signal, all is ended in good order first, and then KeyboardInterrupt is raised."""
        task = self.create_task(work)

        def stop(signum: int, frame: FrameType | None) -> None:
            if not self.stopped:
                self.stopping.set()
                self.call_soon_threadsafe(task.cancel)

        def watch(last_resort: Callable[[], None]) -> None:
            self.stopping.wait()
            time.sleep(SECONDS_TO_STOP)
            last_resort()

        if self.last_resort:
            threading.Thread(target=watch, args=[self.last_resort], daemon=True).start()

        in_charge = threading.current_thread() is threading.main_thread()
        # What nohup or a script's & has told us to ignore stays ignored.
        heard = [s for s in SIGNALS if in_charge and signal.getsignal(s) not in (signal.SIG_IGN, None)]
        before = {signum: signal.signal(signum, stop) for signum in heard}
        if in_charge:
            # `./tutorial` starts us deaf to Ctrl-C; one that came since then is heard now.
            ctrl_c.let_through()
        try:
            result = self.run_until_complete(task)
        except asyncio.CancelledError:
            if not self.stopped:
                raise
        finally:
            for signum, handler in before.items():
                signal.signal(signum, signal.SIG_IGN if self.stopped else handler)
            self.end_what_is_left()
            self.close()
        if self.stopped:
            raise KeyboardInterrupt
        return result

    def end_what_is_left(self) -> None:
        """nbclient leaves tasks behind that listen to a kernel which is gone."""
        left = asyncio.all_tasks(self)
        for task in left:
            task.cancel()
        if left:
            self.run_until_complete(asyncio.wait(left, timeout=5))


def execute(path: Path, kernel_dir: Path | None = None, **options: Any) -> tuple[NotebookNode, Result]:
    """Runs a notebook from its first cell to its last, or to the first that fails.

    kernel_dir: a folder with a kernel.json; by default this environment's kernel `java`.
    replace: sources to run in place of those in the notebook, by cell id.
    append: sources or cells to run after its last cell, of which the first gets the id `appended-1`.
    before: sources or cells to run before its first cell, of which the first gets the id `before-1`.
    twice: run these code cells of the notebook, by their ids, twice before the next; True is each.
    progress: called with (cells done, cells in all).
    cwd: where the kernel runs; by default the notebook's folder.
    Returns the notebook with its outputs, and a Result. The file is left as it is.
    """
    return Loop().run(executed(path, Turns(), kernel_dir, **options))


async def executed(
    path: Path,
    turns: Turns,
    kernel_dir: Path | None = None,
    replace: dict[str, str] | None = None,
    append: Sequence[Source] = (),
    before: Sequence[Source] = (),
    progress: Callable[[int, int], None] | None = None,
    cwd: Path | None = None,
    twice: bool | Collection[str] = (),
) -> tuple[NotebookNode, Result]:
    path = Path(path)
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.source = (replace or {}).get(cell.id, cell.source)
            cell.outputs = []
            cell.execution_count = None
    if twice:
        wanted = {c.id for c in notebook.cells if c.cell_type == "code"} if twice is True else set(twice)
        notebook.cells = [again for cell in notebook.cells for again in ([cell, second(cell)] if cell.id in wanted else [cell])]
    notebook.cells = [*new_cells("before", before), *notebook.cells, *new_cells("appended", append)]
    code_cells = [c for c in notebook.cells if c.cell_type == "code"]

    done = [0]

    def before_cell(cell: NotebookNode, cell_index: int) -> None:
        done[0] += 1
        if progress:
            progress(done[0], len(code_cells))

    started = MarkedProcesses()
    error = ""
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as scratch, open(Path(scratch) / "log", "w+", encoding="utf-8") as log:
        client = Client(
            notebook,
            kernel_folder(kernel_dir, scratch),
            turns,
            timeout=SECONDS_A_CELL,
            startup_timeout=120,
            # Of what a cell has printed before it ended, on a machine with much to do; after that it would be left out.
            iopub_timeout=SECONDS_A_CELL,
            raise_on_iopub_timeout=True,
            shutdown_kernel="immediate",  # JJava, asked to leave, stays until it is told by a signal, 2.5 s later
            coalesce_streams=True,
            record_timing=False,
            on_cell_start=before_cell,
            resources={"metadata": {"path": str(cwd or path.parent)}},
        )
        try:
            await client.async_execute(env={**started.environment, **ANSWERS_AT_ONCE}, stdout=log, stderr=log)
        except CellExecutionError as e:
            error = f"cell {where(code_cells, done[0])}: {e.ename}: {reason(code_cells[done[0] - 1], e)}"
        except CellTimeoutError:
            error = f"cell {where(code_cells, done[0])}: still running after {SECONDS_A_CELL} s"
        except (DeadKernelError, RuntimeError) as e:
            error = f"cell {where(code_cells, done[0])}: the kernel died: {first_line(e)} {said(log)[-500:]}"
        finally:
            started.end()
            await client.leave()
    return notebook, Result(path.stem, len(code_cells), time.monotonic() - start, error)


def new_cells(name: str, sources: Sequence[Source]) -> list[NotebookNode]:
    return [new_cell(source, f"{name}-{n}") for n, source in enumerate(sources, 1)]


def new_cell(source: Source, cell_id: str) -> NotebookNode:
    """Of a source; or as another cell, whose tags it keeps."""
    if isinstance(source, str):
        cell: NotebookNode = nbformat.v4.new_code_cell(source, id=cell_id)
    else:
        cell = nbformat.v4.new_code_cell(source.source, id=cell_id, metadata=copy.deepcopy(source.metadata))
    return cell


def second(cell: NotebookNode) -> NotebookNode:
    """A code cell once more, under an id of its own."""
    cell = copy.deepcopy(cell)
    cell.id += "--2"
    return cell


def kernel_folder(kernel_dir: Path | None, scratch: str) -> Path | None:
    if kernel_dir is None:
        return None
    kernel_dir = Path(kernel_dir)
    if not (kernel_dir / "kernel.json").is_file():
        raise FileNotFoundError(f"there is no kernel.json in {kernel_dir}")
    shutil.copytree(kernel_dir, Path(scratch) / "kernels" / "java")
    return Path(scratch) / "kernels"


def where(code_cells: list[NotebookNode], number: int) -> str:
    if number == 0:
        return "1 (the kernel didn't start)"
    source = code_cells[number - 1].source.strip().splitlines()
    return f"{number} ({source[0] if source else 'empty'})"


def first_line(text: object) -> str:
    lines = [line.strip() for line in str(text).splitlines() if line.strip()]
    return lines[0] if lines else "no message"


def reason(cell: NotebookNode, error: CellExecutionError) -> str:
    """Where a cell can't be compiled, the message names the snippet alone; what's wrong with it is shown under the marked source."""
    shown = [line for output in cell.outputs if output.output_type == "error" for line in output.traceback]
    marked = [number for number, line in enumerate(shown) if plain(line).startswith("|")]
    if error.ename != "CompilationException" or not marked:
        return first_line(error.evalue)
    wrong = [" ".join(plain(line).split()) for line in shown[marked[-1] + 1 :]]
    return ", ".join([*filter(None, wrong), first_line(error.evalue)])


def plain(text: str) -> str:
    """Without its colors."""
    return re.sub(r"\x1b\[[\d;]*m", "", text)


def canonical(notebook: NotebookNode) -> str:
    """The same bytes whichever kernel and JDK ran it, but for the outputs themselves."""
    notebook = copy.deepcopy(notebook)
    notebook.metadata = nbformat.NotebookNode(kernelspec=KERNELSPEC, language_info=LANGUAGE)
    for cell in notebook.cells:
        cell.metadata = nbformat.NotebookNode({k: v for k, v in cell.metadata.items() if k not in ("execution", "trusted", "collapsed", "scrolled")})
    text: str = nbformat.writes(notebook)
    return f"{text}\n"


def chosen(numbers: list[str]) -> list[Path]:
    everything = sorted(NOTEBOOKS.glob("[0-9][0-9]-*.ipynb"))
    by_number = {p.name[:2]: p for p in everything}
    keys = [n.zfill(2) if n.isdigit() else n[:2] for n in numbers]
    unknown = [n for n, key in zip(numbers, keys) if key not in by_number]
    if unknown:
        print(f"There's no notebook {unknown[0]}. Choose from: {', '.join(by_number)}.", file=sys.stderr)
        sys.exit(2)
    return [by_number[key] for key in keys] or everything


def show(text: str) -> None:
    if sys.stderr.isatty():
        print(f"\r\033[K{text}", end="", file=sys.stderr, flush=True)


def kernels_at_once() -> int:
    """As many as there are cores, and as the free memory holds; a notebook needs up to half a gigabyte with its kernel."""
    free: int = psutil.virtual_memory().available
    room = machine.room_in_container()
    return max(1, min(len(machine.cores()) or os.cpu_count() or 1, (free if room is None else min(free, room)) // 2**30))


async def run_all(paths: list[Path], jobs: int, kernel_dir: Path | None, done: Callable[[Path, NotebookNode, Result], None]) -> None:
    """Runs notebooks side by side; calls `done` with the path, the notebook and the Result of each, in their order."""
    turns = Turns()
    free = asyncio.Semaphore(jobs)
    at_work = {}

    def progress(path: Path, text: str) -> None:
        at_work[path] = text
        show(", ".join(f"{p.name[:2]}: {t}" for p, t in sorted(at_work.items())))

    async def run_one(path: Path) -> tuple[NotebookNode, Result]:
        async with free:
            progress(path, "starting Java")
            try:
                return await executed(path, turns, kernel_dir, progress=lambda cell, all: progress(path, f"cell {cell} of {all}"))
            finally:
                at_work.pop(path, None)

    runs = [asyncio.ensure_future(run_one(path)) for path in paths]
    try:
        for path, run in zip(paths, runs):
            notebook, result = await asyncio.shield(run)
            show("")
            done(path, notebook, result)
    finally:
        for run in runs:
            run.cancel()
        await asyncio.gather(*runs, return_exceptions=True)


class Farewell:
    """What is said last after Ctrl-C, and said once."""

    def __init__(self) -> None:
        self._unsaid = threading.Lock()

    def say(self) -> None:
        if self._unsaid.acquire(blocking=False):
            show("")
            print("Stopped.", file=sys.stderr, flush=True)

    def leave_at_once(self) -> None:
        """Where something doesn't end in good order: a kernel has no more to lose."""
        for process in psutil.Process().children(recursive=True):
            with contextlib.suppress(psutil.Error):
                process.kill()
        self.say()
        os._exit(130)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="./tutorial run", description="Run notebooks without a browser.")
    parser.add_argument("notebooks", nargs="*", metavar="NN", help="numbers of notebooks; without any, all of them run")
    parser.add_argument("--kernel", metavar="DIR", help="use the kernel whose kernel.json is in DIR")
    parser.add_argument("--save", action="store_true", help="write the outputs back into the notebooks, which then run one after the other")
    options = parser.parse_args(arguments)
    if options.kernel and not (Path(options.kernel) / "kernel.json").is_file():
        print(f"There's no kernel.json in {options.kernel}: give the folder that has one.", file=sys.stderr)
        return 2
    failed = 0

    def done(path: Path, notebook: NotebookNode, result: Result) -> None:
        nonlocal failed
        print(result.line, flush=True)
        failed += not result.ok
        if result.ok and options.save:
            part = path.with_suffix(".part")
            part.write_text(canonical(notebook), encoding="utf-8")
            files.replace(part, path)

    farewell = Farewell()
    try:
        # What is kept shall be undisturbed.
        jobs = 1 if options.save else kernels_at_once()
        Loop(farewell.leave_at_once).run(run_all(chosen(options.notebooks), jobs, options.kernel, done))
    except KeyboardInterrupt:
        farewell.say()
        return 130
    return 1 if failed else 0


if __name__ == "__main__":
    code = main(sys.argv[1:])
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # it ends anyway, and without a traceback
    sys.exit(code)
