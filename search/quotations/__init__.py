"""Quotations traced to their source: whether, where and how exactly they stand."""
