"""Keys."""

import json

from tests.sandbox.sample import Sample, The


def key_policy(sid: str) -> str:
    statement = {"Sid": sid, "Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "kms:*", "Resource": "*"}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


SAMPLES = (
    Sample(
        "aws:kms/key:Key",
        inputs={
            "description": "data at rest",
            "enableKeyRotation": True,
            "deletionWindowInDays": 7.0,
            "policy": key_policy("first"),
            "tags": {"team": "data"},
        },
        steps=(
            {"description": "data at rest and in queues"},
            {"rotationPeriodInDays": 180},
            {"rotationPeriodInDays": None, "enableKeyRotation": False},
            {"policy": key_policy("second"), "bypassPolicyLockoutSafetyCheck": True},
            {"isEnabled": False},
            {"isEnabled": True},
            {"deletionWindowInDays": 14},
            {"tags": {"owner": "data"}},
        ),
    ),
    Sample("aws:kms/key:Key", variant="second", inputs={"description": "another"}),
    Sample(
        "aws:kms/alias:Alias",
        inputs={"name": "alias/shop-data", "targetKeyId": The("aws:kms/key:Key")},
        steps=({"targetKeyId": The("aws:kms/key:Key", variant="second")},),
    ),
)
