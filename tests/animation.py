"""Plays the playground in a real JupyterLab, and writes what it looked like to docs/playground.gif, for the README.

    .venv/bin/python tests/animation.py
"""

import io
import shutil
import tempfile
from pathlib import Path

from nbformat.v4 import new_markdown_cell
from PIL import Image
from playwright.sync_api import expect, sync_playwright

from conftest import FLAGS, ROOT, Lab, course_of_its_own, write_notebook
from kernels import SET_UP
from pages import Page

PICTURE = ROOT / "docs" / "playground.gif"
NAME = "90-playground"
SECONDS = 1.1  # for each step
MARGIN = 8  # px
TIMES = 3  # then it stands still
STEPS = {  # what is pressed, and what the page says then
    "Next page": "You looked up 50 people",
    "Collect garbage": "Garbage was collected",
    "Who holds the first person to leave it?": "Nobody held them anymore",
    "Clear the screen": "The screen is empty",
    "Collect garbage ": "Nobody held them, and the cache",
    "never forgets": "a new cache that never forgets",
    "Next page ": "You looked up 50 people",
    "Clear the screen ": "The screen is empty",
    "Collect garbage  ": "and nobody is gone",
    "Who holds the first person to leave it? ": "The cache holds them",
}


def frames(page: Page) -> list[Image.Image]:
    output = page.page.locator(".jp-CodeCell").nth(1).locator(".jp-OutputArea-output").first
    pictures = []

    def look() -> None:
        pictures.append(Image.open(io.BytesIO(output.screenshot())).convert("RGB"))

    for label, said in STEPS.items():
        button = output.get_by_role("button", name=label.strip(), exact=True)
        expect(button).to_be_enabled(timeout=60_000)
        button.click()
        expect(output.get_by_text(said)).to_be_visible(timeout=60_000)
        expect(button).to_be_enabled(timeout=60_000)
        look()
    return pictures


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        notebooks = course_of_its_own(Path(folder))
        write_notebook(notebooks / f"{NAME}.ipynb", new_markdown_cell("# Play"), SET_UP, "Notebook.show(new Playground());")
        lab = Lab(Path(folder) / "settings", f"--ServerApp.root_dir={notebooks}")
        try:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
            page = Page(lab, browser.new_page(viewport={"width": 900, "height": 900}))
            page.open(NAME)
            page.run_all()
            page.wait_until_run()
            pictures = frames(page)
        finally:
            lab.stop()
    height = max(picture.height for picture in pictures)
    same = []
    for picture in pictures:
        whole = Image.new("RGB", (picture.width + 2 * MARGIN, height + 2 * MARGIN), "white")
        whole.paste(picture, (MARGIN, MARGIN))
        same.append(whole.quantize(256, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE))
    same[0].save(PICTURE, save_all=True, append_images=same[1:], duration=round(1000 * SECONDS), loop=TIMES - 1, optimize=True)


if __name__ == "__main__":
    main()
