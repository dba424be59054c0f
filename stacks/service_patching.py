"""How the hosts of layer `services` are patched."""

from datetime import timedelta

from components.aws.access_log_bucket import access_log_bucket_name
from components.aws.patching import Patching, PatchingArgs
from estate.decisions.patching import host_patching
from stacks.service_site import Site


def build_patching(site: Site) -> Patching:
    """What Systems Manager does. It stands in this layer: the account's is changed by persons alone, approvals change by review."""
    environment = site.environment
    args = PatchingArgs(
        scope=site.platform,
        patching=host_patching(site.catalog, environment),
        keep_for=timedelta(days=environment.log_retention_days),
        protect=environment.deletion_protection,
        key_arn=site.data.key_arn,
        log_bucket=access_log_bucket_name(site.platform),
    )
    return Patching("patching", args, site.opts)
