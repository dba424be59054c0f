"""Patching hosts by the playbook: what may be asked for, how it is run, and what came of it."""
