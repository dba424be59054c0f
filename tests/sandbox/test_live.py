"""What the checks say of the emulator as it is: the same as of the plan, less where it shows less, a failure after somebody's hand."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pulumi_aws import ec2, iam, kms, lambda_, msk, s3, sqs
from typer.testing import CliRunner

from estate.catalog.load import load_catalog
from estate.cli.main import app
from estate.cli.ready_live import NoSandboxError, read_back
from estate.cli.readying import Asked, make
from estate.graph.planner import plan_stacks
from estate.graph.program import Program
from estate.layers import StackName
from estate.readiness.document import evidence_of
from estate.readiness.report import Report
from estate.sandbox import brought_up
from estate.sandbox.clients import Clients, Place, invoke
from estate.sandbox.emulator import Emulator, running_emulator
from estate.sandbox.session import Session
from estate.sandbox.up import bring_up, place_of
from tests.components.builds import ROOT

DAY = date(2026, 11, 30)
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
    (root / "plan.json").write_text(json.dumps(plan_stacks(program, [STACK]).as_json()))
    return root


def report_of(project: Path) -> Report:
    return make(project, Asked(plan=project / "plan.json", day=DAY, live=True))


def test_what_stands_there_as_planned_is_the_evidence_of_its_verdicts(project: Path, place: Place, emulator: Emulator) -> None:
    report = report_of(project)
    assert report.differs == ()
    # Everything above but the settings of brokers, which the emulator has not.
    looked = report.looked
    assert looked is not None
    assert (looked.read, looked.unread, looked.gone, looked.environments) == (9, 1, (), ("sandbox",))
    assert (looked.endpoint, looked.by.partition(" ")[0]) == (emulator.endpoint, "moto")
    verdicts = {(result.check.id, result.subject.title): result for card in report.cards for result in card.results}
    assert evidence_of(verdicts["kms_key_rotates", "kms/key data"]) == "runtime"
    assert evidence_of(verdicts["environment_has_a_budget", "environment sandbox"]) == "static", "nothing of it was brought up"
    # What the emulator takes and does not return: known_differences.yaml.
    unseen = {result.check.id for result in report.read_back("unseen") if result.subject.title == "lambda/function thumbs"}
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
    report = report_of(project)
    assert report.looked is not None
    assert report.looked.gone == ("s3/bucketPublicAccessBlock photos (data-sandbox)",)
    return {result.check.id: result.subject.title for result in report.differs}


def ask(place: Place, service: str, operation: str, **arguments: object) -> Any:
    return invoke(place.client(service), operation, arguments)


def test_the_command_says_what_somebody_changed(project: Path, place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project)
    command = ["ready", "--live", "--plan", "plan.json", "--on", DAY.isoformat()]
    by_hand(project, place)
    bad = CliRunner().invoke(app, command)
    assert bad.exit_code == 1
    assert " gone  s3/bucketPublicAccessBlock photos (data-sandbox)" in bad.output
    assert " differs  kms_key_rotates: kms/key data (sandbox)" in bad.output
    assert "read back: enableKeyRotation is false; expected true; planned: pass" in " ".join(bad.output.split())
    live = json.loads(CliRunner().invoke(app, [*command, "--json"]).output)["live"]
    assert {one["check"] for one in live["differs"]} == set(EXPECTED)


def test_what_the_engine_made_on_a_served_sandbox_is_read_from_its_state(project: Path, place: Place, emulator: Emulator) -> None:
    session = Session.of(project)
    made = brought_up.from_document(session.brought_up() or {})
    for name in ("emulator.json", "made.json"):
        (session.folder / name).unlink()
    state = project / "state"
    checkpoint(made, state)
    session.serve(emulator, state)
    report = report_of(project)
    assert report.looked is not None
    assert (report.looked.read, report.looked.unread, report.looked.gone, report.differs) == (9, 1, (), ())
    (key,) = (one for one in made.stacks[0].made if one.type == "aws:kms/key:Key")
    ask(place, "kms", "disable_key_rotation", KeyId=made.standing[key.urn].id)
    assert [result.check.id for result in report_of(project).differs] == ["kms_key_rotates"]


def checkpoint(made: brought_up.BroughtUp, state: Path) -> None:
    """The same as the engine writes it: what it could not make has a symbol for an id."""
    resources = [
        {
            "urn": one.urn,
            "type": one.type,
            "custom": one.custom,
            "parent": one.parent,
            "inputs": {**one.inputs, "__defaults": ["fifoQueue"], **(made.standing[one.urn].named if one.urn in made.standing else {})},
            "id": made.standing[one.urn].id if one.urn in made.standing else "${msk/configuration.settings.id}",
            "dependencies": list(one.depends_on),
        }
        for one in made.stacks[0].resources
    ]
    old = [{**one, "delete": True} for one in resources]
    file = state / ".pulumi/stacks/estate" / f"{STACK}.json"
    file.parent.mkdir(parents=True)
    file.write_text(json.dumps({"version": 3, "checkpoint": {"latest": {"resources": [*resources, *old]}}}))


def test_two_sandboxes_are_not_mistaken_for_each_other(project: Path, emulator: Emulator, tmp_path: Path) -> None:
    with running_emulator(tmp_path / "second.log") as second:
        Session.of(project).serve(second, project / "state")
        with pytest.raises(NoSandboxError, match=f"at {emulator.endpoint}, estate sandbox serve at {second.endpoint}"):
            read_back(project)
    assert read_back(project).looked.endpoint == emulator.endpoint, "what was served has ended"


def test_the_sdk_is_read_by_one_thread_before_many_ask_for_it(project: Path) -> None:
    """In a process of its own: here the program above has imported it."""
    command = "from estate.cli.main import app; app()"
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "ESTATE_DEBUG": "1"}
    arguments = [sys.executable, "-c", command, "ready", "--live", "--plan", "plan.json", "--on", DAY.isoformat(), "--json"]
    done = subprocess.run(arguments, cwd=project, env=environment, capture_output=True, text=True, check=False)  # noqa: S603 - this interpreter
    assert done.stdout, done.stderr
    assert json.loads(done.stdout)["live"]["read"] == 9


def test_without_a_sandbox_there_is_nothing_to_look_at(tmp_path: Path) -> None:
    (tmp_path / "catalog").symlink_to(ROOT / "catalog")
    with pytest.raises(NoSandboxError, match="start one with: estate sandbox up"):
        read_back(tmp_path)
