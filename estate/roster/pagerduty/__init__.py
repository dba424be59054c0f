"""Rosters, escalations and services as PagerDuty has them: decided here, created by `components.pagerduty`."""
