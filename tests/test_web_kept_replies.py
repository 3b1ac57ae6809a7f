"""Replies are kept within bounds, and sent again only where they are still right."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from search.engine import Engine
from web import create_app
from web.kept_replies import OVERHEAD, KeptReplies
from web.replies import Reply
from web.settings import Settings

SEARCH = "/api/v1/search?q=tolls"


def reply(size: int) -> Reply:
    return Reply(200, [], b"x" * size)


def test_a_question_asked_again_is_not_searched_again(
    client: FlaskClient, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = client.get(SEARCH)
    monkeypatch.setattr(engine, "search", None)
    again = client.get("/api/v1/search?limit=10&q=tolls")
    assert first.headers.pop("X-Request-ID") != again.headers.pop("X-Request-ID")
    assert (first.data, list(first.headers)) == (again.data, list(again.headers))


def test_another_index_version_is_searched_anew(
    client: FlaskClient, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.get(SEARCH)
    monkeypatch.setattr(type(engine), "index_version", "000999-ffffffff")
    monkeypatch.setattr(engine, "search", None)
    assert 500 == client.get(SEARCH).status_code


def test_without_room_every_question_is_searched(
    index_dir: Path, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = create_app(Settings(index=index_dir, kept_replies=0), engine).test_client()
    client.get(SEARCH)
    monkeypatch.setattr(engine, "search", None)
    assert 500 == client.get(SEARCH).status_code


def test_a_refusal_is_not_kept(client: FlaskClient, engine: Engine) -> None:
    refused = "/api/v1/search?q=%22open"
    assert [400, 400] == [client.get(refused).status_code for _ in range(2)]
    assert 200 == client.get(f"{refused}&lenient=true").status_code


def test_the_one_not_asked_for_longest_makes_room() -> None:
    kept = KeptReplies(2 * (OVERHEAD + 10))
    for tag in "ab":
        kept.keep(tag, reply(10))
    kept.get("a")
    kept.keep("c", reply(10))
    assert ["a", "c"] == [tag for tag in "abc" if kept.get(tag)]


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.integers(0, 3_000))))
def test_never_more_is_kept_than_there_is_room_for(asked: list[tuple[str, int]]) -> None:
    capacity = 6_000
    kept, sent = KeptReplies(capacity), dict[str, Reply]()
    for tag, size in asked:
        kept.keep(tag, sent.setdefault(tag, reply(size)))
        held = {tag: found for tag in "abcdef" if (found := kept.get(tag))}
        assert sum(len(found.body) + OVERHEAD for found in held.values()) <= capacity
        assert held.items() <= sent.items()
