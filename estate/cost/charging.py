"""From a planned resource to what it is charged for; a type that nobody has described is unpriced."""

from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files

import yaml

from estate.cost.charges import compute, data, edge, probes, watch
from estate.cost.model import Charge, Free, Unknowable
from estate.cost.reading import Planned, UndecidedError

UNDESCRIBED = "no price is known for this type"
CHARGES: Mapping[str, Callable[[Planned], list[Charge]]] = {
    "aws:accessanalyzer/analyzer:Analyzer": edge.analyzer,
    "aws:autoscaling/group:Group": compute.host_group,
    "aws:backup/restoreTestingPlan:RestoreTestingPlan": watch.restore_test,
    "aws:backup/vault:Vault": watch.vault,
    "aws:cfg/recorder:Recorder": watch.recorder,
    "aws:cloudfront/distribution:Distribution": edge.distribution,
    "aws:cloudtrail/trail:Trail": watch.trail,
    "aws:cloudwatch/logDelivery:LogDelivery": watch.log_delivery,
    "aws:cloudwatch/metricAlarm:MetricAlarm": edge.alarm,
    "aws:cloudwatch/logGroup:LogGroup": edge.log_group,
    "aws:dynamodb/table:Table": data.table,
    "aws:ec2/eip:Eip": edge.address,
    "aws:ec2/natGateway:NatGateway": edge.nat_gateway,
    "aws:ec2/vpcEndpoint:VpcEndpoint": edge.endpoint,
    "aws:ecr/repository:Repository": data.registry,
    "aws:ecs/cluster:Cluster": compute.ecs_cluster,
    "aws:ecs/service:Service": compute.ecs_service,
    "aws:eks/cluster:Cluster": edge.kubernetes,
    "aws:elasticache/replicationGroup:ReplicationGroup": data.cache_group,
    "aws:guardduty/detector:Detector": watch.detector,
    "aws:guardduty/detectorFeature:DetectorFeature": watch.detector_feature,
    "aws:kms/key:Key": edge.key,
    "aws:kms/replicaKey:ReplicaKey": edge.key,
    "aws:lambda/function:Function": compute.function,
    "aws:lb/loadBalancer:LoadBalancer": edge.balancer,
    "aws:msk/cluster:Cluster": data.kafka_cluster,
    "aws:rds/cluster:Cluster": data.aurora_cluster,
    "aws:rds/clusterInstance:ClusterInstance": data.aurora_instance,
    "aws:rds/instance:Instance": data.database_instance,
    "aws:route53/zone:Zone": edge.zone,
    "aws:s3/bucket:Bucket": data.bucket,
    "aws:scheduler/schedule:Schedule": watch.schedule,
    "aws:secretsmanager/secret:Secret": edge.secret,
    "aws:securityhub/account:Account": watch.security_hub,
    "aws:securityhub/standardsSubscription:StandardsSubscription": watch.security_standard,
    "aws:sns/topic:Topic": edge.topic,
    "aws:sns/topicSubscription:TopicSubscription": edge.subscription,
    "aws:sqs/queue:Queue": edge.queue,
    "aws:ssm/parameter:Parameter": data.parameter,
    "aws:wafv2/webAcl:WebAcl": edge.web_acl,
    "datadog:index/syntheticsTest:SyntheticsTest": probes.datadog_test,
    "newrelic:synthetics/monitor:Monitor": probes.newrelic_monitor,
}


@cache
def free_types() -> Mapping[str, str]:
    """Types that cost nothing by themselves, with the reason: the file `free.yaml`."""
    listed = yaml.safe_load(files("estate.cost").joinpath("free.yaml").read_text(encoding="utf-8"))
    return {token: part["why"] for part in listed["free"] for token in part["types"]}


def charges(planned: Planned) -> list[Charge]:
    """What a resource is charged for; never empty."""
    token = planned.resource.type
    describe = CHARGES.get(token)
    if describe is None:
        why = free_types().get(token)
        return [Free(why=why) if why else Unknowable(why=UNDESCRIBED)]
    try:
        return describe(planned) or [Free(why="nothing of it is charged")]
    except UndecidedError as undecided:
        return [Unknowable(why=str(undecided))]
