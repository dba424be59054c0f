"""An apt archive in three pockets, as Debian has them: main (old), updates (new, no security matter) and security."""

import gzip
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path

from tests.hosts.lab.packages import MAIN, SECURITY, UPDATES, Package, build

POCKETS = ("main", "updates", "security")
SECURITY_LABEL = "Shop-Security"  # by the label of the Release file a client knows what is a security matter


def make_archive(folder: Path) -> None:
    """The archive as a scenario finds it: the security pocket has a better version of the service."""
    for pocket, packages in zip(POCKETS, (MAIN, UPDATES, SECURITY), strict=True):
        (folder / pocket).mkdir(parents=True)
        publish(folder, pocket, packages)


def publish(folder: Path, pocket: str, packages: Iterable[Package]) -> None:
    """Put packages into a pocket, and write its index anew."""
    with tempfile.TemporaryDirectory() as scratch:
        for package in packages:
            build(package, into=folder / pocket, scratch=Path(scratch))
    index(folder / pocket)


def index(pocket: Path) -> None:
    """Write the index of a pocket: `Packages`, and `Release` with the label that tells security apart."""
    listing = _ftparchive("packages", ".", at=pocket)
    (pocket / "Packages").write_bytes(listing)
    (pocket / "Packages.gz").write_bytes(gzip.compress(listing, mtime=0))
    label = SECURITY_LABEL if pocket.name == "security" else "Shop"
    names = {"Origin": "Shop", "Label": label, "Suite": f"stable-{pocket.name}", "Codename": f"bookworm-{pocket.name}"}
    options = [word for key, value in names.items() for word in ("-o", f"APT::FTPArchive::Release::{key}={value}")]
    (pocket / "Release").unlink(missing_ok=True)
    (pocket / "Release").write_bytes(_ftparchive(*options, "release", ".", at=pocket))


def _ftparchive(*words: str, at: Path) -> bytes:
    return subprocess.run(["apt-ftparchive", *words], cwd=at, check=True, capture_output=True).stdout
