"""Zones, their records, and the log of what is asked."""

from collections.abc import Mapping
from typing import cast

from estate.sandbox.row import Call, Inputs, Naming, Row
from estate.sandbox.template import evaluate, text

ZONE_ID = {"Id": "{id}"}
TAGGED = {"ResourceType": "hostedzone", "ResourceId": "{id}"}
VPC = {"VPCId": "{in.vpcs[0].vpcId}", "VPCRegion": "{in.vpcs && (in.vpcs[0].vpcRegion || region) || `null`}"}


def zone_id(context: Mapping[str, object]) -> str:
    """The id without the path that the API puts before it."""
    return text(evaluate("out.HostedZone.Id", context)).rpartition("/")[2]


ZONE = Row(
    "aws:route53/zone:Zone",
    service="route53",
    # AWS takes a reference once; the same program gives the same.
    create=Call(
        "create_hosted_zone",
        arguments={
            "CallerReference": "{in.name}/{in.vpcs[0].vpcId}",
            "HostedZoneConfig": {"Comment": "{in.comment}", "PrivateZone": "{in.vpcs && `true` || `null`}"},
            "Name": "{in.name}",
            "VPC": VPC,
        },
    ),
    id=zone_id,
    read=Call("get_hosted_zone", arguments=ZONE_ID),
    also_read={
        "Records": Call("list_resource_record_sets", arguments={"HostedZoneId": "{id}"}, at="ResourceRecordSets"),
        "Tags": Call("list_tags_for_resource", arguments=TAGGED, at="ResourceTagSet.Tags"),
    },
    after=(
        Call(
            "associate_vpc_with_hosted_zone",
            arguments={"HostedZoneId": "{id}", "VPC": {"VPCId": "{item.vpcId}", "VPCRegion": "{item.vpcRegion || region}"}},
            each="in.vpcs[1:]",
        ),
    ),
    delete=(
        Call(
            "change_resource_record_sets",
            arguments={"HostedZoneId": "{id}", "ChangeBatch": {"Changes": [{"Action": "DELETE", "ResourceRecordSet": "{item}"}]}},
            each="state.Records[?Type!='NS' && Type!='SOA']",
            when="in.forceDestroy",
        ),
        Call("delete_hosted_zone", arguments=ZONE_ID),
    ),
    apart=("tags",),
    local=("forceDestroy",),
    defaults={"comment": "Managed by Pulumi", "forceDestroy": False},
    known={"enableAcceleratedRecovery": "the emulator has no recovery of its own"},
    naming=Naming(limit=255, prefix=""),
    # JMESPath compares no two lists, so that no call can say which network came and which went.
    replace_on=("vpcs",),
    updates=(Call("update_hosted_zone_comment", arguments={**ZONE_ID, "Comment": "{in.comment}"}, properties=("comment",)),),
    tag_updates=(
        Call("change_tags_for_resource", arguments={**TAGGED, "AddTags": "{in.tags}"}, when="in.tags"),
        Call("change_tags_for_resource", arguments={**TAGGED, "RemoveTagKeys": "{keys(removed)}"}, when="removed"),
    ),
    observe={
        "comment": "{state.HostedZone.Config.Comment}",
        "delegationSetId": "{state.DelegationSet.Id}",
        "name": "{(state.HostedZone.Name == join('', [in.name, '.'])) && in.name || state.HostedZone.Name}",
        "vpcs": "{state.VPCs}",
    },
    outputs={
        "arn": "arn:{partition}:route53:::hostedzone/{id}",
        "nameServers": "{sort(state.DelegationSet.NameServers || state.Records[?Type=='NS'].ResourceRecords[].Value)}",
        "primaryNameServer": "{(state.DelegationSet.NameServers || state.Records[?Type=='NS'].ResourceRecords[].Value)[0]}",
        "zoneId": "{id}",
    },
)

RECORDS = ("aliases", "healthCheckId", "multivalueAnswerRoutingPolicy", "records", "ttl")
ROUTING = ("failoverRoutingPolicies", "geolocationRoutingPolicies", "latencyRoutingPolicies", "weightedRoutingPolicies")
TEXTS = ("TXT", "SPF")


def value(kind: object, record: object) -> str:
    """A record's value as Route 53 takes it: texts in quotes, which the provider adds."""
    plain = text(record)
    return plain if kind not in TEXTS or plain.startswith('"') else f'"{plain}"'


def routing(inputs: Inputs) -> Mapping[str, object]:
    """How Route 53 chooses among records of one name."""
    blocks = {name: cast("list[Mapping[str, object]]", inputs[name])[0] for name in ROUTING if inputs.get(name)}
    place = blocks.get("geolocationRoutingPolicies", {})
    return {
        "Failover": blocks.get("failoverRoutingPolicies", {}).get("type"),
        "GeoLocation": {
            "ContinentCode": place.get("continent"),
            "CountryCode": place.get("country"),
            "SubdivisionCode": place.get("subdivision"),
        }
        if place
        else None,
        "Region": blocks.get("latencyRoutingPolicies", {}).get("region"),
        "Weight": blocks.get("weightedRoutingPolicies", {}).get("weight"),
    }


