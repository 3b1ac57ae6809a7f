"""What Whoosh finds in one segment: the fields of the schema, made from words and columns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Any, cast

import numpy as np
from whoosh.fields import NUMERIC

from index.columnar.field_terms import FieldTerms
from index.columnar.segment import Segment
from index.columnar.value_terms import days, fields_present, whole_values
from index.columnar.word_terms import FormTerms, StemTerms, TitleTerms
from index.schema import VALUE_FIELDS, make_schema
from index.storage.columns import Columns


class Contents(Mapping[str, FieldTerms]):
    """The terms of each field of one segment, by the field's name, made when first asked for.

    Fields that no passage has a term in are left out, as Whoosh's own codec leaves them out.
    """

    def __init__(
        self,
        segment: Segment,
        columns: Columns,
        document_id: Callable[[int], str],
        deleted: Iterable[int] = (),
    ) -> None:
        """Take the words and the columns of the same passages, both numbered from 0.

        `document_id` gives the id of a document of these columns by its number; `deleted` are
        the passages that are not to be found any more.
        """
        self.columns = columns
        self.passages = segment.passages
        self.document_id = document_id
        self.deleted = frozenset(deleted)
        self._makers = _makers(segment, columns)
        self._made: dict[str, FieldTerms] = {}

    def __getitem__(self, field: str) -> FieldTerms:
        if field not in self._made:
            self._made[field] = self._makers[field]()
        found = self._made[field]
        if not len(found.terms):
            raise KeyError(field)
        return found

    def __iter__(self) -> Iterator[str]:
        return (field for field in sorted(self._makers) if field in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _makers(segment: Segment, columns: Columns) -> dict[str, Callable[[], FieldTerms]]:
    starts = columns.document_start.astype(np.int64)
    stems, forms = StemTerms(segment), FormTerms(segment)
    makers: dict[str, Callable[[], FieldTerms]] = {
        "text": lambda: stems,
        "exact": lambda: forms,
        "title": partial(TitleTerms, stems, segment, columns),
        "title_exact": partial(TitleTerms, forms, segment, columns),
        "has": partial(fields_present, columns, starts),
    }
    for field in VALUE_FIELDS:
        makers[field] = partial(whole_values, columns.coded[field], starts)
    schema: dict[str, Any] = dict(make_schema().items())
    for field, column in (("first_day", columns.first_day), ("last_day", columns.last_day)):
        makers[field] = partial(days, column, cast(NUMERIC, schema[field]), starts)
    return makers
