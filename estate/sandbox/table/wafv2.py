"""Filters in front of what the world may call."""

from collections.abc import Mapping
from typing import cast

from estate.sandbox.row import Call, Inputs, Naming, Row, tags_by

OWN = {"Id": "{id}", "Name": "{in.name}", "Scope": "{in.scope}"}
ARN = {"ResourceArn": "{id}"}
BODIES = {"CustomResponseBodies": "{in.bodies}"}
SAID = (
    "associationConfig",
    "captchaConfig",
    "challengeConfig",
    "customResponseBodies",
    "dataProtectionConfig",
    "defaultAction",
    "description",
    "monetizationConfig",
    "rules",
    "tokenDomains",
    "visibilityConfig",
)
# An update says all of the filter again.
ALL = {f"{name[0].upper()}{name[1:]}": f"{{in.{name}}}" for name in SAID} | BODIES


def with_bodies(inputs: Inputs) -> Inputs:
    """The inputs with the answers' bodies in a map by their keys, as WAF has them."""
    bodies = cast("list[Mapping[str, object]]", inputs.get("customResponseBodies") or [])
    by_key = {str(body["key"]): {"ContentType": body["contentType"], "Content": body["content"]} for body in bodies}
    return {**inputs, "bodies": by_key or None}


WEB_ACL = Row(
    "aws:wafv2/webAcl:WebAcl",
    service="wafv2",
    create=Call("create_web_acl", arguments=BODIES),
    id="{out.Summary.Id}",
    read=Call("get_web_acl", arguments=OWN, at="WebACL"),
    also_read={
        "LockToken": Call("get_web_acl", arguments=OWN, at="LockToken"),
        "Tags": Call("list_tags_for_resource", arguments={"ResourceARN": "{state.ARN}"}, at="TagInfoForResource.TagList"),
    },
    delete=(Call("delete_web_acl", arguments={**OWN, "LockToken": "{state.LockToken}"}, when="state.LockToken"),),
    local=("namePrefix",),
    known={"ruleJson": "write the rules as blocks"},
    inside=("customResponseBodies",),
    prepare=with_bodies,
    naming=Naming(limit=128),
    updates=(Call("update_web_acl", arguments={**OWN, **ALL, "LockToken": "{state.LockToken}"}, properties=SAID, clears=True),),
    tags="Tags",
    tag_updates=tags_by("tag_resource", "untag_resource", ResourceARN="{state.ARN}"),
    observe={
        "customResponseBodies": "{(state.CustomResponseBodies == in.bodies) && in.customResponseBodies || state.CustomResponseBodies}",
        "scope": "{contains(state.ARN, ':global/') && 'CLOUDFRONT' || 'REGIONAL'}",
    },
    outputs={"arn": "{state.ARN}", "capacity": "{state.Capacity}", "applicationIntegrationUrl": "{out.ApplicationIntegrationURL}"},
)

WEB_ACL_ASSOCIATION = Row(
    "aws:wafv2/webAclAssociation:WebAclAssociation",
    service="wafv2",
    create=Call("associate_web_acl"),
    id="{in.webAclArn},{in.resourceArn}",
    read=Call(
        "get_web_acl_for_resource",
        arguments={"ResourceArn": "{in.resourceArn}"},
        at="[WebACL][?ARN=='{in.webAclArn}'] | [0]",
    ),
    delete=(Call("disassociate_web_acl", arguments={"ResourceArn": "{in.resourceArn}"}),),
    observe={"resourceArn": "{in.resourceArn}", "webAclArn": "{state.ARN}"},
)

LOGGING = {
    name: f"LoggingConfiguration.{name[0].upper()}{name[1:]}"
    for name in ("logDestinationConfigs", "loggingFilter", "redactedFields", "resourceArn")
}

WEB_ACL_LOGGING = Row(
    "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration",
    service="wafv2",
    create=Call("put_logging_configuration"),
    id="{in.resourceArn}",
    read=Call("get_logging_configuration", arguments=ARN, at="LoggingConfiguration"),
    delete=(Call("delete_logging_configuration", arguments=ARN),),
    renames=LOGGING,
    put_again=True,
    replace_on=("logDestinationConfigs", "resourceArn"),
)

ROWS = (WEB_ACL, WEB_ACL_ASSOCIATION, WEB_ACL_LOGGING)
