"""What `./tutorial` does in Python. Each command's module is its program, too: `.venv/bin/python -m tutorial.contents`."""
