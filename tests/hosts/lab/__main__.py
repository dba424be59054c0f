"""The lab for a person: brings hosts up, says how to use them, and takes all of it away at Ctrl-C.

sudo .venv/bin/python -m tests.hosts.lab [HOSTS]
"""

import shlex
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from types import FrameType

from tests.hosts.checkout import GROUP, VARIABLES, make_checkout
from tests.hosts.lab import Lab, build_base, lab, why_not
from tests.hosts.patching import ROOT, environment

HOSTS, MOST = 3, 18  # the kernel's inotify instances end there
SETTINGS = ("ANSIBLE_CONFIG", "ANSIBLE_SSH_CONTROL_PATH_DIR", "ANSIBLE_LOCAL_TEMP")
GOOD, WRONG, NOT_HERE = 0, 2, 3  # as the exit codes of `estate`


class EndError(Exception):
    """Somebody wants it to end."""


def main(arguments: Sequence[str]) -> int:
    """Bring the lab up, and wait for the end of it."""
    word = arguments[0] if arguments else str(HOSTS)
    if not word.isdigit() or not 2 <= int(word) <= MOST:
        sys.stderr.write(f"{word!r} is no number of hosts; expected 2 to {MOST}\n")
        return WRONG
    if reason := why_not():
        sys.stderr.write(f"{reason}\n")
        return NOT_HERE
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _end)
    try:
        sys.stdout.write("The first time, the hosts' root is made from the Debian archive: about 90 s.\n")
        sys.stdout.flush()
        with lab(build_base(ROOT / "build/hosts"), hosts=int(word)) as one:
            sys.stdout.write(usage(one))
            sys.stdout.flush()
            while True:
                signal.pause()
    except EndError:
        sys.stdout.write("The lab is gone.\n")
        return GOOD


def usage(one: Lab) -> str:
    """How to use it; the programs that it names are written beside the lab's files."""
    checkout = one.state / "checkout"
    make_checkout(one, checkout)
    settings = [f"{key}={environment(one)[key]}" for key in SETTINGS]
    inside = _program(one.state / "in", [*one.words("env", *settings, folder=checkout)])
    always = ["--group", GROUP, "--inventory", str(one.inventory), "--state", str(one.state / "ops"), "--variables", VARIABLES]
    words = [str(inside), str(ROOT / ".venv/bin/estate"), "patch", "staging", *always, "--window", "2000-01-01T00:00Z/2999-01-01T00:00Z"]
    patch = _program(one.state / "patch", words)
    host, address = next(iter(one.addresses.items()))
    shell = _program(one.state / "host", [str(inside), "ssh", *one.ssh_options, "-l", "root"])
    return (
        f"{len(one.hosts)} hosts serve behind a balancer, in a network of their own: {', '.join(one.hosts)}.\n"
        f"  inventory   {one.inventory}\n"
        f"  balancer    {one.url} (port 80), administration socket {one.balancer}\n"
        f"  a request   {inside} curl -s {one.url}/\n"
        f"  a host      {shell} {address}    # {host}\n"
        f"  a plan      {patch} --plan\n"
        f"  a patch     {patch}\n"
        f"  in full     {shlex.join(words)}\n"
        "Ctrl-C ends it, and leaves nothing.\n"
    )


def _program(file: Path, words: Sequence[str]) -> Path:
    file.write_text(f'#!/bin/sh\nexec {shlex.join(words)} "$@"\n')
    file.chmod(0o755)
    return file


def _end(_number: int, _frame: FrameType | None) -> None:
    # What follows takes a second, and a second Ctrl-C would leave half of it.
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    raise EndError


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
