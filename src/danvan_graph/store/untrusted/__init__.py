"""SPARQL from strangers, in processes that may be killed at any moment."""
