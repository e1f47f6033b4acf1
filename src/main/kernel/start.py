"""Turns into the JVM of the Java kernel. Where there can't be one, it's a kernel that answers each cell with the reason.

On Windows no program turns into another, so the JVM is its child, and each of the two ends with the other.

kernelspec.py puts a copy beside kernel.json, which calls it. Every kernel waits for this, so it imports next to nothing
before the JVM runs, and Python is told to leave its site packages alone until they're needed.
"""

import codecs
import errno
import json
import locale
import os
import socket
import sys

TYPE_CHECKING = False  # importing typing for it would take 10 ms
if TYPE_CHECKING:
    from typing import Any

OPTIONS = "JJAVA_JVM_OPTS"
# The JVM itself reads the others.
STEERING = (OPTIONS, "JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS")
MAIN = "weakrefs.kernel.Start"
READY = "ready"  # says MAIN, called without a connection
SECONDS_TO_TRY = 20
HELD: list[socket.socket] = []  # or Python would close them
# Of Windows: a handle of the process that started this kernel, as jupyter_client gives it, and some of its constants.
PARENT = "JPY_PARENT_PID"
EXTENDED_LIMITS = 9
KILL_ON_JOB_CLOSE = 0x2000
CURRENT_PROCESS = -1
FOR_EVER = 0xFFFFFFFF
# What the JVM adds to its reason.
NOISE = ("Picked up ", "NOTE: Picked up ", "Error: Could not create ", "Error: A fatal ", "Error occurred during init")
SET_OUT = ", and start the course again."
NOT_TCP = (
    "Jupyter wants to talk to this kernel by something other than TCP, and the Java kernel knows only TCP.\n"
    "Leave out --KernelManager.transport=ipc (or the like in a file of settings)" + SET_OUT
)
AGAIN = "Run ./tutorial in the course's folder, which sets it up again, and then restart the kernel."


def main(connection: str, home: str, version: str, option: str, archive: str, size: str, *words: str) -> None:
    java = os.path.join(home, "bin", "java.exe" if sys.platform == "win32" else "java")
    *flags, main_class = words
    with open(connection, encoding="utf-8") as file:
        properties = json.load(file)
    if properties["transport"] != "tcp":
        return refuse(connection, NOT_TCP)
    hold_ports(properties)
    speak_utf_8()
    try:
        if may_use(archive, int(size), home, version):
            flags.insert(0, option + archive)
        reason = why_not(java, flags, main_class)
        if not reason:
            become([*command(java, flags, dict(os.environ), main_class), connection])
    except OSError as e:
        reason = f"The JDK that this course was set up with doesn't run anymore: {java}: {e.strerror}.\n{AGAIN}"
    return refuse(connection, reason)


def become(program: list[str]) -> None:
    if sys.platform == "win32":
        import ctypes
        import subprocess

        share_one_end(ctypes.WinDLL("kernel32"), int(os.environ.get(PARENT) or 0))
        sys.exit(subprocess.run(program).returncode)
    os.execv(program[0], program)


def share_one_end(kernel32: "Any", parent: int) -> None:
    """Whatever this process starts from here on ends with it, also where it's killed. And it ends with its parent, if that's known.

    Windows itself sees to the first: it ends all processes of a Job whose last handle is gone, and ours goes when we do.
    """
    import ctypes
    import threading

    job = ctypes.c_void_p(kernel32.CreateJobObjectW(None, None))
    limits = job_limits()
    kernel32.SetInformationJobObject(job, EXTENDED_LIMITS, limits, len(limits))
    kernel32.AssignProcessToJobObject(job, ctypes.c_void_p(CURRENT_PROCESS))

    def follow() -> None:
        if kernel32.WaitForSingleObject(ctypes.c_void_p(parent), ctypes.c_uint32(FOR_EVER)) == 0:  # else it's no handle
            os._exit(1)

    if parent:
        threading.Thread(target=follow, daemon=True).start()


def job_limits() -> bytes:
    """A JOBOBJECT_EXTENDED_LIMIT_INFORMATION, as 64-bit Windows lays it out, in which only the flags are set."""
    import struct

    return struct.pack("<16xI124x", KILL_ON_JOB_CLOSE)


def speak_utf_8() -> None:
    """Where the locale knows ASCII alone, as POSIX does, a JVM finds no file with an umlaut in its name, and prints `?` for one."""
    if sys.platform == "win32":  # where it has all names in Unicode
        return
    try:
        locale.setlocale(locale.LC_CTYPE, "")
        if codecs.lookup(locale.nl_langinfo(locale.CODESET)).name != "ascii":
            return
    except locale.Error:
        pass  # one that isn't installed counts as POSIX
    os.environ["LC_ALL"] = "C.UTF-8"


