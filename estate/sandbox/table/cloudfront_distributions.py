"""Distributions: what CloudFront takes as one configuration."""

import hashlib
import json
from collections.abc import Mapping, Sequence

from estate.sandbox.row import Call, Inputs, Row
from estate.sandbox.table.cloudfront import EVERYWHERE, OWN

ALIAS_ZONE = "Z2FDTNDATAQYW2"  # of every distribution (Route 53 API reference, AliasTarget)
Block = Mapping[str, object]

# Property -> member of DistributionConfig, where no code is needed (CloudFront API reference).
PLAIN = {
    "aliases": "Aliases",
    "anycastIpListId": "AnycastIpListId",
    "cacheTagConfig": "CacheTagConfig",
    "comment": "Comment",
    "connectionFunctionAssociation": "ConnectionFunctionAssociation",
    "continuousDeploymentPolicyId": "ContinuousDeploymentPolicyId",
    "customErrorResponses": "CustomErrorResponses",
    "defaultRootObject": "DefaultRootObject",
    "enabled": "Enabled",
    "httpVersion": "HttpVersion",
    "isIpv6Enabled": "IsIPV6Enabled",
    "priceClass": "PriceClass",
    "staging": "Staging",
    "viewerCertificate": "ViewerCertificate",
    "viewerMtlsConfig": "ViewerMtlsConfig",
    "webAclId": "WebACLId",
}
BUILT = {
    "defaultCacheBehavior": "DefaultCacheBehavior",
    "loggingConfig": "Logging",
    "orderedCacheBehaviors": "CacheBehaviors",
    "originGroups": "OriginGroups",
    "origins": "Origins",
    "restrictions": "Restrictions",
}
MEMBERS = tuple(sorted((*PLAIN.values(), *BUILT.values())))
PROPERTIES = tuple(sorted((*PLAIN, *BUILT)))


def with_configuration(inputs: Inputs) -> Inputs:
    """The inputs and, as `configuration`, all of them in CloudFront's own form; `reference` is another for every configuration."""
    configuration: dict[str, object] = {member: inputs.get(name) for name, member in PLAIN.items()}
    configuration |= {
        "DefaultCacheBehavior": behaviour(block(inputs.get("defaultCacheBehavior"))),
        "CacheBehaviors": [behaviour(one) for one in blocks(inputs.get("orderedCacheBehaviors"))],
        "Origins": [origin(one) for one in blocks(inputs.get("origins"))],
        "OriginGroups": [origin_group(one) for one in blocks(inputs.get("originGroups"))],
        "Logging": logging(block(inputs.get("loggingConfig"))),
        "Restrictions": {"GeoRestriction": restriction(block(block(inputs.get("restrictions")).get("geoRestriction")))},
    }
    reference = hashlib.sha256(json.dumps(configuration, sort_keys=True, default=str).encode()).hexdigest()
    return {**inputs, "configuration": configuration, "reference": reference}


def behaviour(given: Block) -> Block:
    """What happens to requests; the cached methods stand inside the allowed ones."""
    allowed = {**counted(given.get("allowedMethods")), "CachedMethods": given.get("cachedMethods")}
    functions = [
        {**one, "lambdaFunctionArn": one.get("lambdaArn"), "lambdaArn": None} for one in blocks(given.get("lambdaFunctionAssociations"))
    ]
    rest = without(given, "allowedMethods", "cachedMethods", "lambdaFunctionAssociations", "trustedKeyGroups", "trustedSigners")
    trusted = {name: trust(given[name]) for name in ("trustedKeyGroups", "trustedSigners") if given.get(name)}
    return {**rest, **trusted, "AllowedMethods": allowed, **({"LambdaFunctionAssociations": functions} if functions else {})}


def edge_function(given: Block) -> Block:
    """A Lambda function at the edge."""
    return {**without(given, "lambdaArn"), "LambdaFunctionARN": given.get("lambdaArn")}


def origin(given: Block) -> Block:
    """Where a distribution fetches from; without a configuration it is a bucket."""
    kinds = ("customOriginConfig", "s3OriginConfig", "vpcOriginConfig")
    bucket = {} if any(given.get(kind) for kind in kinds) else {"S3OriginConfig": {"OriginAccessIdentity": ""}}
    headers = [{"HeaderName": one.get("name"), "HeaderValue": one.get("value")} for one in blocks(given.get("customHeaders"))]
    rest = without(given, "originId", "customHeaders")
    return {**rest, **bucket, "Id": given.get("originId"), **({"CustomHeaders": headers} if headers else {})}


def origin_group(given: Block) -> Block:
    """Origins that stand in for each other."""
    return {**without(given, "originId"), "Id": given.get("originId")}


def logging(given: Block) -> Block | None:
    """Logs in a bucket; CloudFront wants every member."""
    if not given:
        return None
    return {
        "Enabled": True,
        "Bucket": given.get("bucket"),
        "IncludeCookies": given.get("includeCookies", False),
        "Prefix": given.get("prefix", ""),
    }


def restriction(given: Block) -> Block:
    """Where requests may come from."""
    return {"RestrictionType": given.get("restrictionType"), **counted(given.get("locations"))}


def trust(items: object) -> Block:
    """Whose signatures count."""
    return {"Enabled": True, **counted(items)}


def counted(items: object) -> dict[str, object]:
    """A list as CloudFront writes it."""
    found = list(items) if isinstance(items, Sequence) and not isinstance(items, str) else []
    return {"Quantity": len(found), "Items": found}


def block(value: object) -> Block:
    """A block of the inputs; empty when it is not given."""
    return {str(key): inner for key, inner in value.items()} if isinstance(value, Mapping) else {}


