"""Writes the badge that opens this course on Binder, from git's own word on where it lies: `./tutorial badge`."""

import argparse
import re
import subprocess
import sys
import urllib.parse
from pathlib import Path

from tutorial.markdown import between
from tutorial.paths import ROOT

BINDER = "https://mybinder.org"
FIRST = "00-start-here.ipynb"
BADGE = "<!-- badge -->"
END = "<!-- end of badge -->"


class BadgeError(Exception):
    """One sentence that says what to do."""


def git(root: Path, *words: str) -> str | None:
    try:
        run = subprocess.run(["git", "-C", str(root), *words], capture_output=True, text=True)
    except FileNotFoundError:
        raise BadgeError("git is missing: install it, and try again.") from None
    return run.stdout.strip() if run.returncode == 0 else None


def place(root: Path) -> tuple[str, str]:
    """Where the repository lies, as git says it, and the branch."""
    top = git(root, "rev-parse", "--show-toplevel")
    if top is None:
        raise BadgeError("this folder isn't a git repository: put it into one of your own, and try again.")
    if Path(top).resolve() != root.resolve():
        raise BadgeError(f"the course has to be the top folder of its repository, because Binder looks there. Now the top is {top}.")
    remote = git(root, "remote", "get-url", "origin")
    if not remote:
        raise BadgeError("git doesn't know a remote 'origin': make a public repository, then run git remote add origin ITS-ADDRESS.")
    return remote, git(root, "symbolic-ref", "--short", "-q", "HEAD") or "HEAD"


def host_and_path(remote: str) -> tuple[str, str]:
    """Of https://host/path, ssh://git@host:22/path and git@host:path, without passwords and .git."""
    if "://" in remote:
        parts = urllib.parse.urlsplit(remote)
        host, path = parts.hostname, parts.path
        if parts.scheme not in ("https", "http", "ssh", "git", "git+ssh"):
            host = None
    else:
        found = re.fullmatch(r"(?:[^@/:]+@)?([^/:]+):(?!\\)(.+)", remote)
        host, path = found.groups() if found else (None, "")
    path = path.strip("/").removesuffix(".git")
    if not host or "." not in host or not path:
        raise BadgeError("Binder can't reach the address of 'origin': push the course to a public repository, such as one on GitHub or GitLab.")
    return host.lower(), path


def provider(host: str, path: str) -> str:
    """How Binder names a repository."""
    if host in ("github.com", "www.github.com", "ssh.github.com"):
        if path.count("/") != 1:
            raise BadgeError(f"'{path}' isn't a repository on GitHub, which would be OWNER/NAME: look at git remote -v.")
        return f"gh/{urllib.parse.quote(path)}"
    if host in ("gitlab.com", "altssh.gitlab.com"):
        return f"gl/{urllib.parse.quote(path, safe='')}"
    return "git/" + urllib.parse.quote(f"https://{host}/{path}", safe="")


def address(remote: str, branch: str, notebook: str = FIRST) -> str:
    return f"{BINDER}/v2/{provider(*host_and_path(remote))}/{urllib.parse.quote(branch)}?labpath={notebook}"


def badge(remote: str, branch: str) -> str:
    return f"[![Open the course on Binder]({BINDER}/badge_logo.svg)]({address(remote, branch)})"


def with_badge(readme: str, badge: str) -> str:
    """The README with the badge under its title, or in place of the badge that is there."""
    if BADGE in readme:
        return between(readme, BADGE, END, badge)
    title, line, rest = readme.partition("\n")
    return f"{title}{line}\n{BADGE}\n{badge}\n{END}\n{rest}"


def without_badge(readme: str) -> str:
    return re.sub(rf"\n{BADGE}\n.*?{END}\n", "", readme, flags=re.DOTALL)


def main(arguments: list[str], root: Path = ROOT) -> int:
    parser = argparse.ArgumentParser(prog="./tutorial badge", description="Print the badge that opens the course on Binder.")
    parser.add_argument("--write", action="store_true", help="put it under the title of README.md too")
    options = parser.parse_args(arguments)
    try:
        text = badge(*place(root))
    except BadgeError as e:
        print(f"tutorial: {e}", file=sys.stderr)
        return 1
    print(text)
    if options.write:
        readme = root / "README.md"
        before = readme.read_text(encoding="utf-8")
        readme.write_text(with_badge(before, text), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
