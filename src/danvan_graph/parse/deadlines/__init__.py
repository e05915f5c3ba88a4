"""By when, how often, to whom and through whom."""
