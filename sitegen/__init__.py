"""sitegen turns folders of Chinese documents into searchable bilingual digest sites."""

import os

# numpy's linear algebra, which nothing here uses, would start a thread for each core as it is
# imported; a process with several threads cannot be forked (workers.py).
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def __getattr__(name: str) -> str:
    """`__version__`, found when it is asked for: to look for it takes longer than most commands."""
    if name != "__version__":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415 - see above

    try:
        return version("sitegen")
    except PackageNotFoundError:  # a source tree that was never installed
        return "0"
