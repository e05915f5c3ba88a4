"""Answers that are carried away: calendars, Word files, pictures."""
