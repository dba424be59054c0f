"""The lock that patching and remediation share, held by this process, by another, and by the collection's own code."""

import importlib.util
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from types import ModuleType

import pytest

from estate.errors import InputError
from estate.host_lock import HostBusyError, holder_of, holding

COLLECTION = Path(__file__).parents[1] / "ansible/collections/ansible_collections/platform/ops"
HOLD = """
import sys
from pathlib import Path
from estate.host_lock import holding
with holding(["web-1"], environment="staging", what="patch", who="cedar", folder=Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture(scope="module")
def theirs() -> ModuleType:
    """What `platform.ops.host_lock` does."""
    spec = importlib.util.spec_from_file_location("collection_locks", COLLECTION / "plugins/plugin_utils/locks.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def held(*hosts: str, folder: Path, environment: str = "staging", what: str = "remediation") -> AbstractContextManager[None]:
    return holding(hosts, environment=environment, what=what, who="cedar", folder=folder)


@pytest.fixture
def other(tmp_path: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """Another process, which holds web-1."""
    process = subprocess.Popen([sys.executable, "-c", HOLD, tmp_path], stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603 - this text, this Python
    assert process.stdout is not None
    assert process.stdin is not None
    with process.stdout, process.stdin:
        assert process.stdout.readline() == b"held\n"
        yield process
        process.kill()
        process.wait()


def test_two_cannot_work_on_one_host(tmp_path: Path, other: "subprocess.Popen[bytes]") -> None:
    with pytest.raises(HostBusyError, match="web-1 is held by patch of cedar"), held("web-0", "web-1", folder=tmp_path):
        pass
    assert holder_of("web-0", environment="staging", folder=tmp_path) is None


def test_hosts_of_one_name_in_two_environments_are_two_hosts(tmp_path: Path, other: "subprocess.Popen[bytes]") -> None:
    with held("web-1", folder=tmp_path, environment="production"):
        assert holder_of("web-1", environment="production", folder=tmp_path) == "remediation of cedar"


def test_a_lock_ends_with_the_process_that_was_killed(tmp_path: Path, other: "subprocess.Popen[bytes]") -> None:
    assert holder_of("web-1", environment="staging", folder=tmp_path) == "patch of cedar"
    other.kill()
    other.wait()
    assert holder_of("web-1", environment="staging", folder=tmp_path) is None
    with held("web-1", folder=tmp_path):
        pass


def test_a_lock_is_free_again_afterwards(tmp_path: Path) -> None:
    for what in ("first", "second"):
        with held("web-1", folder=tmp_path, what=what):
            assert holder_of("web-1", environment="staging", folder=tmp_path) == f"{what} of cedar"
    assert holder_of("web-1", environment="staging", folder=tmp_path) is None


def test_patching_sees_what_remediation_holds(tmp_path: Path, theirs: ModuleType, other: "subprocess.Popen[bytes]") -> None:
    me = theirs.owner(os.getpid(), what="patch", who="agave")
    assert set(theirs.take(tmp_path / "staging/locks", ["web-1", "web-2"], me)) == {"web-1"}
    assert holder_of("web-2", environment="staging", folder=tmp_path) is None


def test_remediation_sees_what_patching_holds(tmp_path: Path, theirs: ModuleType) -> None:
    me = theirs.owner(os.getpid(), what="patch", who="agave")
    assert theirs.take(tmp_path / "staging/locks", ["web-1"], me) == {}
    with pytest.raises(HostBusyError, match="web-1 is held by patch of agave"), held("web-1", folder=tmp_path):
        pass
    theirs.free(tmp_path / "staging/locks", ["web-1"], me)
    with held("web-1", folder=tmp_path):
        pass


def test_both_write_the_same_words_about_the_same_process(tmp_path: Path, theirs: ModuleType) -> None:
    file = tmp_path / "staging/locks/web-1.json"
    with held("web-1", folder=tmp_path, what="patch"):
        ours = file.read_bytes()
    assert theirs.take(file.parent, ["web-1"], theirs.owner(os.getpid(), what="patch", who="cedar")) == {}
    assert file.read_bytes() == ours


def test_patching_takes_what_a_killed_process_of_ours_held(tmp_path: Path, theirs: ModuleType, other: "subprocess.Popen[bytes]") -> None:
    other.kill()
    other.wait()
    assert theirs.take(tmp_path / "staging/locks", ["web-1"], theirs.owner(os.getpid(), what="patch", who="agave")) == {}


def test_a_process_that_had_ended_before_it_took_a_lock_holds_nothing(tmp_path: Path, theirs: ModuleType) -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as ended:
        ended.wait()
        gone = theirs.owner(ended.pid, what="patch", who="agave")
    theirs.take(tmp_path / "staging/locks", ["web-1"], gone)
    assert not gone.lives()
    assert holder_of("web-1", environment="staging", folder=tmp_path) is None


@pytest.mark.parametrize("host", ["../web", ".hidden", "a/b", "", "web 1", "-rf"])
def test_a_name_that_leaves_the_folder_is_refused(tmp_path: Path, host: str) -> None:
    with pytest.raises(InputError, match="cannot be locked"), held(host, folder=tmp_path):
        pass
