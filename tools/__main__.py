"""Run the command line: `python -m tools`."""

import signal
import sys
from pathlib import Path

from tools.runtime.packages import continue_in_environment, describe_missing

if __name__ == "__main__":
    continue_in_environment()
    try:
        from tools.cli import main
        from tools.runtime.garbage import collect_rarely, keep_everything

        collect_rarely()
        code = main()
    except ModuleNotFoundError as error:
        sys.exit(describe_missing(error, Path()))
    keep_everything()
    # The command has ended: Ctrl-C has nothing to stop, and Python would end without a word.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.exit(code)
