"""The wording of furniture: what pages say around an article in so many words.

Only phrases that stand on pages of every kind are listed; what one site alone says is found
by its shape. A phrase is compared in lower case, without digits and outer punctuation.
"""

from __future__ import annotations

import re
from functools import lru_cache

from index.extraction.text import phrases_abroad
from index.extraction.whitespace import word_set


def _phrases(text: str) -> frozenset[str]:
    """The phrases of a list that is parted by bars."""
    return frozenset(" ".join(phrase.split()) for phrase in text.split("|"))


_ENGLISH = _phrases(
    """
    about | about the author | about us | accept | accept all | ad | add a comment | advertise
    | advertise with us | advertisement | advertising | all rights reserved | all sections |
    also read | archive | archives | article continues below | back | back to top | be the
    first to comment | blog archive | bookmark | breaking news | business | cancel | caption |
    careers | categories | classifieds | click here | close | close menu | columnists |
    columns | comment | comments | comments are closed | contact | contact us | continue
    reading | continue reading below | continue reading the main story | conversation | cookie
    policy | cookies | copy link | copyright | corrections | credit | crossword | culture |
    download | download app | e-mail | economy | edition | editor's picks | editorial |
    editorials | editors' picks | education | email | email thisblogthis!share to twittershare
    to facebook | embed | english | enlarge this image | entertainment | facebook | faq | faqs
    | filed under | flag | follow | follow us | follow us on | font size | forward | gallery |
    get app | get the app | go to top | google | got it | health | help | hide caption | home
    | home page | homepage | horoscopes | i agree |  in this article | in this story |
    instagram | jobs | join the conversation | language | languages | latest | latest articles
    | latest news | latest stories | learn more | leave a comment | leave a reply | letters |
    life & style | lifestyle | like | like us on facebook | link copied | linkedin | links |
    listen | listen to article | load more | loading | loading comments | local | local news |
    log in | login | main menu | manage cookies | menu | messenger | more | more from this
    author | more news | more on this story | more on this topic | more stories | most
    commented | most popular | most read | most shared | most viewed | my account | national |
    navigation | newer post | newer posts | news | newsletter | newsletter sign up |
    newsletters | next | next article | next post | no comments | no comments yet | obituaries
    | ok | older post | older posts | ombudsman | open menu | opinion | our site | our sites |
     permalink | photo gallery | photos | pin | pin it | pinterest | play | podcast |
    podcasts | politics | popular | post a comment | post comment | posted in | powered by
    blogger | prev | previous | previous article | previous post | print | print edition |
    print this article | print this page | print this story | privacy | privacy notice |
    privacy policy | privacy statement | promoted | read also | read more | read next | recent
    comments | recent posts | recommended | recommended for you | recommended stories | reddit
    | register | related | related articles | related content | related links | related news |
    related posts | related stories | related topics | reply | report | report a typo | report
    abuse | report an error | rss | rss feeds | save | save this | science | scroll to
    continue | search | sections | see all | see also | see more | send | share | share on
    facebook | share on twitter | share this | share this article | share this story | share
    via email | show comments | show less | show more | sign in | sign out | sign up | sign up
    for our newsletter | site index | site information | site map | sitemap | skip to content
    | skip to main content | skip to navigation | skip to site index |  sponsored |
    sponsored by | sponsored content | sport | sports | story continues | story continues
    below advertisement | submit | subscribe | subscribe now | subscribe to (atom) | subscribe
    to our newsletter | subscribe to posts (atom) | supported by | table of contents | tag |
    tags | tech | technology | telegram | terms | terms and conditions | terms of service |
    terms of use | text size |  toggle caption | toggle navigation | top | top news
    | top stories | topics | transcript | travel | trending | trending now | tumblr | tweet |
    twitter | unsubscribe | up next | video | videos | view all | view comments | view mobile
    version | view more | view original | view web version | watch | weather | whatsapp |
    world | world news | write a comment |  you may also like | you may like | you might
    also like | youtube
    """
)
FURNITURE = _ENGLISH | phrases_abroad.FURNITURE
"""What stands alone on a line in menus, in toolbars and below articles."""

