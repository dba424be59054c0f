"""Log groups."""

from tests.sandbox.sample import Sample, The

SAMPLES = (
    Sample(
        "aws:cloudwatch/logGroup:LogGroup",
        inputs={
            "name": "shop/dev/checkout",
            "retentionInDays": 30.0,
            "kmsKeyId": The("aws:kms/key:Key", "arn"),
            "tags": {"team": "storefront"},
        },
        steps=({"retentionInDays": 90}, {"retentionInDays": None}, {"tags": {"owner": "storefront"}}),
    ),
)
