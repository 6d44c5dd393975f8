"""Run the command line: `python -m tools`."""

import signal
import sys

from tools.cli import main
from tools.runtime.garbage import collect_rarely

if __name__ == "__main__":
    collect_rarely()
    code = main()
    # The command has ended: Ctrl-C has nothing to stop, and Python would end without a word.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.exit(code)
