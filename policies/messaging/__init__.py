"""Checks of queues, topics, schedules and streams."""
