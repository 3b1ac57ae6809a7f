"""What can be trusted, shown: each promise is put to the test as often as its row says."""
