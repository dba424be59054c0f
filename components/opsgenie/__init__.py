"""Components of Opsgenie, to migrate from: it ends on 2027-04-05."""
