"""Loops compiled to machine code."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from index.compiled import compiled, compiling_seconds

NEVER_KEPT = time.time_ns()
"""A number that is another in every run, so that what it is compiled into is compiled again."""

INNER = "from index.compiled import compiled\n\n@compiled\ndef inner(n):\n    return n + {}\n"
CONSTANT = "NUMBER = {}\n"
OUTER = """
from constant import NUMBER
from index.compiled import compiled
from inner import inner

@compiled
def outer(n):
    return inner(n) * NUMBER

print(outer(1), sum(outer.stats.cache_hits.values()))
"""


def run(folder: Path) -> list[str]:
    """What `outer` answers in a process of its own, and how often it was found kept."""
    found = subprocess.run(
        [sys.executable, folder / "outer.py"],
        env={"PYTHONPATH": f"{Path(__file__).parent.parent}:{folder}", "PATH": ""},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return found.stdout.split()


def test_machine_code_is_kept_until_anything_compiled_into_it_changes(tmp_path: Path) -> None:
    (tmp_path / "outer.py").write_text(OUTER)
    (tmp_path / "inner.py").write_text(INNER.format(1))
    (tmp_path / "constant.py").write_text(CONSTANT.format(10))
    assert ["20", "0"] == run(tmp_path)
    assert ["20", "1"] == run(tmp_path)
    (tmp_path / "inner.py").write_text(INNER.format(22))
    assert ["230", "0"] == run(tmp_path)
    (tmp_path / "constant.py").write_text(CONSTANT.format(100))
    assert ["2300", "0"] == run(tmp_path)


def test_what_compiling_takes_is_told() -> None:
    before = compiling_seconds()

    @compiled
    def later(number: int) -> int:
        return number + NEVER_KEPT

    assert 2 + NEVER_KEPT == later(2)
    assert before < compiling_seconds()
