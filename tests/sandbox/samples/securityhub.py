"""Security Hub."""

from tests.sandbox.sample import Sample

SAMPLES = (
    Sample(
        "aws:securityhub/account:Account",
        inputs={"enableDefaultStandards": False, "autoEnableControls": True, "controlFindingGenerator": "SECURITY_CONTROL"},
        untried=dict.fromkeys(("autoEnableControls", "controlFindingGenerator"), "the emulator has no update_security_hub_configuration"),
    ),
    Sample(
        "aws:securityhub/standardsSubscription:StandardsSubscription",
        inputs={"standardsArn": "arn:aws:securityhub:eu-west-1::standards/aws-foundational-security-best-practices/v/1.0.0"},
        lacking="batch_enable_standards",
    ),
)
