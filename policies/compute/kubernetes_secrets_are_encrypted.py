"""A key, for the resource `secrets`."""

from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict, failed, passed
from estate.readiness.world import World


def judge(cluster: Item, _world: World) -> Verdict:
    """EKS encrypts nothing but secrets this way."""
    settings = cluster.at("encryptionConfig")
    names_secrets = any(one.text() == "secrets" for one in settings.at("resources").members())
    if names_secrets and settings.at("provider.keyArn").written(""):
        return passed()
    return failed("encryptionConfig names no key for secrets; expected resources [secrets] and provider.keyArn")
