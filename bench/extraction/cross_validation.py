"""Each page judged by a model that has seen no page of its site.

The sites are dealt into folds; for each fold a model is trained on the others. Training takes
minutes, so its models are kept, under a name made of the pages and of the code that made them.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import numpy as np

from bench.extraction import examples, labelling, scoring, training
from bench.extraction.examples import Example, example, long_page, variants
from bench.extraction.pages import ARTICLE, KnownPage, fold_of
from bench.extraction.training import FOLDS, Lesson, Training
from index.extraction.html import (
    blocks,
    box_names,
    boxes,
    features,
    letters,
    sheet,
    surroundings,
    wording,
)
from index.extraction.html import second_look as further
from index.extraction.html.boxes import Floats
from index.extraction.html.features import feature_names
from index.extraction.html.model import Model, load, save
from index.extraction.html.second_look import further_names, second_look

NEWS_WORTH = 3.0
VARIANT_WORTH = 0.2
EVERY = 3  # pages of which one has variants
LONG = 8  # articles on a long page
THRESHOLDS = tuple(0.36 + 0.02 * step for step in range(16))
_MADE_BY = (
    *(blocks, box_names, boxes, letters, sheet, wording, surroundings, features, further),
    *(examples, labelling, training),
)
Say = Callable[[str], None]


class Class(NamedTuple):
    """The pages one learns from, as examples, and the lessons made of them."""

    pages: list[tuple[KnownPage, Example]]
    lessons: list[Lesson]


def class_of(pages: Sequence[KnownPage]) -> Class:
    """Pages made into lessons; news count threefold, since archives hold news."""
    found = Class([], [])
    for at, page in enumerate(pages):
        made = example(page)
        if made is None:
            continue
        fold = fold_of(page.site, FOLDS)
        worth = NEWS_WORTH if page.corpus == "AEB" else 1.0
        found.pages.append((page, made))
        found.lessons.append(Lesson(made, fold, worth))
        if at % EVERY == 0:
            found.lessons.extend(Lesson(one, fold, VARIANT_WORTH) for one in variants(page))
    found.lessons.extend(_long_lessons([page for page, _ in found.pages]))
    return found


def _long_lessons(pages: Sequence[KnownPage]) -> Iterator[Lesson]:
    """Long pages made of the articles of one fold."""
    for fold in range(FOLDS):
        own = [page for page in pages if page.kind == ARTICLE]
        own = [page for page in own if fold_of(page.site, FOLDS) == fold]
        for at in range(0, len(own) - LONG, EVERY * LONG // 2):
            yield Lesson(long_page(own[at : at + LONG]), fold, VARIANT_WORTH)


def training_of(lessons: Sequence[Lesson]) -> Training:
    """A training on some lessons."""
    return Training(lessons, (*feature_names(), *further_names()))


def fold_models(pages: Sequence[KnownPage], digest: str, folder: Path, say: Say) -> list[Model]:
    """The models of all folds, trained unless a folder keeps them; `digest` names the pages."""
    name = f"folds-{digest}-{_code()}"
    paths = [folder / f"{name}-{fold}.npz" for fold in range(FOLDS)]
    if not all(path.exists() for path in paths):
        folder.mkdir(parents=True, exist_ok=True)
        say("reading examples")
        learned = class_of(pages)
        lesson = training_of(learned.lessons)
        models = []
        for fold in range(FOLDS):
            say(f"training without fold {fold + 1} of {FOLDS}")
            models.append(lesson.model(without=fold))
        for path, model in zip(paths, with_thresholds(learned.pages, models), strict=True):
            save(path, model)
    return [load(path) for path in paths]


def with_thresholds(
    pages: Sequence[tuple[KnownPage, Example]], models: Sequence[Model]
) -> list[Model]:
    """The models with the least scores to keep that are best out of fold.

    First that for pages which call themselves articles, then that for all others.
    """
    scores = [judged(one, models[fold_of(page.site, FOLDS)]) for page, one in pages]
    least = {True: 0.5, False: 0.5}
    for articles in (True, False):
        worths = {at: _worth(pages, scores, {**least, articles: at}) for at in THRESHOLDS}
        least[articles] = max(worths, key=lambda at: worths[at])
    return [
        replace(model, threshold=least[False], article_threshold=least[True]) for model in models
    ]


def judged(one: Example, model: Model) -> Floats:
    """The score of each block of an example."""
    _, first = model.first.credited(one.rows)
    rows = np.concatenate([one.rows, second_look(one.sheet, first)], axis=1)
    return model.second.credited(rows)[1]


def _worth(
    pages: Sequence[tuple[KnownPage, Example]], scores: Sequence[Floats], least: dict[bool, float]
) -> float:
    """The sum of the three scores, news counting as in training, with some least scores."""
    news: list[tuple[float, float, float]] = []
    others: dict[str, list[float]] = defaultdict(list)
    for (page, one), score in zip(pages, scores, strict=True):
        passed = (score >= least[one.is_article]).tolist()
        kept = [text for text, keep in zip(one.texts, passed, strict=True) if keep]
        text = "\n".join(dict.fromkeys(kept))
        if page.corpus == "AEB":
            news.append(scoring.shingle_counts(text, page.text))
        else:
            others[page.kind].append(scoring.word_f1(text, page.text))
    every = [score for one in others.values() for score in one]
    news_worth = NEWS_WORTH * scoring.shingle_f1(news)
    return news_worth + scoring.mean(others[ARTICLE]) + scoring.mean(every)


def _code() -> str:
    """A digest of the code that makes features, examples and models."""
    digest = hashlib.sha256()
    for module in _MADE_BY:
        digest.update(Path(str(module.__file__)).read_bytes())
    return digest.hexdigest()[:16]
