"""The root file system of every host: made once from the machine's own Debian archive, kept under build/hosts/."""

import fcntl
import hashlib
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.hosts.lab import archive, packages
from tests.hosts.lab.needs import release

CONTROLLER = "10.77.0.1"  # the lab's own address in its namespace; never seen outside
ARCHIVE_PORT = 8000

INCLUDED = (
    "openssh-server", "python3", "python3-apt", "systemd-sysv", "dbus", "needrestart", "procps", "iproute2", "logrotate", "cron",
    "ca-certificates", "sudo", "unattended-upgrades",
)  # fmt: skip
LEFT_OUT = ("/usr/share/man/*", "/usr/share/doc/*", "/usr/share/locale/*")
# What a host of the lab does not need, and what would disturb a measurement.
MASKED = (
    "apt-daily.timer", "apt-daily-upgrade.timer", "e2scrub_all.timer", "dpkg-db-backup.timer", "fstrim.timer", "logrotate.timer",
    "systemd-timesyncd.service", "systemd-networkd.service", "systemd-resolved.service", "getty@tty1.service", "console-getty.service",
)  # fmt: skip

_SSHD = "UseDNS no\nPermitRootLogin prohibit-password\nPasswordAuthentication no\nMaxStartups 50:30:100\nMaxSessions 50\n"

# Each host finds its own address in a file that the lab writes: the same root serves all of them.
_ADDRESS_UNIT = f"""[Unit]
Description=Address in the lab
DefaultDependencies=no
Before=network.target ssh.service
[Service]
Type=oneshot
RemainAfterExit=yes
EnvironmentFile=/etc/lab-address
ExecStart=/sbin/ip address add ${{ADDRESS}}/24 dev host0
ExecStart=/sbin/ip link set host0 up
ExecStart=/sbin/ip route add default via {CONTROLLER}
[Install]
WantedBy=multi-user.target
"""


@dataclass(frozen=True, kw_only=True)
class Base:
    """A finished base: the root that hosts are laid over, its archive, and the key that opens the hosts."""

    root: Path
    archive: Path
    key: Path


def build_base(cache: Path) -> Base:
    """The base in `cache`, made when it is not there (about 90 s, once). Whoever comes meanwhile waits for it."""
    folder = cache / _recipe()
    base = Base(root=folder / "root", archive=folder / "archive", key=folder / "id")
    cache.mkdir(parents=True, exist_ok=True)
    with _alone(cache / "lock"):
        if not (folder / "done").exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            _bootstrap(cache, base.root)
            archive.make_archive(base.archive)
            subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(base.key)], check=True)
            _prepare(base)
            (folder / "done").touch()
            _forget_others(cache, folder)
    return base


def _recipe() -> str:
    """What the base is made of, as a name: another recipe is another base."""
    sources = b"".join(Path(str(module)).read_bytes() for module in (__file__, archive.__file__, packages.__file__))
    return hashlib.sha256(sources).hexdigest()[:12]


@contextmanager
def _alone(file: Path) -> Iterator[None]:
    with file.open("w") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        yield


def _forget_others(cache: Path, keep: Path) -> None:
    for folder in cache.iterdir():
        if folder.is_dir() and folder != keep:
            shutil.rmtree(folder, ignore_errors=True)


def _bootstrap(cache: Path, root: Path) -> None:
    """Debian's packages, unpacked; the download is kept beside the bases, as it is the slow part."""
    suite = release()["VERSION_CODENAME"]
    words = hashlib.sha256(" ".join((suite, *INCLUDED, *LEFT_OUT)).encode()).hexdigest()[:12]
    tar = cache / f"debian-{words}.tar"
    if not tar.exists():
        options = [f"--dpkgopt=path-exclude={pattern}" for pattern in LEFT_OUT]
        made = tar.with_suffix(".part.tar")
        _run(
            "mmdebstrap", "--quiet", "--variant=minbase", "--mode=root", f"--include={','.join(INCLUDED)}", *options,
            "--dpkgopt=force-unsafe-io", '--aptopt=APT::Install-Recommends "false"', suite, str(made), *_sources(),
        )  # fmt: skip
        made.rename(tar)
    root.mkdir()
    _run("tar", "-C", str(root), "-xf", str(tar))


def _sources() -> list[str]:
    """The machine's own apt sources that are Debian's."""
    files = [Path("/etc/apt/sources.list"), *sorted(Path("/etc/apt/sources.list.d").glob("debian.*"))]
    return [str(file) for file in files if file.exists() and "debian" in file.read_text()]


def _prepare(base: Base) -> None:
    root = base.root
    keys = root / "root/.ssh"
    keys.mkdir(mode=0o700, exist_ok=True)
    shutil.copy(f"{base.key}.pub", keys / "authorized_keys")
    sources = [f"deb [trusted=yes] http://{CONTROLLER}:{ARCHIVE_PORT}/{pocket} ./\n" for pocket in archive.POCKETS]
    for name, text in {
        "etc/ssh/sshd_config.d/lab.conf": _SSHD,
        "etc/apt/sources.list": "",
        "etc/apt/sources.list.d/shop.list": "".join(sources),
        "etc/dpkg/dpkg.cfg.d/lab": "force-unsafe-io\n",
        "etc/resolv.conf": "",  # an address that does not answer costs ten seconds for each look-up
        "etc/machine-id": "",
        "etc/systemd/system/lab-address.service": _ADDRESS_UNIT,
    }.items():
        (root / name).unlink(missing_ok=True)
        (root / name).write_text(text)
    for source in (root / "etc/apt/sources.list.d").glob("*.sources"):
        source.unlink()
    for file in (base.archive / "main").glob("*.deb"):
        shutil.copy(file, root / "tmp")
    _run("chroot", str(root), "sh", "-c", "dpkg -i /tmp/*.deb && rm /tmp/*.deb")
    _run("chroot", str(root), "systemctl", "enable", "--quiet", "lab-address.service")
    for unit in MASKED:
        (root / "etc/systemd/system" / unit).unlink(missing_ok=True)
        (root / "etc/systemd/system" / unit).symlink_to("/dev/null")


def _run(*words: str) -> None:
    done = subprocess.run(words, check=False, capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(words)} failed with {done.returncode}:\n{done.stdout}{done.stderr}")
