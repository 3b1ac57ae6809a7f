"""Parallels: passages of different documents that share text.

Every run of five words (a shingle) of every paragraph is numbered; those that stand in several
paragraphs are brought together, and pairs of paragraphs that have many in common are kept.
`rows` is what is looked through, `repetition` and `pairing` are the compiled loops,
`collecting` and `finding` put them together, `neighbours` adds short paragraphs between
parallels, `growing` does all that for what changed, `store` writes and reads what was found.
"""
