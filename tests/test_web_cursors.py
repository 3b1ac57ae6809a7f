from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from search.requests import SearchRequest
from web.cursors import KEY_FILE, CursorSigner
from web.problems import ProblemError

ASKED = SearchRequest(query="harbour tolls", source=("Herald",))
SIGNER = CursorSigner(Path("nowhere"), secret="for tests only")


def refusal(cursor: str, asked: SearchRequest = ASKED, version: str = "v1") -> str:
    with pytest.raises(ProblemError) as caught:
        SIGNER.read(cursor, asked, version)
    assert "cursor" == caught.value.parameter
    return caught.value.code


@given(st.integers(0, 10_000), st.text(st.characters(exclude_categories=["Cs"])))
def test_a_cursor_is_read_as_it_was_written(offset: int, query: str) -> None:
    asked = SearchRequest(query=query)
    assert offset == SIGNER.read(SIGNER.write(asked, offset, "v1"), asked, "v1")


@given(st.text())
def test_an_invented_cursor_is_refused(cursor: str) -> None:
    assert "bad_cursor" == refusal(cursor)


@given(st.data())
def test_a_cursor_with_any_letter_changed_is_refused(data: st.DataObject) -> None:
    cursor = SIGNER.write(ASKED, 20, "v1")
    # The last letter of unpadded base64 has bits that mean nothing.
    place = data.draw(st.integers(0, len(cursor) - 2))
    letter = data.draw(st.sampled_from("ABab01_-."))
    if letter != cursor[place]:
        assert "bad_cursor" == refusal(cursor[:place] + letter + cursor[place + 1 :])


def test_a_cursor_of_another_key_is_refused() -> None:
    other = CursorSigner(Path("nowhere"), secret="another")
    assert "bad_cursor" == refusal(other.write(ASKED, 20, "v1"))


def test_a_cursor_of_another_search_is_refused() -> None:
    cursor = SIGNER.write(SearchRequest(query="gulls"), 20, "v1")
    assert "bad_cursor" == refusal(cursor)


def test_a_cursor_of_an_older_index_is_stale() -> None:
    assert "stale_cursor" == refusal(SIGNER.write(ASKED, 20, "v1"), version="v2")


def test_the_size_of_a_page_may_change_on_the_way() -> None:
    cursor = SIGNER.write(SearchRequest(query="a", limit=10), 20, "v1")
    asked = SearchRequest(query="a", limit=50, facets=("source",), timeline="year")
    assert 20 == SIGNER.read(cursor, asked, "v1")


def test_the_key_beside_an_index_is_made_once_and_is_the_owners_alone(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        cursors = list(
            pool.map(lambda n: CursorSigner(tmp_path).write(ASKED, n, "v1"), range(1, 33))
        )
    assert list(range(1, 33)) == [
        CursorSigner(tmp_path).read(cursor, ASKED, "v1") for cursor in cursors
    ]
    assert [KEY_FILE] == [path.name for path in tmp_path.iterdir()]
    assert 0o600 == stat.S_IMODE((tmp_path / KEY_FILE).stat().st_mode)


def test_an_index_that_cannot_be_written_beside_still_has_cursors(tmp_path: Path) -> None:
    signer = CursorSigner(tmp_path / "missing")
    assert 20 == signer.read(signer.write(ASKED, 20, "v1"), ASKED, "v1")


def test_the_api_explains_a_forged_cursor(client: FlaskClient) -> None:
    response = client.get("/api/v1/search?q=tide&cursor=WzEwXQ.forged")
    assert 400 == response.status_code
    assert response.json
    assert "bad_cursor" == response.json["code"]
    assert "first page" in response.json["detail"]


def test_the_api_explains_a_stale_cursor(app_signer: CursorSigner, client: FlaskClient) -> None:
    cursor = app_signer.write(SearchRequest(query="tide"), 10, "000000-00000000")
    response = client.get(f"/api/v1/search?q=tide&cursor={cursor}")
    assert 410 == response.status_code
    assert response.json
    assert "stale_cursor" == response.json["code"]


@pytest.fixture
def app_signer(index_dir: Path) -> CursorSigner:
    return CursorSigner(index_dir)
