"""Real nodes of OpenSearch without containers, for the tests, the trials and the measurements."""
