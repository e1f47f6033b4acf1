"""What the course brings from elsewhere: every package is one version, and what pip brings has a hash."""

import json
import re
import xml.etree.ElementTree as Xml

import pytest

from conftest import ROOT
from tutorial import bill_of_materials

LOCKS = sorted(ROOT.glob("requirements*.txt"))
MAVEN = "{http://maven.apache.org/POM/4.0.0}"


def packages(lock):
    """Each requirement of a lock, with its hashes."""
    lines = [line for line in lock.read_text(encoding="utf-8").splitlines() if not line.lstrip().startswith("#")]
    return re.split(r"\n(?=\S)", "\n".join(lines).strip())


@pytest.mark.parametrize("lock", LOCKS, ids=lambda p: p.name)
def test_each_python_package_is_one_version_with_hashes(lock):
    found = packages(lock)
    assert len(found) > 10
    for package in found:
        first, *hashes = [line.strip().removesuffix("\\").strip() for line in package.splitlines()]
        assert re.fullmatch(r"[A-Za-z0-9._-]+(\[[\w,]+\])?==[\w.]+( ; .+)?", first), first
        assert hashes and all(re.fullmatch(r"--hash=sha256:[0-9a-f]{64}", h) for h in hashes), first


def test_every_lock_is_installed_by_its_hashes_and_nothing_else_is():
    """There is no other way in: not in the script, and not in the image."""
    for name in ("src/main/python/tutorial/set_up.py", "Dockerfile"):
        text = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", " ")
        installs = [line for line in text.splitlines() if re.search(r"\bpip\b.*\binstall\b", line)]
        assert installs, name
        for line in installs:
            assert "--require-hashes" in line and "--no-deps" in line, line


def test_each_maven_artifact_is_one_version():
    pom = Xml.parse(ROOT / "pom.xml").getroot()
    properties = {}
    for group in pom.iter(f"{MAVEN}properties"):
        for value in group:
            properties.setdefault(value.tag.removeprefix(MAVEN), []).append(value.text)
    found = [e for tag in ("dependency", "plugin", "path") for e in pom.iter(MAVEN + tag)]
    assert len(found) > 20
    managed = {
        e.findtext(f"{MAVEN}artifactId") for e in found if e.findtext(f"{MAVEN}version") is not None
    }
    for element in found:
        name, version = element.findtext(f"{MAVEN}artifactId"), element.findtext(f"{MAVEN}version")
        if version is None:
            assert name in managed, f"{name} has no version"
            continue
        wanted = re.fullmatch(r"\$\{([\w.-]+)\}", version)
        for value in properties[wanted.group(1)] if wanted else [version]:
            assert re.fullmatch(r"(RELEASE)?\d[\w.-]*", value) and "SNAPSHOT" not in value, f"{name}: {value}"


@pytest.fixture(scope="module")
def jar():
    assert bill_of_materials.main([]) == 0
    return json.loads(bill_of_materials.JAR.read_text(encoding="utf-8"))


@pytest.mark.slow
def test_the_bill_of_the_jar_names_each_jar_beside_it_with_its_hash_and_license(jar):
    there = {p.name for p in (ROOT / "target" / "lib").glob("*.jar")}
    assert {f"{c['name']}-{c['version']}.jar" for c in jar["components"]} == there
    for part in jar["components"]:
        assert part["purl"].startswith("pkg:maven/")
        assert "SHA-256" in {h["alg"] for h in part["hashes"]}, part["name"]
        assert part["licenses"], part["name"]


FOUND = {
    "deb": [["tini", "0.19.0-1+b3", "amd64"]], "debian": "13.1", "pypi": [["Jinja2", "3.1.6"]], "java": "25.0.3",
}


@pytest.mark.slow
def test_the_bill_of_the_image_has_what_the_image_says_and_each_part_once(jar):
    jars = [f"{c['name']}-{c['version']}.jar" for c in jar["components"]]
    image = bill_of_materials.of_image(jar, {**FOUND, "jars": jars})
    purls = [c.get("purl") for c in image["components"]]
    assert {"pkg:deb/debian/tini@0.19.0-1%2Bb3?arch=amd64", "pkg:pypi/jinja2@3.1.6"} < set(purls)
    references = [c["bom-ref"] for c in image["components"]]
    assert len(references) == len(set(references)) == 5 + len(jars)


@pytest.mark.slow
def test_an_image_with_another_jar_has_no_bill(jar):
    with pytest.raises(bill_of_materials.Contradiction, match="stranger-1.jar"):
        bill_of_materials.of_image(jar, {**FOUND, "jars": ["stranger-1.jar"]})
