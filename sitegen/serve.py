"""A preview: build, serve, watch, rebuild, reload the browser.

    files change ──> rebuild in a thread ──> public/ swapped ──> browsers told to reload
                          │ fails
                          └──> the last good pages, with the problems on top

livereload brings the protocol and the browser script. Its Server is not used: it runs callbacks
without a guard, so that one bad document ends the watch; it stands still while a build runs; its
inline script is what the pages' Content-Security-Policy forbids; and it serves at / whatever
base_url says, which hides links that forget the base path.
"""

from __future__ import annotations

import asyncio
import logging
import signal
import socket
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from livereload.handlers import LiveReloadHandler, LiveReloadJSHandler
from livereload.watcher import Watcher
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application

from sitegen.config import Config
from sitegen.errors import LockedError, SitegenError
from sitegen.files import CONFIG_NAME
from sitegen.model import Problem
from sitegen.preview import BANNER_STYLE_URL, BannerStyle, Page, View
from sitegen.progress import Progress
from sitegen.watch import Snapshot, changes, snapshot

_PAUSE = 0.2
"""Seconds between looks at the files: short beside the second that a reload may take."""
_SIGNALS = (signal.SIGINT, signal.SIGTERM)
_PATIENCE = 30.0
"""Seconds to wait for another build of the site."""
_SETTLE = 0.05
"""Seconds without a change after which a file counts as fully written."""


class Report(Protocol):
    """What a preview wants to know of a finished build."""

    @property
    def documents(self) -> int:
        """How many documents the site has."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What was found on the way."""


Build = Callable[[Config, Progress], Report]


def serve_site(
    load: Callable[[], Config], build: Build, progress: Progress, *, host: str, port: int
) -> None:
    """Serve the site until Ctrl-C or SIGTERM; `port` 0 takes a free one.

    `load` reads the settings, again before every build; `build` writes the site.

    Raises:
        SitegenError: the settings are wrong at the start, or the address cannot be used. Later
            errors of any kind are shown, and watching goes on.
    """
    asyncio.run(_serve(_Preview(load, build, progress), host, port))


async def _serve(preview: _Preview, host: str, port: int) -> None:
    stopping = asyncio.create_task(_asked_to_stop())
    sockets = _listen(host, port)
    working = asyncio.create_task(_work(preview, sockets, host))
    await asyncio.wait({working, stopping}, return_when=asyncio.FIRST_COMPLETED)
    if working.done():
        working.result()
    working.cancel()
    if preview.is_building:
        preview.progress.say("Stopping after the build that runs; Ctrl-C again does not wait.")
        _forget_signals()
    else:
        preview.progress.say("Stopped.")


