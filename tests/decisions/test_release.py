"""Which image runs; expected values follow the grammar of a reference in the OCI distribution specification."""

import pytest

from estate.decisions.release import image_reference

DIGEST = f"sha256:{'0f' * 32}"


@pytest.mark.parametrize(("version", "reference"), [("1.4.0", "registry/checkout:1.4.0"), (DIGEST, f"registry/checkout@{DIGEST}")])
def test_an_image_is_named_by_its_tag_or_its_digest(version: str, reference: str) -> None:
    assert image_reference("registry/checkout", version) == reference


def test_a_tag_that_begins_like_a_digest_is_a_tag() -> None:
    assert image_reference("registry/checkout", "sha256-1") == "registry/checkout:sha256-1"
