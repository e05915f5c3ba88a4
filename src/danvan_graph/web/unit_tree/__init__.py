"""The cascade unit by unit: whole in counts, one branch at a time in words."""
