"""The packages of the lab's archive: a service with a health page, a kernel that asks for a reboot, a tool that is no security matter."""

import subprocess
from dataclasses import dataclass, field
from pathlib import Path

SERVICE = "shop-web"
KERNEL = "shop-kernel"
TOOL = "shop-tool"
PORT = 8080

_APP = '''#!/usr/bin/python3
"""Answers every page, and its health as this version has it."""
import http.server
import socket
import sys


class Page(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        body = f"{{socket.gethostname()}} {version}\\n".encode()
        self.send_response({health} if self.path == "/healthz" else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *words):
        pass


class Server(http.server.ThreadingHTTPServer):
    request_queue_size = 128
    daemon_threads = True

    def handle_error(self, request, client):
        pass  # a balancer that has seen enough of a health page hangs up


print("{says}", file=sys.stderr, flush=True)
Server(("0.0.0.0", {port}), Page).serve_forever()
'''

_UNIT = """[Unit]
Description=The shop's page
After=network.target
[Service]
ExecStart=/usr/lib/{name}/app.py
Restart=on-failure
RestartSec=200ms
[Install]
WantedBy=multi-user.target
"""

_START = """#!/bin/sh
set -e
systemctl enable -q {name}
if [ -d /run/systemd/system ]; then systemctl daemon-reload; systemctl restart {name}; fi
"""

# As update-notifier and needrestart have it: the file means that a reboot is due (Debian policy of linux-image's postinst).
_ASKS_FOR_REBOOT = """#!/bin/sh
set -e
if [ "$1" = configure ] && [ -n "$2" ]; then
  echo '*** System restart required ***' >/run/reboot-required
  echo {name} >>/run/reboot-required.pkgs
fi
"""

_FAILS = "#!/bin/sh\n[ \"$2\" = '' ] && exit 0\necho 'this package does not configure' >&2\nexit 1\n"


@dataclass(frozen=True, kw_only=True)
class Package:
    """One version of a package of the archive, and what is wrong with it."""

    name: str
    version: str
    health: int = 200
    """What its service's health page answers."""
    says: str = "ready"
    """What its service writes to the journal as it starts."""
    breaks: bool = False
    """Its configuration script fails when it replaces another version."""
    size_mib: int = 0
    """Of a file that it brings; random, so that nothing compresses it."""
    needs_reboot: bool = False
    depends: tuple[str, ...] = field(default=("python3",))


MAIN = (Package(name=SERVICE, version="1.0-1"), Package(name=KERNEL, version="6.1-1"), Package(name=TOOL, version="2.0-1"))
UPDATES = (Package(name=TOOL, version="2.1-1"),)
SECURITY = (Package(name=SERVICE, version="1.0-1+deb12u1"),)
KERNEL_FIX = Package(name=KERNEL, version="6.1-1+deb12u1", needs_reboot=True)
UNHEALTHY = Package(name=SERVICE, version="1.0-1+deb12u2", health=500)
BROKEN = Package(name=SERVICE, version="1.0-1+deb12u2", breaks=True)
COMPLAINING = Package(name=SERVICE, version="1.0-1+deb12u2", says="Traceback: the new version cannot read its configuration")
LARGE = Package(name=SERVICE, version="1.0-1+deb12u2", size_mib=64)


def build(package: Package, *, into: Path, scratch: Path) -> Path:
    """The .deb of the package, in the folder `into`."""
    tree = scratch / f"{package.name}_{package.version}"
    for name, (text, mode) in _files(package).items():
        file = tree / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
        file.chmod(mode)
    if package.size_mib:
        subprocess.run(["dd", "if=/dev/urandom", f"of={tree}/usr/lib/{package.name}/ballast", "bs=1M", f"count={package.size_mib}"],
                       check=True, capture_output=True)  # fmt: skip
    subprocess.run(["dpkg-deb", "--root-owner-group", "-Zgzip", "-z1", "-b", str(tree), str(into)], check=True, capture_output=True)
    return into / f"{package.name}_{package.version}_all.deb"


def _files(package: Package) -> dict[str, tuple[str, int]]:
    control = (
        f"Package: {package.name}\nVersion: {package.version}\nArchitecture: all\nMaintainer: Lab <lab@example.invalid>\n"
        f"Depends: {', '.join(package.depends)}\nSection: admin\nPriority: optional\nDescription: {package.name} of the lab\n"
    )
    files = {"DEBIAN/control": (control, 0o644), f"usr/lib/{package.name}/version": (f"{package.version}\n", 0o644)}
    if package.name == SERVICE:
        app = _APP.format(version=package.version, health=package.health, says=package.says, port=PORT)
        files[f"usr/lib/{SERVICE}/app.py"] = (app, 0o755)
        files[f"lib/systemd/system/{SERVICE}.service"] = (_UNIT.format(name=SERVICE), 0o644)
        files["DEBIAN/postinst"] = (_START.format(name=SERVICE), 0o755)
    if package.needs_reboot:
        files["DEBIAN/postinst"] = (_ASKS_FOR_REBOOT.format(name=package.name), 0o755)
    if package.breaks:
        files["DEBIAN/postinst"] = (_FAILS, 0o755)
    return files
