"""What a machine must have for the lab; the first thing that is missing, in words."""

import os
import shutil
from pathlib import Path

# Program and the Debian package that brings it.
PROGRAMS = {
    "systemd-nspawn": "systemd-container",
    "mmdebstrap": "mmdebstrap",
    "haproxy": "haproxy",
    "apt-ftparchive": "apt-utils",
    "ip": "iproute2",
    "curl": "curl",
    "ssh": "openssh-client",
    "nsenter": "util-linux",
}


def release() -> dict[str, str]:
    """The fields of /etc/os-release (os-release(5)); nothing on a machine without it."""
    file = Path("/etc/os-release")
    lines = file.read_text().splitlines() if file.exists() else []
    return {key: value.strip('"') for key, _, value in (line.partition("=") for line in lines)}


def why_not() -> str | None:
    """Why this machine cannot run the lab; None when it can."""
    if os.geteuid() != 0:
        return "the host lab needs root: namespaces, mounts and systemd-nspawn"
    missing = sorted(package for program, package in PROGRAMS.items() if shutil.which(program) is None)
    if missing:
        return f"the host lab needs programs that are not here: apt-get install {' '.join(missing)}"
    if release().get("ID") != "debian":
        return "the host lab makes its hosts from the machine's own Debian archive, and this machine is no Debian"
    if not any(os.access(folder, os.W_OK) for folder in cgroups()):
        return "the host lab needs cgroups that it may write to: systemd is told apart by them"
    return None


def cgroups() -> tuple[Path, ...]:
    """The hierarchies in which each host gets a group of its own: one with version 2, several with version 1."""
    root = Path("/sys/fs/cgroup")
    if (root / "cgroup.controllers").exists():
        return (root,)
    return tuple(folder for name in ("systemd", "unified", "memory", "pids") if (folder := root / name).is_dir())
