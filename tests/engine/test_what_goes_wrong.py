"""What goes wrong under the real engine is a clean error, and the next `up` goes on."""

import json
import os
import re
import shutil
import signal
from pathlib import Path

from tests.engine.cli import Pulumi, sandbox

STACK = "network-dev"
CANARY = "hunter2-hunter2"
LOG_GROUP, BUCKET = "aws:cloudwatch/logGroup:LogGroup", "aws:s3/bucket:Bucket"


def prepare(project: Path, bucket: str) -> None:
    shutil.copy(Path(__file__).with_name("failing_program.py"), project / "stacks" / "__main__.py")
    (project / "settings.json").write_text(json.dumps({"bucket": bucket, "secret": CANARY}))


def test_a_failed_resource_is_one_clean_error_no_secret_is_shown_and_the_next_up_goes_on(project: Path) -> None:
    prepare(project, "Not A Bucket")
    with sandbox(project) as pulumi:
        pulumi.make(STACK)
        assert_fails_cleanly(pulumi)
        assert_no_secret_in_the_open(pulumi, project)
        prepare(project, "a-bucket-after-all")
        assert pulumi.up(STACK) == {"create": 1, "same": 2}  # the stack and the log group
        assert pulumi.one(STACK, BUCKET)["id"] == "a-bucket-after-all"
        os.kill(pulumi.served["emulator_pid"], signal.SIGKILL)
        assert_the_dead_are_told(pulumi, project)


def assert_fails_cleanly(pulumi: Pulumi) -> None:
    failed = pulumi.attempt("up", "--yes", "--skip-preview", stack=STACK)
    assert failed.returncode != 0
    assert "create_bucket was refused: ParamValidation" in failed.stdout
    assert CANARY not in failed.stdout + failed.stderr
    deployment = pulumi.state(STACK)["deployment"]
    assert not deployment.get("pending_operations"), "the engine is in doubt about what is there"
    assert pulumi.one(STACK, LOG_GROUP), "what went well before is lost"


def assert_no_secret_in_the_open(pulumi: Pulumi, project: Path) -> None:
    group = pulumi.one(STACK, LOG_GROUP)
    assert all(
        "ciphertext" in group[where][tags]["key"] for where, tags in (("inputs", "tags"), ("outputs", "tags"), ("outputs", "tagsAll"))
    )
    folder = Path(pulumi.served["variables"]["PULUMI_OPTION_CWD"])
    written = [file for file in (*folder.rglob("*"), project / "serve.log") if file.is_file()]
    assert len(written) > 2
    assert not [file for file in written if CANARY.encode() in file.read_bytes()]


def assert_the_dead_are_told(pulumi: Pulumi, project: Path) -> None:
    """On the console what has died, to the engine what it cannot reach: the provider's emulator, or, a second later, all of it."""
    failed = pulumi.attempt("refresh", "--yes", stack=STACK)
    assert failed.returncode != 0
    assert re.search("does not answer|[Cc]onnection refused|build/sandbox/state/.*: no such file", failed.stdout + failed.stderr)
    assert "has ended, and with it everything that was made" in (project / "serve.log").read_text()