def blocks(value: object) -> list[Block]:
    """A list of blocks; empty when it is not given."""
    return [block(one) for one in value] if isinstance(value, list) else []


def without(given: Block, *names: str) -> dict[str, object]:
    """The block without what stands elsewhere."""
    return {name: value for name, value in given.items() if name not in names}


def hashed(**members: str) -> str:
    """A JMESPath hash."""
    return "{" + ", ".join(f"{name}: {where}" for name, where in members.items()) + "}"


CONFIG = "state.DistributionConfig"
SAME_IN_BEHAVIOUR = {
    "allowedMethods": "AllowedMethods.Items",
    "cachedMethods": "AllowedMethods.CachedMethods.Items",
    "cachePolicyId": "CachePolicyId",
    "compress": "Compress",
    "defaultTtl": "DefaultTTL",
    "fieldLevelEncryptionId": "FieldLevelEncryptionId",
    "forwardedValues": "ForwardedValues",
    "functionAssociations": "FunctionAssociations",
    "grpcConfig": "GrpcConfig",
    "lambdaFunctionAssociations": "LambdaFunctionAssociations",
    "maxTtl": "MaxTTL",
    "minTtl": "MinTTL",
    "originRequestPolicyId": "OriginRequestPolicyId",
    "pathPattern": "PathPattern",
    "realtimeLogConfigArn": "RealtimeLogConfigArn",
    "responseHeadersPolicyId": "ResponseHeadersPolicyId",
    "smoothStreaming": "SmoothStreaming",
    "targetOriginId": "TargetOriginId",
    "trustedKeyGroups": "TrustedKeyGroups.Items",
    "trustedSigners": "TrustedSigners.Items",
    "viewerProtocolPolicy": "ViewerProtocolPolicy",
}
ORIGIN = {
    "connectionAttempts": "ConnectionAttempts",
    "connectionTimeout": "ConnectionTimeout",
    "customHeaders": f"CustomHeaders.Items[].{hashed(name='HeaderName', value='HeaderValue')}",
    "customOriginConfig": "CustomOriginConfig",
    "domainName": "DomainName",
    "originAccessControlId": "OriginAccessControlId",
    "originId": "Id",
    "originPath": "OriginPath",
    "originShield": "OriginShield",
    "s3OriginConfig": "S3OriginConfig",
    "vpcOriginConfig": "VpcOriginConfig",
}
GROUP = {"originId": "Id", "failoverCriteria": "FailoverCriteria", "members": "Members.Items"}
GEO = hashed(restrictionType="RestrictionType", locations="Items")

DISTRIBUTION = Row(
    "aws:cloudfront/distribution:Distribution",
    service="cloudfront",
    region=EVERYWHERE,
    create=Call(
        "create_distribution",
        arguments={
            "DistributionConfig": {
                "CallerReference": "{in.reference}",
                **{member: f"{{in.configuration.{member}}}" for member in MEMBERS},
            }
        },
    ),
    id="{out.Distribution.Id}",
    read=Call("get_distribution", arguments={"Id": "{id}"}, at="Distribution"),
    also_read={
        "ETag": Call("get_distribution_config", arguments={"Id": "{id}"}, at="ETag"),
        "Tags": Call("list_tags_for_resource", arguments={"Resource": "{state.ARN}"}, at="Tags.Items"),
    },
    delete=(Call("delete_distribution", arguments=OWN, when="state && !(in.retainOnDelete)"),),
    prepare=with_configuration,
    inside=PROPERTIES,
    apart=("tags",),
    local=("retainOnDelete", "waitForDeployment"),
    # The provider's own.
    defaults={"comment": "", "httpVersion": "http2", "isIpv6Enabled": False, "priceClass": "PriceClass_All"},
    updates=(
        Call(
            "update_distribution",
            arguments={
                **OWN,
                "DistributionConfig": {
                    "CallerReference": f"{{{CONFIG}.CallerReference}}",
                    **{member: f"{{in.configuration.{member}}}" for member in MEMBERS},
                },
            },
            properties=PROPERTIES,
            clears=True,
        ),
    ),
    tag_updates=(
        Call("tag_resource", arguments={"Resource": "{state.ARN}", "Tags": {"Items": "{in.tags}"}}, when="in.tags"),
        Call("untag_resource", arguments={"Resource": "{state.ARN}", "TagKeys": {"Items": "{keys(removed)}"}}, when="removed"),
    ),
    observe={
        **{name: f"{{{CONFIG}.{member}}}" for name, member in PLAIN.items()},
        "defaultCacheBehavior": f"{{{CONFIG}.DefaultCacheBehavior.{hashed(**SAME_IN_BEHAVIOUR)}}}",
        "orderedCacheBehaviors": f"{{{CONFIG}.CacheBehaviors.Items[].{hashed(**SAME_IN_BEHAVIOUR)}}}",
        "loggingConfig": f"{{{CONFIG}.Logging}}",
        "origins": f"{{{CONFIG}.Origins.Items[].{hashed(**ORIGIN)}}}",
        "originGroups": f"{{{CONFIG}.OriginGroups.Items[].{hashed(**GROUP)}}}",
        "restrictions": f"{{{hashed(geoRestriction=f'{CONFIG}.Restrictions.GeoRestriction.{GEO}')}}}",
    },
    outputs={
        "arn": "{state.ARN}",
        "callerReference": f"{{{CONFIG}.CallerReference}}",
        "domainName": "{state.DomainName}",
        "etag": "{state.ETag}",
        "hostedZoneId": ALIAS_ZONE,
        "inProgressValidationBatches": "{state.InProgressInvalidationBatches}",
        "lastModifiedTime": "{state.LastModifiedTime}",
        "status": "{state.Status}",
    },
)

ROWS = (DISTRIBUTION,)
