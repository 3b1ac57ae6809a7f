"""A generation on disk: its documents, columns and catalogue, written once and then read."""
