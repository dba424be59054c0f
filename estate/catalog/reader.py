"""One YAML file as plain data, and where each value stands.

Aliases, tags and several documents are refused, so no file can unfold into more than it is or name a type of Python.
A file that is read well is read once; places are looked for in a second reading, when a mistake needs one.
"""

import re
from dataclasses import dataclass

from estate.catalog.builder import Builder, Data, Place
from estate.catalog.mistakes import Mistake, Way
from estate.catalog.scalars import INVISIBLE

LARGEST_FILE = 1024 * 1024
"""Bytes; the longest file of the reference estate has less than a hundredth."""
TAB_INDENT = re.compile(r"^ *\t", re.MULTILINE)


@dataclass(frozen=True, kw_only=True)
class Document:
    """A file, read: its data, and what is wrong with how it is written."""

    file: str
    text: str
    data: Data
    mistakes: tuple[Mistake, ...] = ()

    def places(self) -> dict[Way, Place]:
        """The place of every value, by its path."""
        builder = Builder(file=self.file, places={})
        builder.read(self.text)
        return builder.places or {}


def read_document(content: bytes, *, file: str) -> Document:
    """The content of `file`; never raises for what stands in it."""
    text, mistake = decode(content, file=file)
    if mistake:
        return Document(file=file, text="", data=None, mistakes=(mistake,))
    builder = Builder(file=file)
    data = builder.read(text)
    return Document(file=file, text=text, data=data, mistakes=tuple(builder.mistakes))


def decode(content: bytes, *, file: str) -> tuple[str, Mistake | None]:
    """The text of a file, or why it is none."""
    if len(content) > LARGEST_FILE:
        return "", Mistake(file=file, text=f"is larger than {LARGEST_FILE:,} bytes; expected a file that a person wrote")
    if content.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        return "", Mistake(file=file, text="begins with a byte order mark; expected plain UTF-8", hint="save it as UTF-8 without BOM")
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        line, column = place_of(content[: error.start].decode(), error.start)
        text = f"byte 0x{content[error.start]:02x} is no UTF-8; expected a file in UTF-8"
        return "", Mistake(file=file, line=line, column=column, text=text, hint="save it as UTF-8")
    return text, hidden_character(text, file=file)


def hidden_character(text: str, *, file: str) -> Mistake | None:
    """The first character that no reader would see, or a tab in the indentation."""
    if found := INVISIBLE.search(text):
        line, column = place_of(text, found.start())
        return Mistake(file=file, line=line, column=column, text=f"the invisible character U+{ord(found[0]):04X} stands here; take it out")
    if "\t" in text and (found := TAB_INDENT.search(text)):
        line, column = place_of(text, found.end() - 1)
        return Mistake(file=file, line=line, column=column, text="a tab in the indentation; YAML wants spaces", hint="two spaces a level")
    return None


def place_of(text: str, offset: int) -> tuple[int, int]:
    """Line and column, from 1, of a character."""
    start = text.rfind("\n", 0, offset) + 1
    return text.count("\n", 0, offset) + 1, offset - start + 1
