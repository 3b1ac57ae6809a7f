"""From a page of HTML to its article: blocks, what is furniture among them, and the head."""