def _listen(host: str, port: int) -> list[socket.socket]:
    try:
        return bind_sockets(port, host)
    except (OSError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        message = f"cannot serve on {host} port {port}: {reason}; choose another with --port"
        raise SitegenError(Problem("", 0, message)) from error


async def _work(preview: _Preview, sockets: list[socket.socket], host: str) -> None:
    server = HTTPServer(_application(preview))
    await preview.rebuild()
    server.add_sockets(sockets)
    shown = f"[{host}]" if ":" in host else host
    url = f"http://{shown}:{sockets[0].getsockname()[1]}{preview.config.base_path}"
    preview.progress.say(f"Serving {url} (Ctrl-C stops)")
    await preview.watch()


async def _asked_to_stop() -> None:
    loop, stop = asyncio.get_running_loop(), asyncio.Event()
    for number in _SIGNALS:
        loop.add_signal_handler(number, stop.set)
    await stop.wait()


def _forget_signals() -> None:
    for number in _SIGNALS:
        asyncio.get_running_loop().remove_signal_handler(number)


def _application(preview: _Preview) -> Application:
    LiveReloadHandler.watcher = Watcher()  # only to name a file in a log line
    LiveReloadHandler.live_css = False
    for name in ("tornado", "livereload"):
        logging.getLogger(name).addHandler(_Log(preview.progress))
        logging.getLogger(name).propagate = False
    return Application(
        [
            (r"/livereload", LiveReloadHandler),
            (r"/livereload\.js", LiveReloadJSHandler),
            (BANNER_STYLE_URL, BannerStyle),
            (r"/(.*)", Page, {"view": preview.view}),
        ],
        log_function=lambda handler: preview.progress.detail(
            f"{handler.get_status()} {handler.request.method} {handler.request.uri}"
        ),
    )


class _Log(logging.Handler):
    """Hands the server's own messages to -v, without tracebacks."""

    def __init__(self, progress: Progress) -> None:
        super().__init__()
        self._progress = progress

    def emit(self, record: logging.LogRecord) -> None:
        self._progress.detail(record.getMessage())


class _Preview:
    """The site as last built, and what watches over it.

    `config` is what sitegen.toml says now; the browser sees the one of the last good build.
    """

    def __init__(self, load: Callable[[], Config], build: Build, progress: Progress) -> None:
        self.config = load()
        self.progress = progress
        self._shown = self.config
        self._load = load
        self._build = build
        self.is_building = False
        self._known: Snapshot = self._look()
        self._problems: tuple[Problem, ...] = ()
        self._told: tuple[object, ...] = ()
        self._is_due = False
        """Whether another process kept the last build from happening."""

    def view(self) -> View:
        """What a browser gets to see now."""
        return View(self._shown.output, self._shown.base_path, self._problems)

    async def rebuild(self) -> None:
        """Build the site; whatever goes wrong is shown; browsers are told when there is news.

        What a build writes into content/ calls for one more build, which finds nothing to do. A
        reload for that would take readers back who have just followed a link.
        """
        self._is_due = False
        try:
            report = await asyncio.to_thread(self._make)
        except SitegenError as error:
            self._problems = error.problems
            self._is_due = isinstance(error, LockedError)
        except Exception as error:  # noqa: BLE001 - nothing may end the watch
            for line in traceback.format_exception(error):
                self.progress.detail(line.rstrip())
            said = f"{type(error).__name__}: {error}"
            self._problems = (Problem("", 0, f"the build failed ({said}); -v shows where"),)
        else:
            self._shown, self._problems = self.config, ()
        now = (self._problems, _identity(self._shown.output))
        if now == self._told:
            return
        self._told = now
        if not self._problems:
            self.progress.say(f"Built: {report.documents} documents.")
        for problem in self._problems or report.problems:
            self.progress.problem(problem)
        LiveReloadHandler.reload_waiters("*")

    def _make(self) -> Report:
        self.is_building = True
        try:
            self.config = self._load()
            return self._build_alone()
        finally:
            self.is_building = False

    def _build_alone(self) -> Report:
        """Build; when another process builds the site too, as its editor may, after that."""
        due = time.monotonic() + _PATIENCE
        while True:
            try:
                return self._build(self.config, self.progress)
            except LockedError:
                if time.monotonic() > due:
                    raise
            time.sleep(_PAUSE)

    async def watch(self) -> None:
        """Rebuild after every change, for ever."""
        while True:
            began = time.monotonic()
            changed = await asyncio.to_thread(self._changed)
            spent = time.monotonic() - began
            if changed:
                self.progress.say(f"Changed: {', '.join(changed[:3])}{' …' * (len(changed) > 3)}")
            if changed or self._is_due:
                await self.rebuild()
            # Looking at a large site costs more: leave nine tenths of the time to others.
            await asyncio.sleep(_PAUSE if changed else max(_PAUSE, 9 * spent))

    def _changed(self) -> list[str]:
        """Names of the files that changed, once nothing is being written any more."""
        now = self._look()
        if now == self._known:
            return []
        while True:
            time.sleep(_SETTLE)
            later = self._look()
            if later == now:
                break
            now = later
        names = [self.config.relative(path) for path in changes(self._known, now)]
        self._known = now
        return names

    def _look(self) -> Snapshot:
        config = self.config
        return snapshot(
            (
                config.root / CONFIG_NAME,
                config.seeds,
                config.content,
                config.templates,
                *([config.user_dictionary] if config.user_dictionary else ()),
            ),
            ignored=(config.output, config.state),
        )


def _identity(output: Path) -> tuple[int, ...]:
    """What differs when another site was put in place, by this process or another."""
    try:
        found = output.stat()
    except OSError:
        return ()
    return (found.st_dev, found.st_ino, found.st_ctime_ns)
