"""Samples of the components of Opsgenie."""
