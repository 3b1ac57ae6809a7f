"""Concordances and trends of the API, from the request's parameters to the reply."""

from __future__ import annotations

from time import perf_counter

import msgspec

from search.answers.concordance import concordance_answer
from search.answers.trends import trends_answer
from search.occurrences.concordance import Concordance, ConcordanceRequest
from web import caching
from web.line_parameters import ConcordanceParameters, TrendsParameters
from web.query_string import read
from web.replies import Asked, Reply
from web.searching import link_next
from web.services import Services


def concordance_reply(asked: Asked, services: Services) -> Reply:
    """A page of lines, unless it is held already. Raises what is wrong."""
    parameters = read(ConcordanceParameters, asked.query)
    wanted = _placed(parameters, services)
    tag = caching.etag(asked, parameters, services.engine.index_version)
    if held := caching.unchanged(asked, tag):
        return held
    began = perf_counter()
    found = services.engine.concordance(wanted)
    took = (perf_counter() - began) * 1000
    following = _following(wanted, found, services)
    tag = caching.etag(asked, parameters, found.index_version)
    reply = caching.tagged(tag, msgspec.json.encode(concordance_answer(found, took, following)))
    link_next(reply, asked, following)
    return reply


def trends_reply(asked: Asked, services: Services) -> Reply:
    """Queries over time, unless the answer is held already. Raises what is wrong."""
    parameters = read(TrendsParameters, asked.query)
    wanted = parameters.request()
    tag = caching.etag(asked, parameters, services.engine.index_version)
    if held := caching.unchanged(asked, tag):
        return held
    began = perf_counter()
    found = services.engine.trends(wanted)
    took = (perf_counter() - began) * 1000
    tag = caching.etag(asked, parameters, found.index_version)
    return caching.tagged(tag, msgspec.json.encode(trends_answer(found, took)))


def _placed(parameters: ConcordanceParameters, services: Services) -> ConcordanceRequest:
    """The lines asked for, from where the cursor says."""
    asked = parameters.request()
    if not parameters.cursor:
        return asked
    offset = services.cursors.read(parameters.cursor, asked, services.engine.index_version)
    return msgspec.structs.replace(asked, offset=offset)


def _following(asked: ConcordanceRequest, found: Concordance, services: Services) -> str | None:
    """The cursor of the next page, unless this is the last."""
    offset = asked.offset + len(found.lines)
    if not found.lines or offset >= found.total.occurrences:
        return None
    return services.cursors.write(asked, offset, found.index_version)
