"""Work on the machines of a Dask cluster, for sites that outgrow one machine.

Dask's own `Client.get_executor()` is a `concurrent.futures.Executor`, so that the stages notice
nothing. What a cluster adds are ways to fail: it is not there, its workers have another sitegen or
do not see the site's templates, they die, or the scheduler does. Each ends the build with one line;
without a watch over it, a build would wait for ever for workers that never come back.
"""

from __future__ import annotations

import logging
import platform
import re
import threading
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import CancelledError, Executor, Future
from contextlib import contextmanager
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from sitegen.cache.stamps import digest, look, summary
from sitegen.config import Config
from sitegen.errors import SitegenError
from sitegen.files import package_root, theme_root
from sitegen.model import Problem

if TYPE_CHECKING:
    from distributed import Client

_CONNECT = 10.0
"""Seconds to wait for the scheduler, and for a first worker."""
_ALONE = 10.0
"""Seconds without any worker after which a build gives up: a killed one is replaced faster."""
_LOOK = 1.0
"""Seconds between looks at the workers."""


@contextmanager
def cluster(address: str, config: Config) -> Iterator[tuple[Executor, int]]:
    """An executor on the cluster whose scheduler is at `address` (tcp://host:port), and how many
    pieces of work the cluster does at once.

    Work that has not begun when the body ends is dropped.

    Raises:
        SitegenError: Dask is not installed, the cluster cannot be reached or differs from this
            machine, or it is lost on the way.
    """
    client = _connect(address)
    from distributed import KilledWorker  # noqa: PLC0415 - an extra
    from distributed.comm import CommClosedError  # noqa: PLC0415

    executor = client.get_executor(pure=False)
    lost = threading.Event()
    try:
        hands = _hands(client, address, config)
        with _watched(client, executor, lost):
            yield executor, hands
    except KilledWorker as error:
        raise _failed(
            address,
            "its workers died over the same work again and again, perhaps because memory ran out;"
            " give them more, or build without --scheduler",
        ) from error
    except (CancelledError, CommClosedError) as error:
        reason = "all its workers are gone" if lost.is_set() else "the scheduler is gone"
        raise _failed(address, f"{reason}; start them again, and build again") from error
    finally:
        client.close()


def _connect(address: str) -> Client:
    try:
        import dask  # noqa: PLC0415 - an extra
        from distributed import Client  # noqa: PLC0415
    except ModuleNotFoundError:
        message = 'needs Dask, which is not installed: pip install "sitegen[dask]"'
        raise SitegenError(Problem("", 0, f"--scheduler {address} {message}")) from None
    for name in ("distributed", "distributed.client"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # what fails is said by errors
    # The library of a large site is sent whole, and means to be.
    dask.config.set({"distributed.admin.large-graph-warning-threshold": "1TB"})
    made: Future[Client] = Future()
    threading.Thread(
        target=_fill,
        args=(made, lambda: Client(address, timeout=_CONNECT, set_as_default=False)),
        daemon=True,
    ).start()
    try:
        # Dask's own time-out does not hold for a server that takes the call and says nothing.
        return made.result(1.5 * _CONNECT)
    except (OSError, TimeoutError, ValueError) as error:
        reason = "nothing answers there; is it the address of a Dask scheduler?"
        raise _failed(address, reason) from error


def _fill(future: Future[Client], make: Callable[[], Client]) -> None:
    try:
        future.set_result(make())
    except Exception as error:  # noqa: BLE001 - handed on, not swallowed
        future.set_exception(error)


def _hands(client: Client, address: str, config: Config) -> int:
    """The threads of the cluster, all of which work as this process would."""
    try:
        client.wait_for_workers(1, timeout=_CONNECT)
    except TimeoutError:
        raise _failed(address, "it has no workers; start some: dask worker ADDRESS") from None
    own = surroundings(config)
    try:
        found: Mapping[str, Mapping[str, str]] = client.run(surroundings, config)
    except (ImportError, AttributeError, TypeError) as error:
        message = f"its workers have no sitegen like this one ({error}); install the same there"
        raise _failed(address, message) from error
    for worker, others in sorted(found.items()):
        for name, value in own.items():
            if others.get(name) != value:
                raise _failed(address, _difference(worker, name, value, others.get(name, "")))
    return sum(client.ncores().values())


def surroundings(config: Config) -> dict[str, str]:
    """What has to be the same wherever work is done, so that the bytes are: name -> version, or
    digest of the files.
    """
    dictionary = config.settings.search.user_dictionary
    places = {
        "sitegen": package_root(),
        "the theme": theme_root(),
        "the site's templates": config.templates,
        "the site's seeds": config.seeds,
        "the site's documents": config.content,
        **({"the user dictionary": config.root / dictionary} if dictionary else {}),
    }
    return {
        "Python": ".".join(platform.python_version_tuple()[:2]),
        **{name: _files(place) for name, place in places.items()},
        **{name: _version(name) for name in _needed()},
    }


def _files(place: Path) -> str:
    """Digest of the files below a place, compiled code aside."""
    found = look(place)
    return digest(summary({name: found[name] for name in found if "__pycache__" not in name}))


def _needed() -> list[str]:
    """The packages that sitegen runs on, without extras."""
    wanted = [line for line in metadata.requires("sitegen") or () if "extra ==" not in line]
    return sorted(re.split(r"[^\w.-]", line, maxsplit=1)[0] for line in wanted)


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def _difference(worker: str, name: str, own: str, other: str) -> str:
    if re.fullmatch("[0-9a-f]{32}", own):
        place = "install the same there" if name in {"sitegen", "the theme"} else "share its folder"
        return f"worker {worker} sees {name} with other files than this machine; {place}"
    found = f"has {name} {other}" if other else f"lacks {name}"
    return f"worker {worker} {found}, this machine has {own}; install the same on both"


@contextmanager
def _watched(client: Client, executor: Executor, lost: threading.Event) -> Iterator[None]:
    """Give up all work when there has been no worker for a while."""
    done = threading.Event()
    watch = threading.Thread(target=_watch, args=(client, executor, lost, done), daemon=True)
    watch.start()
    try:
        yield
    finally:
        done.set()
        watch.join()


def _watch(
    client: Client, executor: Executor, lost: threading.Event, done: threading.Event
) -> None:
    alone = 0.0
    while not done.wait(_LOOK):
        try:
            alone = 0.0 if client.ncores() else alone + _LOOK
        except OSError:
            return  # the scheduler is gone; its client ends all work itself
        if alone >= _ALONE:
            lost.set()
            executor.shutdown(wait=False)
            return


def _failed(address: str, reason: str) -> SitegenError:
    return SitegenError(Problem("", 0, f"the Dask cluster at {address} cannot be used: {reason}"))
