"""Components of New Relic."""
