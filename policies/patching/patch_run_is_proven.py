"""About environments in which something patches hosts where they stand; the others get a newer image."""

from estate.catalog.environment import Environment
from estate.readiness.verdict import Verdict, failed, not_applicable, passed
from estate.readiness.world import World

TASK = "aws:ssm/maintenanceWindowTask:MaintenanceWindowTask"
PATCH = "AWS-RunPatchBaseline"


def judge(environment: Environment, world: World) -> Verdict:
    """The newest run counts, be it good or bad; its age is held against `max_age` by who runs the check."""
    tasks = (task for task in world.resources.of_type(TASK) if task.environment == environment.name)
    if not any(task.at("taskArn").text() == PATCH for task in tasks):
        return not_applicable("nothing patches hosts where they stand")
    run = world.attested("patch", environment.name)
    if run is None:
        return failed("nobody attested that its hosts were patched; expected evidence of kind patch")
    return passed(f"patched on {run.on} ({run.file})") if run.passed else failed(f"the run of {run.on} did not end well ({run.file})")
