"""Writing files: whole or not at all."""

import os
import tempfile
from pathlib import Path

from estate.errors import SurroundingsError

MODE = 0o644


def write_file(path: Path, text: str) -> None:
    """Write `text` to `path`: whoever reads it meanwhile sees the old file or the new one. SurroundingsError when it cannot be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        temporary = Path(name)
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
                stream.write(text)
            temporary.chmod(MODE)
            temporary.replace(path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise SurroundingsError(f"{path} cannot be written: {error.strerror or error}") from error
