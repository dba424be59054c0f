"""Where a check sends its reader."""

from pathlib import Path

from estate.readiness.pack import POLICIES, load_pack

ROOT = Path(__file__).parents[2]


def test_a_check_that_sends_to_a_document_of_ours_sends_to_one_that_is_there() -> None:
    links = {check.id: check.facts.link for check in load_pack(ROOT / POLICIES).checks if check.facts.link.startswith("docs/")}
    assert links
    assert {ident: link for ident, link in links.items() if not (ROOT / link.partition("#")[0]).is_file()} == {}
