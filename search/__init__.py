"""Query in, hits out: the language, the engine's contract, and the embedded engine."""
