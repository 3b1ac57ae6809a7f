"""The words and values of an archive: what a pattern, a value or a misspelling stands for."""
