"""The query language, ours and no engine's: from the text of a query to its tree, and back."""
