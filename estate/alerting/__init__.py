"""Monitoring: objectives and causes as specs, and what the vendors' monitors would say of a series."""
