"""Flow logs."""

from tests.sandbox.sample import Sample, The

BY = {"logDestination": The("aws:cloudwatch/logGroup:LogGroup", "arn"), "iamRoleArn": The("aws:iam/role:Role", "arn")}

SAMPLES = (
    Sample(
        "aws:ec2/flowLog:FlowLog",
        inputs={
            "vpcId": The("aws:ec2/vpc:Vpc"),
            "trafficType": "ALL",
            "maxAggregationInterval": 60.0,
            "logDestinationType": "cloud-watch-logs",
            **BY,
            "tags": {"team": "network"},
        },
        steps=({"tags": {"team": "platform"}},),
    ),
    Sample(
        "aws:ec2/flowLog:FlowLog",
        variant="bucket",
        inputs={
            "subnetId": The("aws:ec2/subnet:Subnet"),
            "trafficType": "REJECT",
            "logDestinationType": "s3",
            "logDestination": The("aws:s3/bucket:Bucket", "arn"),
            "logFormat": "${srcaddr} ${dstaddr} ${action}",
            "destinationOptions": {"fileFormat": "parquet", "perHourPartition": True},
        },
    ),
)
