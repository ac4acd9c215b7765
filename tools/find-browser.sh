#!/bin/sh
# find-browser.sh BIN: a Chromium for the browser tests, and a font with Chinese characters.
#
# In this order: one that is there, Debian's, Playwright's own. Playwright's comes last: it lacks
# the libraries that Debian's brings along.
set -eu
bin=$1

browser() {
    command -v chromium || command -v chromium-browser || command -v google-chrome ||
        command -v google-chrome-stable
}

wanted=
browser >/dev/null || wanted=chromium
fc-list :lang=zh 2>/dev/null | grep -q . || wanted="$wanted fonts-noto-cjk"

if [ -n "$wanted" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq </dev/null
    # shellcheck disable=SC2086 - a list of packages
    apt-get install -y -qq --no-install-recommends $wanted </dev/null >/dev/null ||
        echo "apt-get could not install$wanted." >&2
fi
if browser >/dev/null; then
    echo "The browser tests use $(browser)."
else
    "$bin/playwright" install chromium
fi
