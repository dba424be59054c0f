"""Prometheus and its Alertmanager, from the same specs, for services that run where no vendor's agent may.

Written for Prometheus 2.42 and Alertmanager 0.25 (Debian 12) or newer: older ones read no routing key from a file and know no
location of a time interval.
"""
