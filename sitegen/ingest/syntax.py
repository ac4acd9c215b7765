"""What lines of Markdown, and bullets of any text, begin with."""

from __future__ import annotations

import re

ATX = re.compile(r"(#{1,6})(?:\s+(.*?))?(?:\s+#+)?$")
"""A heading behind number signs."""
SETEXT = re.compile(r"(?:={2,}|-{2,})$")
"""What underlines a heading."""
BULLET = re.compile(r"(?:([•●▪■◆▲△○◇★※►▶])\s*|([-*+·–—])\s+)(?=\S)")
COMMENT = re.compile(r"<!--[^>]*-->$")
FENCE = re.compile(r"(`{3,}|~{3,})")
"""What code stands between."""
DEFINITION = re.compile(r"\[(?:\\.|[^\[\]\\])+\]:\s*\S")
"""`[1]: https://…` and `[^1]: …`."""
RULE = re.compile(r"([-*_=])(?:\s?\1){2,}$")
