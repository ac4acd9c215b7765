"""Words of a text, cut by jieba's dictionary, for the index and for the digest.

Runs of alphabet letters and digits are cut by one rule of our own before jieba sees the rest:
jieba and its fast twin rjieba (jieba-rs) differ only there, and a browser can follow a rule but
not a statistical model. Everything here works on folded text (see fold.py).
"""

from __future__ import annotations

import contextlib
import functools
import importlib
import logging
import re
import tempfile
import warnings
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from sitegen.errors import ConfigError
from sitegen.model import Problem
from sitegen.private import private_folder
from sitegen.search.fold import fold, squeeze

__all__ = ["Token", "Tokenizer", "fold", "squeeze"]

Token = tuple[str, int, int]
"""A word with its start and end in the folded text, in code points."""

HAN = r"\u4e00-\u9fd5"
"""Characters that jieba cuts."""
WIDE = r"\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Ideographs: each that jieba does not cut is a word."""
LETTER = rf"[^\W_{WIDE}]"
"""Letters and digits of alphabets."""
JOINING = r",.\-"
"""What may stand inside a word or number of such."""
_RUN = re.compile(
    rf"(?P<han>[{HAN}]+)"
    rf"|(?P<number>[0-9]{{1,3}}(?:,[0-9]{{3}})+(?:\.[0-9]+)?(?!{LETTER}))"
    rf"|(?P<word>{LETTER}+(?:[.\-]{LETTER}+)*)"
    rf"|(?P<rare>[{WIDE}])"
)
_USER_LINE = re.compile(r"(.+?)(?: +([0-9]+))?(?: +([a-z]+))?")


class Tokenizer:
    """Cuts folded text into words; the same tokens whichever engine does it."""

    def __init__(self, user_dictionary: Path | None = None, *, fast: bool = True) -> None:
        """Take extra words from a file (`word [freq [tag]]` a line, UTF-8).

        Words that mix Chinese characters with letters or digits have no effect: the runs are cut
        apart first. `fast=False` uses jieba even where rjieba is there.

        Raises:
            ConfigError: the file cannot be read or has a line of another form.
        """
        words = read_user_dictionary(user_dictionary) if user_dictionary else []
        # A frequency of 0 forbids a word, and only jieba knows how.
        forbids = any(frequency == 0 for _, frequency, _ in words)
        self._words = words
        self._is_fast = fast and not forbids

    @functools.cached_property
    def _cutter(self) -> Any:
        """Made at the first cut: to read its dictionary takes a fifth of a second."""
        if self._is_fast:
            with contextlib.suppress(ImportError):  # a platform for which rjieba has no wheel
                return _rjieba(self._words)
        return _jieba(self._words)

    def cut(self, text: str) -> list[str]:
        """Words of a folded text in order, without spaces and punctuation.

        All runs of Chinese characters are cut in one call, as in `cut_runs`.
        """
        runs = list(_RUN.finditer(text))
        han = " ".join([run.group() for run in runs if run.lastgroup == "han"])
        cut = iter(self._cutter.cut(han)) if han else iter(())
        words: list[str] = []
        for run in runs:
            if run.lastgroup == "han":
                words.extend(iter(cut.__next__, " ") if " " in han else cut)
            else:
                number = run.lastgroup == "number"
                words.append(run.group().replace(",", "") if number else run.group())
        return words

    def cut_chinese(self, text: str) -> list[str]:
        """Words of Chinese characters, and each space between them: together the text."""
        return list(self._cutter.cut(text))

    def cut_other(self, piece: str) -> list[tuple[int, str]]:
        """Words of a text without Chinese characters, and where each begins; a number that has
        separators is left out.
        """
        runs = (run for run in _RUN.finditer(piece) if run.lastgroup != "number")
        return [(run.start(), run.group()) for run in runs]

    def cut_for_search(self, text: str) -> list[Token]:
        """Words of a folded text with their sub-words, each sub-word before its word.

        Sub-words are the two- and three-character words of the dictionary inside a longer word,
        and the parts of a hyphenated one. Numbers lose their thousands separators.
        """
        return list(self._tokens(text, "search"))

    def cut_runs(self, runs: Iterable[str]) -> list[str]:
        """Words and sub-words of runs of the characters that jieba cuts, " " behind each run.

        One call for all runs: a call for each costs more than the cutting.
        """
        return list(self._cutter.cut_for_search("".join([run + " " for run in runs])))

    def cut_piece(self, piece: str) -> list[str]:
        """Words of a text without Chinese characters that jieba cuts, with their parts."""
        return [word for word, _, _ in self._tokens(piece, "search")]

    def _tokens(self, text: str, mode: str) -> Iterator[Token]:
        for run in _RUN.finditer(text):
            start = run.start()
            if run.lastgroup == "han":
                for word, begin, end in self._cutter.tokenize(run.group(), mode):
                    yield word, start + begin, start + end
            elif run.lastgroup == "number":
                yield run.group().replace(",", ""), start, run.end()
            else:
                if mode == "search":
                    yield from _parts(run.group(), start)
                yield run.group(), start, run.end()


