#!/bin/sh
# Makes the virtual environment and installs pinned packages into it, and the program `toolkit`:
# `python -m tools` from any folder, and in a shell that completes its commands.
# Arguments: the Python to use, the folder of the environment, the requirements file.
set -eu
python=$1 venv=$2 requirements=$3

if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
  echo "Python 3.11 or newer is needed. Debian/Ubuntu: sudo apt-get install python3 python3-venv;"
  echo "Fedora: sudo dnf install python3; macOS: brew install python; Windows: python.org."
  echo "Another Python: make PYTHON=/path/to/python"
  exit 1
fi

if [ ! -x "$venv/bin/python" ]; then
  if ! "$python" -c 'import ensurepip, venv' 2>/dev/null && command -v apt-get >/dev/null; then
    if [ "$(id -u)" = 0 ]; then sudo=; else sudo="sudo -n"; fi
    # Debian ships venv apart; without the right to install, the next step says what is missing.
    $sudo apt-get update -qq && $sudo apt-get install -y -qq python3-venv >/dev/null || true
  fi
  if ! "$python" -m venv "$venv"; then
    rm -rf "$venv"
    echo "Cannot make a virtual environment. Debian/Ubuntu: sudo apt-get install python3-venv"
    exit 1
  fi
fi
echo "Installing $requirements into $venv …"
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r "$requirements"

bin=$(cd "$venv/bin" && pwd) root=$(cd "$(dirname "$0")/.." && pwd)
cat >"$bin/toolkit" <<END
#!/bin/sh
exec "$bin/python" -c 'import sys
sys.path[0] = sys.argv.pop(1)
sys.argv[0] = "toolkit"
from tools.cli import main
sys.exit(main())' "$root" "\$@"
END
chmod +x "$bin/toolkit"
