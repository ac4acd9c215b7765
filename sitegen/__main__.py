"""The `sitegen` command, and `python -m sitegen`."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import NoReturn

from sitegen.console import CommandLine
from sitegen.quick import plain_build
from sitegen.session import Session, begin


def main() -> NoReturn:
    """Run the process's own command line and exit with the contract's code."""
    plain = plain_build(sys.argv[1:])
    if plain is None:
        from sitegen import cli  # noqa: PLC0415 - Typer, see quick.py

        cli.main()
    begin()
    session = Session(plain.site, CommandLine(**plain.console))
    with session.guard():
        session.build(**plain.options)
    _leave()


def _leave() -> NoReturn:
    """End a process that has done its work at once: to take all values of a site apart, one by one,
    takes a tenth of the time in which a build finds nothing to do.
    """
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError):  # its reader has gone
            stream.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
