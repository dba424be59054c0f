"""Aurora's clusters share their form of ARN with those of RDS: to name one is not enough (AWS Backup guide, resource assignments)."""

from estate.readiness.backups import selections
from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict, failed, not_applicable, passed
from estate.readiness.world import World
from policies.data._databases import is_aurora

SETTINGS = "aws:backup/regionSettings:RegionSettings"
AURORA = "resourceTypeOptInPreference.Aurora"


def judge(cluster: Item, world: World) -> Verdict:
    """A choice of the account, in the region in which the cluster stands."""
    if not is_aurora(cluster):
        return not_applicable("its engine is not Aurora")
    if next(selections(cluster, world), None) is None:
        return not_applicable("no plan of AWS Backup selects it")
    home = world.place.region if world.place else ""
    for settings in world.resources.of_type(SETTINGS):
        here = settings.environment == cluster.environment and settings.at("region").text(home) == cluster.at("region").text(home)
        if here and settings.at(AURORA).flag(default=False):
            return passed(settings.title)
    return failed("a plan of AWS Backup names it, and nobody has opted in for Aurora; expected a backup.RegionSettings with Aurora true")
