"""From files to captures."""
