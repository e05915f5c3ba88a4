"""A finished graph becomes a generation; generations are listed, gone back to, carried off."""