_ENGLISH_BARRIERS = _phrases(
    """
    about the author | about us | add a comment | be the first to comment | blog archive |
    comments | comments are closed | conversation | editor's picks | editors' picks | join the
    conversation | latest | latest articles | latest news | latest stories | leave a comment |
    leave a reply | more from this author | more news | more on this story | more on this
    topic | more stories | most popular | most read | most shared | most viewed | newer post |
    next article | no comments | no comments yet | older post | popular | post a comment |
    previous article | read next | recent comments | recent posts | recommended | recommended
    for you | recommended stories | related | related articles | related content | related
    links | related news | related posts | related stories | related topics | show comments |
    top stories | trending | trending now | up next | view comments | you may also like | you
    might also like
    """
)
BARRIERS = _ENGLISH_BARRIERS | phrases_abroad.BARRIERS
"""What begins the part of a page below its article."""

_NOTICE_STARTS = (
    r"(?:address\s*:|https?://\S+$|(?:read|see) (?:more|also)\b"
    r"|(?:also|related|more) ?(?:read|on|from)?\s*:|(?:tags?|topics?|filed under|labels?)\s*:"
    r"|share (?:this|on|via)|posted by\b|\d+ comments?\b)"
)
_NOTICE_HOLDS = (
    r"all rights reserved|\bcopyright\b|©|\(c\)\s*(?:19|20)\d\d|privacy policy"
    r"|terms of (?:use|service)|cookies? (?:policy|to )|\bwe use cookies\b"
    r"|using this (?:web)?site|this (?:web)?site uses|registration no"
    r"|may not be (?:published|reproduced|redistributed)|powered by\b|\btel\s*[.:]|\bfax\s*[.:]"
    r"|isbn|issn|your (?:e-?mail|browser|inbox)|(?:enabl|requir|turn on )\w* ?javascript"
    r"|javascript (?:is|has|must|to be|in your)|\bad ?blocker\b"
    r"|subscri(?:be|ption)s? (?:to|now|for)|sign up (?:for|to|now|here)|newsletter"
    r"|follow us|like us|click here|e-?mail address|download (?:the|our) app"
    r"|reprints?\b.*\bpermissions?|\blog ?in\b"
)
_STARTS, _HOLDS = re.compile(_NOTICE_STARTS), re.compile(_NOTICE_HOLDS)
_ABROAD = re.compile(phrases_abroad.NOTICE)
_HINT = re.compile(
    r"rights res|copyright|©|\(c\)|privacy p|terms of|cookie|using this|this web|this site"
    r"|registration no|may not be|powered by|tel[ .:]|fax|isbn|issn|your e|your b|your i|javascript"
    r"|blocker|subscri|sign up|newsletter|follow us|like us|click here|mail addr|reprint|log ?in"
    r"|download (?:the|our)"
)
"""The words without which a line holds no notice: looked for first, they take a fifth the time."""

CREDIT = re.compile(
    r"\b(?:photo(?:graph)?s?|image|picture|illustration|video|credit)"
    r"\s*(?:credit|source|courtesy|by)?\s*(?::|\.\.\.|…|/)"
    r"|\b(?:getty images|shutterstock|ap photo|reuters/|afp/|file photo|istock|alamy)"
    r"|\bin this (?:\w+ ){0,3}(?:photo|picture|image|frame)|\((?:photo|image|picture|file)\b"
    r"|\((?:left|right|centre|center|pictured|above|below)\)"
    r"|\bphoto(?:graph)? (?:released|taken|provided|shows|by)\b|^pictured\b|^\(?photo\b"
    r"|\((?:[a-z]{2,5}[-–/ ])?associated press\)$|\([a-z]{2,6}[-–/][a-z]+\)$",
    re.IGNORECASE,
)
"""What a photograph's caption says of the photograph."""

_CREDIT_HINT = re.compile(
    r"photo|image|pictur|illustration|video|credit|getty|shutterstock|reuters/|afp/|istock|alamy"
    r"|frame|\(left|\(right|\(cent|\(above|\(below|\(file|\)$"
)
"""The words without which CREDIT finds nothing."""

