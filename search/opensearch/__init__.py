"""The second engine: the same archive, the same answers, from an OpenSearch cluster."""