def tokenizer_of(user_dictionary: Path | None) -> Tokenizer:
    """One tokenizer for all work of a process, which takes a tenth of a second to make.

    Raises:
        ConfigError: the file cannot be read or has a line of another form.
    """
    words = tuple(read_user_dictionary(user_dictionary)) if user_dictionary else ()
    return _tokenizer(user_dictionary, words)


@functools.lru_cache(maxsize=2)
def _tokenizer(
    user_dictionary: Path | None,
    words: tuple[tuple[str, int | None, str | None], ...],  # noqa: ARG001 - a change of the file
) -> Tokenizer:
    return Tokenizer(user_dictionary)


def _parts(word: str, start: int) -> Iterator[Token]:
    if "-" in word:
        for part in re.finditer(r"[^-]+", word):
            yield part.group(), start + part.start(), start + part.end()


def read_user_dictionary(path: Path) -> list[tuple[str, int | None, str | None]]:
    """Lines of a user dictionary as (folded word, frequency, tag).

    Raises:
        ConfigError: the file cannot be read, is not UTF-8 or has a frequency that is no number.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise ConfigError(Problem(str(path), 0, "is not UTF-8; save it as UTF-8")) from None
    except OSError as error:
        raise ConfigError(Problem(str(path), 0, f"cannot be read: {error.strerror}")) from None
    words = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        found = _USER_LINE.fullmatch(line.strip())
        if not found or " " in found[1]:
            message = f"{line.strip()!r} is not of the form: word [frequency [tag]]"
            raise ConfigError(Problem(str(path), number, message))
        words.append((fold(found[1]), int(found[2]) if found[2] else None, found[3]))
    return words


def _rjieba(words: list[tuple[str, int | None, str | None]]) -> Any:
    rjieba: Any = importlib.import_module("rjieba")
    if not words:
        return rjieba  # has a cutter of its own, which takes a tenth of a second and 30 MB to make
    cutter = rjieba.Jieba()
    for word, frequency, tag in words:
        cutter.add_word(word, frequency, tag)
    return cutter


def _jieba(words: list[tuple[str, int | None, str | None]]) -> Any:
    with warnings.catch_warnings():
        # jieba asks setuptools for its dictionary, which warns that this way is old.
        warnings.simplefilter("ignore")
        import jieba  # noqa: PLC0415 - a fifth of a second that most builds need not spend
    jieba.setLogLevel(logging.CRITICAL + 1)
    cutter: Any = jieba.Tokenizer()
    # jieba reads its cache with marshal, by default from a folder that all users can write.
    with _private_folder() as folder:
        cutter.tmp_dir = str(folder)
        cutter.initialize()
    for word, frequency, tag in words:
        cutter.add_word(word, frequency, tag)
    return cutter


@contextlib.contextmanager
def _private_folder() -> Iterator[Path]:
    """A folder that only this user can write: of the user's cache, else a temporary one."""
    folder = private_folder("jieba")
    if folder:
        yield folder
    else:
        with tempfile.TemporaryDirectory(prefix="sitegen-") as temporary:
            yield Path(temporary)
