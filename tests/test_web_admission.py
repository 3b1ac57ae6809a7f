"""Who is let in: by host, by how often, and as whom behind proxies."""

from __future__ import annotations

import multiprocessing
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from search.embedded import EmbeddedEngine
from web import create_app
from web.hosts import allowed_hosts
from web.proxies import proxied
from web.rate_limits import RateLimit
from web.settings import Settings

SEARCH = "/api/v1/search?q=tolls"
HERE = {"localhost", "127.0.0.1", "[::1]"}


@pytest.fixture
def guarded(index_dir: Path, engine: EmbeddedEngine) -> FlaskClient:
    """A service with names of its own, behind a proxy, for three requests a minute."""
    settings = Settings(
        index=index_dir, allowed_hosts=("archive.example", "[::1]"), proxies=1, rate_limit=3
    )
    return create_app(settings, engine).test_client()


@pytest.mark.parametrize(
    "host", ["archive.example", "Archive.Example.", "archive.example:8443", "[::1]:80"]
)
def test_a_name_of_the_service_is_answered_to(guarded: FlaskClient, host: str) -> None:
    assert 200 == guarded.get(SEARCH, headers={"Host": host}).status_code


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "archive.example.evil.example",
        "127.0.0.1",
        "",
        "a b",
        "[::2]",
        "archive.example@evil.example",
    ],
)
@pytest.mark.parametrize("address", [SEARCH, "/", "/search.csv", "/static/rostrum.css", "/nowhere"])
def test_any_other_name_is_refused(guarded: FlaskClient, host: str, address: str) -> None:
    response = guarded.get(address, headers={"Host": host})
    assert 400 == response.status_code
    assert "--allowed-hosts" in response.text
    assert "Papers of Valdoria" not in response.text
    if address == SEARCH:
        assert response.json
        assert "unknown_host" == response.json["code"]


def test_whoever_watches_the_service_may_ask_under_any_name(guarded: FlaskClient) -> None:
    assert 200 == guarded.get("/healthz", headers={"Host": "10.0.0.7"}).status_code
    assert 200 == guarded.get("/readyz", headers={"Host": "10.0.0.7"}).status_code


@pytest.mark.parametrize(
    ("listens_on", "url", "told", "expected"),
    [
        ("127.0.0.1", None, "", HERE),
        ("::1", None, "", HERE),
        ("0.0.0.0", None, "", set()),
        ("127.0.0.1", None, "*", set()),
        ("127.0.0.1", "https://archive.example/x", "", HERE | {"archive.example"}),
        ("0.0.0.0", None, "a.example, b.example", HERE | {"a.example", "b.example", "0.0.0.0"}),
    ],
)  # fmt: skip
def test_a_server_answers_to_the_names_of_its_machine_until_it_is_told_others(
    listens_on: str, url: str | None, told: str, expected: set[str]
) -> None:
    assert expected == set(allowed_hosts(listens_on, url, [told]))


@pytest.mark.parametrize("address", [SEARCH, "/?q=tolls"])
def test_a_client_that_asks_too_often_is_told_when_to_come_again(
    guarded: FlaskClient, address: str
) -> None:
    headers = {"Host": "archive.example", "X-Forwarded-For": "192.0.2.1"}
    statuses = [guarded.get(address, headers=headers).status_code for _ in range(4)]
    assert [200, 200, 200, 429] == statuses
    refused = guarded.get(address, headers=headers)
    assert 1 <= int(refused.headers["Retry-After"]) <= 20
    assert 200 == guarded.get("/static/rostrum.css", headers=headers).status_code
    another = headers | {"X-Forwarded-For": "192.0.2.2"}
    assert 200 == guarded.get(address, headers=another).status_code


def test_what_a_client_writes_itself_does_not_make_it_another(guarded: FlaskClient) -> None:
    for number in range(4):
        forged = {"Host": "archive.example", "X-Forwarded-For": f"10.0.0.{number}, 192.0.2.9"}
        status = guarded.get(SEARCH, headers=forged).status_code
    assert 429 == status


def test_a_share_comes_back_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [1_000.0]
    monkeypatch.setattr("web.rate_limits.time.time", lambda: now[0])
    limit = RateLimit(6)
    assert [0] * 6 == [limit.wait("192.0.2.1") for _ in range(6)]
    assert 10 == limit.wait("192.0.2.1")
    now[0] += 10
    assert [0, 10] == [limit.wait("192.0.2.1") for _ in range(2)]
    now[0] -= 500
    assert limit.wait("192.0.2.1") <= 60


def test_of_ipv6_a_network_is_one_client() -> None:
    limit = RateLimit(1)
    assert 0 == limit.wait("2001:db8::1")
    assert limit.wait("2001:db8::2")
    assert 0 == limit.wait("2001:db8:0:1::1")
    assert 0 == limit.wait("192.0.2.1")
    assert limit.wait("::ffff:192.0.2.1")


def test_workers_count_a_client_together_and_exactly(tmp_path: Path) -> None:
    spawn = multiprocessing.get_context("fork")
    with spawn.Pool(3) as pool:
        let_in = pool.starmap(_let_in, [(tmp_path, 100)] * 3)
    assert 100 == sum(let_in)


def _let_in(folder: Path, per_minute: int) -> int:
    limit = RateLimit(per_minute, folder)
    return sum(limit.wait("192.0.2.1") == 0 for _ in range(80))


@pytest.mark.parametrize(
    ("proxies", "header", "expected"),
    [
        (0, "192.0.2.1", "127.0.0.1"),
        (1, "198.51.100.1, 192.0.2.1", "192.0.2.1"),
        (2, "203.0.113.1, 198.51.100.1, 192.0.2.1", "198.51.100.1"),
        (2, "192.0.2.1", "192.0.2.1"),
        (1, "not an address", "127.0.0.1"),
        (1, "", "127.0.0.1"),
    ],
)
def test_only_what_our_proxies_wrote_is_believed(proxies: int, header: str, expected: str) -> None:
    environ = {
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.url_scheme": "http",
        "HTTP_X_FORWARDED_FOR": header,
        "HTTP_X_FORWARDED_PROTO": "javascript",
    }
    proxied(lambda environ, start: [], proxies)(environ, lambda *_: lambda _: None)
    assert (expected, "http") == (environ["REMOTE_ADDR"], environ["wsgi.url_scheme"])
