#!/bin/sh
# make-venv.sh FOLDER: a virtual environment, also where Debian ships Python without venv.
set -eu
folder=$1
python=${PYTHON:-python3}

"$python" - <<'CODE' || exit 1
import sys
if not (3, 11) <= sys.version_info[:2] <= (3, 13):
    version = ".".join(map(str, sys.version_info[:2]))
    sys.exit(f"sitegen needs Python 3.11 to 3.13, this is {version}; try: make PYTHON=python3.12 ...")
CODE

if [ -x "$folder/bin/python" ] && "$folder/bin/python" -m pip --version >/dev/null 2>&1; then
    exit 0
fi
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        export DEBIAN_FRONTEND=noninteractive
        apt-get update -qq </dev/null
        apt-get install -y -qq --no-install-recommends python3-venv </dev/null >/dev/null
    else
        echo "Python has no venv module; on Debian and Ubuntu: sudo apt-get install python3-venv" >&2
        exit 1
    fi
fi
"$python" -m venv "$folder"
