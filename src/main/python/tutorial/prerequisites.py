"""Finds the JDK and Maven that are on this machine, and says what is missing. The script has found the Python already."""

import os
import re
import shutil
import subprocess
from pathlib import Path

from tutorial.messages import Refusal
from tutorial.paths import ROOT, WINDOWS, program


def said_by(*command: str) -> str:
    """What a program says, on both ways; nothing where it doesn't even start."""
    try:
        run = subprocess.run(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace", check=False
        )
    except OSError:
        return ""
    return run.stdout


def strange_in(folder: str, windows: bool = WINDOWS, code_page: str = "mbcs") -> str:
    """The first character of its name with which Java would find nothing in there, or none.

    A class path has `:` between its parts (`;` on Windows), `*` and `?` stand for other names in it, and `!` ends a jar's name.
    Windows' java reads its command line in the machine's code page, which has few of the world's letters.
    """
    for character in folder:
        if character in ("*?!;" if windows else "*?!:"):
            return character
        if windows and character.encode(code_page, "replace").decode(code_page) != character:
            return character
    return ""


def find_java() -> None:
    """Sets JAVA_HOME and PATH for everything that is started from here on."""
    if strange := strange_in(str(ROOT)):
        raise Refusal(f"Java finds no library in a folder with '{strange}' in its name: rename {ROOT}, and try again.")
    named = os.environ.get("JAVA_HOME")
    java = str(program(Path(named) / "bin", "java")) if named else shutil.which("java")
    if not java:
        raise Refusal("Java is missing: install a JDK, 17 or newer (such as Temurin 25), and try again.")
    if not os.access(java, os.X_OK):
        raise Refusal(f"JAVA_HOME is {named}, but there's no bin/java in it: set it to a JDK, 17 or newer.")
    properties = dict(re.findall(r"^ *([\w.]+) = (.*)$", said_by(java, "-XshowSettings:properties", "-version"), re.MULTILINE))
    version = properties.get("java.specification.version")
    if not version:
        raise Refusal(f"{java} doesn't run: install a JDK, 17 or newer (such as Temurin 25), and try again.")
    if int(version.split(".")[0]) < 17:  # 1.8 was the last of its kind
        raise Refusal(f"Java {version} is too old ({java}): install a JDK, 17 or newer, or set JAVA_HOME to one.")
    modules = said_by(java, "--list-modules")
    for module in ("jdk.jshell", "jdk.compiler"):
        if f"{module}@" not in modules:
            raise Refusal(f"this Java has no {module}, so it isn't a full JDK ({java}): install a JDK, 17 or newer, or set JAVA_HOME to one.")
    home = properties["java.home"]
    os.environ["JAVA_HOME"] = home
    os.environ["PATH"] = f"{Path(home) / 'bin'}{os.pathsep}{os.environ['PATH']}"


def maven() -> str:
    """By its whole path: on Windows it's `mvn.cmd`, which a program finds only under that name."""
    return shutil.which("mvn") or "mvn"


def find_maven() -> None:
    if not shutil.which("mvn"):
        raise Refusal("Maven is missing: install Apache Maven, 3.8 or newer, and try again.")
    version = re.search(r"Apache Maven (\d+)\.(\d+)", said_by(maven(), "--version"))
    if not version:
        raise Refusal("mvn doesn't run: install Apache Maven, 3.8 or newer, and try again.")
    if (int(version[1]), int(version[2])) < (3, 8):
        raise Refusal(f"Maven {version[1]}.{version[2]} is too old: install Apache Maven, 3.8 or newer.")
