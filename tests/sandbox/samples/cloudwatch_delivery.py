"""How AWS's own logs are delivered."""

import json

from tests.sandbox.sample import Sample, The


def may_write(service: str) -> str:
    statement = {"Effect": "Allow", "Principal": {"Service": service}, "Action": "logs:PutLogEvents", "Resource": "*"}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


SAMPLES = (
    Sample(
        "aws:cloudwatch/logDeliverySource:LogDeliverySource",
        inputs={
            "name": "images",
            "logType": "ACCESS_LOGS",
            "resourceArn": "arn:aws:cloudfront::222233334444:distribution/E1EXAMPLE",
            "tags": {"team": "storefront"},
        },
        steps=({"tags": {"owner": "storefront"}},),
    ),
    Sample(
        "aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination",
        inputs={
            "name": "images",
            "outputFormat": "json",
            "deliveryDestinationConfiguration": {"destinationResourceArn": The("aws:cloudwatch/logGroup:LogGroup", "arn")},
            "tags": {"team": "storefront"},
        },
        steps=(
            {"deliveryDestinationConfiguration": {"destinationResourceArn": "arn:aws:s3:::shop-logs"}},
            {"tags": {"owner": "storefront"}},
        ),
    ),
    Sample(
        "aws:cloudwatch/logDelivery:LogDelivery",
        inputs={
            "deliverySourceName": The("aws:cloudwatch/logDeliverySource:LogDeliverySource", "name"),
            "deliveryDestinationArn": The("aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination", "arn"),
            "recordFields": ["timestamp", "c-ip"],
            "tags": {"team": "storefront"},
        },
        steps=({"tags": {"owner": "storefront"}},),
    ),
    Sample(
        "aws:cloudwatch/logResourcePolicy:LogResourcePolicy",
        inputs={"policyName": "zones", "policyDocument": may_write("route53.amazonaws.com")},
        steps=({"policyDocument": may_write("delivery.logs.amazonaws.com")},),
    ),
)
