"""From bytes to text, whatever wrote them.

Old pages declare one encoding and use another, and scrapers concatenate what they find. So
bytes that are valid UTF-8 are UTF-8 whatever they claim; then what the file declares counts,
then detection, and single stray bytes in UTF-8 are read as windows-1252.
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

import charset_normalizer

from index.errors import CaptureError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = {
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"PK\x03\x04": "a ZIP file or an office document",
    b"\x1f\x8b": "a gzip file without the ending .gz",
    b"SQLite format 3": "an SQLite database",
}
# What browsers read where a page names the narrower encoding: https://encoding.spec.whatwg.org
_WIDER = {
    "iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252",
    "ascii": "cp1252", "euc-kr": "cp949", "ks_c_5601-1987": "cp949", "gb2312": "gb18030",
    "gbk": "gb18030", "shift_jis": "cp932", "iso-8859-9": "cp1254", "tis-620": "cp874",
}  # fmt: skip
_DECLARED = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?([\w.:-]+)""", re.IGNORECASE
)
_CONTROL = bytes(set(range(1, 32)) - set(b"\t\n\r\f\v\x1b")) + b"\x7f"
_MOST_CONTROL, _MOST_NULS = 0.01, 0.2
"""Shares of a text's bytes: some writers fill fields and blocks with NULs, which are dropped."""
_SAMPLE = 65_536


class Decoded(NamedTuple):
    """Text and the encoding it was read with; `mixed` says stray bytes were read as cp1252."""

    text: str
    encoding: str
    mixed: bool = False


def decode(content: bytes, charset: str | None = None) -> Decoded:
    """The text of a file's bytes, without byte order mark and NULs.

    `charset` is what the server said of the encoding, which counts before what the file says.
    Raises CaptureError with the reason `binary` for what is not text.
    """
    decoded = _from_bom(content) or _from_utf16_pattern(content)
    if decoded is None:
        _refuse_binary(content)
        decoded = (
            _from_utf8(content)
            or (_named(content, charset) if charset else None)
            or _from_declaration(content)
            or _from_detection(content)
        )
    return decoded._replace(text=decoded.text.removeprefix("\ufeff").replace("\0", ""))


def _from_bom(content: bytes) -> Decoded | None:
    for bom, encoding in _BOMS:
        if content.startswith(bom):
            return Decoded(content.decode(encoding, "replace"), encoding)
    return None


def _from_utf16_pattern(content: bytes) -> Decoded | None:
    """UTF-16 without a byte order mark: nearly every second byte of Latin text is NUL."""
    sample = content[:_SAMPLE]
    for offset, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        half, other = sample[offset::2], sample[1 - offset :: 2]
        if len(half) > 8 and half.count(0) > 0.8 * len(half) > 4 * other.count(0):
            return Decoded(content.decode(encoding, "replace"), encoding)
    return None


def _refuse_binary(content: bytes) -> None:
    for magic, name in _MAGIC.items():
        if content.startswith(magic):
            raise CaptureError("binary", f"{name}, not text: save its text beside it")
    sample = content[:_SAMPLE]
    control = len(sample) - len(sample.translate(None, _CONTROL))
    if control > _MOST_CONTROL * len(sample) or sample.count(0) > _MOST_NULS * len(sample):
        raise CaptureError("binary", "not text: too many of its bytes are control characters")


def _from_utf8(content: bytes) -> Decoded | None:
    """Valid UTF-8, or UTF-8 with stray bytes of another encoding that are clearly the fewer."""
    try:
        return Decoded(content.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        pass
    sound = content.decode("utf-8", "ignore")
    stray = len(content) - len(sound.encode())
    if sum(not character.isascii() for character in sound) <= stray:
        return None
    return Decoded(content.decode("utf-8", "stray_bytes"), "utf-8", mixed=True)


def _from_declaration(content: bytes) -> Decoded | None:
    declared = _DECLARED.search(content[:4096])
    return _named(content, declared[1].decode("ascii", "replace")) if declared else None


def _named(content: bytes, name: str) -> Decoded | None:
    """The text in the encoding of a name, read as browsers read it; None for a name unknown."""
    name = name.strip().lower()
    try:
        codec = codecs.lookup(_WIDER.get(name, name)).name
        return Decoded(content.decode(codec, "replace"), codec)
    except (LookupError, UnicodeError, ValueError):
        return None


def _from_detection(content: bytes) -> Decoded:
    best = charset_normalizer.from_bytes(content[:_SAMPLE]).best()
    encoding = _WIDER.get(best.encoding, best.encoding) if best else "cp1252"
    return Decoded(content.decode(encoding, "replace"), encoding)


def _read_stray_bytes(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error("stray_bytes", _read_stray_bytes)
