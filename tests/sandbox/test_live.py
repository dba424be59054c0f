"""What the checks say of the emulator as it is: the same as of the plan, less where it shows less, a failure after somebody's hand."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from pulumi_aws import ec2, iam, kms, lambda_, msk, s3, sqs
from typer.testing import CliRunner

from estate.catalog.load import load_catalog
from estate.cli.main import app
from estate.cli.ready_live import NoSandboxError, make
from estate.graph.program import Program
from estate.layers import StackName
from estate.sandbox import brought_up
from estate.sandbox.clients import Clients, Place, invoke
from estate.sandbox.emulator import Emulator, running_emulator
from estate.sandbox.session import Session
from estate.sandbox.up import bring_up, place_of
from tests.components.builds import ROOT

STACK = StackName(layer="data", environment="sandbox")
TAGS = {"service": "photos", "environment": "sandbox"}
TRUST = {"Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "lambda.amazonaws.com"}}]}


def build(_stack: StackName) -> None:
    photos = s3.Bucket("photos", tags=TAGS)
    s3.BucketPublicAccessBlock(
        "photos", bucket=photos.id, block_public_acls=True, block_public_policy=True, ignore_public_acls=True, restrict_public_buckets=True
    )
    deny = {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": ["arn:aws:s3:::photos", "arn:aws:s3:::photos/*"]}
    tls = {"Statement": [{**deny, "Condition": {"Bool": {"aws:SecureTransport": "false"}}}]}
    s3.BucketPolicy("photos", bucket=photos.id, policy=json.dumps(tls))
    kms.Key("data", enable_key_rotation=True, tags=TAGS)
    dead = sqs.Queue("dead", sqs_managed_sse_enabled=True, tags=TAGS)
    role = iam.Role("run", assume_role_policy=json.dumps(TRUST), tags=TAGS)
    image = "222233334444.dkr.ecr.eu-central-1.amazonaws.com/shop/thumbs:1"
    lambda_.Function("thumbs", package_type="Image", image_uri=image, role=role.arn, dead_letter_config={"target_arn": dead.arn}, tags=TAGS)
    network = ec2.Vpc("main", cidr_block="10.0.0.0/16", tags=TAGS)
    ec2.Subnet("open", vpc_id=network.id, cidr_block="10.0.1.0/24", tags=TAGS)
    msk.Configuration("settings", name="settings", server_properties="auto.create.topics.enable=false\n")


@pytest.fixture
def emulator(tmp_path: Path) -> Iterator[Emulator]:
    """One of its own for each test, since tests change by hand what stands there."""
    with running_emulator(tmp_path / "emulator.log") as running:
        yield running


@pytest.fixture
def place(emulator: Emulator) -> Place:
    return place_of(STACK, load_catalog(ROOT / "catalog"), Clients(emulator.endpoint))


@pytest.fixture
def project(tmp_path: Path, emulator: Emulator) -> Path:
    """A project whose sandbox was brought up."""
    root = tmp_path / "project"
    root.mkdir()
    for name in ("catalog", "docs", "policies"):
        (root / name).symlink_to(ROOT / name)
    program = Program(root=ROOT, stacks=(STACK,), build=build, references={})
    catalog = load_catalog(ROOT / "catalog")
    up = tuple(bring_up(program, [STACK], catalog, Clients(emulator.endpoint), lambda _stack, _made: None))
    session = Session.of(root)
    session.write("emulator.json", asdict(emulator))
    session.write(brought_up.FILE, brought_up.as_document(up))
    return root


def test_the_verdicts_on_what_stands_there_are_those_on_what_was_declared(project: Path, place: Place) -> None:
    found = make(project, None, None)
    assert found.is_good
    # Everything above but the settings of brokers, which the emulator has not.
    assert (found.live.seen, found.live.unseen, found.live.gone) == (9, 1, ())
    assert found.beside.worse == ()
    assert found.beside.better == ()
    assert found.beside.same > 20
    # What the emulator takes and does not return: known_differences.yaml.
    unseen = {result.check.id for result in found.beside.unseen if result.subject.title == "lambda/function thumbs"}
    assert unseen == {"function_failures_are_kept"}
    assert by_hand(project, place) == EXPECTED


EXPECTED = {
    "bucket_blocks_public_access": "s3/bucket photos",
    "bucket_policy_names_callers": "s3/bucketPolicy photos",
    "kms_key_rotates": "kms/key data",
    "subnet_gives_no_public_addresses": "ec2/subnet open",
}
"""Each of somebody's changes, by the check that finds it."""


def by_hand(project: Path, place: Place) -> dict[str, str]:
    """Somebody opens everything; what fails now and did not before."""
    made = brought_up.from_document(json.loads((project / "build/sandbox/made.json").read_text()))
    ids = {(one.type.split(":")[1], one.name): made.standing[one.urn].id for one in made.stacks[0].made if one.urn in made.standing}
    bucket = ids["s3/bucket", "photos"]
    ask(place, "s3", "delete_public_access_block", Bucket=bucket)
    everybody = {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": f"arn:aws:s3:::{bucket}/*"}
    policy = json.loads(ask(place, "s3", "get_bucket_policy", Bucket=bucket)["Policy"])
    policy["Statement"].append(everybody)
    ask(place, "s3", "put_bucket_policy", Bucket=bucket, Policy=json.dumps(policy))
    ask(place, "kms", "disable_key_rotation", KeyId=ids["kms/key", "data"])
    ask(place, "ec2", "modify_subnet_attribute", SubnetId=ids["ec2/subnet", "open"], MapPublicIpOnLaunch={"Value": True})
    found = make(project, None, None)
    assert found.live.gone == ("s3/bucketPublicAccessBlock photos (data-sandbox)",)
    return {result.check.id: result.subject.title for result in found.beside.worse}


def ask(place: Place, service: str, operation: str, **arguments: object) -> Any:
    return invoke(place.client(service), operation, arguments)


def test_the_command_says_what_somebody_changed(project: Path, place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project)
    good = CliRunner().invoke(app, ["ready", "--live"])
    assert good.exit_code == 0, good.output
    assert " 0 of them gone" in good.output
    by_hand(project, place)
    bad = CliRunner().invoke(app, ["ready", "--live"])
    assert bad.exit_code == 1
    assert "gone s3/bucketPublicAccessBlock photos (data-sandbox)" in bad.output
    assert "fail A KMS key is replaced by a new one every year  kms_key_rotates" in bad.output
    document = json.loads(CliRunner().invoke(app, ["ready", "--live", "--json"]).output)
    assert {one["check"] for one in document["verdicts"]["worse"]} == set(EXPECTED)
    refused = CliRunner().invoke(app, ["ready", "--live", "--base", "main"])
    assert "--live holds the sandbox against its own declaration" in str(refused.exception or refused.output)


def test_without_a_sandbox_there_is_nothing_to_look_at(tmp_path: Path) -> None:
    with pytest.raises(NoSandboxError, match="start one with: estate sandbox up"):
        make(tmp_path, None, None)
