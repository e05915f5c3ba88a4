"""A graph while it is being made: its statements and its rules."""
