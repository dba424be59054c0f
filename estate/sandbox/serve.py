"""The sandbox as plain `pulumi up` sees it: an emulator, a provider for every package in use, and a project folder.

The engine's state belongs to the emulator that it tells of: each emulator has a folder of its own, and an emulator that
ends takes its folder with it.
"""

import shutil
import socket
import sys
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import grpc
import yaml
from pulumi.runtime.proto import provider_pb2_grpc

from estate.errors import SurroundingsError
from estate.sandbox.aws_keeper import AwsKeeper
from estate.sandbox.clients import CONNECTIONS, Clients
from estate.sandbox.emulator import LOOPBACK, Emulator, running_emulator
from estate.sandbox.errors import Unreachable
from estate.sandbox.places import Places
from estate.sandbox.provider import Provider
from estate.sandbox.recorded import Journal
from estate.sandbox.session import Session

AWS = "aws"
PASSPHRASE = "sandbox"  # of a state that holds nothing but the sandbox's own made-up secrets
CONNECT_SECONDS = 2
NAMED_BY = 8  # digits of the emulator's token that name its folder


class NothingToAttachError(SurroundingsError):
    """`--attach` without a sandbox that runs."""


@dataclass(frozen=True, kw_only=True)
class Served:
    """What runs, and how `pulumi` finds it."""

    emulator: Emulator
    ports: Mapping[str, int]
    """Of each package's provider, on loopback."""
    variables: Mapping[str, str]
    """The environment of plain `pulumi` commands."""
    stacks: tuple[str, ...]

    def require_alive(self) -> None:
        """Raises Unreachable when the emulator has ended."""
        try:
            socket.create_connection((LOOPBACK, self.emulator.port), timeout=CONNECT_SECONDS).close()
        except ConnectionError:
            text = f"the emulator at {self.emulator.endpoint} (process {self.emulator.pid}) has ended, and with it everything that was made"
            raise Unreachable(f"{text}; start again with: estate sandbox serve") from None
        except TimeoutError:
            return  # it is busy, not gone: the kernel answers for whoever listens


@contextmanager
def serving(root: Path, *, attach: bool, journal: Journal) -> Iterator[Served]:
    """Everything that plain `pulumi` commands need, for the length of a `with` block; nothing is left running."""
    session = Session.of(root)
    session.folder.mkdir(parents=True, exist_ok=True)
    with _emulator(session, attach=attach) as emulator:
        places = Places(root / "catalog", Clients(emulator.endpoint))
        providers = {AWS: Provider(package=AWS, journal=journal, aws=AwsKeeper(journal=journal, place_of=places.of))}
        providers |= {vendor: Provider(package=vendor, journal=journal) for vendor in places.catalog().organisation.vendors}
        folder = session.folder / "state" / emulator.token[:NAMED_BY]
        write_project(folder, root)
        session.serve(emulator, folder)
        try:
            with listening(providers) as ports:
                yield Served(
                    emulator=emulator, ports=ports, variables=variables(ports, folder, session.folder, root), stacks=places.stacks()
                )
        finally:
            session.end_serving()
            if not attach:
                shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def listening(providers: Mapping[str, Provider]) -> Iterator[dict[str, int]]:
    """The providers, each on a free port of loopback."""
    servers = {package: _server(provider) for package, provider in providers.items()}
    try:
        yield {package: port for package, (_, port) in servers.items()}
    finally:
        for stopped in [server.stop(grace=None) for server, _ in servers.values()]:
            stopped.wait()


def variables(ports: Mapping[str, int], folder: Path, shared: Path, root: Path) -> dict[str, str]:
    """The environment with which `pulumi` works on the sandbox and on nothing else."""
    return {
        "PULUMI_DEBUG_PROVIDERS": ",".join(f"{package}:{port}" for package, port in ports.items()),
        "PULUMI_BACKEND_URL": f"file://{folder}",
        "PULUMI_CONFIG_PASSPHRASE": PASSPHRASE,
        "PULUMI_HOME": str(shared / "pulumi"),
        # Another project folder, so that the settings of a sandbox's stack never stand beside those of the real one.
        "PULUMI_OPTION_CWD": str(folder),
        "PULUMI_SKIP_UPDATE_CHECK": "true",
        "PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION": "true",
        "PYTHONPATH": str(root),
    }


def write_project(folder: Path, root: Path) -> None:
    """The project of `root`, to be run by this interpreter's environment, with its state and settings in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    project: dict[str, Any] = yaml.safe_load((root / "Pulumi.yaml").read_text(encoding="utf-8"))
    project["main"] = str(root / project["main"])
    project.pop("stackConfigDir", None)
    project["runtime"] = {"name": "python", "options": {"virtualenv": sys.prefix}}
    (folder / "Pulumi.yaml").write_text(yaml.safe_dump(project, sort_keys=False), encoding="utf-8")


@contextmanager
def _emulator(session: Session, *, attach: bool) -> Iterator[Emulator]:
    if not attach:
        with running_emulator(session.folder / "serve.log") as emulator:
            yield emulator
        return
    running = session.emulator()
    if running is None:
        raise NothingToAttachError("no sandbox runs that could be attached to; start one with: estate sandbox up, or leave --attach out")
    yield running


def _server(provider: Provider) -> tuple[grpc.Server, int]:
    server = grpc.server(ThreadPoolExecutor(CONNECTIONS, thread_name_prefix=provider.package))
    provider_pb2_grpc.add_ResourceProviderServicer_to_server(provider, server)
    port = server.add_insecure_port(f"{LOOPBACK}:0")
    server.start()
    return server, port
