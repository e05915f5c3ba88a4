"""The Vietnamese pages, rendered on the server: one module for each entry of the menu."""
