"""CURRENT names all generations that are kept, in one line each, or is damage."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import DamagedIndex
from index.storage.current import Lineage, read_lineage

ONE, TWO, THREE, FOUR = (f"{n:06d}-{n * 0x1D3F5A7B % 2**32:08x}" for n in range(1, 5))
LINEAGE = Lineage(THREE, (TWO, ONE), (FOUR,))
NAMES = st.from_regex(r"\A[0-9]{6,8}-[0-9a-f]{8}\Z")


def read(folder: Path, content: bytes) -> Lineage | None:
    (folder / "CURRENT").write_bytes(content)
    return read_lineage(folder)


@given(NAMES, st.lists(NAMES, max_size=3), st.lists(NAMES, max_size=3))
def test_what_is_written_is_read_again(
    tmp_path_factory: pytest.TempPathFactory, name: str, before: list[str], after: list[str]
) -> None:
    lineage = Lineage(name, tuple(before), tuple(after))
    assert lineage == read(tmp_path_factory.mktemp("index"), lineage.encoded())


def test_a_single_name_is_enough(tmp_path: Path) -> None:
    assert Lineage(ONE) == read(tmp_path, f"{ONE}\n".encode())


def test_a_rollback_and_its_undoing_change_what_answers_and_nothing_else() -> None:
    back = LINEAGE.moved(TWO)
    assert Lineage(TWO, (ONE,), (FOUR, THREE)) == back
    assert LINEAGE == back.moved(THREE)


def test_a_new_generation_follows_the_current_one_and_forgets_what_was_set_aside() -> None:
    assert Lineage("new", (THREE, TWO)) == LINEAGE.followed("new", kept=2)


def test_every_flipped_bit_is_damage_or_another_name(tmp_path: Path) -> None:
    content = LINEAGE.encoded()
    for place in range(len(content)):
        for bit in range(8):
            flipped = bytearray(content)
            flipped[place] ^= 1 << bit
            with suppress(DamagedIndex):
                found = read(tmp_path, bytes(flipped))
                assert found is not None
                assert 1 == len(set(found.all) - set(LINEAGE.all))
