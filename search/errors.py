"""Errors of the search package.

SearchError
├── QueryError         the query cannot be read as written; carries code, position, suggestion
├── QueryTooLarge      the query passes a limit of the language; never repaired
├── RequestError       a parameter beside the query is wrong; names the parameter
├── DocumentNotFound   no document has this id
│   └── PassageNotFound    it has no passage of this number
└── EngineUnavailable  the engine cannot answer now (no index yet, time limit hit)
"""

RETRY_AFTER = 5
"""Seconds after which a client may ask again, unless something better is known."""


class SearchError(Exception):
    """Anything the search package refuses to do; `code` is stable."""

    code = "search_error"


class QueryError(SearchError):
    """The query cannot be read as written.

    `position` is the offset in the query, in characters, where the trouble begins;
    `suggestion` is the query repaired, or None where there is no sensible repair.
    """

    def __init__(
        self, code: str, message: str, position: int = 0, suggestion: str | None = None
    ) -> None:
        super().__init__(message)
        self.code = code
        self.position = position
        self.suggestion = suggestion


class QueryTooLarge(QueryError):
    """The query passes a limit of the language, and no repair would keep its meaning."""


class RequestError(SearchError):
    """A parameter beside the query is wrong; `parameter` names it."""

    def __init__(self, code: str, message: str, parameter: str) -> None:
        super().__init__(message)
        self.code = code
        self.parameter = parameter


class DocumentNotFound(SearchError):
    """No document of the index has this id."""

    code = "document_not_found"


class PassageNotFound(DocumentNotFound):
    """A document has no passage of this number."""

    code = "passage_not_found"


class EngineUnavailable(SearchError):
    """The engine cannot answer now; `retry_after` is in seconds."""

    def __init__(self, code: str, message: str, retry_after: int = RETRY_AFTER) -> None:
        super().__init__(message)
        self.code = code
        self.retry_after = retry_after
