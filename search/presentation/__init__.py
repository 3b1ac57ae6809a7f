"""What is shown of what was found: titles, snippets, marked words, whole documents."""