COMMENTS = re.compile(
    r"(?:(?:no|\d+)\s+)?(?:comments?|responses? to\b.*|replies|thoughts? on\b.*)(?:\s*\(\d+\))?:?$"
    r"|(?:post|leave|add|write) a (?:comment|reply)|join the conversation|comments are closed"
    r"|(?:show|view|read) (?:all )?(?:\d+ )?comments"
    rf"|(?:{phrases_abroad.COMMENTS})$",
    re.IGNORECASE,
)
"""What heads the comments of readers."""

_LETTERS = re.compile(r"[^\W_]+")
PHRASE_WORDS = frozenset(word for phrase in FURNITURE for word in _LETTERS.findall(phrase))
"""The words of the phrases: a line without any of them is none."""
NOTICE_WORDS = word_set("""
    address http https read see also related more tag tags topic topics filed label labels share
    posted comment comments rights reserved copyright c privacy terms cookie cookies using website
    site registration published reproduced redistributed powered tel fax isbn issn your java
    javascript blocker adblocker subscribe subscription subscriptions sign newsletter newsletters
    follow like click mail email download reprint reprints log login
    rechte nutzungsbedingungen datenschutzerklärung datenschutzerklärungen impressum abonnieren
    droits mentions reproduction confidentialité derechos cookies privacidad aviso prohibida
    direitos diritti riproduzione rechten права перепечатка перепечатке использовании
    свидетельство 무단 무단전재 재배포 저작권자 사업자등록번호 등록번호 청소년보호책임자 발행인
    """)
"""The words without which a line holds no notice."""
CREDIT_WORDS = word_set("""
    photo photos photograph photographs image picture pictured illustration video credit getty
    shutterstock reuters afp istock stock alamy frame left right center centre above below file
    associated
    """)
"""The words without which a line holds no credit, but for one in brackets at its end."""
PAGE_WORDS = word_set("page pg p")
COMMENT_WORDS = word_set(
    "comment comments response responses replies reply thought thoughts conversation"
)
"""The words without which a line heads no comments."""

LONGEST_PHRASE, LONGEST_NOTICE = 60, 300
REMEMBERED = 1 << 14  # lines: the menus of a site recur on all of its pages
_OUTSIDE = "0123456789 \t:.,;|»›>«<()[]{}*•·→←+-–—_/&!?\"'“”‘’"


def phrase(text: str) -> str:
    """A line as phrases are compared: lower case, no digits or punctuation around it."""
    return text.lower().strip(_OUTSIDE)


@lru_cache(maxsize=REMEMBERED)
def is_notice(text: str) -> bool:
    """Whether a line says what only notices around an article say."""
    lower = text.lower()
    if _STARTS.match(lower):
        return True
    if _HINT.search(lower) is not None and _HOLDS.search(lower) is not None:
        return True
    return len(text) <= LONGEST_NOTICE and _ABROAD.search(lower) is not None


@lru_cache(maxsize=REMEMBERED)
def is_credit(text: str) -> bool:
    """Whether a text speaks of the photograph it stands below."""
    return _CREDIT_HINT.search(text.lower()) is not None and CREDIT.search(text) is not None


@lru_cache(maxsize=REMEMBERED)
def is_furniture(text: str) -> bool:
    """Whether a line is nothing but one or more phrases that pages put around an article."""
    if len(text) > LONGEST_PHRASE:
        return False
    plain = phrase(text)
    return plain in FURNITURE or (" " in plain and _is_row_of_phrases(plain.split()))


def _is_row_of_phrases(words: list[str]) -> bool:
    """Whether words are phrases one after the other: `newer post older post home`."""
    while words:
        for length in range(min(len(words), 4), 0, -1):
            if " ".join(words[:length]).strip(_OUTSIDE) in FURNITURE:
                words = words[length:]
                break
        else:
            return False
    return True


def is_barrier(text: str) -> bool:
    """Whether a line announces what stands below an article: comments, related articles."""
    return len(text) < LONGEST_PHRASE and phrase(text) in BARRIERS


def is_comment_heading(text: str) -> bool:
    """Whether a line heads the readers' comments: `34 responses to …`, `Leave a reply`."""
    return len(text) < 120 and COMMENTS.match(text) is not None
