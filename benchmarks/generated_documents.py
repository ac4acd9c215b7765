"""Send generated documents through the whole pipeline and look at every page.

    python benchmarks/generated_documents.py [--sites N] [--documents N] [--seed N] [--checker]

Each site has that many documents made of markup, broken markup, controls, odd Unicode and the
shapes of real documents in random order, in several encodings, with translations. What is refused
is taken out, as an editor would. Every page goes through an HTML5 parser; `--checker` sends them
through the Nu Html Checker too (npm ci, Java). A page with an error of the standard, or with
markup that a document brought in, is printed; so is everything that is no line for a user.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import traceback
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

TESTS = Path(__file__).parents[1] / "tests"
sys.path[:0] = [str(TESTS), str(TESTS / "render")]

from document_generator import Generator, built_without_wrong_ones  # noqa: E402
from html_harmless import checked, checker, faults  # noqa: E402


def main() -> int:
    """Run and print the figures; 1 when anything was found."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sites", type=int, default=50)
    parser.add_argument("--documents", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--checker", action="store_true")
    options = parser.parse_args()
    seeds = range(options.seed, options.seed + options.sites)
    totals = dict.fromkeys(("documents", "refused", "pages", "tracebacks", "wrong pages"), 0)
    with ProcessPoolExecutor() as pool:
        for found in pool.map(
            run, seeds, [options.documents] * len(seeds), [options.checker] * len(seeds)
        ):
            for name, number in found.items():
                totals[name] += number
    print(json.dumps(totals, indent=2))
    return int(totals["tracebacks"] + totals["wrong pages"] > 0)


def run(seed: int, documents: int, with_checker: bool) -> dict[str, int]:
    """One site: what came of it."""
    figures = {"documents": documents, "refused": 0, "pages": 0, "tracebacks": 0, "wrong pages": 0}
    with tempfile.TemporaryDirectory() as name:
        root = Path(name) / "site"
        Generator(seed).site(root, documents)
        try:
            figures["refused"] = len(built_without_wrong_ones(root))
        except Exception:  # noqa: BLE001 - the finding
            print(f"seed {seed}:\n{traceback.format_exc()}", flush=True)
            return {**figures, "tracebacks": 1}
        for page in sorted((root / "public").rglob("*.html")):
            figures["pages"] += 1
            if wrong := faults(page.read_bytes()):
                print(f"seed {seed}: {page.relative_to(root)}: {wrong[:3]}", flush=True)
                figures["wrong pages"] += 1
        command = checker()
        if with_checker and isinstance(command, list):
            for line in checked(command, root / "public"):
                print(f"seed {seed}: {line}", flush=True)
                figures["wrong pages"] += 1
    return figures


if __name__ == "__main__":
    sys.exit(main())
