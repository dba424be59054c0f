"""What load balancers listen on, and which requests go where."""

import re
from collections.abc import Mapping

from estate.sandbox.row import Call, Inputs, Row
from estate.sandbox.table.lb import TAG_UPDATES, TAGS, given, properties_of, shown

LISTENER_ARN = {"ListenerArn": "{id}"}
CERTIFICATES = {"Certificates": "{in.certificateArn && [{CertificateArn: in.certificateArn}] || `null`}"}
RULE = {"RuleArn": "{id}"}

# Property of an action -> its member (Elastic Load Balancing API reference, Action).
ACTION_BLOCKS = {
    "authenticateCognito": "AuthenticateCognitoConfig",
    "authenticateOidc": "AuthenticateOidcConfig",
    "fixedResponse": "FixedResponseConfig",
    "forward": "ForwardConfig",
    "jwtValidation": "JwtValidationConfig",
    "redirect": "RedirectConfig",
}
# Property of a condition -> the field that it is about, and its member (the same, RuleCondition).
CONDITIONS = {
    "hostHeader": ("host-header", "HostHeaderConfig"),
    "httpHeader": ("http-header", "HttpHeaderConfig"),
    "httpRequestMethod": ("http-request-method", "HttpRequestMethodConfig"),
    "pathPattern": ("path-pattern", "PathPatternConfig"),
    "queryStrings": ("query-string", "QueryStringConfig.Values"),
    "sourceIp": ("source-ip", "SourceIpConfig"),
}
# Headers that a listener adds or renames, by the first words of the properties (the same, ListenerAttribute).
REQUEST_HEADERS = (
    "XAmznMtlsClientcert",
    "XAmznMtlsClientcertIssuer",
    "XAmznMtlsClientcertLeaf",
    "XAmznMtlsClientcertSerialNumber",
    "XAmznMtlsClientcertSubject",
    "XAmznMtlsClientcertValidity",
    "XAmznTlsCipherSuite",
    "XAmznTlsVersion",
)
RESPONSE_HEADERS = (
    "AccessControlAllowCredentials",
    "AccessControlAllowHeaders",
    "AccessControlAllowMethods",
    "AccessControlAllowOrigin",
    "AccessControlExposeHeaders",
    "AccessControlMaxAge",
    "ContentSecurityPolicy",
    "StrictTransportSecurity",
    "XContentTypeOptions",
    "XFrameOptions",
)


def snake(name: str) -> str:
    """`XFrameOptions` -> `x_frame_options`."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


LISTENER_ATTRIBUTES = {
    **{f"routingHttpRequest{name}HeaderName": f"routing.http.request.{snake(name)}.header_name" for name in REQUEST_HEADERS},
    **{f"routingHttpResponse{name}HeaderValue": f"routing.http.response.{snake(name)}.header_value" for name in RESPONSE_HEADERS},
    "routingHttpResponseServerEnabled": "routing.http.response.server.enabled",
    "tcpIdleTimeoutSeconds": "tcp.idle_timeout.seconds",
}


def action_renames(name: str) -> dict[str, str]:
    """The renames of a list of actions."""
    return {
        **{f"{name}.{block}": member for block, member in ACTION_BLOCKS.items()},
        f"{name}.forward.stickiness": "TargetGroupStickinessConfig",
        f"{name}.forward.stickiness.duration": "DurationSeconds",
        f"{name}.forward.targetGroups.arn": "TargetGroupArn",
    }


def actions_shown(member: str) -> str:
    """A list of actions in the provider's words."""
    targets = "targetGroups: ForwardConfig.TargetGroups[].{arn: TargetGroupArn, weight: Weight}"
    sticky = "stickiness: ForwardConfig.TargetGroupStickinessConfig.{enabled: Enabled, duration: DurationSeconds}"
    blocks = {**ACTION_BLOCKS, "forward": f"{{{targets}, {sticky}}}"}
    inner = ", ".join(f"{block}: {where}" for block, where in blocks.items())
    return f"{{state.{member}[].{{type: Type, order: Order, targetGroupArn: TargetGroupArn, {inner}}}}}"


def with_fields(inputs: Inputs) -> Inputs:
    """A condition says in words which field it is about."""
    conditions = inputs.get("conditions")
    return {**inputs, "conditions": [_with_field(one) for one in conditions]} if isinstance(conditions, list) else inputs


