"""All that a search finds, to be taken away as CSV, NDJSON or JSON."""
