"""One line more, and nothing else, whatever the file looks like."""

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from estate.catalog.insert import with_version
from estate.errors import InputError

NAMES = st.from_regex(r"[a-z]{1,3}(-[a-z]{1,2})?", fullmatch=True).filter(lambda name: isinstance(yaml.safe_load(name), str))


def insert(text: str, name: str = "cart") -> str:
    return with_version(text, file="live.yaml", name=name, version="0.1.0")


CASES = {
    "between two": ("versions:\n  ad: 1.0.0\n  email: 2.0.0\n", "versions:\n  ad: 1.0.0\n  cart: 0.1.0\n  email: 2.0.0\n"),
    "before all": ("versions:\n  email: 2.0.0\n", "versions:\n  cart: 0.1.0\n  email: 2.0.0\n"),
    "after all": ("versions:\n  ad: 1.0.0\nnat: x\n", "versions:\n  ad: 1.0.0\n  cart: 0.1.0\nnat: x\n"),
    "at an end without a line break": ("versions:\n  ad: 1.0.0", "versions:\n  ad: 1.0.0\n  cart: 0.1.0\n"),
    "beside comments": (
        "# a\nversions:  # b\n  # c\n  ad: 1.0.0  # d\n\n  # e\n  email: 2.0.0\n  # f\n",
        "# a\nversions:  # b\n  # c\n  ad: 1.0.0  # d\n  cart: 0.1.0\n\n  # e\n  email: 2.0.0\n  # f\n",
    ),
    "in another indentation": ("versions:\n    ad: 1.0.0\n", "versions:\n    ad: 1.0.0\n    cart: 0.1.0\n"),
    "beside quotes": ('versions:\n  "ad": "1.0"\n', 'versions:\n  "ad": "1.0"\n  cart: 0.1.0\n'),
    "where they are not sorted": ("versions:\n  x: 1.0.0\n  ad: 1.0.0\n", "versions:\n  x: 1.0.0\n  ad: 1.0.0\n  cart: 0.1.0\n"),
    "beside a longer name": ("versions:\n  cart-old: 1.0.0\n", "versions:\n  cart: 0.1.0\n  cart-old: 1.0.0\n"),
    "behind letters of several bytes": (
        "# é\U0001f600\nversions:\n  ad: 1.0.0\n",
        "# é\U0001f600\nversions:\n  ad: 1.0.0\n  cart: 0.1.0\n",
    ),
    "in the file of another system": ("versions:\r\n  ad: 1.0.0\r\n", "versions:\r\n  ad: 1.0.0\r\n  cart: 0.1.0\r\n"),
    "in braces": ("versions: {ad: 1.0.0, email: 2.0.0}\n", "versions: {ad: 1.0.0, cart: 0.1.0, email: 2.0.0}\n"),
    "first in braces": ("versions: {email: 2.0.0}\n", "versions: {cart: 0.1.0, email: 2.0.0}\n"),
    "in empty braces": ("versions: {}\n", "versions: {cart: 0.1.0}\n"),
    "where there were none": ("nat: x\n", "nat: x\nversions:\n  cart: 0.1.0\n"),
    "where it is already": ("versions: {cart: 3.0.0}\n", "versions: {cart: 3.0.0}\n"),
}


@pytest.mark.parametrize(("before", "after"), CASES.values(), ids=CASES)
def test_a_version_is_put_in_its_place(before: str, after: str) -> None:
    assert insert(before) == after


@pytest.mark.parametrize("text", ["{nat: x}\n", "nat: x\n...\n", "versions: [ad]\n", "versions:\n", "- a\n", "versions: {"])
def test_where_no_line_can_be_put_in_a_person_is_asked(text: str) -> None:
    with pytest.raises(InputError) as refused:
        insert(text)
    told = "live.yaml is written in a way that no line can be put into; add it by hand"
    assert str(refused.value) == f"{told}\n    versions: {{cart: 0.1.0}}"


@settings(deadline=None)
@given(st.dictionaries(NAMES, st.just("1.0.0")), NAMES, st.sampled_from(["in lines", "in braces"]))
def test_the_file_says_one_version_more_and_keeps_its_lines(versions: dict[str, str], name: str, written: str) -> None:
    lines = "".join(f"\n  {key}: {versions[key]}" for key in sorted(versions))
    braces = ", ".join(f"{key}: {versions[key]}" for key in sorted(versions))
    text = f"nat: x\nversions:{lines if lines and written == 'in lines' else f' {{{braces}}}'}\nzones: [a]\n"
    after = insert(text, name)
    assert yaml.safe_load(after) == {"nat": "x", "versions": {name: "0.1.0", **versions}, "zones": ["a"]}
    assert list(yaml.safe_load(after)["versions"]) == sorted({name, *versions})
    if lines and written == "in lines":
        assert [line for line in after.splitlines() if line in text.splitlines()] == text.splitlines()
