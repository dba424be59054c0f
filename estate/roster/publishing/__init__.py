"""Which overrides the vendors must have, and what has to be done so that they do."""
