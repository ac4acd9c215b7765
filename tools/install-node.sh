#!/bin/sh
# install-node.sh: Node.js with npm, and what package.json names, to check the browser modules.
set -eu

if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        export DEBIAN_FRONTEND=noninteractive
        apt-get update -qq </dev/null
        apt-get install -y -qq --no-install-recommends nodejs npm </dev/null >/dev/null ||
            echo "apt-get could not install nodejs and npm." >&2
    fi
fi
if command -v npm >/dev/null; then
    npm ci --ignore-scripts --no-audit --no-fund --loglevel=error </dev/null
else
    echo "No npm: the types of the browser modules are not checked. Install Node.js 18 or newer." >&2
fi
