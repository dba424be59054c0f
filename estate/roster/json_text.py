"""JSON that somebody gives us: read whole, or refused with the place where it breaks."""

import json
from typing import Any

from pydantic import ValidationError

from estate.catalog.mistakes import format_path, show
from estate.errors import InputError

LARGEST_FILE = 64 * 1024 * 1024
"""Bytes; a year of a hundred schedules has less."""
MOST_MISTAKES = 5


def read_json(content: bytes, *, file: str) -> Any:
    """The data of a file. InputError with line and column for one that is cut, too large, or no JSON."""
    if len(content) > LARGEST_FILE:
        raise InputError(f"{file} is larger than {LARGEST_FILE:,} bytes; expected the answer of a vendor's API")
    try:
        return json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise InputError(f"{file} is not UTF-8 (byte {error.start}); expected JSON") from None
    except json.JSONDecodeError as error:
        cut = "; it was cut off there" if error.pos >= len(error.doc.rstrip()) or error.msg.startswith("Unterminated") else ""
        raise InputError(f"{file}:{error.lineno}:{error.colno} is no JSON: {error.msg.lower()}{cut}; export it again") from None
    except RecursionError:
        raise InputError(f"{file} is nested deeper than any vendor's answer; export it again") from None


def complaints(error: ValidationError, *, file: str, expected: str) -> InputError:
    """What a file lacks to be `expected`: the first places, with what stands there."""
    found = error.errors(include_url=False)
    lines = [f"{file} is not {expected}:"]
    lines += [f"    {format_path(one['loc'])}: {one['msg'].lower()}; {show(one['input'])} stands there" for one in found[:MOST_MISTAKES]]
    if len(found) > MOST_MISTAKES:
        lines.append(f"    and {len(found) - MOST_MISTAKES} more")
    return InputError("\n".join(lines))
