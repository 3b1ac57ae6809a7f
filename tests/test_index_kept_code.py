"""Loading compiled loops from disk."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

INNER = "from index.compiled import compiled\n\n@compiled\ndef inner(n):\n    return n + 1\n"
CALLED = """
from inner import inner

print(inner(1), *(made.library._for_linking is None for made in inner.overloads.values()))
"""
LINKED = """
from index.compiled import compiled
from inner import inner

@compiled
def outer(n):
    return inner(n) * 10

print(inner(1), outer(1), sum(inner.stats.cache_hits.values()))
"""


def run(folder: Path, script: str) -> list[str]:
    """What a script prints in a process of its own."""
    path = folder / "script.py"
    path.write_text(script)
    found = subprocess.run(
        [sys.executable, path],
        env={"PYTHONPATH": f"{Path(__file__).parent.parent}:{folder}", "PATH": ""},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return found.stdout.split()


def test_what_is_kept_for_linking_is_left_unread_by_who_only_calls_a_function(
    tmp_path: Path,
) -> None:
    (tmp_path / "inner.py").write_text(INNER)
    assert ["2", "True"] == run(tmp_path, CALLED)
    assert ["2", "False"] == run(tmp_path, CALLED)


def test_a_function_that_is_compiled_later_is_linked_to_one_that_was_kept(tmp_path: Path) -> None:
    (tmp_path / "inner.py").write_text(INNER)
    run(tmp_path, CALLED)
    assert ["2", "20", "1"] == run(tmp_path, LINKED)
