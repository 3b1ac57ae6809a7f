"""The same text in other documents, and what differs between two wordings."""
