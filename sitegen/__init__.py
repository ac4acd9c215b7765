"""sitegen turns folders of Chinese documents into searchable bilingual digest sites."""

import os
from importlib.metadata import PackageNotFoundError, version

# numpy's linear algebra, which nothing here uses, would start a thread for each core as it is
# imported; a process with several threads cannot be forked (workers.py).
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

try:
    __version__ = version("sitegen")
except PackageNotFoundError:  # a source tree that was never installed
    __version__ = "0"
