"""Settings of the brokers, in Java's properties format; MSK's own defaults depend on the number of zones."""

from estate.readiness.resources import Item
from estate.readiness.values import Value
from estate.readiness.verdict import Verdict, failed, passed
from estate.readiness.world import World

CONFIGURATION = "aws:msk/configuration:Configuration"
LEAST = {"default.replication.factor": 3, "min.insync.replicas": 2}


def judge(cluster: Item, world: World) -> Verdict:
    """Both have to be written down."""
    configuration = world.resources.referred(cluster, "configurationInfo.arn", CONFIGURATION)
    if configuration is None:
        return failed("it has no configuration of its own; expected one with three copies")
    settings = _settings(configuration.at("serverProperties"))
    wrong = [
        f"{name} is {settings.get(name, 'not set')}; expected at least {least}"
        for name, least in LEAST.items()
        if not settings.get(name, "").isdigit() or int(settings[name]) < least
    ]
    return failed(". ".join(wrong)) if wrong else passed()


def _settings(properties: Value) -> dict[str, str]:
    """A line that is a comment gives a name that nobody asks for."""
    pairs = (line.partition("=") for line in properties.text().splitlines())
    return {name.strip(): value.strip() for name, _, value in pairs}
