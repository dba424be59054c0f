"""Rosters from what other tools export."""
