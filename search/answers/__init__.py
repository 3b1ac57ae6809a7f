"""Answers as the API gives them and the command line prints them with --json."""
