"""Whether pages are valid and hold only what our templates write, whatever the documents hold."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import html5lib

OWN_TAGS = frozenset(
    re.findall(
        r"\S+",
        """html head meta title link body a header nav main footer div span p h1 h2 h3 h4 h5 h6 ul
        ol li form input button label script section article aside details summary time dl dt dd
        svg path circle rect line g use symbol polyline select option table thead tbody tr th td
        strong em code pre blockquote img figure figcaption output datalist noscript template small
        mark kbd search fieldset legend caption sub sup br hr dialog abbr cite q b i progress""",
    )
)
CHECKER = Path(__file__).parents[1] / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
"""The Nu Html Checker, as `make test` installs it."""


def foreign(root: Element) -> Iterator[str]:
    """Elements and attributes that no template of ours writes."""
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue  # a comment
        tag = element.tag.rpartition("}")[2]  # without the namespace of SVG
        if tag not in OWN_TAGS:
            yield f"<{tag}>"
        if tag == "script" and "static/js/" not in element.get("src", ""):
            yield "<script>"
        for name, value in element.attrib.items():
            if name.startswith("on") or name == "style":
                yield f"{name}={value}"
            if name in {"href", "src", "action"} and re.match(
                r"\s*(javascript|data|vbscript):", value, re.IGNORECASE
            ):
                yield f"{name}={value}"


def faults(page: bytes) -> list[str]:
    """What is wrong with a page: errors of an HTML5 parser, markup that is not ours."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    root: Element = parser.parse(page.decode("utf-8"))
    errors = [f"{place}: {code}" for place, code, _ in parser.errors]
    return [*errors, *foreign(root)]


def checker() -> list[str] | str:
    """The command line of the Nu Html Checker, or why there is none."""
    if not shutil.which("java"):
        return "there is no Java for the HTML checker"
    if not CHECKER.is_file():
        return "the HTML checker is not installed (npm ci)"
    return ["java", "-Xss16m", "-jar", str(CHECKER)]


def checked(command: list[str], folder: Path) -> list[str]:
    """Errors that the Nu Html Checker finds in the pages below a folder."""
    line = [*command, "--format", "json", "--exit-zero-always", "--skip-non-html", str(folder)]
    done = subprocess.run(line, capture_output=True, text=True, check=True)
    said: list[dict[str, Any]] = json.loads(done.stderr)["messages"]
    return [
        f"{Path(m['url']).name}:{m.get('lastLine', 0)}: {m['message']} in {m.get('extract', '')!r}"
        for m in said
        if m["type"] != "info"
    ]
