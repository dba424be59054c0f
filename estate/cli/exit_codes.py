"""What a command's exit code says; scripts and CI read it."""

from enum import IntEnum


class ExitCode(IntEnum):
    """The four outcomes of every command."""

    GOOD = 0
    FOUND = 1
    """It looked, and found something: a violation, a gap, a stale file."""
    INPUT = 2
    """The input is wrong: the catalog, the arguments."""
    SURROUNDINGS = 3
    """The surroundings are wrong: a port, a missing program, a folder that cannot be written."""
