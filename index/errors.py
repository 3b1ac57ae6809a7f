"""Errors of the index package.

    IndexingError
    ├── ArchiveNotFound        the folder or file to index does not exist, or holds nothing
    ├── ArchiveSettingsError   archive.toml cannot be used
    ├── CaptureError           one capture cannot be read or extracted; carries a reason
    │   └── CannotGoOn         nor can what follows it in its file
    ├── NoIndex                there is no index at the given place yet
    ├── SchemaMismatch         the index was built by another version of the schema
    ├── DamagedIndex           a file of the index is missing or not what it should be
    ├── CannotGoBack           no other generation of this index is there and whole
    ├── CannotWrite            the system refuses to write a file of the index: full, forbidden
    └── WriterLocked           another process is building this index

A message says what was wrong, where, and what to do about it.
"""


class IndexingError(Exception):
    """Anything the index package refuses to do."""


class ArchiveNotFound(IndexingError):
    """The folder or file to index does not exist, or holds no captures."""


class ArchiveSettingsError(IndexingError):
    """`archive.toml` cannot be read or names something unknown."""


class CaptureError(IndexingError):
    """One capture cannot be read or extracted; `reason` is a stable code for reports."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason


class CannotGoOn(CaptureError):
    """A capture cannot be read, and what follows it in its file cannot be reached."""


class NoIndex(IndexingError):
    """There is no index at the given place yet."""


class SchemaMismatch(IndexingError):
    """The index was built with another version of the schema and has to be rebuilt."""


class DamagedIndex(IndexingError):
    """A file of the index is missing or is not what was written."""


class CannotGoBack(IndexingError):
    """No other generation of this index is there and whole."""


class CannotWrite(IndexingError):
    """The system refused to write a file of the index, which stays as it was."""


class WriterLocked(IndexingError):
    """Another process is building this index."""
