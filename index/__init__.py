"""Documents in, index out: reading captures, extracting their text, building generations."""
