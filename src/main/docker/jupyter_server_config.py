"""How JupyterLab opens the course in the image, whoever starts it: as src/main/python/lab.py does elsewhere."""

from pathlib import Path

from jupyter_server.serverapp import ServerApp

c = get_config()  # noqa: F821

notebooks = Path.home() / "weak-references" / "notebooks"  # put there by src/main/docker/start
if notebooks.is_dir():
    c.ServerApp.root_dir = str(notebooks)
    c.LabApp.default_url = "/lab/tree/00-start-here.ipynb"
c.LabApp.extension_manager = "readonly"  # nothing here looks for the network
c.Application.log_level = "WARN"
c.ServerApp.open_browser = False
c.ServerApp.custom_display_url = "http://127.0.0.1:8888/lab/tree/00-start-here.ipynb"
c.ServerApp.answer_yes = True  # to "Shut down?", after Ctrl-C
ServerApp.no_browser_open_file = True  # nobody outside can open it; this is no option, only an attribute
