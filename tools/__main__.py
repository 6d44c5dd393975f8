"""Run the command line: `python -m tools`."""

import signal
import sys

from tools.cli import main
from tools.runtime.garbage import collect_rarely, keep_everything

if __name__ == "__main__":
    collect_rarely()
    code = main()
    keep_everything()
    # The command has ended: Ctrl-C has nothing to stop, and Python would end without a word.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.exit(code)
