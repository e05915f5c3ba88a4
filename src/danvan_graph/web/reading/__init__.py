"""What the pages and the API show, read from one edition of the graph as plain records."""
