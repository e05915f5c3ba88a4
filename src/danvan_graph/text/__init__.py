"""From a file to a text with a map back: every place found refers to the text as it was given."""
