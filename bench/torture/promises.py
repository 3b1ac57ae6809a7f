"""All promises, by their numbers; each has a module that tries to break it."""

from __future__ import annotations

from bench.torture import (
    captures,
    cluster,
    crashes,
    damage,
    full_disk,
    hostile_pickles,
    hostile_text,
    load,
    memory,
    power_cuts,
    queries,
    switches,
    writers,
)
from bench.torture.trials import Promise

PROMISES = (
    Promise(1, "crashes", "a reindex is all or nothing", crashes.rows),
    Promise(2, "power_cuts", "it survives a power cut", power_cuts.rows),
    Promise(3, "full_disk", "a full disk stops writing, nothing else", full_disk.rows),
    Promise(4, "damage", "damage is noticed", damage.rows),
    Promise(5, "hostile_pickles", "an index folder cannot run code", hostile_pickles.rows),
    Promise(6, "switches", "readers never notice a reindex", switches.rows),
    Promise(7, "writers", "one writer at a time", writers.rows),
    Promise(8, "queries", "no query can hurt", queries.rows),
    Promise(9, "captures", "no capture can hurt", captures.rows),
    Promise(10, "memory", "memory is bounded", memory.rows),
    Promise(11, "load", "it carries load", load.rows),
    Promise(12, "hostile_text", "it gives nothing away", hostile_text.rows),
    Promise(13, "cluster", "a cluster loses nothing it acknowledged", cluster.rows),
)
