"""What answers before the framework is loaded, and without it."""
