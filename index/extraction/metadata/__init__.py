"""What a document is: its dates, names, kind and source, each with the words it was read from."""
