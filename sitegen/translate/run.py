"""The `translate` command: missing English is fetched, checked and stored text by text.

Every translation is on disk before the next text is sent, so Ctrl-C, a crash or a used-up quota
costs at most the text under way, and the next run goes on where this one stopped. Sending batches
was refused: one failure loses them whole.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

from sitegen.config import Config
from sitegen.content.catalog import record, update_catalog
from sitegen.content.library import Library
from sitegen.model import Problem, Severity
from sitegen.progress import Progress, Silent
from sitegen.translate.plan import TARGET, Job, Plan, catalog_path, make_plan
from sitegen.translate.providers import Provider
from sitegen.translate.retry import Patience, Sleep
from sitegen.translate.send import Translation, Translator
from sitegen.translate.transport import Busy, Refused, Rejected


@dataclass(frozen=True, slots=True)
class TranslateReport:
    """What a run did, or with --dry-run would do."""

    texts: int
    """Different texts without a translation before the run, those known elsewhere excepted."""
    characters: int
    """Their length; what providers charge by."""
    reused: int
    """Entries filled from other catalogs of the site."""
    translated: int
    """Texts that were translated now."""
    problems: tuple[Problem, ...] = ()
    """Texts that were not, and why the run stopped early."""

    @property
    def remaining(self) -> int:
        """Texts that still have no translation."""
        return self.texts - self.translated


def translate(  # noqa: PLR0913 - one argument per option of the command
    config: Config,
    library: Library,
    *,
    provider: Provider,
    documents: Sequence[str] | None = None,
    limit: int | None = None,
    dry_run: bool = False,
    progress: Progress | None = None,
    patience: Patience | None = None,
    sleep: Sleep = time.sleep,
) -> TranslateReport:
    """Fill the missing English of the named documents (all for none), at most `limit` texts.

    Raises:
        TranslateError: a document is unknown, or the provider has no key.
        ContentError: a catalog is no readable PO file or cannot be written.
    """
    show = progress or Silent()
    plan = make_plan(config, library, documents or ())
    _announce(plan, provider, show)
    if dry_run:
        return TranslateReport(len(plan.jobs), plan.characters, 0, 0)
    provider.prepare()
    _reuse(config, plan)
    translator = Translator(provider, library.glossary, patience or Patience(), sleep)
    run = _Run(translator, show)
    try:
        run.work(plan.jobs[: limit or None])
    finally:
        show.say(f"{run.translated} of {len(plan.jobs)} texts translated.")
    return TranslateReport(
        len(plan.jobs), plan.characters, len(plan.known), run.translated, tuple(run.problems)
    )


def _announce(plan: Plan, provider: Provider, show: Progress) -> None:
    cost = provider.charge.of(plan.characters)
    show.say(
        f"{len(plan.jobs)} texts with {plan.characters} characters for {provider.name} ({cost}); "
        f"{len(plan.known)} known from other documents."
    )


def _reuse(config: Config, plan: Plan) -> None:
    """Bring the catalogs in step and fill in what the site already knows."""
    for document in plan.documents:
        path = catalog_path(config, document)
        update_catalog(path, document, file=config.relative(path), lang=TARGET, create=True)
    for job, known in plan.known:
        _store(job, Translation(known.msgstr, known.provider))


def _store(job: Job, translation: Translation) -> None:
    for place in job.places:
        record(
            place.catalog, job.text, translation.text, file=place.file, provider=translation.maker
        )


class _Run:
    """One pass over the texts, with the counters that decide when to stop."""

    def __init__(self, translator: Translator, show: Progress) -> None:
        self.translated = 0
        self.problems: list[Problem] = []
        self._translator = translator
        self._show = show
        self._failures = 0
        self._rejections = 0

    def work(self, jobs: Sequence[Job]) -> None:
        for job in self._show.track(jobs, "Translating"):
            try:
                translation = self._translator(job.text)
            except Refused as reason:
                self._stop(str(reason))
            except Busy as reason:
                self._failed(job, str(reason))
            except Rejected as reason:
                self._rejected(job, str(reason))
            else:
                self._failures = self._rejections = 0
                _store(job, translation)
                self.translated += 1
                self._show.detail(f"{job.text[:30]} -> {translation.text[:60]}")
            if self._is_over():
                return

    def _failed(self, job: Job, reason: str) -> None:
        self._failures += 1
        self._note(job, reason)
        if self._failures >= self._translator.patience.failures:
            self._stop(f"{reason}; {self._failures} texts in a row did not get through")

    def _rejected(self, job: Job, reason: str) -> None:
        self._rejections += 1
        self._note(job, f"the answer {reason}" if not reason[:1].isupper() else reason)
        if self._rejections >= self._translator.patience.rejections:
            self._stop(f"{self._rejections} answers in a row were rejected, the last: {reason}")

    def _note(self, job: Job, reason: str) -> None:
        place = job.places[0]
        message = f"not translated: {job.text[:24]!r}: {reason}"
        self.problems.append(Problem(place.source, place.line, message, Severity.WARNING))

    def _stop(self, reason: str) -> None:
        name = self._translator.provider.name
        message = f"stopped: {reason}. What was translated is saved; run again to go on"
        self.problems.append(Problem("", 0, f"{name} {message}"))

    def _is_over(self) -> bool:
        return any(problem.severity is Severity.ERROR for problem in self.problems[-1:])
