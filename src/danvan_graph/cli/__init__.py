"""The command line: one verb for each stage and each job of a user."""

from danvan_graph.cli.program import main

__all__ = ["main"]
