"""Checks of alerts, objectives, dashboards, probes, logs and traces."""
