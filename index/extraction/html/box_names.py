"""What the boxes of a page are called: `class="related-stories"`, `<nav>`, `role="complementary"`.

Pages in every language name their parts in English, more or less. A name is only a sign
among others: themes call the article's own box `content-sidebar-wrap`.
"""

from __future__ import annotations

import re
from functools import lru_cache

MEANINGS: tuple[tuple[str, str, str], ...] = (
    ("menu", "a menu",
     "nav menu breadcrumb pagination pager toolbar topbar skip mega drawer hamburger tabs tab."),
    ("header", "the page's header", "header masthead banner hero logo brand"),
    ("footer", "the page's footer", "footer colophon contentinfo bottom copyright legal"),
    ("sidebar", "a sidebar", "sidebar side-bar aside rail complementary widget secondary"),
    ("related", "related articles",
     "related recirc recommend more popular trending most latest teaser promo outbrain taboola"
     " next prev also similar suggest readmore read-more carousel slider cross"),
    ("sharing", "buttons for sharing", "share sharing social follow facebook twitter addtoany"),
    ("comments", "readers' comments", "comment disqus respond reply replies discussion feedback"),
    ("appeal", "an appeal to subscribe or consent",
     "newsletter subscri signup sign-up paywall cookie gdpr consent login log-in register popup"
     " modal overlay donat cta call-to alert notice dialog membership optin privacy"),
    ("advertisement", "an advertisement",
     "advert sponsor ads. ad. dfp. commercial affiliate adsbygoogle"),
    ("author", "a note on the author", "author byline bio contributor writer avatar profile"),
    ("date", "date and place of publication", "date time meta dateline timestamp publish posted"),
    ("tags", "tags and topics", "tag topic keyword categor label badge"),
    ("caption", "a caption", "caption credit figure image photo thumb media picture"),
    ("player", "a gallery or player", "gallery slideshow swiper player video audio embed"),
    ("form", "a form", "search form input button btn select dropdown filter sort"),
    ("hidden", "hidden text",
     "screen-reader sr-only visually hide hidden noprint print-only collapse skip"),
    ("list", "a list of entries", "list grid card item tile row archive loop feed"),
    ("title", "the title", "title headline heading h1 subtitle deck standfirst lead intro summary"),
    ("shop", "a shop's offers", "price cart shop buy product sku stock rating review basket"),
    ("contents", "a table of contents", "toc table-of contents outline"),
    ("text", "the article's text",
     "content body text copy prose richtext rich-text wysiwyg markdown paragraph description"),
    ("article", "the article", "article entry post story single main"),
    ("thread", "a thread of posts", "message thread topic-post answer question forum"),
)  # fmt: skip
"""A key, what it denotes in words for people, and the parts of names that say it: those of five
letters and more anywhere (`maincontent`), shorter ones where a word begins, `ad.` whole."""

KEYS = tuple(key for key, _, _ in MEANINGS)
_SHORTEST_ANYWHERE = 5


def _bits() -> dict[str, int]:
    bits: dict[str, int] = {}
    for place, (_, _, words) in enumerate(MEANINGS):
        for word in words.split():
            bits[word.rstrip(".")] = bits.get(word.rstrip("."), 0) | 1 << place
    return bits


def _regex() -> re.Pattern[str]:
    """The words, longer ones first, sorted by their first letters, which rule most of them out."""
    words = sorted({word for *_, words in MEANINGS for word in words.split()}, key=len)
    by_letter: dict[str, list[str]] = {}
    for word in reversed(words):
        by_letter.setdefault(word[0], []).append(_rest(word))
    return re.compile("|".join(f"{first}(?:{'|'.join(of)})" for first, of in by_letter.items()))


def _rest(word: str) -> str:
    """A word behind its first letter, with what may not stand around it."""
    start = f"(?<![a-z]{word[0]})" if len(word) < _SHORTEST_ANYWHERE else ""
    return start + re.escape(word[1:].rstrip(".")) + ("(?![a-z])" if word[-1] == "." else "")


_BITS = _bits()
_REGEX = _regex()


@lru_cache(maxsize=20_000)
def meanings(names: str) -> int:
    """What the names of a box say, a bit for each of MEANINGS."""
    bits = 0
    for name in names.split():
        bits |= _meaning(name)
    return bits


@lru_cache(maxsize=100_000)
def _meaning(name: str) -> int:
    """What one name says: pages have many boxes, of few names in ever new company."""
    bits = 0
    for word in _REGEX.findall(name):
        bits |= _BITS[word]
    return bits
