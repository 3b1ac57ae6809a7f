"""The table of contents by which `whoosh.index.open_dir` finds columnar segments.

It is pickled, as Whoosh would have it, so it is written for Whoosh and never read by us.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from whoosh.filedb.filestore import RamStorage
from whoosh.index import TOC

from index import disk
from index.columnar.codec import INDEX_NAME, ColumnarSegment, readable_schema


def write_toc(folder: Path, segments: Sequence[ColumnarSegment]) -> None:
    """Write the table of contents of `folder`, to which the places of the segments relate.

    Whoosh numbers the passages through the segments in this order.
    """
    drawn = RamStorage()  # type: ignore[no-untyped-call]
    TOC(readable_schema(), list(segments), generation=1).write(drawn, INDEX_NAME)  # type: ignore[no-untyped-call]
    for name, content in drawn.files.items():
        disk.write(folder / name, content)
