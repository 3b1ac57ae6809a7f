"""Building a generation: from the files of an archive to a new index put in place."""
