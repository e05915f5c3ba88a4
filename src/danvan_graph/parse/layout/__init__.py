"""Where the parts of a document begin and end: lines, zones, headings, the foot."""
