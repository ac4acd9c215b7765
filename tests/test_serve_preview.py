"""A preview shows what was built, reloads on change, survives broken input. The build is a toy."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path

import pytest
from preview_client import TIMEOUT, Preview, announced, status_of

from sitegen.lock import site_lock

SCRIPT = """
import sys
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from sitegen.config import load_config
from sitegen.console import CommandLine
from sitegen.errors import ContentError, SitegenError
from sitegen.lock import site_lock
from sitegen.model import OutputFile, Problem
from sitegen.output import write_site
from sitegen.serve import serve_site

@dataclass(frozen=True)
class Report:
    documents: int = 1
    problems: tuple = ()

def build(config, progress):
    text = (config.content / "a.md").read_text(encoding="utf-8")
    if "BROKEN" in text:
        raise ContentError(Problem("content/a.md", 3, "has <script> in it; mend it"))
    if "BUG" in text:
        raise ZeroDivisionError("unforeseen")
    page = "<!doctype html><html lang='zh'><head><title>T</title></head><body>%s</body></html>"
    files = [
        OutputFile("index.html", (page % f"{text} {len(list(config.content.iterdir()))}").encode()),
        OutputFile("docs/a/index.html", (page % "inner").encode()),
        OutputFile("404.html", (page % "no such page").encode()),
        OutputFile("static/a.js", b"export {}"),
    ]
    progress.say("looked")
    index = config.output / "index.html"
    if not index.exists() or index.read_bytes() != files[0].data:
        with site_lock(config.state):
            write_site(config.output, files)
    return Report()

try:
    load = partial(load_config, Path(sys.argv[1]))
    serve_site(load, build, CommandLine(), host="127.0.0.1", port=int(sys.argv[2]))
except SitegenError as error:
    print(error)
    sys.exit(1)
