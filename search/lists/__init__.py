"""Compiled loops over lists of passages as they are on disk: joined, united, scored."""
