"""Scenarios that nobody has to write: for each objective and each threshold one that is just enough, and one that is just not.

When who must be told is worked out from the definition alone (`promised`, `crossed`), never read from a planned resource.
"""
