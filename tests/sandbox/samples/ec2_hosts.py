"""Launch templates."""

import base64

from estate.sandbox.table.ec2_hosts import DATA
from tests.sandbox.sample import Sample, The


def script(text: str) -> str:
    return base64.b64encode(f"#!/bin/sh\n{text}\n".encode()).decode()


def disk(gib: int) -> list[object]:
    return [
        {"deviceName": "/dev/xvda", "ebs": {"encrypted": "true", "volumeType": "gp3", "volumeSize": gib, "deleteOnTermination": "true"}}
    ]


SAMPLES = (
    Sample(
        "aws:ec2/launchTemplate:LaunchTemplate",
        inputs={
            "name": "shop-host",
            "description": "first",
            "imageId": "ami-0abcdef1234567890",
            "instanceType": "t4g.small",
            "userData": script("echo first"),
            "ebsOptimized": "true",
            "updateDefaultVersion": True,
            "iamInstanceProfile": {"arn": The("aws:iam/instanceProfile:InstanceProfile", "arn")},
            "metadataOptions": {"httpTokens": "required", "httpPutResponseHopLimit": 1},
            "blockDeviceMappings": disk(20),
            "networkInterfaces": [
                {"associatePublicIpAddress": "false", "securityGroups": [The("aws:ec2/securityGroup:SecurityGroup")]},
            ],
            "tagSpecifications": [{"resourceType": "instance", "tags": {"team": "storefront"}}],
            "tags": {"team": "storefront"},
        },
        steps=(
            {"instanceType": "t4g.medium", "description": "second"},
            {"userData": script("echo second")},
            {"blockDeviceMappings": disk(30), "metadataOptions": {"httpTokens": "required", "httpPutResponseHopLimit": 2}},
            {"ebsOptimized": None},
            {"updateDefaultVersion": None, "defaultVersion": 1},
            {"tags": {"owner": "storefront"}},
        ),
        untried=dict.fromkeys(DATA, "a version takes it like the others"),
    ),
)
