"""Whom a document tells to act, and what."""
