"""Proving a roster: reads the lock and the catalog, and shares no code with the solver."""
