"""Version 2 of the metadata service alone, or none."""

from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict, failed, passed
from estate.readiness.world import World


def judge(host: Item, _world: World) -> Verdict:
    """Where nobody says anything, version 1 is answered too (EC2 API, LaunchTemplateInstanceMetadataOptions)."""
    if host.at("metadataOptions.httpEndpoint").text("enabled") == "disabled":
        return passed("it gives no metadata")
    tokens = host.at("metadataOptions.httpTokens").text("optional")
    return passed() if tokens == "required" else failed(f"metadataOptions.httpTokens is {tokens}; expected required")
