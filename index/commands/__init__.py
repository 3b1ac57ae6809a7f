"""What the commands `index`, `extract` and `stats` share and print."""
