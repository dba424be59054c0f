from pathlib import Path

import pytest

from tests.catalog.estates import Estate, small_estate


@pytest.fixture
def estate(tmp_path: Path) -> Estate:
    return small_estate(tmp_path / "repository")
