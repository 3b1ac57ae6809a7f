"""Which passages a query finds: its tree as sets of the passages of each segment."""
