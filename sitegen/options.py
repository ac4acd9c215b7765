"""Values of options that are wrong usage unless they have a certain form.

What knows the forms is imported only when there is a value to look at.
"""

from __future__ import annotations

import typer


def known_scheduler(name: str) -> str:
    """The name, if work can be handed to what it says; else wrong usage."""
    from sitegen.workers import is_scheduler  # noqa: PLC0415

    if not is_scheduler(name):
        raise typer.BadParameter("processes, threads, or an address such as tcp://10.0.0.5:8786")
    return name


def known_address(address: str | None) -> str | None:
    """The address, if a site can have it; else wrong usage."""
    from sitegen.settings_rules import public_address  # noqa: PLC0415

    try:
        return public_address(address) if address else address
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None
