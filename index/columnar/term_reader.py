"""The terms of a segment as Whoosh asks for them: fields by name, terms in order, postings.

All of it is read off the sorted terms of each field; see `field_terms`.
"""

from __future__ import annotations

from collections.abc import Iterator

from whoosh.codec.base import FieldCursor, TermsReader
from whoosh.fields import FieldType
from whoosh.formats import Format
from whoosh.reading import TermInfo, TermNotFound
from whoosh.scoring import BaseScorer

from index.columnar.contents import Contents
from index.columnar.field_terms import FieldTerms
from index.columnar.matchers import TermMatcher

Term = tuple[str, bytes]


class ColumnarTermsReader(TermsReader):
    """Finds terms and what is known of them in one segment."""

    def __init__(self, contents: Contents) -> None:
        self._contents = contents

    def __contains__(self, term: Term) -> bool:
        field, text = term
        return field in self._contents and self._contents[field].number(text) >= 0

    def indexed_field_names(self) -> list[str]:
        """The fields that have terms."""
        return list(self._contents)

    def terms(self) -> Iterator[Term]:
        """All terms by field and text."""
        return (term for term, _ in self._from("", b""))

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[Term]:
        """The terms from one on, those of the fields behind it too."""
        return (term for term, _ in self._from(fieldname, prefix))

    def items(self) -> Iterator[tuple[Term, TermInfo]]:
        """All terms with what is known of them."""
        return self.items_from("", b"")

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[Term, TermInfo]]:
        """As `terms_from`, with what is known of each."""
        for term, number in self._from(fieldname, prefix):
            yield term, term_info(self._contents[term[0]], number)

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        """What is known of a term. Raises TermNotFound."""
        return term_info(*self._find(fieldname, text))

    def frequency(self, fieldname: str, text: bytes) -> float:
        """How often a term stands in the segment; KeyError where it does not."""
        field, number = self._find_or_key_error(fieldname, text)
        return float(field.postings(number).frequencies.sum())

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        """How many passages a term stands in; KeyError where there is none."""
        field, number = self._find_or_key_error(fieldname, text)
        return len(field.postings(number).passages)

    def matcher(
        self, fieldname: str, text: bytes, format_: Format, scorer: BaseScorer | None = None
    ) -> TermMatcher:
        """A matcher over the postings of a term. Raises TermNotFound."""
        field, number = self._find(fieldname, text)
        return TermMatcher(field, number, (fieldname, text), format_, scorer)

    def cursor(self, fieldname: str, fieldobj: FieldType) -> TermCursor:
        """A cursor at the first term of a field."""
        return TermCursor(self._contents.get(fieldname), fieldobj)

    def _from(self, fieldname: str, text: bytes) -> Iterator[tuple[Term, int]]:
        if fieldname and fieldname not in self._contents:
            return
        for name in self._contents:
            if name >= fieldname:
                field = self._contents[name]
                start = field.at_or_after(text) if name == fieldname else 0
                for number in range(start, len(field.terms)):
                    yield (name, field.terms[number]), number

    def _find(self, fieldname: str, text: bytes) -> tuple[FieldTerms, int]:
        try:
            return self._find_or_key_error(fieldname, text)
        except KeyError as error:
            raise TermNotFound(f"No term {fieldname}:{text!r}") from error

    def _find_or_key_error(self, fieldname: str, text: bytes) -> tuple[FieldTerms, int]:
        field = self._contents[fieldname]
        number = field.number(text)
        if number < 0:
            raise KeyError(text)
        return field, number


class TermCursor(FieldCursor):
    """Stands at a term of a field, or behind the last; moves by order, as automata need it."""

    def __init__(self, field: FieldTerms | None, fieldobj: FieldType) -> None:
        """`field` is None where the segment has no terms of it."""
        self._field = field
        self._fieldobj = fieldobj
        self._at = 0

    def first(self) -> object:
        """Go to the first term and tell it."""
        self._at = 0
        return self.text()

    def find(self, term: object) -> object:
        """Go to the first term that is not before this one and tell it."""
        if self._field is not None:
            self._at = self._field.at_or_after(self._fieldobj.to_bytes(term))
        return self.text()

    def next(self) -> object:
        """Go to the next term and tell it."""
        self._at += 1
        return self.text()

    def text(self) -> object:
        """The term, or None behind the last."""
        if self._field is None or self._at >= len(self._field.terms):
            return None
        return self._fieldobj.from_bytes(self._field.terms[self._at])

    def term(self) -> object:
        """The term, under the name the interface has for it."""
        return self.text()

    def term_info(self) -> TermInfo | None:
        """What is known of the term, or None behind the last."""
        if self._field is None or not self.is_valid():
            return None
        return term_info(self._field, self._at)

    def is_valid(self) -> bool:
        """Whether there is a term here."""
        return self.text() is not None


def term_info(field: FieldTerms, number: int) -> TermInfo:
    """What Whoosh wants to know of a term before it reads its postings."""
    passages, frequencies = field.postings(number)
    lengths = field.lengths_of(passages)
    return TermInfo(  # type: ignore[no-untyped-call]
        weight=float(frequencies.sum()),
        df=len(passages),
        minlength=int(lengths.min()),
        maxlength=int(lengths.max()),
        maxweight=float(frequencies.max()),
        minid=int(passages[0]),
        maxid=int(passages[-1]),
    )
