"""Finding a roster: the only place that knows the solver."""