def hold_ports(properties: dict[str, str]) -> None:
    """Jupyter has chosen ports that were free, and let go of them. Until the JVM listens, another program could be given one.

    So they stay bound from here on. On Linux a socket that doesn't listen leaves room for one that does, if both allow it.
    """
    if sys.platform != "linux":
        return
    for port in [int(value) for name, value in properties.items() if name.endswith("_port")]:
        place = socket.socket()
        place.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            place.bind((properties["ip"], port))
        except OSError as e:
            if e.errno == errno.EADDRINUSE:  # when this kernel has ended, Jupyter starts one with other ports
                # (in a restart jupyter_client takes new ones only where it hasn't reserved the old ones: its `cache_ports`)
                sys.exit(f"{e.strerror}: port {port}")
            continue  # the JVM will say it better
        place.set_inheritable(True)
        HELD.append(place)


def may_use(archive: str, size: int, home: str, version: str) -> bool:
    """A JVM looks whether an archive is its own. But one that was cut short crashes JDK 17, and a JDK may have been replaced
    by one that doesn't even know the option."""
    try:
        if os.stat(archive).st_size != size:
            return False
        with open(os.path.join(home, "release"), encoding="utf-8") as release:
            return f'JAVA_VERSION="{version}"' in release.read()
    except OSError:
        return False


def command(java: str, flags: list[str], environment: dict[str, str], main_class: str) -> list[str]:
    """The learner's own options come last, so that theirs win."""
    return [java, *flags, *environment.get(OPTIONS, "").split(), main_class]


def why_not(java: str, flags: list[str], main_class: str) -> str:
    """Why this JVM can't be the kernel, as far as that can be known without it; empty where it can.

    It has to be known beforehand: of a kernel that dies Jupyter only learns that it died, and its last words are in the
    server's terminal. So options that aren't usual are tried on another JVM first, which takes 0.1 to 0.3 s.
    """
    jars = flags[flags.index("-cp") + 1].split(os.pathsep)
    for jar in jars[:2]:  # JJava and what starts it; a library's may have a newer version's name by now
        if not os.path.exists(jar):
            return f"This is missing: {jar}\n{AGAIN}"
    given = [name for name in STEERING if os.environ.get(name, "").strip()]
    usual = given == [OPTIONS] and is_usual(os.environ[OPTIONS].strip())
    if not given or usual or main_class != MAIN:
        return ""
    said = refused(given, java, flags, main_class)
    if not said:
        return ""
    blamed = given if len(given) == 1 else [n for n in given if refused([n], java, flags, main_class)] or given
    values = " and ".join(f"{name}={os.environ[name]}" for name in blamed)
    advice = "" if said.endswith(SET_OUT) else f"\nFix or unset {' and '.join(blamed)}{SET_OUT}"
    return f"The Java kernel can't start with {values}:\n{said}{advice}"


def is_usual(options: str) -> bool:
    """Such as the image's -Xmx256m. No JVM refuses that, so none is asked."""
    return options.startswith("-Xmx") and options.endswith("m") and options[4:-1].isdecimal() and len(options) in (8, 9)


def refused(names: list[str], java: str, flags: list[str], main_class: str) -> str:
    """What a JVM says that won't start with the options in these variables; empty where it starts."""
    import subprocess

    environment = {n: value for n, value in os.environ.items() if n not in STEERING or n in names}
    try:
        tried = subprocess.run(
            command(java, flags, environment, main_class),
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=SECONDS_TO_TRY,
        )
    except subprocess.TimeoutExpired:
        return ""  # such as one that waits for a debugger
    if READY in tried.stdout.splitlines():
        return ""
    lines = (tried.stderr + tried.stdout).splitlines()
    return "\n".join([line for line in lines if line.strip() and not line.startswith(NOISE)][:10])


def refuse(connection: str, reason: str) -> None:
    import site
    import tempfile

    site.main()
    from ipykernel.kernelapp import IPKernelApp
    from ipykernel.kernelbase import Kernel

    class Refusal(Kernel):
        """Like Refusal.java, which is for what only the JVM knows."""

        implementation = "Refusal"
        implementation_version = ""
        banner = ""
        language_info = {"name": "Java", "mimetype": "text/x-java-source", "file_extension": ".jshell"}  # noqa: RUF012

        async def do_execute(self, *arguments: object, **options: object) -> dict[str, object]:
            error = {"ename": "KernelCantStart", "evalue": reason, "traceback": reason.splitlines()}
            self.send_response(self.iopub_socket, "error", error)  # type: ignore[no-untyped-call]
            return {"status": "error", "execution_count": self.execution_count, **error}

    with tempfile.TemporaryDirectory() as folder:  # or it would make one in the learner's home
        options = [f"--ipython-dir={folder}", "--log-level=ERROR"]
        IPKernelApp.launch_instance(argv=["-f", connection, *options], kernel_class=Refusal)


if __name__ == "__main__":
    main(*sys.argv[1:])
