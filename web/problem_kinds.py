"""The kinds of problem the API can answer with, by their stable code.

`/openapi.json` lists them under `x-problems`, where the `type` of each problem points. A code
once here keeps its meaning; a code of the query language that is missing here would be
described as `query_error`, and a test keeps that from happening.
"""

from __future__ import annotations

from typing import NamedTuple


class Kind(NamedTuple):
    """A kind of problem: the status it answers with, its title, and what it means."""

    status: int
    title: str
    meaning: str


_QUERY = "The query cannot be read"
_SIZE = "The query is too large"
_LIMIT = "Too much for this engine"
_PARAMETER = "A parameter is wrong"
_INDEX = "The index cannot be used"
_CURSOR = "The cursor does not fit"
_CLUSTER = "The cluster cannot answer"
_QUOTE = "The quotation cannot be checked"

KINDS: dict[str, Kind] = {
    "query_error": Kind(400, _QUERY, "The query is not one of the query language."),
    "unbalanced_quote": Kind(400, _QUERY, "A quotation mark is never closed."),
    "unbalanced_parenthesis": Kind(400, _QUERY, "A parenthesis lacks its partner."),
    "dangling_operator": Kind(400, _QUERY, "AND, OR or NOT has nothing to join."),
    "leading_wildcard": Kind(400, _QUERY, "A pattern has too few letters before its wildcard."),
    "unknown_field": Kind(400, _QUERY, "There is no field of this name."),
    "nested_field": Kind(400, _QUERY, "A field stands within a field."),
    "empty_field": Kind(400, _QUERY, "A field has no value."),
    "empty_phrase": Kind(400, _QUERY, "Quotation marks hold no word."),
    "bad_distance": Kind(400, _QUERY, "The number after ~ is not one it takes."),
    "bad_near": Kind(400, _QUERY, "NEAR is not written NEAR(a b, 5)."),
    "bad_boost": Kind(400, _QUERY, "The number after ^ is not one it takes."),
    "unknown_has_field": Kind(400, _QUERY, "has: names no field."),
    "query_too_long": Kind(400, _SIZE, "It has too many characters."),
    "too_many_terms": Kind(400, _SIZE, "It has too many words."),
    "query_too_large": Kind(400, _LIMIT, "It becomes too many parts for this engine."),
    "query_too_deep": Kind(400, _SIZE, "Too many groups stand within each other."),
    "too_many_alternatives": Kind(400, _LIMIT, "It has too many alternatives for this engine."),
    "boost_too_large": Kind(400, _LIMIT, "Its words count for more than this engine can add up."),
    "near_too_long": Kind(400, _SIZE, "NEAR holds too many words."),
    "bad_date": Kind(400, "A date is wrong", "It is not in the calendar, or not ISO 8601."),
    "bad_date_range": Kind(400, "A date is wrong", "The first date is after the last."),
    "unknown_parameter": Kind(400, _PARAMETER, "There is no parameter of this name."),
    "repeated_parameter": Kind(400, _PARAMETER, "It takes one value, and was given several."),
    "bad_parameter": Kind(400, _PARAMETER, "The value is not one the parameter takes."),
    "bad_encoding": Kind(400, "The address is wrong", "The query string is not UTF-8."),
    "bad_cursor": Kind(400, _CURSOR, "It was not given out here, or belongs to another search."),
    "beyond_window": Kind(400, "Too far down", "Paging ends at the 10,000th result."),
    "empty_quote": Kind(400, _QUOTE, "It has no word to look for."),
    "quote_too_long": Kind(400, _QUOTE, "It has too many characters or words."),
    "bad_body": Kind(400, "The body is wrong", "It is not the JSON described for this address."),
    "bad_request": Kind(400, "The request is wrong", "It is not one that HTTP knows."),
    "unknown_host": Kind(400, "Unknown host", "The service is not known by this name."),
    "not_found": Kind(404, "No such address", "The API has nothing at this address."),
    "document_not_found": Kind(404, "No such document", "The index has no document of this id."),
    "passage_not_found": Kind(404, "No such passage", "The document has none of this number."),
    "method_not_allowed": Kind(405, "Method not allowed", "`Allow` lists what is allowed."),
    "stale_cursor": Kind(410, _CURSOR, "The archive was indexed anew since it was given out."),
    "body_too_large": Kind(413, "The body is too large", "No request here needs such a body."),
    "too_many_requests": Kind(429, "Too often", "Ask again after `Retry-After` seconds."),
    "internal_error": Kind(500, "A fault of the service", "Not your doing; it has been logged."),
    "unavailable": Kind(503, "Not available now", "Try again after `Retry-After` seconds."),
    "no_index": Kind(503, "No index yet", "Nothing has been indexed yet."),
    "schema_mismatch": Kind(503, _INDEX, "Another version of the program built it."),
    "damaged_index": Kind(503, _INDEX, "A file of it is missing or not what was written."),
    "unreachable": Kind(503, _CLUSTER, "No node of it answers."),
    "refused": Kind(503, _CLUSTER, "It refuses the credentials it was given."),
    "partial_answer": Kind(503, _CLUSTER, "Parts of the archive did not answer."),
    "overloaded": Kind(503, _CLUSTER, "It has more to do than it can."),
    "old_server": Kind(503, _CLUSTER, "Its version is too old."),
    "engine_error": Kind(503, _CLUSTER, "It answered what nobody foresaw."),
    "time_limit": Kind(503, "Out of time", "The search took too long and was stopped."),
}
