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
    yield from (Text(line, style=style) for line in broken(text, width() - 1, indent=indent))


def broken(text: str, columns: int, *, indent: str = "  ") -> Iterator[str]:
    """The lines of a paragraph; a word that is longer than a line, as queries have them, is broken behind its punctuation."""
    words = " ".join(part for word in text.split(" ") for part in _parts(word, columns - len(indent)))
    yield from wrap(words, columns, break_long_words=True, break_on_hyphens=False, subsequent_indent=indent)


def _parts(word: str, columns: int) -> Iterator[str]:
    while len(word) > columns:
        cut = max((word.rfind(mark, 0, columns) for mark in ",|{}()&/"), default=-1) + 1
        cut = cut if cut > columns // 2 else columns
        yield word[:cut]
        word = word[cut:]
    yield word
