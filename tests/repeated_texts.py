"""A small archive in which one text stands in several documents."""

from __future__ import annotations

from collections.abc import Iterator

from index.dates import PartialDate
from index.documents import Document

PLEDGE = (
    "We shall carry the causeway to the outer light before the winter, and charge no toll, and"
    " the keepers shall have oil, and the children a school."
)
BRIEF = PLEDGE.replace("winter", "spring")


def documents() -> Iterator[Document]:
    """A speech, an earlier draft of it, a report, a letter without a date, and ten echoes."""
    yield Document(
        id="speech",
        path="speech.txt",
        title="The pledge at the quay",
        date=PartialDate(2019, 11, 9),
        source="Office of the Warden",
        paragraphs=("Friends!", f"{PLEDGE} So help me the tide.", "Nothing else was said."),
    )
    yield Document(
        id="draft",
        path="draft.txt",
        title="A draft of the pledge",
        date=PartialDate(2019, 11, 2),
        source="Office of the Warden",
        paragraphs=("Friends!", BRIEF),
    )
    yield Document(
        id="report",
        path="report.txt",
        title="Warden promises causeway",
        date=PartialDate(2019, 11, 10),
        source="Ostrel Herald",
        paragraphs=(f'In the rain the warden said: "{PLEDGE}" Few cheered.',),
    )
    yield Document(
        id="letter", path="letter.txt", paragraphs=(f'They wrote "{PLEDGE}" and meant it <b>.',)
    )
    for day in range(1, 11):
        yield Document(
            id=f"echo{day:02}",
            path=f"echo{day:02}.txt",
            title=f"Echo number {day}",
            date=PartialDate(2020, 1, day),
            source="Ostrel Herald",
            paragraphs=(f"Day {day}. {PLEDGE}",),
        )
