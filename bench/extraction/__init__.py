"""Extraction measured beside its rivals on pages whose text is known, and its model trained."""
