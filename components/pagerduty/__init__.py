"""Components of PagerDuty: they create what `estate.roster.pagerduty` decided."""
