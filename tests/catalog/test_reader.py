"""Hostile and careless files: one clean mistake each, at once."""

import pytest

from estate.catalog.reader import Document, read_document

MEGABYTE = 1024 * 1024
PLAIN = "facts are text, numbers, switches, lists and mappings"
QUOTE_IT = "put text that holds a colon in quotes; check that the line is indented like its neighbours"


def mistakes_of(content: str | bytes) -> list[str]:
    raw = content.encode() if isinstance(content, str) else content
    return [str(mistake) for mistake in read_document(raw, file="x.yaml").mistakes]


def only(content: str | bytes) -> str:
    found = mistakes_of(content)
    assert len(found) == 1, found
    return found[0]


ATTACKS: dict[str, tuple[str | bytes, str]] = {
    "a key twice": (
        "name: a\nname: b\n",
        "x.yaml:2:1  the key 'name' stands here twice\n    keep one of them",
    ),
    "an anchor": (
        "a: &all 1\n",
        "x.yaml:1:4  a: an anchor (&all); expected the value alone\n    write it out where it is needed",
    ),
    "an object of Python": (
        "a: !!python/object:os.system {}\n",
        f"x.yaml:1:4  a: a tag (tag:yaml.org,2002:python/object:os.syste...); expected a plain value\n    {PLAIN}",
    ),
    "a harmless tag": (
        "a: !!str 5\n",
        "x.yaml:1:4  a: a tag (tag:yaml.org,2002:str); expected a plain value\n    facts are text, numbers, switches, lists and mappings",
    ),
    "two documents": (
        "a: 1\n---\nb: 2\n",
        "x.yaml:2:1  a second document begins here (---); expected one document a file",
    ),
    "an empty file": ("", "x.yaml  is empty; expected the keys of a fact"),
    "nothing but comments": ("# a\n# b\n", "x.yaml  is empty; expected the keys of a fact"),
    "a tab": ("a:\n\tb: 1\n", "x.yaml:2:1  a tab in the indentation; YAML wants spaces\n    two spaces a level"),
    "a tab behind spaces": ("a:\n  \tb: 1\n", "x.yaml:2:3  a tab in the indentation; YAML wants spaces\n    two spaces a level"),
    "a byte order mark": (
        b"\xef\xbb\xbfa: 1\n",
        "x.yaml  begins with a byte order mark; expected plain UTF-8\n    save it as UTF-8 without BOM",
    ),
    "UTF-16": (
        "a: 1\n".encode("utf-16"),
        "x.yaml  begins with a byte order mark; expected plain UTF-8\n    save it as UTF-8 without BOM",
    ),
    "Latin-1": (
        "a: 1\nb: caf\xe9\n".encode("latin-1"),
        "x.yaml:2:7  byte 0xe9 is no UTF-8; expected a file in UTF-8\n    save it as UTF-8",
    ),
    "NUL": (b"a: \x00\n", "x.yaml:1:4  the invisible character U+0000 stands here; take it out"),
    "text that runs backwards": ("a: \u202eb\n", "x.yaml:1:4  the invisible character U+202E stands here; take it out"),
    "a hidden escape": ('a: "\\e[31m"\n', "x.yaml:1:4  a: an escape stands for the invisible character U+001B; take it out"),
    "more than a megabyte": (
        b"a: " + b"x" * 10 * MEGABYTE,
        "x.yaml  is larger than 1,048,576 bytes; expected a file that a person wrote",
    ),
    "a key that is a number": ("1: a\n", 'x.yaml:1:1  the key 1 is not text\n    put it in quotes: "1"'),
    "a key that is a switch": (
        "no: a\n",
        'x.yaml:1:1  without quotes no is the switch false to YAML\n    write false, or put it in quotes: "no"',
    ),
    "a key that is a list": ("? [a]\n: b\n", "x.yaml:1:3  a list stands where a key belongs; expected text and a colon"),
    "a number of a megabyte": (
        "a: " + "1" * (MEGABYTE - 10),
        f'x.yaml:1:4  a: without quotes {"1" * 40}... is a number to YAML\n    put it in quotes: "{"1" * 40}..."',
    ),
    "text without an end": ("a: 'x\n", "x.yaml:2:1  cannot be read as YAML: the file ends inside a quoted text\n    close the quotes"),
    "a colon in the text": (
        "a: b: c\n",
        f"x.yaml:1:5  cannot be read as YAML: a colon where no key can stand\n    {QUOTE_IT}",
    ),
}


