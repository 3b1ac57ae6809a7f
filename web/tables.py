"""Concordances and trends as tables: CSV for spreadsheets, whole, however long."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from flask import Blueprint, Response, request

from search.answers import concordance as concordance_answer
from search.answers import trends as trends_answer
from search.exports.csv_tables import MEDIA_TYPE, csv_table
from web.line_parameters import LineParameters, TrendsParameters
from web.query_string import read
from web.refusals import protect
from web.replies import Asked
from web.services import engine

tables = protect(Blueprint("tables", __name__))


@tables.get("/concordance.csv")
def concordance() -> Response:
    """Every line, as it is read."""
    wanted = read(LineParameters, Asked.now().query).lines()
    version = engine().index_version
    rows = concordance_answer.concordance_rows(
        engine().all_lines(wanted), wanted.search, version, request.host_url.rstrip("/")
    )
    return _sent("concordance", csv_table(concordance_answer.COLUMNS, rows))


@tables.get("/trends.csv")
def trends() -> Response:
    """Every period of every query."""
    found = engine().trends(read(TrendsParameters, Asked.now().query).request())
    rows = trends_answer.trends_rows(found)
    return _sent("trends", csv_table(trends_answer.COLUMNS, rows))


def _sent(name: str, table: Iterator[str]) -> Response:
    """A table as a file; whatever is wrong is wrong before its first rows, and is said."""
    first = next(table)
    response = Response(chain([first], table), content_type=MEDIA_TYPE)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    response.headers["Cache-Control"] = "no-cache"
    return response
