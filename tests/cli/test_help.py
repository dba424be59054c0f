"""What the command line says of itself, and what guides say of it, can be typed."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from estate.cli.main import app

ROOT = Path(__file__).parents[2]
TEXTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
EXAMPLE = re.compile(r"^Example: (estate .+)$", re.MULTILINE)
# In code, after a prompt, or a line of its own; up to what a shell or Markdown ends it with.
WRITTEN = re.compile(r"(?:(?<=`)|(?<=\$ )|^ *)(estate [a-z][^`\n#|>;…]*)", re.MULTILINE)
LINK = re.compile(r"\[[^\]]*\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)")
FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)


def commands(command: Any, *path: str) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every command that does something, with its words."""
    below = getattr(command, "commands", None)
    if below is None:
        yield path, command
    for name, one in (below or {}).items():
        yield from commands(one, *path, name)


COMMANDS = dict(commands(get_command(app)))


def unknown(line: str) -> list[str]:
    """The words of a line that no command has: its names, else its options."""
    words = shlex.split(line.replace("...", ""), comments=True)[1:]
    for length in (2, 1):
        command = COMMANDS.get(tuple(words[:length]))
        if command is not None:
            options = {option for given in command.params for option in (*given.opts, *given.secondary_opts)} | {"--help"}
            return [word for word in words[length:] if re.match(r"--?[a-z]", word) and word.partition("=")[0] not in options]
    groups = {path[0] for path in COMMANDS if len(path) > 1}
    return [] if len(words) == 1 and words[0] in groups else words[:2]


def anchors(text: str) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ +(.+)$", FENCED.sub("", text), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_every_command_shows_an_example_of_itself_on_a_line_of_its_own(path: tuple[str, ...]) -> None:
    examples = EXAMPLE.findall(COMMANDS[path].help or "")
    assert len(examples) == 1
    assert tuple(examples[0].split()[1 : len(path) + 1]) == path
    assert unknown(examples[0]) == []


@pytest.mark.parametrize("file", TEXTS, ids=lambda file: str(file.relative_to(ROOT)))
def test_commands_in_documents_exist_with_their_options(file: Path) -> None:
    wrong = {line: found for line in WRITTEN.findall(file.read_text()) if (found := unknown(line))}
    assert wrong == {}


@pytest.mark.parametrize("file", TEXTS, ids=lambda file: str(file.relative_to(ROOT)))
def test_links_between_documents_lead_somewhere(file: Path) -> None:
    dead = [link for link in LINK.findall(file.read_text()) if not _leads(file, *link)]
    assert dead == []


def _leads(file: Path, path: str, anchor: str) -> bool:
    target = file.parent / path if path else file
    return target.exists() and (not anchor or anchor in anchors(target.read_text()))


def test_a_command_or_an_option_that_is_none_would_be_seen() -> None:
    assert unknown("estate roster prvoe") == ["roster", "prvoe"]
    assert unknown("estate plan --bse main") == ["--bse"]
    assert unknown("estate plan --base=main -v") == []
