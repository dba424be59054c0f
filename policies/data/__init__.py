"""Databases, caches, streams and tables: who reads them, and what is left when something breaks."""
