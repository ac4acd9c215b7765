"""One seed to its manuscripts; pieces stay where they were made, what is kept of them is text."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from sitegen.content.slugs import slugify
from sitegen.errors import SitegenError
from sitegen.ingest.draft import Draft
from sitegen.ingest.explain import explain, facts
from sitegen.ingest.manuscripts import Drafted, Manuscript, Outcome, front
from sitegen.ingest.read import read_seed
from sitegen.ingest.seed import parse_seed
from sitegen.ingest.write import body_text
from sitegen.search.tokens import tokenizer_of


def draft_seed(folder: Path, name: str, known: str) -> Outcome:
    """What one seed becomes.

    Raises:
        ContentError: front matter that a person typed is wrong.
    """
    try:
        seed = read_seed(folder / name, name, file=f"seeds/{name}")
    except SitegenError as error:
        return error
    if seed.digest == known:
        return None
    parsed = parse_seed(seed, _cut)
    return Drafted(
        seed.encoding,
        seed.digest,
        tuple(_manuscript(draft) for draft in parsed.drafts),
        dict(parsed.removed),
        explain(name, parsed.pieces),
    )


def _cut(text: str) -> list[str]:
    """The words of a text; the dictionary is loaded for the first that asks."""
    return tokenizer_of(None).cut(text)


def _manuscript(draft: Draft) -> Manuscript:
    meta = replace(draft.meta, slug=slugify(draft.meta.title))
    body = body_text(draft)
    return Manuscript(meta, front(meta, body), body, facts(draft), draft.remarks)