"""


@contextmanager
def start(root: Path, port: int = 0, script: str = SCRIPT) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [sys.executable, "-c", script, str(root), str(port)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1"},
    ) as process:
        try:
            yield process
        finally:
            process.kill()


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "a.md").write_text("第一稿", encoding="utf-8")
    (tmp_path / "sitegen.toml").write_text(
        'title = "T"\nbase_url = "https://example.org/digest/"\n', encoding="utf-8"
    )
    return tmp_path


def write(preview: Preview, text: str) -> None:
    (preview.root / "content" / "a.md").write_text(text, encoding="utf-8")


@pytest.fixture
def preview(site: Path) -> Iterator[Preview]:
    with start(site) as process:
        yield announced(site, process)


def test_edit_reaches_the_browser(preview: Preview) -> None:
    assert "第一稿" in preview.get()
    assert "第二稿" in preview.after(lambda: write(preview, "第二稿"))


def test_broken_document_shows_its_error_and_mending_heals(preview: Preview) -> None:
    broken = preview.after(lambda: write(preview, "BROKEN"))
    assert "content/a.md:3: has &lt;script&gt; in it; mend it" in broken
    assert "第一稿" in broken, "the last good page is still there"
    mended = preview.after(lambda: write(preview, "第二稿"))
    assert "第二稿" in mended
    assert "sitegen-problems" not in mended


def test_bug_in_the_build_does_not_end_the_watch(preview: Preview) -> None:
    assert "ZeroDivisionError" in preview.after(lambda: write(preview, "BUG"))
    assert "第二稿" in preview.after(lambda: write(preview, "第二稿"))


def test_build_that_finds_nothing_to_do_reloads_no_page(preview: Preview) -> None:
    """As after one that wrote into content/: readers who follow a link would be taken back."""
    write(preview, "第一稿")
    assert "looked\n" in preview.said
    write(preview, "第二稿")
    assert next(preview.said) == "Changed: content/a.md\n", "no word of a site built"
    assert "looked\n" in preview.said
    assert next(preview.said) == "Built: 1 documents.\n"


def test_build_of_another_process_is_waited_for(preview: Preview) -> None:
    """Else the preview would show "is being built" until the next edit."""

    def edit_while_locked() -> None:
        with site_lock(preview.root / ".sitegen"):
            write(preview, "第二稿")
            assert any(line.startswith("Changed: content/a.md") for line in preview.said)

    shown = preview.after(edit_while_locked)
    assert "第二稿" in shown
    assert "sitegen-problems" not in shown


def test_broken_settings_are_shown_and_heal(preview: Preview) -> None:
    toml = preview.root / "sitegen.toml"
    good = toml.read_text()
    assert "unknown setting `tilte`" in preview.after(lambda: append(toml, "tilte = 1\n"))
    assert "sitegen-problems" not in preview.after(lambda: append(toml, "", good))


def append(path: Path, more: str, text: str | None = None) -> None:
    path.write_text((path.read_text() if text is None else text) + more)


def test_new_renamed_and_deleted_files_are_noticed(preview: Preview) -> None:
    page = preview.root / "content" / "a.md"
    draft = preview.root / "content" / "b.md"
    preview.after(lambda: append(draft, "", "第三稿"))
    assert "第三稿" in preview.after(partial(draft.replace, page))
    assert "FileNotFoundError" in preview.after(page.unlink)


def test_edit_that_keeps_time_and_length_of_the_file_is_noticed(preview: Preview) -> None:
    page = preview.root / "content" / "a.md"
    times = page.stat()

    def swap() -> None:
        draft = preview.root / "content" / ".draft"
        draft.write_text("第二稿", encoding="utf-8")
        os.utime(draft, ns=(times.st_atime_ns, times.st_mtime_ns))
        draft.replace(page)

    assert "第二稿" in preview.after(swap)


def test_site_is_served_below_its_base_path_only(preview: Preview) -> None:
    assert preview.url.endswith("/digest/")
    host = preview.url.removesuffix("digest/")
    assert "第一稿" in preview.get()
    assert status_of(f"{host}static/a.js") == (
        404,
        "Outside of the site, which starts at /digest/ as base_url says.\n",
    )
    with urllib.request.urlopen(host, timeout=TIMEOUT) as answer:
        assert answer.url == preview.url


def test_addresses_answer_as_a_static_host_would(preview: Preview) -> None:
    with urllib.request.urlopen(f"{preview.url}docs/a", timeout=TIMEOUT) as answer:
        assert answer.url == f"{preview.url}docs/a/"
        assert b"inner" in answer.read()
    with urllib.request.urlopen(f"{preview.url}static/a.js", timeout=TIMEOUT) as answer:
        assert answer.headers["Content-Type"] == "text/javascript; charset=utf-8"
        assert answer.read() == b"export {}"
    code, page = status_of(f"{preview.url}none/")
    assert code == 404
    assert "no such page" in page


@pytest.mark.parametrize(
    "path", ["../sitegen.toml", "%2e%2e/sitegen.toml", "..%2fsitegen.toml", "%00", "/etc/passwd"]
)
def test_nothing_outside_of_the_site_is_served(preview: Preview, path: str) -> None:
    assert status_of(preview.url + path)[0] == 404


def test_pages_load_the_reload_script_from_a_file(preview: Preview) -> None:
    """An inline script would break the Content-Security-Policy of the pages."""
    page = preview.get()
    port = preview.url.split(":")[2].partition("/")[0]
    assert f'<script src="/livereload.js?port={port}" defer></script></head>' in page
    code, script = status_of(preview.url.removesuffix("digest/") + "livereload.js")
    assert code == 200
    assert "LiveReload" in script


def test_site_that_does_not_build_at_first_is_served_once_it_does(site: Path) -> None:
    (site / "content" / "a.md").write_text("BROKEN", encoding="utf-8")
    with start(site) as process:
        preview = announced(site, process)
        code, page = status_of(preview.url)
        assert code == 500
        assert "content/a.md:3: has" in page
        assert "第二稿" in preview.after(lambda: write(preview, "第二稿"))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_stopping_is_quiet(site: Path, number: signal.Signals) -> None:
    with start(site) as process:
        announced(site, process)
        process.send_signal(number)
        out, err = process.communicate(timeout=TIMEOUT)
    assert (process.returncode, out, err) == (0, "Stopped.\n", "")


def test_port_in_use_is_one_line(site: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with start(site, port) as process:
            out, err = process.communicate(timeout=TIMEOUT)
    said = f"cannot serve on 127.0.0.1 port {port}: Address already in use"
    assert out == f"{said}; choose another with --port\n"
    assert (process.returncode, err) == (1, "")


def test_build_that_another_process_kept_off_for_long_is_made_up_for(site: Path) -> None:
    script = SCRIPT.replace("\ntry:", "\nimport sitegen.serve\nsitegen.serve._PATIENCE = 0\ntry:")
    with start(site, script=script) as process, ExitStack() as lock:
        preview = announced(site, process)
        lock.enter_context(site_lock(site / ".sitegen"))
        shown = preview.after(lambda: write(preview, "第二稿"))
        assert "is building this site" in shown
        assert "第二稿" in preview.after(lock.close, hides="sitegen-problems")


def test_host_name_that_cannot_be_is_one_line(site: Path) -> None:
    with start(site, script=SCRIPT.replace("127.0.0.1", "a..b")) as process:
        out, err = process.communicate(timeout=TIMEOUT)
    assert (out.count("\n"), err) == (1, "")
    assert out.startswith("cannot serve on a..b port 0: ")
