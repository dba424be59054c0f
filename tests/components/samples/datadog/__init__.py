"""Samples of the components of Datadog."""
