"""Pulumi components: they create what the core decided, and decide nothing."""
