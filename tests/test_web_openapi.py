from __future__ import annotations

from typing import Any

import schemathesis
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, settings
from schemathesis.checks import CheckContext
from schemathesis.core.transport import Response
from schemathesis.generation import GenerationMode
from schemathesis.generation.case import Case
from schemathesis.specs.openapi.checks import positive_data_acceptance

from web.openapi import document
from web.operations import OPERATIONS
from web.problem_kinds import KINDS

# Text that fits the description may still be no query, and numbers no day of the calendar.
OF_THE_LANGUAGE = {code for code, kind in KINDS.items() if kind.title.startswith("The query")} | {
    "bad_date",
    "bad_date_range",
    "bad_cursor",
    "empty_quote",
    "quote_too_long",
}


schema = schemathesis.openapi.from_dict(
    document(), config=schemathesis.Config.from_dict({"seed": 20191109})
)


@schemathesis.check
def refusals_are_of_the_language(
    context: CheckContext, response: Response, case: Case[Any]
) -> None:
    """What fits the description is refused for nothing but the query, a date, or a cursor."""
    fits = case.meta is not None and case.meta.generation.mode == GenerationMode.POSITIVE
    if fits and response.status_code == 400:
        assert response.json()["code"] in OF_THE_LANGUAGE, response.text


@schema.parametrize()
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_answer_is_undescribed_and_none_is_a_fault_of_the_service(
    case: Case[Any], app: Flask
) -> None:
    case.call_and_validate(app=app, excluded_checks=[positive_data_acceptance])


def test_the_description_names_every_operation_and_every_problem(client: FlaskClient) -> None:
    document = client.get("/openapi.json").json
    assert document is not None
    assert "3.1.0" == document["openapi"]
    assert {operation.path for operation in OPERATIONS} == set(document["paths"])
    assert set(KINDS) == set(document["x-problems"])


def test_every_parameter_and_every_status_is_described_in_words(client: FlaskClient) -> None:
    document = client.get("/openapi.json").json
    assert document is not None
    for path in document["paths"].values():
        for method in path.values():
            for parameter in method["parameters"]:
                assert parameter["description"], parameter["name"]
            for response in method["responses"].values():
                assert response["description"]


def test_references_lead_somewhere(client: FlaskClient) -> None:
    response = client.get("/openapi.json")
    components = (response.json or {})["components"]
    for chunk in response.text.split('"$ref":"#/components/')[1:]:
        section, name = chunk.split('"')[0].split("/")
        assert name in components[section]
