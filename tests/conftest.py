"""What holds for all tests."""

from hypothesis import settings

# The same examples on each run, and no verdict from the clock: a busy machine fails no test.
settings.register_profile("estate", derandomize=True, deadline=None)
settings.load_profile("estate")
