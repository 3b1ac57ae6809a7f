"""What the passages found score, and which of them are the best."""
