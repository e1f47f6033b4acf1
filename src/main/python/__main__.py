"""What the script `./tutorial` turns into: `python src/main/python run 01`, on a Python that has nothing but its own library."""

import signal
import sys

if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # a Ctrl-C until `main` listens ends us without a traceback

from tutorial.command import main

code = main(sys.argv[1:])
signal.signal(signal.SIGINT, signal.SIG_IGN)  # it ends anyway, and without a traceback
sys.exit(code)
