"""Reading a file that somebody names on the command line."""

import os
import stat
from pathlib import Path

from estate.catalog.mistakes import shorten
from estate.errors import InputError
from estate.roster.json_text import LARGEST_FILE


def read_input(path: Path) -> bytes:
    """The content, at most one byte more than is allowed. InputError for what is no readable plain file."""
    try:
        with open(path, "rb", opener=_open_file) as stream:
            return stream.read(LARGEST_FILE + 1)
    except OSError as error:
        raise InputError(f"{shorten(str(path), 200)} cannot be read: {error.strerror or error}") from None


def _open_file(path: str, flags: int) -> int:
    """Opens without waiting, so that a pipe hangs nobody; refuses what is no plain file."""
    handle = os.open(path, flags | os.O_NONBLOCK)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise OSError("it is no plain file")
    return handle
