"""Compiled loops over lists of passages and the row of words, as they are on disk."""