@pytest.mark.parametrize(("content", "text"), ATTACKS.values(), ids=ATTACKS)
def test_a_bad_file_is_one_mistake_with_its_place(content: str | bytes, text: str) -> None:
    assert only(content) == text


DEPTHS = {
    "lists in lists": "[" * (MEGABYTE - 10),
    "mappings in mappings": "{a: " * (MEGABYTE // 4 - 10),
    "dashes": "- " * (MEGABYTE // 2 - 10),
    "indented": "".join(f"{' ' * level}a:\n" for level in range(1400)),
}


@pytest.mark.parametrize("content", DEPTHS.values(), ids=DEPTHS)
def test_a_file_that_nests_for_ever_ends_at_the_twenty_first_level(content: str) -> None:
    assert "is nested deeper than 20 levels; expected a flat fact" in only(content)


def test_a_bomb_of_aliases_does_not_unfold() -> None:
    levels = [f"l{level}: &l{level} [{', '.join(f'*l{level - 1}' for _ in range(9))}]" for level in range(1, 9)]
    document = read_document("\n".join(["l0: &l0 [x, x]", *levels]).encode(), file="x.yaml")
    assert "an alias (*l0); expected the value itself" in str(document.mistakes[2])
    assert count_values(document.data) < 200


def count_values(data: object) -> int:
    if isinstance(data, dict):
        return 1 + sum(count_values(value) for value in data.values())
    if isinstance(data, list):
        return 1 + sum(count_values(value) for value in data)
    return 1


def test_an_alias_of_its_own_list_ends() -> None:
    assert len(mistakes_of("a: &a [*a]\n")) == 2


def test_a_file_of_a_hundred_thousand_values_is_refused() -> None:
    assert "the file has more than 100,000 values" in only("a: [" + "1," * 100_001 + "]\n")


def test_a_file_full_of_mistakes_tells_the_first_fifty() -> None:
    assert len(mistakes_of("a: 1\n" * 10_000)) == 50


def read(content: str) -> Document:
    return read_document(content.encode(), file="x.yaml")


def test_all_mistakes_of_a_file_are_told_at_once() -> None:
    assert [mistake.path for mistake in read("a: no\nb: [1, 0x1F]\nc: !!str d\n").mistakes] == [("a",), ("b", 1), ("c",)]


def test_data_is_plain() -> None:
    document = read('a: {b: [1, x, 2.5], "c": ~}\nd: "5"\ne: false\nf: |\n  two\n  lines\n')
    assert document.mistakes == ()
    assert document.data == {"a": {"b": [1, "x", 2.5], "c": None}, "d": "5", "e": False, "f": "two\nlines\n"}


def test_a_refused_key_takes_its_value_with_it_and_nothing_else() -> None:
    assert read("1: {a: [b]}\nc: d\n").data == {"c": "d"}


def test_every_value_has_its_place_and_its_keys() -> None:
    places = read("name: a\nlist:\n  - {key: value, other: 16.10}\n  - plain\n").places()
    assert {path: (place.key, place.value) for path, place in places.items()} == {
        (): ((1, 1), (1, 1)),
        ("name",): ((1, 1), (1, 7)),
        ("list",): ((2, 1), (3, 3)),
        ("list", 0): ((3, 5), (3, 5)),
        ("list", 0, "key"): ((3, 6), (3, 11)),
        ("list", 0, "other"): ((3, 18), (3, 25)),
        ("list", 1): ((4, 5), (4, 5)),
    }
    assert places["list", 0, "other"].written == "16.10"
