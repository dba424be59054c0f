"""Text that is folded to the width of the terminal, and to 80 columns where there is none."""

from collections.abc import Iterator
from textwrap import wrap

from rich.text import Text

from estate.cli.output import stdout

NARROWEST, WIDEST = 60, 110


def width() -> int:
    """The columns that text may have: the terminal's, within reason; 80 in a pipe or a file."""
    console = stdout()
    return min(max(console.width, NARROWEST), WIDEST) if console.is_terminal else 80


def folded(text: str, *, style: str = "", indent: str = "  ") -> Iterator[Text]:
    """The lines of a paragraph; those after the first are indented."""
    for line in wrap(text, width() - 1, break_long_words=False, break_on_hyphens=False, subsequent_indent=indent):
        yield Text(line, style=style)
