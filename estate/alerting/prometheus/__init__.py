"""Prometheus and its Alertmanager, from the same specs, for services that run where no vendor's agent may."""
