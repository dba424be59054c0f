"""Exports in the forms of the API references: the team that follows the sun, as each tool would have it."""

from typing import Any

OPSGENIE: dict[str, Any] = {
    "data": {
        "id": "d875alp4-9b4e-4219-alp3-0c26936d18de",
        "name": "Support",
        "description": "Around  the clock",
        "timezone": "Europe/Istanbul",
        "enabled": True,
        "ownerTeam": {"id": "90098alp9-f0e3-41d3-a060-0ea895027630", "name": "platform"},
        "rotations": [
            {
                "id": "a",
                "name": "Morning",
                "startDate": "2026-11-16T05:00:00Z",
                "type": "weekly",
                "length": 1,
                "participants": [
                    {"type": "user", "id": "1", "username": "Cedar@corner.example"},
                    {"type": "user", "id": "2", "username": "new.one@corner.example"},
                ],
                "timeRestriction": {"type": "time-of-day", "restriction": {"startHour": 8, "startMin": 0, "endHour": 16, "endMin": 0}},
            },
            {
                "id": "b",
                "name": "Office hours",
                "startDate": "2026-11-16T05:00:00Z",
                "endDate": "2027-01-01T00:00:00Z",
                "type": "daily",
                "length": 2,
                "participants": [
                    {"type": "user", "id": "3", "username": "plane@corner.example"},
                    {"type": "team", "id": "4"},
                    {"type": "none"},
                ],
                "timeRestriction": {
                    "type": "weekday-and-time-of-day",
                    "restrictions": [
                        {"startDay": day, "startHour": 22, "startMin": 30, "endDay": after, "endHour": 6, "endMin": 30}
                        for day, after in (("monday", "tuesday"), ("sunday", "monday"))
                    ],
                },
            },
        ],
    },
    "took": 0.02,
    "requestId": "d90a2",
}
PAGERDUTY: dict[str, Any] = {
    "schedule": {
        "id": "PI7DH85",
        "type": "schedule",
        "name": "Night & day",
        "time_zone": "Europe/Kyiv",
        "description": None,
        "teams": [{"id": "PQ9K7I8", "type": "team_reference", "summary": "Engineering"}],
        "schedule_layers": [
            {
                "name": "Layer 2",
                "id": "PG68P1M",
                "start": "2026-11-06T21:00:00+02:00",
                "end": None,
                "rotation_virtual_start": "2026-11-06T20:00:00+02:00",
                "rotation_turn_length_seconds": 604800,
                "users": [
                    {"user": {"id": "PCEDAR", "type": "user_reference", "summary": "Cedar"}},
                    {"user": {"id": "PXPGF42", "summary": "Regina Phalange"}},
                ],
                "restrictions": [{"type": "daily_restriction", "start_time_of_day": "08:00:00", "duration_seconds": 43200}],
            },
            {
                "name": "Layer 1",
                "id": "PG68P1N",
                "rotation_virtual_start": "2026-11-06T20:00:00+02:00",
                "rotation_turn_length_seconds": 604800,
                "users": [{"user": {"id": "PPLANE", "summary": "Plane"}}],
                "restrictions": [{"type": "daily_restriction", "start_time_of_day": "20:00:00", "duration_seconds": 43200}],
            },
        ],
    }
}
V3: dict[str, Any] = {
    "schedule": {
        "id": "PL5FQHC",
        "type": "schedule_v3",
        "name": "Engineering On-Call",
        "time_zone": "America/Los_Angeles",
        "rotations": [
            {
                "id": "R",
                "type": "schedule_rotation",
                "events": [
                    {
                        "id": "E",
                        "type": "schedule_event",
                        "name": "Weekday business hours",
                        "start_time": {"date_time": "2026-01-05T09:00:00-08:00", "time_zone": "America/Los_Angeles"},
                        "end_time": {"date_time": "2026-01-05T17:00:00-08:00", "time_zone": "America/Los_Angeles"},
                        "effective_since": "2026-01-05T17:00:00Z",
                        "effective_until": None,
                        "recurrence": ["RRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"],
                        "assignment_strategy": {
                            "type": "rotating_member_assignment_strategy",
                            "shifts_per_member": 5,
                            "members": [{"type": "user_member", "user_id": "PUSER01"}],
                        },
                    }
                ],
            }
        ],
    }
}
