"""What stands in an account once."""

from tests.sandbox.sample import Sample

SAMPLES = (
    Sample(
        "aws:iam/accountPasswordPolicy:AccountPasswordPolicy",
        inputs={"minimumPasswordLength": 14.0, "requireSymbols": True, "maxPasswordAge": 90.0},
        steps=(
            {"minimumPasswordLength": 16.0},
            {"requireSymbols": False, "requireNumbers": True},
            {"requireLowercaseCharacters": True, "requireUppercaseCharacters": True},
            {"maxPasswordAge": 60.0, "hardExpiry": True},
            {"passwordReusePrevention": 24.0},
            {"allowUsersToChangePassword": False},
            {"passwordReusePrevention": None},
        ),
    ),
    Sample(
        "aws:iam/openIdConnectProvider:OpenIdConnectProvider",
        inputs={
            "url": "https://token.actions.githubusercontent.com",
            "clientIdLists": ["sts.amazonaws.com"],
            "tags": {"team": "platform"},
        },
        steps=(
            {"thumbprintLists": ["6938fd4d98bab03faadb97b34396831e3780aea1"]},
            {"tags": {"owner": "platform"}},
        ),
        untried={"clientIdLists": "the emulator has no call that adds or removes one"},
    ),
    Sample(
        "aws:iam/serviceLinkedRole:ServiceLinkedRole",
        inputs={"awsServiceName": "config.amazonaws.com", "description": "records the account", "tags": {"team": "platform"}},
        steps=({"description": "records all of the account"}, {"description": None}, {"tags": {"owner": "platform"}}),
    ),
)
