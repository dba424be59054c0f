"""The AWS provider of a stack, pinned to the account that the catalog says."""

import pulumi
import pulumi_aws as aws

from estate.naming import Scope


def pinned(scope: Scope) -> pulumi.ResourceOptions:
    """Options for a stack's own resources: credentials of any other account are refused by the provider."""
    provider = aws.Provider("aws", region=scope.region, allowed_account_ids=[scope.account])
    return pulumi.ResourceOptions(providers=[provider])
