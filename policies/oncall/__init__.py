"""Checks of schedules, escalations, paged services, rosters and the people in them."""
