#!/bin/sh
# check-js.sh: types and tests of the browser modules, as far as Node.js is there.
set -eu

if [ -x node_modules/.bin/tsc ]; then
    node_modules/.bin/tsc --project tsconfig.json
else
    echo "Skipped the types of the browser modules: TypeScript is not installed (no npm)." >&2
fi
if command -v node >/dev/null; then
    # The files are named: what a folder means to --test differs between versions of Node.js.
    find tests/js -name '*.test.js' -exec node --test --test-reporter=spec {} +
else
    echo "Skipped the tests of the browser modules: Node.js is not installed." >&2
fi
