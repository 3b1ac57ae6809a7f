"""What results depend on beside their input: settings and code, as short digests.

Code counts by the content of its files, so that nobody has to remember to raise a number
when extraction or indexing changes what it makes of the same captures.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

import msgspec

from index.archive import Archive
from index.errors import CaptureError
from index.reading.files import check_readable
from index.sealing import digest

_PACKAGE = Path(__file__).parent


def extraction_fingerprint(archive: Archive) -> str:
    """What, beside a capture, decides its extraction; settings of searching do not count."""
    settings = msgspec.structs.replace(archive, title="", variants=())
    hashed = hashlib.sha256(msgspec.json.encode(settings))
    hashed.update(_digest("reading/**/*", "extraction/**/*"))
    return hashed.hexdigest()[:16]


def file_fingerprint(file: Path, root: Path) -> str | None:
    """The SHA-256 of a file's content; None for what cannot or must not be read."""
    try:
        check_readable(file, root)
        return digest(file)
    except (CaptureError, OSError):
        return None


def indexing_fingerprint() -> str:
    """What, beside the documents, decides the index made of them."""
    parts = ("*.py", "building/*.py", "storage/*.py", "columnar/*.py", "parallels/*.py")
    return _digest(*parts).hex()[:16]


@cache
def _digest(*patterns: str) -> bytes:
    hashed = hashlib.sha256()
    for pattern in patterns:
        for file in sorted(_PACKAGE.glob(pattern)):
            if file.is_file() and "__pycache__" not in file.parts:
                hashed.update(file.name.encode() + b"\0" + file.read_bytes())
    return hashed.digest()