def alias_target(inputs: Inputs) -> Mapping[str, object] | None:
    """What an alias leads to."""
    for alias in cast("list[Mapping[str, object]]", inputs.get("aliases") or []):
        return {
            "DNSName": alias.get("name"),
            "HostedZoneId": alias.get("zoneId"),
            "EvaluateTargetHealth": alias.get("evaluateTargetHealth"),
        }
    return None


def record_set(inputs: Inputs) -> Inputs:
    """The inputs with the block in which Route 53 takes all of a record."""
    values = cast("list[object]", inputs.get("records") or [])
    block = {
        "Name": inputs.get("name"),
        "Type": inputs.get("type"),
        "TTL": inputs.get("ttl"),
        "ResourceRecords": [{"Value": value(inputs.get("type"), one)} for one in values] or None,
        "AliasTarget": alias_target(inputs),
        "SetIdentifier": inputs.get("setIdentifier"),
        "MultiValueAnswer": inputs.get("multivalueAnswerRoutingPolicy"),
        "HealthCheckId": inputs.get("healthCheckId"),
        **routing(inputs),
    }
    return {**inputs, "set": {name: inner for name, inner in block.items() if inner is not None}}


def record_id(context: Mapping[str, object]) -> str:
    """`<zone>_<name>_<type>`, and the set's identifier where it has one."""
    zone, name, kind, one = (text(evaluate(f"in.{part}", context)) for part in ("zoneId", "name", "type", "setIdentifier"))
    return "_".join(part for part in (zone, name.lower(), kind, one) if part)


def change(action: str) -> Mapping[str, object]:
    """The arguments of a change of one record."""
    return {"HostedZoneId": "{in.zoneId}", "ChangeBatch": {"Changes": [{"Action": action, "ResourceRecordSet": "{in.set}"}]}}


# Route 53 ends every name with a dot.
SAME = "(Name=='{in.name}.' || Name=='{in.name}') && Type=='{in.type}' && (SetIdentifier || '')=='{in.setIdentifier}'"

RECORD = Row(
    "aws:route53/record:Record",
    service="route53",
    create=Call("change_resource_record_sets", arguments=change("{in.allowOverwrite && 'UPSERT' || 'CREATE'}")),
    id=record_id,
    read=Call(
        "list_resource_record_sets",
        arguments={"HostedZoneId": "{in.zoneId}", "StartRecordName": "{in.name}", "StartRecordType": "{in.type}"},
        at=f"ResourceRecordSets[?{SAME}] | [0]",
    ),
    delete=(Call("change_resource_record_sets", arguments=change("DELETE"), when="state.Type"),),
    inside=("name", "setIdentifier", "type", *RECORDS, *ROUTING),
    prepare=record_set,
    known={
        "cidrRoutingPolicy": "the emulator does not keep it",
        "geoproximityRoutingPolicy": "the emulator does not keep it",
    },
    # Another type or identifier is another record; the provider deletes the old in the same batch.
    replace_on=("setIdentifier", "type"),
    updates=(
        Call("change_resource_record_sets", arguments=change("UPSERT"), properties=(*RECORDS, *ROUTING, "allowOverwrite"), clears=True),
    ),
    observe={
        "aliases": "{state.AliasTarget.{name: DNSName, zoneId: HostedZoneId, evaluateTargetHealth: EvaluateTargetHealth}}",
        "allowOverwrite": "{in.allowOverwrite}",
        "failoverRoutingPolicies": "{state.{type: Failover}}",
        "geolocationRoutingPolicies": (
            "{state.GeoLocation.{continent: ContinentCode, country: CountryCode, subdivision: SubdivisionCode}}"
        ),
        "latencyRoutingPolicies": "{state.{region: Region}}",
        "multivalueAnswerRoutingPolicy": "{state.MultiValueAnswer}",
        "name": "{in.name}",
        "records": "{(state.ResourceRecords == in.set.ResourceRecords) && in.records || state.ResourceRecords[].Value}",
        "ttl": "{state.TTL}",
        "weightedRoutingPolicies": "{state.{weight: Weight}}",
        "zoneId": "{in.zoneId}",
    },
    outputs={"fqdn": "{in.name}"},
)

GROUP = "in.cloudwatchLogGroupArn"

QUERY_LOG = Row(
    "aws:route53/queryLog:QueryLog",
    service="route53",
    create=Call(
        "create_query_logging_config",
        # The emulator knows a log group by the form of its ARN that ends so; AWS takes both.
        arguments={"CloudWatchLogsLogGroupArn": f"{{ends_with({GROUP}, ':*') && {GROUP} || join('', [{GROUP}, ':*'])}}"},
    ),
    id="{out.QueryLoggingConfig.Id}",
    read=Call("get_query_logging_config", arguments=ZONE_ID, at="QueryLoggingConfig"),
    delete=(Call("delete_query_logging_config", arguments=ZONE_ID),),
    renames={"zoneId": "HostedZoneId"},
    replace_on=("cloudwatchLogGroupArn", "zoneId"),
    observe={"cloudwatchLogGroupArn": f"{{starts_with(state.CloudWatchLogsLogGroupArn, {GROUP}) && {GROUP} || 'another'}}"},
    outputs={"arn": "arn:{partition}:route53:::queryloggingconfig/{id}"},
)

ROWS = (ZONE, RECORD, QUERY_LOG)
