"""What holds for all buckets."""

from tests.sandbox.sample import Sample

SAMPLES = (
    Sample(
        "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock",
        inputs={"blockPublicAcls": True, "blockPublicPolicy": True},
        steps=({"ignorePublicAcls": True, "restrictPublicBuckets": True}, {"blockPublicAcls": False}, {"blockPublicPolicy": None}),
    ),
)
