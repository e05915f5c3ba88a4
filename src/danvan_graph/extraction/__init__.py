"""From a file to a record: reads, parses and resolves one document after another."""
