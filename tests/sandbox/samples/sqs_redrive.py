"""Which queues may send to a dead-letter queue."""

import json

from tests.sandbox.sample import Sample, The

SAMPLES = (
    Sample(
        "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy",
        inputs={"queueUrl": The("aws:sqs/queue:Queue", "url"), "redriveAllowPolicy": json.dumps({"redrivePermission": "denyAll"})},
        steps=({"redriveAllowPolicy": json.dumps({"redrivePermission": "allowAll"})},),
    ),
)
