"""The jar as learners get it, and which package knows which."""

import os
import re
import subprocess
import zipfile

import pytest

from conftest import ROOT

JAR = ROOT / "target" / "weak-references.jar"
MAIN = ROOT / "src" / "main" / "java"
# What each room may use, apart from itself.
USES = {
    "show": set(),
    "widget": {"show"},
    "story": set(),
    "gc": set(),
    "cache": {"gc"},
    "inspect": {"gc", "show"},
    "timeline": {"cache", "gc"},
    "figure": {"show"},
    "chart": {"figure", "timeline", "inspect", "gc", "show"},
    "kiosk": set(),
    "lab": {"story", "gc", "cache", "timeline", "chart", "inspect"},
    "exercise": {"story", "gc", "cache", "inspect", "lab", "show", "widget"},
    "playground": {"story", "cache", "gc", "inspect", "chart", "figure", "show", "widget"},
    "notebook": {"timeline", "chart", "figure", "inspect", "gc", "show", "widget"},
}
KERNELS = r"org\.dflib\.jjava|io\.github\.spencerpark"


def class_path():
    with zipfile.ZipFile(JAR) as jar:
        manifest = jar.read("META-INF/MANIFEST.MF").decode().replace("\r\n ", "")
    return re.search(r"^Class-Path: (.*?)\r?$", manifest, re.MULTILINE).group(1).split()


def test_the_jar_names_all_that_lies_beside_it_and_nothing_else():
    named = {entry.removeprefix("lib/") for entry in class_path()}
    assert named == {p.name for p in (JAR.parent / "lib").glob("*.jar")}


def test_the_class_path_has_no_passengers():
    for passenger in ["junit", "hamcrest", "pdf", "jjava", "basekernel", "assertj", "checker", "annotations-"]:
        assert [e for e in class_path() if passenger in e and "jackson" not in e] == []


@pytest.mark.parametrize("room", USES)
def test_a_room_knows_only_those_before_it(room):
    for source in (MAIN / "weakrefs" / room).glob("*.java"):
        code = re.sub(r"/\*.*?\*/|//.*", "", source.read_text(encoding="utf-8"), flags=re.DOTALL)
        used = set(re.findall(r"\bweakrefs\.(\w+)\.[A-Z]", code)) - {room}
        assert used <= USES[room], f"{source.name} uses {used - USES[room]}"


def test_the_rooms_are_all_told_of():
    assert {p.name for p in (MAIN / "weakrefs").iterdir()} == set(USES)


def test_only_the_bridge_knows_a_kernel():
    for source in MAIN.rglob("*.java"):
        if source.parent.name != "notebook":
            assert not re.search(KERNELS, source.read_text(encoding="utf-8")), source.name


def test_a_modular_project_finds_it_by_a_name_that_stays():
    described = subprocess.run(["jar", "--describe-module", "--file", JAR], capture_output=True, text=True, check=True)
    assert re.search(r"^weakrefs(@\S+)? automatic$", described.stdout, re.MULTILINE)


@pytest.mark.parametrize(("rooms", "libraries"), [
    (["cache", "gc"], []),
    (["show", "figure"], ["tablesaw-", "jackson-", "xchart-", "unbescape-"]),
])
def test_what_readme_says_can_be_taken_without_the_course(tmp_path, rooms, libraries):
    jars = [str(jar) for jar in (JAR.parent / "lib").glob("*.jar") if jar.name.startswith(tuple(libraries))]
    sources = [str(source) for room in rooms for source in (MAIN / "weakrefs" / room).glob("*.java")]
    compiler = ["javac", "--release", "17", "-proc:none", "-d", str(tmp_path), "-cp", os.pathsep.join(jars)]
    compiled = subprocess.run([*compiler, *sources], capture_output=True, text=True)
    assert compiled.returncode == 0, compiled.stderr


def test_works_in_a_plain_jshell(tmp_path):
    script = tmp_path / "script.jsh"
    script.write_text(
        "import weakrefs.cache.*; import weakrefs.story.*; import weakrefs.notebook.*; import weakrefs.timeline.*;\n"
        "Notebook.attach();\n"
        "PhoneBook phoneBook = new PhoneBook(3);\n"
        "Cache<String, Person> cache = new StrongCache<>(phoneBook::load);\n"
        "LiveChart.record(new Timeline().watch(\"strong\", cache), () -> phoneBook.names().forEach(cache::get));\n"
        "/exit\n",
        encoding="utf-8",
    )
    # Where it keeps its preferences; the first time ever, it would say that it makes the folder.
    (tmp_path / ".java" / ".userPrefs").mkdir(parents=True)
    said = subprocess.run(
        ["jshell", f"-J-Djava.util.prefs.userRoot={tmp_path}", "--class-path", str(JAR), str(script)],
        stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120, check=True,
    )
    assert "“strong” grew to 3 and never forgot anybody" in said.stdout
    assert said.stderr == ""


def test_numbers_are_written_in_english_whatever_the_machine_speaks():
    """Java's formats follow the machine's language, unless they are told not to: 2.400 beside English words."""
    own = r"String\.format\((?!\s*Locale)|\.printf\((?!\s*Locale)|\.to(?:Lower|Upper)Case\(\)|NumberFormat\.get\w*Instance\(\)"
    number = r"%[-+#0,( ]*\d*(?:\.\d+)?[dfeEgGxX]"
    for source in MAIN.rglob("*.java"):
        code = source.read_text(encoding="utf-8")
        for found in re.finditer(own, code):
            words = code[found.start():].split(";")[0]
            assert found.group().startswith(("String", ".printf")) and not re.search(number, words), f"{source.name}: {words}"
        for found in re.finditer(r"\.formatted\(", code):
            words = re.split(r"[;{}]", code[:found.start()])[-1]
            assert not re.search(number, words), f"{source.name}: {words}"
