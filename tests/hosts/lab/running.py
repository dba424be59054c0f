"""The lab itself: hosts, balancer and archive in namespaces that one process holds open; when it ends, the kernel takes all of it away."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.hosts.lab import archive
from tests.hosts.lab.base import ARCHIVE_PORT, CONTROLLER, Base
from tests.hosts.lab.needs import cgroups
from tests.hosts.lab.packages import PORT, Package

BACKEND = "web"
READY_WITHIN = 60  # seconds; hosts take 2 to 4, on a busy machine 15
DISK_MIB = 256  # of each host, beside the base that all share

# Runs as process 1 of its namespaces. Its standard input is the test's: when the test ends, however, it reads the end of the file and
# goes, and with process 1 the kernel ends every other process, unmounts what is mounted here and removes the network.
_HOLD = f"""
set -e
mount --make-rprivate /
mkdir -p /run/systemd && mount -t tmpfs lab /run/systemd
ip link set lo up
ip link add br0 type bridge
ip address add {CONTROLLER}/24 dev br0
ip link set br0 up
echo ready
while read -r _; do :; done
"""

_MAKE_ROOT = """
set -e
mkdir -p "$STATE/$HOST/disk" "$STATE/$HOST/root"
mount -t tmpfs -o "size=${DISK}m,mode=755" lab "$STATE/$HOST/disk"
mkdir "$STATE/$HOST/disk/upper" "$STATE/$HOST/disk/work"
mount -t overlay -o "lowerdir=$BASE,upperdir=$STATE/$HOST/disk/upper,workdir=$STATE/$HOST/disk/work" overlay "$STATE/$HOST/root"
echo "$HOST" >"$STATE/$HOST/root/etc/hostname"
echo "ADDRESS=$ADDRESS" >"$STATE/$HOST/root/etc/lab-address"
cp "$STATE/hosts" "$STATE/$HOST/root/etc/hosts"
"""

# 133 is what systemd-nspawn --keep-unit ends with when the guest asks for a reboot (systemd-nspawn(1), exit status).
_BOOT = """
for group in $GROUPS_OF_HOST; do mkdir -p "$group" && echo $$ >"$group/cgroup.procs" 2>/dev/null || true; done
while :; do
  systemd-nspawn --quiet --register=no --keep-unit --network-bridge=br0 --machine="$HOST" --directory="$STATE/$HOST/root" \\
    --console=pipe --resolv-conf=off --timezone=off --link-journal=no --boot </dev/null
  [ $? = 133 ] || break
done
"""

_BALANCER = """global
  stats socket {socket} mode 600 level admin
  maxconn 500
defaults
  mode http
  timeout connect 1s
  timeout client 10s
  timeout server 10s
  option redispatch
frontend shop
  bind {address}:80
  default_backend {backend}
