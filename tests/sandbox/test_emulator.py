"""The emulator is ours, ends when it must, and leaves other servers alone."""

import http.server
import os
import select
import signal
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from estate.sandbox.emulator import LOOPBACK, Emulator, end, require_ours, start_emulator, stop_emulator
from estate.sandbox.errors import Unreachable


def test_a_running_emulator_is_recognised(emulator: Emulator) -> None:
    require_ours(emulator)


def test_an_emulator_with_another_token_is_refused(emulator: Emulator) -> None:
    with pytest.raises(Unreachable, match="is not the emulator that was started; it is left alone"):
        require_ours(replace(emulator, token="0" * 32))


def test_a_strangers_server_is_never_ended() -> None:
    with http.server.HTTPServer((LOOPBACK, 0), http.server.BaseHTTPRequestHandler) as stranger:
        threading.Thread(target=stranger.handle_request, daemon=True).start()
        with pytest.raises(Unreachable, match="it is left alone"):
            stop_emulator(Emulator(pid=os.getpid(), port=stranger.server_port, token="0" * 32))


def test_a_background_emulator_outlives_its_start_and_ends_when_told(tmp_path: Path) -> None:
    emulator, process = start_emulator(log=tmp_path / "log", follow=False)
    try:
        stop_emulator(emulator)
        assert process.wait(30) == -signal.SIGTERM
    finally:
        end(process)
    with pytest.raises(Unreachable, match="no emulator answers"):
        require_ours(emulator)


PARENT = """
import pathlib, sys
from estate.sandbox.emulator import start_emulator
emulator, process = start_emulator(log=pathlib.Path(sys.argv[1]), follow=True)
print(emulator.pid, flush=True)
sys.stdin.read()
"""


def test_an_emulator_ends_with_a_parent_that_is_killed(tmp_path: Path) -> None:
    command = [sys.executable, "-c", PARENT, str(tmp_path / "log")]
    parent = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603 - this interpreter
    assert parent.stdin
    assert parent.stdout
    child = os.pidfd_open(int(parent.stdout.readline()))
    parent.kill()
    parent.wait()
    assert has_ended(child), "the emulator is still there"
    for pipe in (parent.stdin, parent.stdout):
        pipe.close()


def has_ended(process: int) -> bool:
    watch = select.poll()
    watch.register(process, select.POLLIN)
    return bool(watch.poll(30_000))


def test_an_emulator_that_cannot_start_shows_the_end_of_its_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "moto"
    broken.mkdir()
    (broken / "__init__.py").write_text("raise ImportError('moto is broken here')")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with pytest.raises(Unreachable, match="moto is broken here"):
        start_emulator(log=tmp_path / "log", follow=True)


INTERRUPTED = """
import pathlib, sys
from estate.sandbox.emulator import start_emulator
start_emulator(log=pathlib.Path(sys.argv[1]), follow=False)
"""
INTERRUPTING = """
import os, pathlib, signal
pathlib.Path(__file__).with_name("pid").write_text(str(os.getpid()))
os.kill(os.getppid(), signal.SIGINT)
signal.pause()
"""


def test_an_interruption_while_it_starts_leaves_no_process(tmp_path: Path) -> None:
    slow = tmp_path / "moto"
    slow.mkdir()
    (slow / "__init__.py").write_text(INTERRUPTING)
    command = [sys.executable, "-c", INTERRUPTED, str(tmp_path / "log")]
    ended = subprocess.run(command, env={**os.environ, "PYTHONPATH": str(tmp_path)}, capture_output=True, text=True, check=False)  # noqa: S603 - this interpreter
    assert "KeyboardInterrupt" in ended.stderr
    with pytest.raises(ProcessLookupError):
        os.kill(int((slow / "pid").read_text()), signal.SIGKILL)
