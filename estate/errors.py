"""The errors that a person can act on; their text is shown without a traceback.

EstateError
├── InputError          what was written or asked is wrong (exit code 2)
└── SurroundingsError   what the work needs is not there: a program, a port, a server (exit code 3)
"""


class EstateError(Exception):
    """Something that the person at the terminal can mend."""


class InputError(EstateError, ValueError):
    """The catalog, an argument or a file is wrong."""


class SurroundingsError(EstateError, RuntimeError):
    """The machine or the network lacks something."""
