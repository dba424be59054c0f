"""The base of all hosts, made once; where the machine cannot run the lab, every test of this folder says why."""

from pathlib import Path

import pytest

from tests.hosts.lab import Base, build_base, why_not

CACHE = Path(__file__).parents[2] / "build" / "hosts"


@pytest.fixture(scope="session")
def base() -> Base:
    """The root file system of the hosts and the archive; skips with the reason where this machine cannot make them."""
    reason = why_not()
    if reason:
        pytest.skip(reason)
    return build_base(CACHE)