backend {backend}
  balance roundrobin
  option httpchk GET /healthz
{servers}
"""


@dataclass(frozen=True, kw_only=True)
class Server:
    """How the balancer sees one host: what operators asked for, what its health checks say, and the requests that it holds."""

    drained: bool
    up: bool
    sessions: int


@dataclass(kw_only=True)
class Lab:
    """A running lab. `state` holds the inventory, the balancer's socket, the logs of the hosts' consoles."""

    name: str
    state: Path
    base: Base
    addresses: Mapping[str, str]
    holder: int
    """Process id of the lab's process 1, seen from outside."""
    _running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict[str, subprocess.Popen[bytes]])

    @property
    def hosts(self) -> tuple[str, ...]:
        """The hosts' names, h1 first."""
        return tuple(self.addresses)

    @property
    def url(self) -> str:
        """The balancer's front, from inside the lab."""
        return f"http://{CONTROLLER}"

    @property
    def inventory(self) -> Path:
        """A static inventory: group `web`, with what ssh needs."""
        return self.state / "inventory.yml"

    @property
    def balancer(self) -> Path:
        """The balancer's administration socket."""
        return self.state / "balancer.sock"

    @property
    def archive(self) -> Path:
        """The pockets of the apt archive that the hosts see."""
        return self.state / "archive"

    def words(self, *words: str, folder: Path | None = None) -> list[str]:
        """The command line that runs `words` inside the lab, in a folder (the present one)."""
        inside = ["nsenter", f"--target={self.holder}", "--net", "--pid", "--mount", "--"]
        return [*inside, "env", f"--chdir={folder or Path.cwd()}", *words]

    def run(
        self, *words: str, check: bool = True, timeout: float = 120, env: Mapping[str, str] | None = None, cwd: Path | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run a command inside the lab and wait for it. AssertionError with all that it said when it fails and `check` is set."""
        done = subprocess.run(
            self.words(*words, folder=cwd), check=False, capture_output=True, text=True, timeout=timeout, env=env, stdin=subprocess.DEVNULL
        )
        assert not check or done.returncode == 0, f"{words} ended with {done.returncode}:\n{done.stdout}{done.stderr}"
        return done

    def start(
        self, *words: str, log: Path, env: Mapping[str, str] | None = None, cwd: Path | None = None, read: bool = False
    ) -> subprocess.Popen[bytes]:
        """Start a command inside the lab, in a session of its own; with `read` its output is a pipe."""
        with log.open("ab") as stream:
            return subprocess.Popen(
                self.words(*words, folder=cwd),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE if read else stream,
                stderr=stream,
                env=env,
                start_new_session=True,
            )

    def on(self, host: str, command: str, *, check: bool = True) -> str:
        """What a shell command says on a host, as root."""
        return self.run("ssh", *self.ssh_options, f"root@{self.addresses[host]}", command, check=check).stdout.strip()

    @property
    def ssh_options(self) -> tuple[str, ...]:
        """What ssh needs to reach a host with the lab's own key, and to believe its host key."""
        options = ("StrictHostKeyChecking=yes", f"UserKnownHostsFile={self.state}/known_hosts", f"IdentityFile={self.base.key}",
                   "IdentitiesOnly=yes", "ConnectTimeout=10", "LogLevel=ERROR")  # fmt: skip
        return tuple(word for option in options for word in ("-o", option))

    def boot(self, *hosts: str) -> None:
        """Start hosts, and wait until ssh and the service answer."""
        for host in hosts:
            groups = " ".join(str(folder / self.name / host) for folder in cgroups())
            variables = {"STATE": str(self.state), "HOST": host, "GROUPS_OF_HOST": groups}
            script = ["env", *(f"{key}={value}" for key, value in variables.items()), "bash", "-c", _BOOT]
            self._running[host] = self.start(*script, log=self.state / f"{host}.log")
        for host in hosts:
            self.wait(f"timeout 2 bash -c 'read -r l </dev/tcp/{self.addresses[host]}/22 && [[ $l == SSH* ]]'")
            self.wait(f"curl -fsm1 http://{self.addresses[host]}:{PORT}/")

    def wait(self, condition: str) -> None:
        """Wait until a shell condition holds inside the lab."""
        loop = f"until {condition} >/dev/null 2>&1; do sleep 0.1; done"
        done = self.run("timeout", str(READY_WITHIN), "bash", "-c", loop, check=False)
        logs = "".join(file.read_text(errors="replace")[-2000:] for file in sorted(self.state.glob("*.log")))
        assert done.returncode == 0, f"not within {READY_WITHIN} s: {condition}\n{logs}"

    def kill(self, host: str) -> None:
        """The host is dead at once, as when its power fails."""
        process = self._running.pop(host)
        for folder in cgroups():
            _kill_all(folder / self.name / host)
        _kill_session(process)

    def servers(self) -> dict[str, Server]:
        """What the balancer thinks of each host."""
        # Columns of "show servers state" and of "show stat": HAProxy management guide, section 9.3 and 9.1.
        states = {words[3]: words for line in self.ask(f"show servers state {BACKEND}").splitlines() if len(words := line.split()) > 6}
        stats = {words[1]: words for line in self.ask("show stat").splitlines() if (words := line.split(","))[0] == BACKEND}
        return {
            host: Server(drained=bool(int(states[host][6]) & 0x09), up=int(states[host][5]) == 2, sessions=int(stats[host][4]))
            for host in self.hosts
        }

    def ask(self, question: str) -> str:
        """What the balancer answers to a command of its administration socket."""
        with socket.socket(socket.AF_UNIX) as stream:
            stream.settimeout(5)
            stream.connect(str(self.balancer))
            stream.sendall(f"{question}\n".encode())
            return b"".join(iter(lambda: stream.recv(65536), b"")).decode()

    def publish(self, *packages: Package, pocket: str = "security") -> None:
        """Put packages into the archive that the hosts see."""
        archive.publish(self.archive, pocket, packages)

    def withdraw(self, *, name: str, version: str, pocket: str) -> None:
        """Take a version of a package out of a pocket, as archives do with old ones."""
        (self.archive / pocket / f"{name}_{version}_all.deb").unlink()
        archive.index(self.archive / pocket)

    def stop_archive(self) -> None:
        """Nobody answers any more where the archive was."""
        _kill_session(self._running.pop("archive"))

    def start_archive(self) -> None:
        """The archive answers."""
        words = ("python3", "-m", "http.server", str(ARCHIVE_PORT), "--bind", CONTROLLER, "--directory", str(self.archive))
        self._running["archive"] = self.start(*words, log=self.state / "archive.log")
        self.wait(f"curl -fsm1 http://{CONTROLLER}:{ARCHIVE_PORT}/main/Release")

    def start_balancer(self) -> None:
        """The balancer sends requests to every host that is healthy."""
        servers = "\n".join(f"  server {host} {address}:{PORT} check inter 500ms fall 2 rise 1" for host, address in self.addresses.items())
        text = _BALANCER.format(socket=self.balancer, address=CONTROLLER, backend=BACKEND, servers=servers)
        (self.state / "balancer.cfg").write_text(text)
        words = ("haproxy", "-db", "-f", str(self.state / "balancer.cfg"))
        self._running["balancer"] = self.start(*words, log=self.state / "balancer.log")
        self.wait(f"curl -fsm1 {self.url}/")

    def end(self) -> None:
        """Nothing of the lab is left."""
        for process in self._running.values():
            process.kill()
        for folder in cgroups():
            for group in (folder / self.name).glob("*/"):
                _kill_all(group)

    def forget(self) -> None:
        """Collect what ended, and remove the empty groups."""
        for process in self._running.values():
            process.wait()
            if process.stdout:
                process.stdout.close()
        for folder in cgroups():
            _remove_groups(folder / self.name)


@contextmanager
def lab(base: Base, *, hosts: int, disk_mib: int = DISK_MIB) -> Iterator[Lab]:
    """A lab with `hosts` hosts that serve behind the balancer; gone when the block ends."""
    with ExitStack() as stack:
        state = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="estate-lab-")))
        stack.callback(_sweep)
        holder = stack.enter_context(_holder(state))
        addresses = {f"h{number}": f"10.77.0.{10 + number}" for number in range(1, hosts + 1)}
        one = Lab(name=state.name, state=state, base=base, addresses=addresses, holder=_child(holder.pid))
        stack.callback(one.forget)
        stack.callback(_end_holder, holder)
        stack.callback(one.end)
        _write_files(one)
        for host, address in addresses.items():
            variables = {"STATE": str(state), "BASE": str(base.root), "HOST": host, "ADDRESS": address, "DISK": str(disk_mib)}
            one.run("env", *(f"{key}={value}" for key, value in variables.items()), "bash", "-c", _MAKE_ROOT)
        one.start_archive()
        one.boot(*addresses)
        one.start_balancer()
        yield one


