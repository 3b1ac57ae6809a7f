"""Passages found as documents and stories: ordered, counted by value and by period."""
