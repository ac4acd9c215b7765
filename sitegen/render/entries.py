"""Documents as they stand in lists, and the quotations that sum them up."""

from __future__ import annotations

from sitegen.content.library import Topic
from sitegen.content.markdown import plain_text
from sitegen.digest.sentences import split_sentences
from sitegen.model import Block, Document, Sentence, Translated, TranslationState
from sitegen.render.texts import Scope, Text
from sitegen.render.views import Entry, Link


def entry(scope: Scope, document: Document, *, sentences: int = 2, keywords: int = 4) -> Entry:
    """A document for a list, with its first `sentences` of summary and first `keywords`."""
    digest = scope.site.digest_of(document)
    return Entry(
        url=scope.href(scope.library.document_url(document, scope.lang)),
        title=scope.label(document, document.meta.title),
        kicker=scope.label(document, document.meta.kicker),
        date=document.meta.date,
        publisher=scope.label(document, document.meta.publisher),
        summary=tuple(quotation(scope, document, s) for s in digest.summary[:sentences]),
        keywords=tuple(keyword(scope, word) for word in digest.keywords[:keywords]),
    )


def keyword(scope: Scope, word: str) -> Link:
    """A keyword that leads to its search."""
    text = scope.tag(word)
    return Link(scope.search_href(text.plain), text)


def document_link(scope: Scope, document: Document) -> Link:
    """A document by its title."""
    url = scope.href(scope.library.document_url(document, scope.lang))
    return Link(url, scope.label(document, document.meta.title))


def topic_link(scope: Scope, topic: Topic) -> Link:
    """A topic with the number of its documents."""
    url = scope.href(scope.library.topic_url(topic, scope.lang))
    return Link(url, scope.tag(topic.name), len(topic.documents))


def sentence_link(scope: Scope, document: Document, sentence: Sentence) -> Link:
    """A sentence of the summary that leads to its paragraph."""
    target = scope.library.sentence_url(document, sentence, scope.lang)
    return Link(scope.href(target), quotation(scope, document, sentence))


def quotation(scope: Scope, document: Document, sentence: Sentence) -> Text:
    """A sentence in the page's language, cut out of the translation of its block."""
    if _stands_as_it_is(scope, document, sentence):
        return scope.plain(document, Translated(sentence.text, _state(scope, document)))
    block = scope.site.once(
        ("block", document.slug, sentence.anchor), lambda: _block(document, sentence.anchor)
    )
    shown = scope.library.translate(document, block.text, scope.lang)
    if shown.state in {TranslationState.SOURCE, TranslationState.MISSING}:
        return scope.plain(document, Translated(sentence.text, shown.state))
    text = _counterpart(document, block, sentence, shown, scope.lang)
    return scope.plain(document, Translated(text, shown.state))


def _stands_as_it_is(scope: Scope, document: Document, sentence: Sentence) -> bool:
    """Whether no translation can be shown, which is known without reading the document."""
    if scope.lang == document.meta.lang:
        return True
    has_letters = any(map(str.isalpha, sentence.text))
    return has_letters and not scope.library.is_translated(document, scope.lang)


def _state(scope: Scope, document: Document) -> TranslationState:
    is_source = scope.lang == document.meta.lang
    return TranslationState.SOURCE if is_source else TranslationState.MISSING


def _block(document: Document, anchor: str) -> Block:
    return next(block for block in document.blocks() if block.anchor == anchor)


def _counterpart(
    document: Document, block: Block, sentence: Sentence, shown: Translated, lang: str
) -> str:
    """The sentence of a translated block that answers one of the source.

    By position where both have as many sentences; else the one at the same share of the text.
    """
    translated = split_sentences(plain_text(shown.text), lang)
    if not translated:
        return plain_text(shown.text)
    source = split_sentences(block.plain, document.meta.lang)
    if len(translated) == len(source):
        return translated[sentence.index].text
    at = source[sentence.index]
    middle = (at.start + at.end) / 2 / len(block.plain) * translated[-1].end
    return next(span.text for span in translated if middle <= span.end)