def _with_field(condition: object) -> object:
    if not isinstance(condition, Mapping):
        return condition
    field = next((field for name, (field, _) in CONDITIONS.items() if condition.get(name)), None)
    return {**condition, "field": field}


CONDITIONS_SHOWN = ", ".join(f"{name}: {member}" for name, (_, member) in CONDITIONS.items())

LISTENER = Row(
    "aws:lb/listener:Listener",
    service="elbv2",
    create=Call("create_listener", arguments=CERTIFICATES),
    id="{out.Listeners[0].ListenerArn}",
    read=Call("describe_listeners", arguments={"ListenerArns": ["{id}"]}, at="Listeners[0]"),
    also_read={"Attributes": Call("describe_listener_attributes", arguments=LISTENER_ARN, at="Attributes"), **TAGS},
    delete=(Call("delete_listener", arguments=LISTENER_ARN),),
    renames=action_renames("defaultActions"),
    apart=properties_of(LISTENER_ATTRIBUTES),
    defaults={"protocol": "HTTP"},
    updates=(
        Call(
            "modify_listener",
            arguments={**LISTENER_ARN, **CERTIFICATES},
            properties=("defaultActions", "port", "protocol", "sslPolicy"),
            place=True,
        ),
        Call("modify_listener", arguments={**LISTENER_ARN, **CERTIFICATES}, properties=("certificateArn",)),
        Call(
            "modify_listener_attributes",
            arguments={**LISTENER_ARN, "Attributes": given(LISTENER_ATTRIBUTES)},
            properties=properties_of(LISTENER_ATTRIBUTES),
        ),
    ),
    # The emulator's update call passes them over.
    replace_on=("alpnPolicy", "mutualAuthentication"),
    tags="Tags",
    tag_updates=TAG_UPDATES,
    observe={
        **shown(LISTENER_ATTRIBUTES),
        "certificateArn": "{state.Certificates[0].CertificateArn}",
        "defaultActions": actions_shown("DefaultActions"),
    },
    outputs={"arn": "{id}", "sslPolicy": "{state.SslPolicy}"},
)

LISTENER_RULE = Row(
    "aws:lb/listenerRule:ListenerRule",
    service="elbv2",
    create=Call("create_rule"),
    id="{out.Rules[0].RuleArn}",
    read=Call("describe_rules", arguments={"RuleArns": ["{id}"]}, at="Rules[0]"),
    also_read=TAGS,
    delete=(Call("delete_rule", arguments=RULE),),
    renames={**action_renames("actions"), **{f"conditions.{name}": member for name, (_, member) in CONDITIONS.items()}},
    prepare=with_fields,
    updates=(
        Call(
            "set_rule_priorities",
            arguments={"RulePriorities": [{**RULE, "Priority": "{in.priority}"}]},
            properties=("priority",),
        ),
        Call("modify_rule", arguments=RULE, properties=("actions", "conditions", "transforms"), place=True),
    ),
    tags="Tags",
    tag_updates=TAG_UPDATES,
    observe={
        "listenerArn": "{in.listenerArn}",
        "actions": actions_shown("Actions"),
        "conditions": f"{{state.Conditions[].{{{CONDITIONS_SHOWN}}}}}",
    },
    outputs={"arn": "{id}", "priority": "{state.Priority}"},
)

ONE = {"ListenerArn": "{in.listenerArn}", "Certificates": [{"CertificateArn": "{in.certificateArn}"}]}

LISTENER_CERTIFICATE = Row(
    "aws:lb/listenerCertificate:ListenerCertificate",
    service="elbv2",
    create=Call("add_listener_certificates", arguments=ONE),
    id="{in.listenerArn}_{in.certificateArn}",
    read=Call(
        "describe_listener_certificates",
        arguments={"ListenerArn": "{in.listenerArn}"},
        at="Certificates[?CertificateArn=='{in.certificateArn}'] | [0]",
    ),
    delete=(Call("remove_listener_certificates", arguments=ONE),),
    replace_on=("certificateArn", "listenerArn"),
    observe={"listenerArn": "{in.listenerArn}"},
)

ROWS = (LISTENER, LISTENER_RULE, LISTENER_CERTIFICATE)
