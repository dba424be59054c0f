"""The lock that patching and remediation share, held by this process and by another."""

import subprocess
import sys
from pathlib import Path

import pytest

from estate.errors import InputError
from estate.host_lock import HostBusyError, holder_of, holding

HOLD = """
import sys
from pathlib import Path
from estate.host_lock import holding
with holding(["web-1"], environment="staging", holder="patch 7", folder=Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_two_cannot_work_on_one_host(tmp_path: Path) -> None:
    with (
        holding(["web-1", "web-2"], environment="staging", holder="patch 7", folder=tmp_path),
        pytest.raises(HostBusyError, match="web-2 is held by patch 7"),
        holding(["web-2", "web-3"], environment="staging", holder="remediation 1", folder=tmp_path),
    ):
        pass


def test_whoever_gets_one_of_two_gets_none(tmp_path: Path) -> None:
    with holding(["web-2"], environment="staging", holder="patch 7", folder=tmp_path):
        with (
            pytest.raises(HostBusyError),
            holding(["web-1", "web-2"], environment="staging", holder="remediation 1", folder=tmp_path),
        ):
            pass
        assert holder_of("web-1", environment="staging", folder=tmp_path) is None


def test_hosts_of_one_name_in_two_environments_are_two_hosts(tmp_path: Path) -> None:
    with (
        holding(["web-1"], environment="staging", holder="a", folder=tmp_path),
        holding(["web-1"], environment="production", holder="b", folder=tmp_path),
    ):
        assert holder_of("web-1", environment="production", folder=tmp_path) == "b"


def test_a_lock_ends_with_the_process_that_was_killed(tmp_path: Path) -> None:
    process = subprocess.Popen([sys.executable, "-c", HOLD, tmp_path], stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603 - this text, this Python
    assert process.stdout is not None
    assert process.stdin is not None
    with process.stdout, process.stdin:
        assert process.stdout.readline() == b"held\n"
        assert holder_of("web-1", environment="staging", folder=tmp_path) == "patch 7"
        process.kill()
        process.wait()
    assert holder_of("web-1", environment="staging", folder=tmp_path) is None


def test_a_lock_is_free_again_afterwards(tmp_path: Path) -> None:
    for holder in ("first", "second"):
        with holding(["web-1"], environment="staging", holder=holder, folder=tmp_path):
            assert holder_of("web-1", environment="staging", folder=tmp_path) == holder
    assert holder_of("web-1", environment="staging", folder=tmp_path) is None


@pytest.mark.parametrize("host", ["../web", ".hidden", "a/b", "", "web 1", "-rf"])
def test_a_name_that_leaves_the_folder_is_refused(tmp_path: Path, host: str) -> None:
    with pytest.raises(InputError, match="cannot be locked"), holding([host], environment="staging", holder="x", folder=tmp_path):
        pass
