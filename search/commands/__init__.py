"""The commands that search, count and compare, and what they print."""
