"""From lines of text to articles: dumps of pages, plain documents, issues of newspapers."""
