"""Samples of the components of New Relic."""
