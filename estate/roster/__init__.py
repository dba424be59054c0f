"""On-call rosters: solved, proved, read back."""