@contextmanager
def _holder(state: Path) -> Iterator[subprocess.Popen[str]]:
    words = ["unshare", "--net", "--pid", "--mount", "--fork", "--kill-child", "--mount-proc", "bash", "-c", _HOLD]
    with (state / "holder.log").open("w") as log:
        holder = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True, start_new_session=True)
    assert holder.stdout is not None
    said = holder.stdout.readline()
    assert said == "ready\n", f"the lab's namespaces cannot be made: {(state / 'holder.log').read_text()}"
    try:
        yield holder
    finally:
        _end_holder(holder)


def _end_holder(holder: subprocess.Popen[str]) -> None:
    for stream in (holder.stdin, holder.stdout):
        if stream and not stream.closed:
            stream.close()
    try:
        holder.wait(timeout=10)
    except subprocess.TimeoutExpired:
        holder.kill()
        holder.wait()


def _child(pid: int) -> int:
    return int(Path(f"/proc/{pid}/task/{pid}/children").read_text().split()[0])


def _write_files(one: Lab) -> None:
    shutil.copytree(one.base.archive, one.archive)
    names = "".join(f"{address} {host}\n" for host, address in one.addresses.items())
    (one.state / "hosts").write_text(f"127.0.0.1 localhost\n{names}")
    key = " ".join((one.base.root / "etc/ssh/ssh_host_ed25519_key.pub").read_text().split()[:2])
    (one.state / "known_hosts").write_text("".join(f"{address} {key}\n" for address in one.addresses.values()))
    lines = "".join(f"        {host}: {{ansible_host: {address}}}\n" for host, address in one.addresses.items())
    (one.state / "inventory.yml").write_text(
        f"all:\n  vars:\n    ansible_user: root\n    ansible_python_interpreter: /usr/bin/python3\n"
        f"    ansible_ssh_common_args: {' '.join(one.ssh_options)}\n  children:\n    web:\n      hosts:\n{lines}"
    )


def _kill_session(process: subprocess.Popen[bytes]) -> None:
    """End what was started in the lab: nsenter waits for it outside, and to kill nsenter alone would leave it running."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _kill_all(group: Path) -> None:
    """End every process of a control group and of those below it."""
    for file in group.rglob("cgroup.procs"):
        for pid in _read(file).split():
            with suppress(ProcessLookupError):
                os.kill(int(pid), signal.SIGKILL)


def _read(file: Path) -> str:
    try:
        return file.read_text()
    except OSError:
        return ""


def _remove_groups(top: Path) -> None:
    for folder in sorted((folder for folder in top.rglob("*/")), key=lambda one: -len(one.parts)):
        _remove(folder)
    _remove(top)


def _remove(folder: Path) -> None:
    with suppress(OSError):
        folder.rmdir()


def _sweep() -> None:
    """Remove the empty groups of labs whose test was killed: the kernel removes everything else by itself."""
    for folder in cgroups():
        for group in folder.glob("estate-lab-*"):
            _remove_groups(group)
