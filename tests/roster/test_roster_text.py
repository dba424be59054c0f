"""A roster's file is changed where it must, and nowhere else."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from estate.errors import InputError
from estate.roster.roster_text import Entry, with_entries, with_value, without_key, word

ONE: Entry = {"person": "cedar", "first": "2026-12-21"}
TWO: Entry = {"person": "olive", "first": "2027-01-04"}
LINE = "  - {person: cedar, first: 2026-12-21}\n"
OTHER = "  - {person: olive, first: 2027-01-04}\n"

ADDED = {
    "where there is none": ("name: ops\n", f"name: ops\nabsences:\n{LINE}"),
    "at an end without a line break": ("name: ops", f"name: ops\nabsences:\n{LINE}"),
    "to an empty list": ("absences: [] # none yet\nname: ops\n", f"absences: # none yet\n{LINE}name: ops\n"),
    "after the last one": (f"absences:\n{OTHER}name: ops\n", f"absences:\n{OTHER}{LINE}name: ops\n"),
    "in the indentation of the others": (
        "absences:\n- {person: olive, first: 2027-01-04}\n",
        "absences:\n- {person: olive, first: 2027-01-04}\n- {person: cedar, first: 2026-12-21}\n",
    ),
    "after one in lines, before its comments": (
        "absences:\n  - person: olive\n    first: 2027-01-04 # a week\n  # the last\nname: ops\n",
        f"absences:\n  - person: olive\n    first: 2027-01-04 # a week\n{LINE}  # the last\nname: ops\n",
    ),
    "to a list in brackets": ("absences: [{person: olive, first: 2027-01-04}]\nname: ops\n", f"absences:\n{OTHER}{LINE}name: ops\n"),
    "in the file of another system": ("name: ops\r\n", f"name: ops\r\nabsences:\r\n{LINE[:-1]}\r\n"),
}


@pytest.mark.parametrize(("before", "after"), ADDED.values(), ids=ADDED)
def test_an_entry_is_put_at_the_end_of_its_list(before: str, after: str) -> None:
    assert with_entries(before, file="ops.yaml", key="absences", add=[ONE]) == after


DROPPED = {
    "the first": (f"absences:\n{LINE}{OTHER}", [0], f"absences:\n{OTHER}"),
    "the last, and its comment beside it": (
        f"absences:\n{OTHER}{LINE[:-1]} # a wedding\nname: ops\n",
        [1],
        f"absences:\n{OTHER}name: ops\n",
    ),
    "all": (f"absences:\n{LINE}{OTHER}name: ops\n", [0, 1], "absences: []\nname: ops\n"),
    "all but the comments of their own": (f"absences: # who\n  # A wedding.\n{LINE}", [0], "absences: [] # who\n  # A wedding.\n"),
    "one in lines": (f"absences:\n  - person: cedar\n    first: 2026-12-21\n{OTHER}", [0], f"absences:\n{OTHER}"),
    "all in brackets": ("absences: [{person: olive, first: 2027-01-04}] # who\n", [0], "absences: [] # who\n"),
}


@pytest.mark.parametrize(("before", "drop", "after"), DROPPED.values(), ids=DROPPED)
def test_entries_are_taken_out_and_comments_of_their_own_stay(before: str, drop: list[int], after: str) -> None:
    assert with_entries(before, file="ops.yaml", key="absences", drop=drop) == after


@pytest.mark.parametrize("text", ["absences: cedar\n", "{name: ops}\n", "absences:\n"])
def test_where_it_cannot_be_done_a_person_is_asked_with_the_line_to_write(text: str) -> None:
    with pytest.raises(InputError, match=r"do it by hand\n    - \{person: cedar, first: 2026-12-21\}"):
        with_entries(text, file="ops.yaml", key="absences", add=[ONE])


WORDS = st.from_regex(r"[a-z][a-z0-9]{0,4}(-[a-z0-9]{1,3})?", fullmatch=True) | st.text(
    st.characters(codec="utf-8", categories=["L", "N", "P", "Zs"])
)
ENTRIES = st.lists(st.fixed_dictionaries({"person": WORDS, "reason": WORDS}), max_size=5)


@given(ENTRIES, ENTRIES, st.sets(st.integers(0, 4)), st.sampled_from(["in lines", "in brackets"]))
def test_the_file_says_exactly_what_it_should_and_keeps_its_other_lines(
    old: list[Entry], new: list[Entry], drop: set[int], written: str
) -> None:
    lines = "".join(f"\n  - {{person: {word(one['person'])}, reason: {word(one['reason'])}}}" for one in old)
    text = f"# above\nname: ops\nabsences:{lines if written == 'in lines' and lines else ' []'}\n# between\nweeks: 4 # beside\n"
    held = old if written == "in lines" else []
    gone = {place for place in drop if place < len(held)}
    after = with_entries(text, file="ops.yaml", key="absences", drop=gone, add=new)
    assert yaml.safe_load(after) == {"name": "ops", "absences": [*(e for n, e in enumerate(held) if n not in gone), *new], "weeks": 4}
    assert {"# above", "# between", "weeks: 4 # beside"} <= {*after.splitlines()}


def test_a_word_inside_a_line_is_changed_and_its_comment_stays() -> None:
    text = "horizon: {first: 2026-12-07, weeks: 4} # until the holidays\n"
    changed = with_value(text, file="ops.yaml", path=("horizon", "first"), value="2027-01-04")
    assert changed == "horizon: {first: 2027-01-04, weeks: 4} # until the holidays\n"


def test_a_key_is_added_where_it_is_missing_and_its_line_taken_out() -> None:
    text = with_value("name: ops\n", file="ops.yaml", path=("frozen_until",), value="2027-01-04")
    assert text == "name: ops\nfrozen_until: 2027-01-04\n"
    assert without_key(text, key="frozen_until") == "name: ops\n"
    assert without_key("name: ops\n", key="frozen_until") == "name: ops\n"


def test_a_deeper_key_that_is_missing_is_left_to_a_person() -> None:
    with pytest.raises(InputError, match=r"has no horizon\.first that could be changed; write it by hand: 2027-01-04"):
        with_value("name: ops\n", file="ops.yaml", path=("horizon", "first"), value="2027-01-04")
