"""Reading a query string into declared parameters, strictly.

An unknown parameter, a repeated one that takes one value, and a value of the wrong kind are
refused by name with the nearest right one: a misspelt filter that is ignored would give a
wrong answer that looks right.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache, cached_property
from typing import Any
from urllib.parse import parse_qsl

import msgspec
from msgspec import inspect

from web.parameters import Parameters
from web.problems import ProblemError

MAX_PAIRS = 200
_PATH = re.compile(r" - at `\$\.(\w+)(?:\[(\d+)\])?`$")
_FLAGS = {"true": True, "false": False}


@dataclass(frozen=True)
class Declared:
    """One declared parameter, as the reading of it needs it."""

    type: inspect.Type
    extra: dict[str, Any]

    @cached_property
    def commas(self) -> bool:
        """Whether commas part several values."""
        return bool(self.extra.get("commas"))

    @property
    def expects(self) -> str:
        """What completes the sentence "… has to be"."""
        return self.extra.get("expects") or f"one of {', '.join(self.choices)}"

    @cached_property
    def many(self) -> bool:
        """Whether it may be repeated."""
        return isinstance(self.type, inspect.VarTupleType)

    @property
    def most(self) -> int | None:
        """How often it may be repeated."""
        return self.type.max_length if isinstance(self.type, inspect.VarTupleType) else 1

    @property
    def choices(self) -> Sequence[str]:
        """The values it takes, where they are few."""
        item = self.type.item_type if isinstance(self.type, inspect.VarTupleType) else self.type
        if isinstance(item, inspect.UnionType):
            item = next(t for t in item.types if isinstance(t, inspect.LiteralType))
        return [str(v) for v in item.values] if isinstance(item, inspect.LiteralType) else ()


def read(kind: type[Parameters], query_string: bytes) -> Parameters:
    """The parameters of a query string. Raises ProblemError, naming the parameter."""
    given = _grouped(query_string)
    declared = _declared(kind)
    values = {name: _value(name, texts, declared) for name, texts in given.items()}
    try:
        return msgspec.convert(values, kind)
    except msgspec.ValidationError as error:
        raise _problem(str(error), given, declared) from None


@cache
def _declared(kind: type[msgspec.Struct]) -> dict[str, Declared]:
    """The parameters of a declaration by name."""
    structure = inspect.type_info(kind)
    assert isinstance(structure, inspect.StructType)
    return {field.name: _declaration(field.type) for field in structure.fields}


def _declaration(declared: inspect.Type) -> Declared:
    """The bare type of a parameter and what its declaration says beside it."""
    extra: dict[str, Any] = {}
    while isinstance(declared, inspect.Metadata):
        extra = {**(declared.extra or {}), **extra}
        declared = declared.type
    return Declared(declared, extra)


def _grouped(query_string: bytes) -> dict[str, list[str]]:
    """The values given under each name, in order. What is not UTF-8 is refused, not guessed."""
    try:
        pairs = parse_qsl(
            query_string.decode(), keep_blank_values=True, errors="strict", max_num_fields=MAX_PAIRS
        )
    except UnicodeDecodeError:
        raise ProblemError(
            "bad_encoding", "The query string is not UTF-8. Percent-encode its UTF-8 bytes."
        ) from None
    except ValueError:
        raise ProblemError(
            "bad_parameter", f"There are more than {MAX_PAIRS} parameters. Give fewer."
        ) from None
    given: dict[str, list[str]] = {}
    for name, value in pairs:
        given.setdefault(name, []).append(value)
    return given


def _value(name: str, texts: list[str], declared: dict[str, Declared]) -> object:
    """What is to be checked against the declaration: numbers and flags are no longer text."""
    if name not in declared:
        raise _unknown(name, declared)
    parameter = declared[name]
    if parameter.many:
        return [
            part for text in texts for part in (text.split(",") if parameter.commas else [text])
        ]
    if len(texts) > 1:
        raise ProblemError(
            "repeated_parameter",
            f"`{name}` takes one value, and was given {len(texts)}. Give one.",
            parameter=name,
        )
    return _typed(texts[0], parameter.type)


def _typed(text: str, declared: inspect.Type) -> object:
    """A number or a flag where one is declared and the text is one, else the text itself."""
    if isinstance(declared, inspect.BoolType):
        return _FLAGS.get(text, text)
    if _is_number(declared) and re.fullmatch("-?[0-9]{1,9}", text):
        return int(text)
    return text


def _is_number(declared: inspect.Type) -> bool:
    """Whether a number is declared, be it one that may be left out."""
    if isinstance(declared, inspect.UnionType):
        return any(map(_is_number, declared.types))
    return isinstance(declared, inspect.IntType)


def _unknown(name: str, declared: dict[str, Declared]) -> ProblemError:
    """Says that there is no such parameter, and which one may have been meant."""
    near = _nearest(name, list(declared))
    known = f"It takes {', '.join(declared)}." if declared else "This address takes none."
    hint = f" Did you mean `{near}`?" if near else ""
    detail = f"There is no parameter `{_short(name)}`.{hint} {known}"
    return ProblemError("unknown_parameter", detail, parameter=_short(name), suggestion=near)


def _problem(
    message: str, given: dict[str, list[str]], declared: dict[str, Declared]
) -> ProblemError:
    """Turns msgspec's finding into one that names the parameter, the value and what is right."""
    found = _PATH.search(message)
    assert found, message
    name, place = found.groups()
    values = _value(name, given[name], declared)
    if isinstance(values, list) and place is None:
        most = declared[name].most
        detail = f"`{name}` was given {len(values)} times. Give it at most {most} times."
        return ProblemError("bad_parameter", detail, parameter=name)
    value = str(values[int(place)] if isinstance(values, list) else values)
    return _wrong_value(name, value, declared[name])


def _wrong_value(name: str, value: str, parameter: Declared) -> ProblemError:
    """Says what the value of a parameter has to be, and which one may have been meant."""
    near = _nearest(value, parameter.choices)
    hint = f" Did you mean `{near}`?" if near else ""
    detail = f"`{name}` has to be {parameter.expects}, not `{_short(value)}`.{hint}"
    code = "bad_date" if name.startswith("date_") else "bad_parameter"
    return ProblemError(code, detail, parameter=name, suggestion=near)


def _nearest(text: str, known: Sequence[str]) -> str | None:
    """The known word most like the text, if any is."""
    return next(iter(get_close_matches(text[:60].lower(), known, n=1)), None)


def _short(text: str) -> str:
    """Enough of a text to recognise it by."""
    return text if len(text) <= 60 else f"{text[:60]}…"
