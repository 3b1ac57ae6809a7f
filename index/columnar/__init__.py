"""Segments of an index as plain arrays: the archive as a row of words, and who stands where."""
