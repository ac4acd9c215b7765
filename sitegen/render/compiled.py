"""Templates compiled by Jinja: for all languages and builds of a process, and for later ones.

To compile those of the theme takes a fifth of a second, in each process that renders. Jinja loads
them with marshal, so that they stand in a folder of the user's own and never in that of a site:
whoever could write there could run code.
"""

from __future__ import annotations

import io
import sys
from functools import cached_property
from pathlib import Path
from types import CodeType

import jinja2
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from sitegen.cache.stamps import digest
from sitegen.private import PrivateStore


class Compiled(BytecodeCache):
    """Templates by their file, of one compiler."""

    def __init__(self, compiler: Path) -> None:
        """`compiler` is the source of what compiles them: its result depends on it."""
        self._compiler = compiler
        self._known: dict[str, tuple[str, CodeType | None]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give what the same text was compiled to before."""
        checksum, code = self._known.get(bucket.key, ("", None))
        if checksum == bucket.checksum:
            bucket.code = code
        elif data := self._store.get(self._key(bucket)):
            bucket.load_bytecode(io.BytesIO(data))
            self._known[bucket.key] = (bucket.checksum, bucket.code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what a text was compiled to."""
        self._known[bucket.key] = (bucket.checksum, bucket.code)
        self._store.put(self._key(bucket), bucket.bytecode_to_string())

    def _key(self, bucket: Bucket) -> str:
        return digest(self._edition, bucket.key, bucket.checksum)

    @cached_property
    def _store(self) -> PrivateStore:
        return PrivateStore("templates")

    @cached_property
    def _edition(self) -> str:
        return digest(self._compiler.read_bytes(), jinja2.__version__, sys.version)
