"""About what a load balancer sends customers to: elsewhere no alarm of AWS knows what they see."""

from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict, failed, not_applicable, passed
from estate.readiness.world import World

GROUP = "aws:autoscaling/group:Group"
REFRESH = "instanceRefresh.preferences"


def judge(thing: Item, _world: World) -> Verdict:
    """Alarms that are named, and a way back that is switched on."""
    is_group = thing.type == GROUP
    if not any(True for _ in thing.every("targetGroupArns[*]" if is_group else "loadBalancers[*]")):
        return not_applicable("it stands behind no load balancer")
    names = f"{REFRESH}.alarmSpecification.alarms[*]" if is_group else "alarms.alarmNames[*]"
    switches = (f"{REFRESH}.autoRollback",) if is_group else ("alarms.enable", "alarms.rollback")
    if not any(True for _ in thing.every(names)):
        return failed(f"{names.removesuffix('[*]')} names no alarm; expected those of its objectives")
    off = next((switch for switch in switches if not thing.at(switch).flag(default=False)), None)
    return failed(f"{off} is off; expected on") if off else passed()
