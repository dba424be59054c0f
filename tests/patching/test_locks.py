import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.patching.collection import locks


def own(what: str = "patching") -> object:
    return locks.owner(os.getpid(), what=what, who="maple")


def test_a_second_owner_is_refused_with_who_holds_it(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as other:
        theirs = locks.owner(other.pid, what="remediation", who="olive")
        assert locks.take(tmp_path, ["h1", "h2"], theirs) == {}
        held = locks.take(tmp_path, ["h2", "h3"], own())
        assert {host: (one.what, one.who) for host, one in held.items()} == {"h2": ("remediation", "olive")}
        assert not (tmp_path / "h3.json").exists(), "all of them or none"
        other.kill()
    assert locks.take(tmp_path, ["h2", "h3"], own()) == {}, "what ends, however it ends, holds nothing"


def test_a_lock_is_given_back_by_its_owner_alone(tmp_path: Path) -> None:
    locks.take(tmp_path, ["h1"], own())
    locks.free(tmp_path, ["h1"], own("remediation"))
    assert (tmp_path / "h1.json").exists()
    locks.free(tmp_path, ["h1"], own())
    assert not (tmp_path / "h1.json").exists()


def test_a_process_that_has_the_number_of_a_dead_one_is_another(tmp_path: Path) -> None:
    locks.take(tmp_path, ["h1"], own())
    record = json.loads((tmp_path / "h1.json").read_text())
    (tmp_path / "h1.json").write_text(json.dumps({**record, "began": "1", "what": "an old run"}))
    assert locks.take(tmp_path, ["h1"], own()) == {}


def test_a_file_that_a_crash_cut_holds_nothing(tmp_path: Path) -> None:
    (tmp_path / "h1.json").write_text('{"pid": 1')
    assert locks.take(tmp_path, ["h1"], own()) == {}


@pytest.mark.parametrize("host", ["../h1", "", "a/b", ".lock"])
def test_a_name_that_is_no_host_reaches_no_file(tmp_path: Path, host: str) -> None:
    with pytest.raises(ValueError, match="is no name of a host"):
        locks.take(tmp_path, [host], own())
