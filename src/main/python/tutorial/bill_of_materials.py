"""Writes the bills of materials, of the jar and of the image, as CycloneDX: `./tutorial bill [--image]`."""

import argparse
import json
import subprocess
import sys
from typing import Any
from urllib.parse import quote

from tutorial import image_engine
from tutorial.paths import ROOT

Bill = dict[str, Any]
JAR = ROOT / "target" / "weak-references.cdx.json"
IMAGE = ROOT / "target" / "image.cdx.json"
LICENSE = [{"license": {"id": "MIT"}}]
# What the image itself says of what is in it.
ASK = r"""
import importlib.metadata, json, pathlib, re, subprocess
packages = subprocess.run(
    ["dpkg-query", "-W", "-f", "${db:Status-Abbrev}\t${Package}\t${Version}\t${Architecture}\n"],
    capture_output=True, text=True, check=True,
).stdout
release = pathlib.Path("/opt/weak-references/java/release").read_text()
print("BILL " + json.dumps({
    "deb": [line.split("\t")[1:] for line in packages.splitlines() if line.startswith("ii")],
    "debian": pathlib.Path("/etc/debian_version").read_text().strip(),
    "pypi": sorted({(d.name, d.version) for d in importlib.metadata.distributions(path=[
        str(p) for p in pathlib.Path("/opt/weak-references/lab/lib").glob("python3*/site-packages")])}),
    "java": re.search(r'^JAVA_VERSION="([^"]+)', release, re.M).group(1),
    "jars": sorted(p.name for p in pathlib.Path("/opt/weak-references/target/lib").glob("*.jar")),
}))
"""


class Contradiction(Exception):
    """The image holds something else than the jar's bill says."""


def of_jar() -> Bill:
    subprocess.run(["mvn", "-B", "-q", "-Pbill", "cyclonedx:makeBom@bill"], check=True, cwd=ROOT)
    bill: Bill = json.loads(JAR.read_text(encoding="utf-8"))
    return bill


def of_image(jar: Bill, found: dict[str, Any]) -> Bill:
    """What an image holds; jar: the bill of the jar in it."""
    named = {f"{c['name']}-{c['version']}.jar" for c in jar["components"]}
    if named != set(found["jars"]):
        raise Contradiction(f"the image has different jars: {sorted(named ^ set(found['jars']))}")
    return {
        "bomFormat": "CycloneDX",
        "specVersion": jar["specVersion"],
        "version": 1,
        "metadata": {"component": component("container", "weak-references-image", jar["metadata"]["component"]["version"], licenses=LICENSE)},
        "components": [
            component("operating-system", "debian", found["debian"]),
            component("platform", "openjdk", found["java"]),
            *(component("library", n, v, f"pkg:deb/debian/{n}@{quote(v)}?arch={arch}") for n, v, arch in found["deb"]),
            *(component("library", n, v, f"pkg:pypi/{n.lower().replace('_', '-')}@{v}") for n, v in found["pypi"]),
            jar["metadata"]["component"],
            *jar["components"],
        ],
    }


def component(kind: str, name: str, version: str, purl: str | None = None, **more: Any) -> Bill:
    reference = {"purl": purl, "bom-ref": purl} if purl else {"bom-ref": f"{name}@{version}"}
    return {"type": kind, "name": name, "version": version, **reference, **more}


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="./tutorial bill", description="Write the jar's bill of materials.")
    parser.add_argument("--image", action="store_true", help="also build the image, and write its bill of materials too")
    options = parser.parse_args(arguments)
    jar = of_jar()
    print(f"The jar has {len(jar['components'])} parts: {JAR.relative_to(ROOT)}")
    if options.image:
        try:
            engine = image_engine.find()
        except image_engine.NoEngine as e:
            print(f"tutorial: {e}", file=sys.stderr)
            return 1
        engine.build(ROOT)
        image = of_image(jar, ask(engine))
        IMAGE.write_text(json.dumps(image, indent=2) + "\n", encoding="utf-8")
        print(f"The image has {len(image['components'])} parts: {IMAGE.relative_to(ROOT)}")
    return 0


def ask(engine: image_engine.Engine) -> dict[str, Any]:
    said = engine.run("/usr/bin/python3", "-c", ASK).stdout
    found: dict[str, Any] = json.loads(said[said.index("BILL ") + len("BILL ") :])
    return found


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
