"""A log group with a secret, and a bucket whose name `settings.json` gives."""

import json
from pathlib import Path

import pulumi
from pulumi_aws import cloudwatch, s3

SETTINGS = Path(__file__).resolve().parents[1] / "settings.json"


def main() -> None:
    settings = json.loads(SETTINGS.read_text(encoding="utf-8"))
    group = cloudwatch.LogGroup("kept", tags={"key": pulumi.Output.secret(settings["secret"])})
    bucket = s3.Bucket("wanted", bucket=settings["bucket"], opts=pulumi.ResourceOptions(depends_on=[group]))
    pulumi.export("arn", bucket.arn)
    pulumi.export("tags", group.tags)


if __name__ == "__main__":
    main()
