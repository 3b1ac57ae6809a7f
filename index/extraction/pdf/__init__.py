"""From the pages of a PDF file to articles: characters, lines, columns, paragraphs, stories."""
