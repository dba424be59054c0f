"""The inventories of the environments, asked for real: hosts from EC2 (the emulator), facts from the catalog."""

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest

from estate.sandbox.emulator import running_emulator

ROOT = Path(__file__).parents[2]
IMAGE = "ami-0123456789abcdef0"  # the emulator asks nobody whether it exists
KEYS = {"AWS_ACCESS_KEY_ID": "x", "AWS_SECRET_ACCESS_KEY": "x", "AWS_EC2_METADATA_DISABLED": "true"}
NOBODY_LISTENS = "http://127.0.0.1:9"  # the discard port; nothing of this machine answers there

pytestmark = pytest.mark.skipif(
    not (ROOT / "build/collections/ansible_collections/amazon/aws").is_dir(),
    reason="the collection amazon.aws is not here: tools/collections",
)


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An emulator with a relay of production, a relay of staging, and a host that has no group."""
    with running_emulator(tmp_path_factory.mktemp("emulator") / "log") as emulator:
        ec2: Any = boto3.client(
            "ec2", endpoint_url=emulator.endpoint, region_name="eu-central-1", aws_access_key_id="x", aws_secret_access_key="x"
        )
        for environment, group in (("production", "relay-hosts"), ("staging", "relay-hosts"), ("dev", "nobodys-hosts")):
            tags = [
                {"Key": "environment", "Value": environment},
                {"Key": "PatchGroup", "Value": group},
                {"Key": "service", "Value": "relay"},
            ]
            ec2.run_instances(ImageId=IMAGE, MinCount=1, MaxCount=1, TagSpecifications=[{"ResourceType": "instance", "Tags": tags}])
        yield emulator.endpoint


def said(value: Any) -> Any:
    """A value, whether or not it is marked as no template."""
    return value["__ansible_unsafe"] if isinstance(value, dict) else value


def ask(environment: str, endpoint: str) -> subprocess.CompletedProcess[str]:
    program = str(ROOT / ".venv/bin/ansible-inventory")
    variables = {**os.environ, **KEYS, "AWS_ENDPOINT_URL": endpoint, "ANSIBLE_CONFIG": str(ROOT / "ansible/ansible.cfg")}
    variables |= {"AWS_MAX_ATTEMPTS": "1", "PATH": f"{ROOT / '.venv/bin'}{os.pathsep}{os.environ['PATH']}"}
    command = [program, "--inventory", str(ROOT / "ansible/inventories" / environment), "--list"]
    return subprocess.run(command, env=variables, capture_output=True, text=True, check=False, timeout=120)  # noqa: S603 - this environment's program


def test_hosts_come_from_ec2_and_their_variables_from_the_catalog(endpoint: str) -> None:
    done = ask("production", endpoint)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    (host,) = found["relay_hosts"]["hosts"]
    variables = found["_meta"]["hostvars"][host]
    # What comes from tags is marked as text that is never a template.
    assert variables["drain_server"] == {"__ansible_unsafe": host}
    assert variables["estate_service"] == {"__ansible_unsafe": "relay"}
    assert said(variables["estate_patched_by"]) == "playbook"
    assert said(variables["evidence_environment"]) == "production"
    assert variables["patch_production"] is True


def test_a_host_in_no_group_of_the_catalog_is_an_error(endpoint: str) -> None:
    done = ask("dev", endpoint)
    assert done.returncode != 0
    assert "in no group of the catalog; expected a tag PatchGroup with one of" in done.stderr


def test_an_endpoint_that_is_dead_is_an_error_and_no_empty_inventory() -> None:
    done = ask("production", NOBODY_LISTENS)
    assert done.returncode != 0
