"""Every instrument that is named, and what belongs to the mention."""
