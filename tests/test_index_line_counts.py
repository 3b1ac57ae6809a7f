"""What is counted of lines as machine code is what a plain reading of each line gives."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from index.extraction.text.line_counts import word_hash
from index.extraction.text.line_kernels import CREDIT, LABEL, NOTICE, NUMBER, PAGE, PHRASE
from index.extraction.text.lines import ends_sentence, line, lines
from index.extraction.text.phrases import (
    FURNITURE,
    NOTICE_WORDS,
    is_credit,
    is_furniture,
    is_notice,
)
from index.extraction.text.small_words import LANGUAGES, OPEN_WORDS, SMALL_WORDS, TORN_WORDS

TEXTS = st.text(
    st.sampled_from("ab É한海.,:;!?-–\"'”»)([«\t\n\r\f\u2028\x1c\u00a0©0123"), max_size=60
)

PROSE = {
    "en": "The board of the harbour said on Monday that the tolls were to be halved for all",
    "de": "Die Verwaltung des Hafens hat am Montag gesagt, dass die Gebühren für alle sinken",
    "fr": "La direction du port a dit lundi que les droits seraient réduits de moitié pour tous",
    "es": "La autoridad del puerto dijo el lunes que las tasas se reducen a la mitad para todos",
    "it": "La direzione del porto ha detto lunedì che i diritti saranno dimezzati per tutti",
    "pt": "A autoridade do porto disse na segunda que as taxas serão reduzidas para os barcos",
    "nl": "Het bestuur van de haven zei op maandag dat de rechten voor iedereen worden gehalveerd",
    "ru": "Управление порта сообщило, что сборы для всех будут снижены вдвое и не вырастут",
}
UNSPOKEN = (
    "오스트렐 항만청은 월요일 이용료를 절반으로 내리기로 했으며 도선사들은 집으로 돌아갔다.",
    "奥斯特雷尔港务局星期一决定将费用减半，自春天以来没有提出其他要求的引水员们都回家了。",
    "オストレル港湾局は月曜日に料金を半額にすることを決め、水先人たちは黙って家に帰りました。",
)


@settings(deadline=None)  # the first call compiles
@given(TEXTS)
@example("a\r\n\r\nb\u2028c\x1cd")
@example("")
def test_lines_are_those_of_python_and_single_spaced(text: str) -> None:
    found = lines(text)
    expected = [" ".join(row.split()) for row in text.splitlines() if row.strip()]
    assert expected == [one.text for one in found]
    assert list(range(1, len(found) + 1)) == [one.number for one in found]


@settings(deadline=None)
@given(TEXTS.filter(str.strip))
def test_a_line_is_described_alone_as_among_others(text: str) -> None:
    for one in lines(text):
        assert len(one.text.split()) <= one.words or not one.text.isascii()
        assert ends_sentence(one.text) == one.final or not one.text.isascii()
        assert one.text[:1].islower() <= one.lower
        assert any(c in "0123" for c in one.text) == bool(one.hints & NUMBER)


def test_blank_lines_and_indents_are_counted() -> None:
    first, second, third = lines("One\n\n \n  two\n\u00a0three")
    assert [(0, 0), (2, 2), (0, 1)] == [(o.gap, o.indent) for o in (first, second, third)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_is_read_with_the_small_words_of_its_own_language(language: str) -> None:
    (prose,) = lines(PROSE[language])
    assert prose.prose
    words = PROSE[language].lower().replace(",", "").split()
    assert sum(word in SMALL_WORDS[language] for word in words) == prose.stops


@pytest.mark.parametrize("text", UNSPOKEN)
def test_prose_without_small_words_is_told_by_its_length(text: str) -> None:
    prose, label = lines(f"{text}\n首页 홈")
    assert (True, False) == (prose.prose, label.prose)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_line_that_ends_with_an_open_word_dangles_in_its_language_only(language: str) -> None:
    for word in OPEN_WORDS[language]:
        _, last = lines(f"{PROSE[language]}\nX {word}")
        assert last.dangling, word
    assert TORN_WORDS[language] <= OPEN_WORDS[language]
    assert OPEN_WORDS[language] <= SMALL_WORDS[language]


def test_hints_miss_nothing_of_what_they_are_asked_for() -> None:
    for phrase in FURNITURE:
        one = line(phrase.title())
        assert is_furniture(one.text) == one.phrase, phrase
    for word in NOTICE_WORDS:
        assert line(f"Some {word} here").hints & NOTICE, word
    assert line("© Tern Press").hints & NOTICE
    assert line("Photo: Ilse Marrow").hints & CREDIT
    assert line("Turn to page 3").hints & PAGE
    assert line("HomeNewsContact").hints & PHRASE


def test_a_line_with_a_word_of_no_phrase_is_not_looked_at_as_one() -> None:
    assert not line("Share the harbour").hints & PHRASE
    assert line("Share 81").hints & PHRASE


@pytest.mark.parametrize("text", ["Harbour news", "News of the outer mole"])
def test_a_label_holds_nothing_to_look_at(text: str) -> None:
    assert line(text).hints & LABEL
    for more in (" 81", ":", ".", f" {text}" * 7):
        assert not line(text + more).hints & LABEL
    (found,) = lines(text, {text})
    assert not found.hints & LABEL


def test_a_phrase_is_no_label() -> None:
    assert not line("Share this").hints & LABEL
    assert not line("All rights reserved").hints & LABEL


@pytest.mark.parametrize(
    "text",
    [
        "All Rights Reserved.",
        "Все права защищены",
        "版权所有 2019",
        "무단 전재 및 재배포 금지",
        "Impressum und Kontakt",
    ],
)
def test_a_notice_is_told_in_its_language(text: str) -> None:
    assert is_notice(text)
    assert line(text).notice


def test_a_caption_in_brackets_needs_no_word_of_the_kind() -> None:
    assert is_credit("The tug leaves Saltmere. (VNA-Ostrel)")


def test_hashes_are_never_zero_which_marks_an_empty_place() -> None:
    assert 0 not in {word_hash(word) for words in SMALL_WORDS.values() for word in words}
