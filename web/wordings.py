"""The pages about wordings: where a quotation stands, and two documents beside each other."""

from __future__ import annotations

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for

from search.errors import RequestError
from search.quotations.quotation import MAX_CHARACTERS
from web.compare_page import compare_page
from web.quote_page import quote_page
from web.services import engine
from web.visits import note_code

wordings = Blueprint("wordings", __name__)

_IN_ADDRESS = 1_500
"""A quotation of so many characters fits into an address that can be sent on."""


@wordings.get("/quote")
def quote() -> Response:
    """The form, and what is found of a text in the address."""
    return _checked(request.args.get("text", ""))


@wordings.post("/quote")
def checked() -> Response:
    """What is found of a text that was sent; a short one gets an address of its own."""
    text = request.form.get("text", "").replace("\r\n", "\n")
    if text.strip() and len(text) <= _IN_ADDRESS:
        return make_response(redirect(url_for("wordings.quote", text=text.strip()), 303))
    return _checked(text, empty="Paste a passage first.")


def _checked(text: str, empty: str = "") -> Response:
    page, fault = None, empty
    if text.strip():
        try:
            page, fault = quote_page(engine().quote(text)), ""
        except RequestError as error:
            fault = str(error)
            note_code(error.code)
    html = render_template("quote.html", page=page, text=text, fault=fault, most=MAX_CHARACTERS)
    return make_response(html, 400 if fault else 200)


@wordings.get("/compare/<document_id>/<other_id>")
def compare(document_id: str, other_id: str) -> Response:
    """Two documents beside each other."""
    found = engine().compare(document_id, other_id)
    page = compare_page(found, only_changes=request.args.get("only") == "changes")
    return make_response(render_template("compare.html", page=page))
