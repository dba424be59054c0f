"""What `estate sandbox status` says."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from estate.sandbox.session import Session

VERSION = 1
COUNTS: Mapping[str, str] = {"created": "created", "not_supported": "not supported here", "recorded": "recorded", "failed": "failed"}
"""How a resource ends, in the JSON and in words."""


def describe(root: Path) -> dict[str, Any]:
    """The documented JSON: whether a sandbox runs, where, and what each of its stacks holds."""
    session = Session.of(root)
    emulator = session.emulator()
    if emulator is None:
        return {"version": VERSION, "running": False}
    made = session.estate() or {}
    return {
        "version": VERSION,
        "running": True,
        "endpoint": emulator.endpoint,
        "pid": emulator.pid,
        "log": str(session.log),
        "environment": made.get("environment"),
        "stacks": [
            {name: stack[name] for name in ("name", "created", "not_supported", "recorded", "failed")} for stack in made.get("stacks", [])
        ],
        "variables": variables(emulator.endpoint, made["account"], made["region"]) if made else {},
    }


def variables(endpoint: str, account: str, region: str) -> dict[str, str]:
    """The environment that points boto3, the AWS command line and Ansible at the emulator, in the account that is meant.

    The keys are the emulator's own, made for the asking; they open nothing else.
    """
    from estate.sandbox.clients import Clients

    keys = Clients(endpoint).credentials(account)
    return {
        "AWS_ENDPOINT_URL": endpoint,
        "AWS_ACCESS_KEY_ID": keys.key,
        "AWS_SECRET_ACCESS_KEY": keys.secret,
        "AWS_SESSION_TOKEN": keys.token or "",
        "AWS_DEFAULT_REGION": region,
        # One attempt: what the emulator lacks answers a server error, which botocore would try again.
        "AWS_MAX_ATTEMPTS": "1",
    }


def as_text(document: Mapping[str, Any]) -> str:
    """The same for people."""
    if not document["running"]:
        return "No sandbox runs. Start one with: estate sandbox up"
    lines = [f"AWS is at {document['endpoint']} (process {document['pid']}, log {document['log']})", ""]
    lines += [f" {stack['name']:<24} {_counts(stack)}" for stack in document["stacks"]]
    if document["variables"]:
        lines += ["", "Point boto3, the AWS command line or Ansible at it:", ""]
        lines += [f"  export {name}={value}" for name, value in document["variables"].items()]
    lines += ["", "Next: estate sandbox serve --attach · estate sandbox down"]
    return "\n".join(lines)


def _counts(stack: Mapping[str, Any]) -> str:
    return ", ".join(f"{stack[key]} {word}" for key, word in COUNTS.items() if stack[key])
