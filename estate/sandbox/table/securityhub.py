"""What collects findings, and the standards that it measures an account by."""

from estate.sandbox.row import Call, Row

ARN = "arn:{partition}:securityhub:{region}:{account}:hub/default"
STANDARDS = {"StandardsSubscriptionArns": ["{id}"]}

ACCOUNT = Row(
    "aws:securityhub/account:Account",
    service="securityhub",
    create=Call("enable_security_hub"),
    id="{account}",
    read=Call("describe_hub"),
    delete=(Call("disable_security_hub"),),
    apart=("autoEnableControls",),
    defaults={"autoEnableControls": True, "enableDefaultStandards": True},
    updates=(
        Call(
            "update_security_hub_configuration",
            arguments={"AutoEnableControls": "{in.autoEnableControls}"},
            properties=("autoEnableControls",),
            # A new hub enables new controls by itself (Security Hub API reference, UpdateSecurityHubConfiguration).
            when="in.autoEnableControls != old.autoEnableControls",
        ),
        Call(
            "update_security_hub_configuration",
            arguments={"ControlFindingGenerator": "{in.controlFindingGenerator}"},
            properties=("controlFindingGenerator",),
        ),
    ),
    observe={"enableDefaultStandards": "{in.enableDefaultStandards}"},
    outputs={"arn": "{state.HubArn}", "controlFindingGenerator": "{state.ControlFindingGenerator}"},
)

STANDARDS_SUBSCRIPTION = Row(
    "aws:securityhub/standardsSubscription:StandardsSubscription",
    service="securityhub",
    create=Call("batch_enable_standards", arguments={"StandardsSubscriptionRequests": [{"StandardsArn": "{in.standardsArn}"}]}),
    id="{out.StandardsSubscriptions[0].StandardsSubscriptionArn}",
    read=Call("get_enabled_standards", arguments=STANDARDS, at="StandardsSubscriptions[0]"),
    delete=(Call("batch_disable_standards", arguments=STANDARDS),),
    outputs={"arn": "{id}"},
)

ROWS = (ACCOUNT, STANDARDS_SUBSCRIPTION)
