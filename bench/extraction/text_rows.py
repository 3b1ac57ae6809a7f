"""Main text, each benchmark by its own score, ours out of fold, trafilatura beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from bench.extraction import rivals
from bench.extraction.foreign_script import SCRIPTS, page_in
from bench.extraction.ours import Found, found_in, found_on
from bench.extraction.pages import ARTICLE, KnownPage, fold_of
from bench.extraction.scoring import mean, shingle_counts, shingle_f1, word_f1
from bench.extraction.training import FOLDS
from bench.rows import Row
from index.extraction.html.blocks import page_blocks
from index.extraction.html.markup import cleaned, parse
from index.extraction.html.model import Model

RIVAL = f"trafilatura {rivals.VERSION}"
EVERY = 6  # articles of which one is tried in another script


class Outcome(NamedTuple):
    """A page, what we found on it out of fold, and trafilatura's text in each setting."""

    page: KnownPage
    ours: Found
    theirs: dict[str, str]


def outcomes(pages: Sequence[KnownPage], models: Sequence[Model]) -> list[Outcome]:
    """What both find on all pages."""
    found = []
    for page in pages:
        model = models[fold_of(page.site, FOLDS)]
        settings = rivals.SETTINGS if page.corpus == "AEB" else (rivals.DEFAULT,)
        theirs = {name: rivals.text_of(page.html, name) for name in settings}
        found.append(Outcome(page, found_on(page.html, model), theirs))
    return found


def rows(found: Sequence[Outcome]) -> list[Row]:
    """AEB, and WCXB's articles and all its pages."""
    return [_news(found), *(_web(found, kinds) for kinds in ((ARTICLE,), None))]


def _news(found: Sequence[Outcome]) -> Row:
    news = [one for one in found if one.page.corpus == "AEB"]
    ours = shingle_f1(shingle_counts(one.ours.text, one.page.text) for one in news)
    theirs = {
        name: shingle_f1(shingle_counts(one.theirs[name], one.page.text) for one in news)
        for name in rivals.SETTINGS
    }
    best = max(theirs, key=lambda name: theirs[name])
    return Row(
        corpus="AEB",
        subject="text of news, F1",
        against=f"{RIVAL}, {best}",
        figure=ours,
        aim=0.968,
        rule="at least",
        ours=f"{ours:.4f}",
        theirs=f"{theirs[best]:.4f}",
        note=f"{len(news)} pages, each by a model that saw none of its site",
    )


def _web(found: Sequence[Outcome], kinds: tuple[str, ...] | None) -> Row:
    web = [one for one in found if one.page.corpus == "WCXB"]
    web = [one for one in web if kinds is None or one.page.kind in kinds]
    ours = mean([word_f1(one.ours.text, one.page.text) for one in web])
    theirs = mean([word_f1(one.theirs[rivals.DEFAULT], one.page.text) for one in web])
    return Row(
        corpus="WCXB",
        subject=f"text of {'all kinds of page' if kinds is None else 'articles'}, F1 ahead by",
        against=f"{RIVAL}, default",
        figure=ours - theirs,
        aim=0.02 if kinds is None else 0.01,
        rule="at least",
        ours=f"{ours:.4f}",
        theirs=f"{theirs:.4f}",
        note=f"{len(web)} pages, each by a model that saw none of its site",
    )


def script_rows(pages: Sequence[KnownPage], models: Sequence[Model]) -> list[Row]:
    """Articles with their letters replaced, where nothing can hang on the words of English."""
    some = [page for page in pages if page.corpus == "WCXB" and page.kind == ARTICLE][::EVERY]
    return [_script_row(name, script, some, models) for name, script in SCRIPTS.items()]


def _script_row(
    name: str, script: Callable[[str], str], pages: Sequence[KnownPage], models: Sequence[Model]
) -> Row:
    scores = []
    for page in pages:
        html, truth = page_in(page.html, script), _spaced(script(page.text))
        both = (found_on(html, models[fold_of(page.site, FOLDS)]).text, rivals.text_of(html))
        scores.append([word_f1(_spaced(text), truth) for text in both])
    ours, theirs = (mean(column) for column in zip(*scores, strict=True))
    return Row(
        corpus="WCXB",
        subject=f"text of articles put into {name} letters, F1 ahead by",
        against=f"{RIVAL}, default",
        figure=ours - theirs,
        aim=0,
        rule="at least",
        ours=f"{ours:.4f}",
        theirs=f"{theirs:.4f}",
        note=f"{len(pages)} pages, each by a model that saw none of its site",
    )


def _spaced(text: str) -> str:
    """A text with spaces between Chinese characters, so that each counts as a word."""
    return "".join(f" {one} " if "\u4e00" <= one <= "\u9fff" else one for one in text)


def dump_row(pages: Sequence[KnownPage]) -> Row:
    """News as dumps of text: a line a block, no tags."""
    news = [page for page in pages if page.corpus == "AEB"]
    ours, theirs = [], []
    for page in news:
        lines = dump_of(page)
        ours.append(shingle_counts(found_in(lines, "text").text, page.text))
        theirs.append(shingle_counts(rivals.text_of_dump(lines), page.text))
    return Row(
        corpus="AEB",
        subject="text of news as dumps, F1",
        against=f"{RIVAL}, default",
        figure=shingle_f1(ours),
        aim=0.9,
        rule="at least",
        ours=f"{shingle_f1(ours):.4f}",
        theirs=f"{shingle_f1(theirs):.4f}",
        note=f"{len(news)} pages",
    )


def dump_of(page: KnownPage) -> str:
    """A page's text, a line a block."""
    blocks = page_blocks(parse(cleaned(page.html), page.id)).blocks
    return "\n".join(block.text for block in blocks)
