"""All promises, by their numbers; each has a module that tries to break it."""

from __future__ import annotations

from bench.torture import crashes, damage, full_disk, hostile_pickles, power_cuts, writers
from bench.torture.trials import Promise

PROMISES = (
    Promise(1, "crashes", "a reindex is all or nothing", crashes.rows),
    Promise(2, "power_cuts", "it survives a power cut", power_cuts.rows),
    Promise(3, "full_disk", "a full disk stops writing, nothing else", full_disk.rows),
    Promise(4, "damage", "damage is noticed", damage.rows),
    Promise(5, "hostile_pickles", "an index folder cannot run code", hostile_pickles.rows),
    Promise(7, "writers", "one writer at a time", writers.rows),
)
