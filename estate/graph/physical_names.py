"""Which resources carry a fixed physical name, so that the old one must go before its replacement can come."""

from collections.abc import Mapping

from estate.graph.model import Resource
from estate.graph.replacement import DELETED_FIRST

# The property that is the name in the account, where that is not `name` (pulumi_aws, input properties of the types).
NAME_PROPERTIES: Mapping[str, str] = {
    "aws:accessanalyzer/analyzer:Analyzer": "analyzerName",
    "aws:elasticache/cluster:Cluster": "clusterId",
    "aws:elasticache/replicationGroup:ReplicationGroup": "replicationGroupId",
    "aws:elasticache/user:User": "userId",
    "aws:elasticache/userGroup:UserGroup": "userGroupId",
    "aws:lambda/layerVersion:LayerVersion": "layerName",
    "aws:msk/cluster:Cluster": "clusterName",
    "aws:opensearch/domain:Domain": "domainName",
    "aws:rds/cluster:Cluster": "clusterIdentifier",
    "aws:rds/clusterInstance:ClusterInstance": "identifier",
    "aws:rds/globalCluster:GlobalCluster": "globalClusterIdentifier",
    "aws:rds/instance:Instance": "identifier",
    "aws:redshift/cluster:Cluster": "clusterIdentifier",
    "aws:s3/bucket:Bucket": "bucket",
}
# Types whose `name` names something else, or may stand there twice.
NOT_A_NAME = frozenset({"aws:route53/record:Record", "aws:lambda/layerVersion:LayerVersion"})

FIXED = "it has a fixed name, the old one goes first"
PROVIDER_DELETES_FIRST = "its provider deletes the old one first"
PROGRAM_DELETES_FIRST = "its program deletes the old one first"


def outage(before: Resource, after: Resource) -> str | None:
    """Why replacing the resource leaves a gap; None where the new one comes first.

    The provider makes a new name where none is given; where one is given and stays, two cannot be there at once.
    """
    if after.delete_before_replace:
        return PROGRAM_DELETES_FIRST
    if after.type in DELETED_FIRST:
        return PROVIDER_DELETES_FIRST
    if not after.type.startswith("aws:") or after.type in NOT_A_NAME:
        return None
    prop = NAME_PROPERTIES.get(after.type, "name")
    name = after.inputs.get(prop)
    return FIXED if name is not None and before.inputs.get(prop) == name else None
