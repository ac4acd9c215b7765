"""sitegen turns folders of Chinese documents into searchable bilingual digest sites."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("sitegen")
except PackageNotFoundError:  # a source tree that was never installed
    __version__ = "0"
