"""The `translate` command: missing English is fetched, checked and stored text by text.

Every answer is on disk before another text is sent in its place, so a crash costs at most the
texts under way, Ctrl-C and a used-up quota cost none, and the next run goes on where this one
stopped. Sending batches was refused: one failure loses them whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from sitegen.config import Config
from sitegen.content.catalog import record, update_catalog
from sitegen.content.library import Library
from sitegen.errors import LockedError, TranslateError
from sitegen.lock import site_lock
from sitegen.model import Problem, Severity
from sitegen.progress import Progress, Silent
from sitegen.translate.answers import Answers
from sitegen.translate.pace import Clock, Pacer, SystemClock
from sitegen.translate.plan import TARGET, Job, Plan, catalog_path, make_plan
from sitegen.translate.providers import Provider
from sitegen.translate.retry import Patience
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
    clock: Clock | None = None,
) -> TranslateReport:
    """Fill the missing English of the named documents (all for none), at most `limit` texts.

    Raises:
        TranslateError: a document is unknown, the provider has no key, or another run is at work.
        ContentError: a catalog is no readable PO file or cannot be written.
    """
    show = progress or Silent()
    if dry_run:
        plan = make_plan(config, library, documents or ())
        _announce(plan, provider, show)
        return TranslateReport(len(plan.jobs), plan.characters, 0, 0)
    with _only_run(config):
        plan = make_plan(config, library, documents or ())
        _announce(plan, provider, show)
        provider.prepare()
        _reuse(config, plan)
        pacer = Pacer(provider.pace, clock or SystemClock())
        translator = Translator(provider, library.glossary, patience or Patience(), pacer)
        run = _Run(translator, show)
        try:
            run.work(plan.jobs[: limit or None])
        finally:
            show.say(f"{run.translated} of {len(plan.jobs)} texts translated.")
    return TranslateReport(
        len(plan.jobs), plan.characters, len(plan.known), run.translated, tuple(run.problems)
    )


@contextmanager
def _only_run(config: Config) -> Iterator[None]:
    """Two runs at once would send the same texts."""
    with ExitStack() as stack:
        try:
            stack.enter_context(site_lock(config.state / "translate"))
        except LockedError:
            message = "another `sitegen translate` is at work here; wait until it ends, or stop it"
            raise TranslateError(Problem("", 0, message)) from None
        yield


def _announce(plan: Plan, provider: Provider, show: Progress) -> None:
    for document in plan.documents:
        texts = [job.text for job in plan.jobs if job.places[0].source == document.file]
        if texts:
            length = sum(map(len, texts))
            cost = provider.charge.price(length)
            show.detail(f"{document.file}: {len(texts)} texts, {length} characters{cost}")
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
        answers = Answers(self._ask, jobs, self._translator.provider.pace.at_once)
        try:
            for _ in self._show.track(jobs, "Translating"):
                self._take(*answers.next())
                if self._is_over():
                    break
        finally:
            # What is under way is paid for: it is waited for and stored, after Ctrl-C too.
            self._translator.pacer.stop()
            if answers.under_way:
                self._show.say(f"Waiting for answers under way: {answers.under_way}")
            for job, answer in answers.rest():
                self._take(job, answer)

    def _ask(self, job: Job) -> Translation:
        return self._translator(job.text)

    def _take(self, job: Job, answer: Future[Translation]) -> None:
        try:
            translation = answer.result()
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

    def _failed(self, job: Job, reason: str) -> None:
        if self._is_over():
            return
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
        if self._is_over():
            return
        name = self._translator.provider.name
        message = f"stopped: {reason}. What was translated is saved; run again to go on"
        self.problems.append(Problem("", 0, f"{name} {message}"))

    def _is_over(self) -> bool:
        return any(problem.severity is Severity.ERROR for problem in self.problems)
