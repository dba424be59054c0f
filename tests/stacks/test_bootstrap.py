"""The shared account: the state, and the way in for workflows."""

from tests.components.builds import of_type, waits_for
from tests.stacks.recordings import recording_of

STACK = "bootstrap-global"


def test_the_state_is_encrypted_logged_and_never_deleted_by_the_engine() -> None:
    recording = recording_of(STACK)
    bucket, key = of_type(recording, "aws:s3/bucket:Bucket")["state"], of_type(recording, "aws:kms/key:Key")["state"]
    logging = of_type(recording, "aws:s3/bucketLogging:BucketLogging")["state"]
    assert bucket.protect
    assert key.protect
    assert logging.inputs["targetBucket"] == "shop-global-access-logs-555566667777"
    assert recording.outputs["state_bucket"] == "shop-global-state-555566667777"


def test_no_role_is_made_before_its_boundary() -> None:
    recording = recording_of(STACK)
    (boundary,) = of_type(recording, "aws:iam/policy:Policy").values()
    roles = of_type(recording, "aws:iam/role:Role").values()
    assert roles
    assert not [role.urn for role in roles if boundary.urn not in waits_for(recording, role)]


def test_the_shared_account_is_watched_like_any_other() -> None:
    recording = recording_of(STACK)
    for token in ("aws:cloudtrail/trail:Trail", "aws:guardduty/detector:Detector", "aws:cfg/recorder:Recorder"):
        assert len(of_type(recording, token)) == 1


def test_no_bucket_is_logged_before_s3_may_write_there() -> None:
    recording = recording_of(STACK)
    policy = of_type(recording, "aws:s3/bucketPolicy:BucketPolicy")["access-logs"]
    logged = of_type(recording, "aws:s3/bucketLogging:BucketLogging")
    assert set(logged) == {"audit", "configuration", "state"}
    assert not [one.urn for one in logged.values() if policy.urn not in waits_for(recording, one)]
