"""What answers: the embedded engine, the memory, a server that speaks SPARQL."""
