"""Reading the body of a request: JSON of a declared type, strictly, as query strings are read."""

from __future__ import annotations

from typing import Annotated, TypeVar

import msgspec
from msgspec import Meta

from search.quotations.quotation import MAX_CHARACTERS
from web.problems import ProblemError

Body = TypeVar("Body", bound=msgspec.Struct)


class QuoteBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is sent to `/api/v1/quote`."""

    text: Annotated[
        str,
        Meta(
            description="The passage to look for.",
            examples=["nobody could have known"],
            extra_json_schema={"minLength": 1, "maxLength": MAX_CHARACTERS},
        ),
    ]


def read_body(kind: type[Body], body: bytes) -> Body:
    """A body in JSON. Raises ProblemError, which says what is wrong with it."""
    try:
        return msgspec.json.decode(body, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        fields = ", ".join(f"`{name}`" for name in kind.__struct_fields__)
        detail = f"The body has to be JSON with {fields}: {error}."
        raise ProblemError("bad_body", detail) from None
