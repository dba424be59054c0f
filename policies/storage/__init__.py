"""Buckets: who reads them, and what is kept of what was in them."""
