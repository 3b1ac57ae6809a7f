"""Citations: what is known of a document or passage, in the forms that people cite in."""
