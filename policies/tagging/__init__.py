"""Whose a thing is, what pays for it, and where it is written."""
