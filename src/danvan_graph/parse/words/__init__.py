"""The words of the grammar: kinds and codes, verbs, and the names of units and bodies."""
