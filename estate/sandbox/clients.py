"""botocore clients (what boto3's clients are) of the emulator, one for each service, region and account.

Nothing of the user's own AWS set-up is read: no profile, no file, no credentials from the environment, no proxy.
"""

import os
import re
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from botocore.client import BaseClient
from botocore.config import Config
from botocore.exceptions import ConnectionError as Unconnected
from botocore.exceptions import HTTPClientError
from botocore.session import Session

from estate.sandbox.errors import Unreachable
from estate.sandbox.template import evaluate

CONNECTIONS = 32  # at least as many as threads that create resources at once
ROLE = "sandbox"
FIRST_REGION = "us-east-1"

# One attempt: what the emulator lacks answers a server error, which botocore would try again.
CONFIG = Config(
    retries={"total_max_attempts": 1},
    max_pool_connections=CONNECTIONS,
    proxies={},
    s3={"addressing_style": "path"},
    use_fips_endpoint=False,
    use_dualstack_endpoint=False,
)
ACCOUNT_HOST = re.compile(r"://\d{12}\.")
NOWHERE = (None, None, None, None)
NO_FILE = (None, None, os.devnull, None)


@dataclass(frozen=True, kw_only=True)
class Credentials:
    """What a client signs with; the emulator reads the account from it."""

    key: str
    secret: str = field(repr=False)
    token: str | None = field(default=None, repr=False)


ANYBODY = Credentials(key="sandbox", secret="sandbox")  # noqa: S106 - the emulator takes any


def invoke(client: BaseClient, operation: str, arguments: Mapping[str, object]) -> Mapping[str, object]:
    """Make a call by its boto3 name, all pages of it; raises botocore's errors."""
    if client.can_paginate(operation):
        return client.get_paginator(operation).paginate(**arguments).build_full_result()
    return getattr(client, operation)(**arguments)


def _call_the_host_itself(params: dict[str, Any], **_: object) -> None:
    """S3 Control writes the account before the host; there is no such name below an IP address."""
    params["url"] = ACCOUNT_HOST.sub("://", params["url"])


class Clients:
    """The clients of one emulator. Thread-safe; make a new one for every emulator, and for one whose state was reset."""

    def __init__(self, endpoint: str) -> None:
        self.endpoint = endpoint
        self._lock = threading.Lock()
        self._clients: dict[tuple[str, str, str], BaseClient] = {}
        self._accounts: dict[str, Credentials] = {}
        self._session = Session(session_vars={"profile": NOWHERE, "config_file": NO_FILE, "credentials_file": NO_FILE})

    def client(self, service: str, *, region: str, account: str) -> BaseClient:
        """The client of a service in a region and an account; raises Unreachable when no emulator answers."""
        key = (service, region, account)
        with self._lock:
            if key not in self._clients:
                self._clients[key] = self._make(service, region, self._credentials(account))
            return self._clients[key]

    def credentials(self, account: str) -> Credentials:
        """Keys of the emulator for an account; raises Unreachable when no emulator answers."""
        with self._lock:
            return self._credentials(account)

    def _credentials(self, account: str) -> Credentials:
        """Credentials of the account, so that its number stands in every ARN."""
        if account not in self._accounts:
            self._accounts[account] = self._assume(account)
        return self._accounts[account]

    def _assume(self, account: str) -> Credentials:
        arn = f"arn:aws:iam::{account}:role/{ROLE}"
        sts = self._make("sts", FIRST_REGION, ANYBODY)
        try:
            answer = invoke(sts, "assume_role", {"RoleArn": arn, "RoleSessionName": ROLE})
        except (Unconnected, HTTPClientError) as error:
            raise Unreachable(f"no emulator answers at {self.endpoint} ({error}); start one with: estate sandbox up") from None
        key, secret, token = (str(evaluate(f"Credentials.{part}", answer)) for part in ("AccessKeyId", "SecretAccessKey", "SessionToken"))
        return Credentials(key=key, secret=secret, token=token)

    def _make(self, service: str, region: str, credentials: Credentials) -> BaseClient:
        client = self._session.create_client(
            service,
            region_name=region,
            endpoint_url=self.endpoint,
            config=CONFIG,
            aws_access_key_id=credentials.key,
            aws_secret_access_key=credentials.secret,
            aws_session_token=credentials.token,
        )
        client.meta.events.register("before-call.s3-control", _call_the_host_itself)
        return client


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a resource lives: an account and a region of one emulator."""

    account: str
    region: str
    clients: Clients
    partition: str = "aws"

    def within(self, inputs: Mapping[str, object], *, fixed: str = "") -> "Place":
        """The place of a resource that says its own region, or of a service with a fixed one."""
        region = fixed or str(inputs.get("region") or self.region)
        return replace(self, region=region)

    def client(self, service: str) -> BaseClient:
        """The client of a service here."""
        return self.clients.client(service, region=self.region, account=self.account)
