"""Parameters."""

from tests.sandbox.sample import Sample, The

SAMPLES = (
    Sample(
        "aws:ssm/parameter:Parameter",
        inputs={
            "name": "/shop/dev/topics",
            "type": "String",
            "insecureValue": "[]",
            "description": "The topics that belong in the cluster",
            "tags": {"team": "storefront"},
        },
        steps=(
            {"insecureValue": '[{"name": "orders"}]'},
            {"description": None},
            {"allowedPattern": r"\[.*\]", "tier": "Advanced"},
            {"overwrite": True},
            {"tags": {"owner": "storefront"}},
        ),
        untried={"value": "changed on the secret sample", "keyId": "changed on the secret sample", "type": "it is sent like the others"},
    ),
    Sample(
        "aws:ssm/parameter:Parameter",
        variant="secret",
        inputs={"name": "/shop/dev/token", "type": "SecureString", "value": "first", "keyId": The("aws:kms/key:Key")},
        steps=({"value": "second"}, {"keyId": The("aws:kms/key:Key", variant="second")}),
    ),
)
