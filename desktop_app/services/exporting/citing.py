"""Citing: words of an open article, or an annotation in it, as Markdown with their source, at once."""

from dataclasses import replace

from desktop_app.core.annotation import Annotation, Motivation, Placed, Placement, PlacementState, Scope, Target
from desktop_app.core.selectors import describe
from desktop_app.exchange.article import article_of
from desktop_app.exchange.citing import cited_one
from desktop_app.services.articles.reading import Opened


def citation(opened: Opened, placed: Placed) -> str:
    """Return an annotation of the open article as Markdown with its source."""
    article = article_of(opened.document, opened.sections, [placed], exported=0)
    return "".join(f"{cited_one(article, one)}\n" for one in article.highlights)


def citation_of_words(opened: Opened, start: int, end: int) -> str:
    """Return the words from one code point to another as Markdown; the link leads to the article alone."""
    position, quote = describe(opened.content.text, start, end)
    target = Target(Scope.RANGE, opened.version.id, position, quote)
    unmarked = Annotation("", opened.document.id, Motivation.HIGHLIGHTING, target, 0, 0)
    placement = Placement("", opened.version.id, start, end, PlacementState.EXACT, 1.0)
    article = article_of(opened.document, opened.sections, [Placed(unmarked, placement)], exported=0)
    [words] = article.highlights
    return f"{cited_one(article, replace(words, link=article.link))}\n"
