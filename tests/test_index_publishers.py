"""Who publishes a page is read from the copyright notice at its foot."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.extraction.metadata.publishers import LAST_LINES, last_lines, publisher_of


@pytest.mark.parametrize(
    "line",
    [
        "© 2021 The Tern Ltd. All rights reserved.",
        "Copyright The Tern",
        "(c) 2019-2021 The Tern",
        "(C) Copyright 2020, The Tern",
    ],
)
def test_a_notice_names_the_publisher(line: str) -> None:
    found = publisher_of(["The ferry sailed.", line])
    assert found is not None
    assert "The Tern" == found[0]


@pytest.mark.parametrize(
    "line", ["(c) Repairs to the long quay,", "(c) 12 ferries", "copyright law"]
)
def test_the_third_item_of_a_list_is_no_notice(line: str) -> None:
    assert publisher_of(["(a) Dredging,", "(b) Lights,", line]) is None


@given(st.lists(st.sampled_from(["", "a", "b\rc", "d\u2028", "\n"]), max_size=2 * LAST_LINES))
def test_the_last_lines_are_those_of_the_text(rows: list[str]) -> None:
    text = "\n".join(rows)
    assert text.splitlines()[-LAST_LINES:] == last_lines(text)[-LAST_LINES:]
