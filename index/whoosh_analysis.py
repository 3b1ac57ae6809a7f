"""Whoosh's analyzers over `index.analysis`, so that stock Whoosh sees the same words we do."""

from __future__ import annotations

from collections.abc import Iterator

from whoosh.analysis.acore import Token
from whoosh.analysis.tokenizers import Tokenizer

from index.analysis import stem, tokens


class WordAnalyzer(Tokenizer):
    """Yields the words of a text, stemmed where `stemmed`.

    One Token object is yielded over and over with new values, as Whoosh's own tokenizers do:
    making an object a word costs more than finding the word.
    """

    def __init__(self, *, stemmed: bool) -> None:
        self.stemmed = stemmed

    def __call__(
        self,
        value: str,
        positions: bool = False,
        chars: bool = False,
        removestops: bool = True,
        start_pos: int = 0,
        start_char: int = 0,
        mode: str = "",
        **options: object,
    ) -> Iterator[Token]:
        """The words of `value`; the parameters are those of every Whoosh tokenizer."""
        token = Token(positions, chars, removestops=removestops, mode=mode, **options)
        for position, word in enumerate(tokens(value), start=start_pos):
            token.text = stem(word.text) if self.stemmed else word.text
            token.boost = 1.0
            token.stopped = False
            if positions:
                token.pos = position
            if chars:
                token.startchar = start_char + word.start
                token.endchar = start_char + word.end
            yield token

    def has_morph(self) -> bool:
        """Whether words are changed beyond their normalised form."""
        return self.stemmed
