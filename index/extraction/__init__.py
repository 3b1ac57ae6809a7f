"""From a capture to its documents."""
