"""What the boxes of a page are called, and what stands in them.

Pages name their parts: `<nav>`, `role="complementary"`, `class="related-stories"`. A name is
believed only of a box that does not hold most of the page's prose, for themes also call the
article's own box `content-sidebar-wrap`.
"""

from __future__ import annotations

import re
from functools import lru_cache

from index.extraction.html.blocks import Box

_TAGS = {
    "nav": "a menu",
    "menu": "a menu",
    "footer": "the page's footer",
    "aside": "a sidebar",
    "form": "a form",
    "button": "a button",
    "select": "a form",
    "option": "a form",
    "label": "a form",
    "fieldset": "a form",
    "video": "a player",
    "audio": "a player",
    "iframe": "an embedded page",
    "noscript": "a notice for browsers without scripts",
    "title": "the page's head",
    "dialog": "a dialogue",
}


_NAMED = {
    "a menu": r"""
        nav navbar navigation menu menubar topbar breadcrumbs? masthead globalnav subnav mainmenu
        skip(?:link)?s? pagination pager site-header nav-links toolbar toc""",
    "the page's footer": r"""
        footer site-footer colophon contentinfo copyright legal footer-\w+""",
    "a sidebar": r"""
        sidebar side-bar aside rail right-rail complementary widgets? widget-area sidebar-\w+""",
    "related articles": r"""
        related(?:-?\w+)* recirc(?:ulation)? recommend(?:ed|ations?) more-stories more-news
        more-from read-?more also-read see-also most-?(?:read|popular|viewed|shared) popular
        trending outbrain taboola teasers? promo(?:s|ted|box)? up-next next-up prev-next latest
        headlines
        interstitial-link in-?article-links? zergnet post-navigation jp-relatedposts
        suggested(?:-\w+)* collection-cards? story-list""",
    "buttons for sharing": r"""
        share sharing share-\w+ social social-\w+ sharedaddy addthis\w* sns follow follow-us
        sharetools a2a_kit sd-sharing shariff""",
    "readers' comments": r"""
        comments? comment-\w+ disqus\w* respond responses replies commentlist discussion livefyre
        usercomments""",
    "an appeal to subscribe or consent": r"""
        newsletter\w* subscribe subscription signup sign-up paywall cookie\w* gdpr consent login
        log-in register popup pop-up modal overlay donate donation banner alert-bar lightbox
        subscribe-\w+ notifications? membership""",
    "an advertisement": r"""
        ads? advert\w* sponsor(?:ed|s)? ad-\w+ adsbygoogle dfp commercial native-ad advertorial""",
    "a note on the author": r"""
        author-?bio about-?(?:the-)?author author-?box author-?info bio author-?card contributor-bio
        author-?description""",
    "tags and topics": r"""
        tags? tags?-links tag-list tagcloud post-tags article-tags entry-tags topics keywords
        categories cat-links post-categories entry-footer post-footer article-footer entry-utility
        post-meta-footer""",
    "a gallery or player": r"""
        gallery(?:-\w+)? slideshow carousel slider swiper jwplayer video-?player player playlist""",
    "a form": r"search searchform search-\w+",
    "hidden text": r"""
        screen-reader-text sr-only visually-?hidden a11y screenreader hide hidden noprint
        print-?only""",
}
_NAMES = tuple(
    (re.compile(rf"(?:^|[\s_-])(?:{'|'.join(words.split())})(?:$|[\s_-])"), what)
    for what, words in _NAMED.items()
)
_MAIN = re.compile(
    r"(?:article|story|post|entry|news)[-_]{0,2}(?:body|content|text)|content-?body|body-?text"
    r"|(?:body|article)-?copy|field-name-body|rich-?text-?body|td-post-content"
)
LARGEST_SHARE = 0.4
LARGEST_MENU = 0.7
LARGEST_COMMENTS = 0.85
COMMENTS = "readers' comments"
DOUBTFUL = frozenset(("a sidebar", "a gallery or player", "tags and topics", "hidden text"))


class Regions:
    """What the boxes of one page are, each judged once.

    `prose` is the whole page's. `distrusted` are meanings of names that a page's builder
    evidently uses for something else, as some put `widget` on every box.
    """

    def __init__(self, prose: int, distrusted: frozenset[str] = frozenset()) -> None:
        self._prose = prose
        self._distrusted = distrusted
        self._known: dict[int, str | None] = {}

    def of(self, box: Box) -> str | None:
        """What kind of furniture a box stands in (`a menu`), or None."""
        path: list[Box] = []
        at: Box | None = box
        while at is not None and id(at) not in self._known:
            path.append(at)
            at = at.parent
        found = self._known[id(at)] if at is not None else None
        for one in reversed(path):
            found = found or self._own(one)
            self._known[id(one)] = found
        return found

    def _own(self, box: Box) -> str | None:
        if box.tag in ("html", "body", "main", "article", "h1"):
            return None
        is_large = box.prose > LARGEST_SHARE * self._prose
        is_swallowing = box.prose > LARGEST_MENU * self._prose  # its end tag is missing
        if not is_large or (box.tag in ("nav", "footer") and not is_swallowing):
            if box.hidden:
                return "hidden text"
            if box.tag in _TAGS:
                return _TAGS[box.tag]
        named = region_of_names(box.names) if box.names else None
        if named is None or named in self._distrusted:
            return None
        if named == COMMENTS:
            return named if box.prose <= LARGEST_COMMENTS * self._prose else None
        return None if is_large else named


@lru_cache(maxsize=20_000)
def region_of_names(names: str) -> str | None:
    """The furniture that class and id words denote, or None."""
    return next((what for regex, what in _NAMES if regex.search(names)), None)


def is_named_main(box: Box) -> bool:
    """Whether a page calls this box its article's text."""
    return box.tag in ("article", "main") or bool(box.names and _MAIN.search(box.names))
