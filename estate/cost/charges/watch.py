"""What records, guards and restores an account: all of it is paid by what it reads or keeps."""

from estate.cost.model import Charge, Free, Metered
from estate.cost.reading import Planned


def trail(one: Planned) -> list[Charge]:
    """The first copy of an account's calls is free; further copies, calls to data and insights are not (CloudTrail pricing)."""
    charges: list[Charge] = []
    if not one.is_first:
        charges.append(Metered(sku="cloudtrail-management-event"))
    if one.many("eventSelectors") or one.many("advancedEventSelectors"):
        charges.append(Metered(sku="cloudtrail-data-event"))
    if one.many("insightSelectors"):
        charges.append(Metered(sku="cloudtrail-insight-event"))
    return charges or [Free(why="the first copy of an account's calls is not charged (CloudTrail pricing)")]


def recorder(_one: Planned) -> list[Charge]:
    """Each change of a resource that it writes down (Config pricing)."""
    return [Metered(sku="config-item")]


def detector(one: Planned) -> list[Charge]:
    """The account's calls, and the logs of its network and DNS (GuardDuty pricing, foundational)."""
    if one.get("enable") is False:
        return [Free(why="it is switched off")]
    return [Metered(sku="guardduty-management-event"), Metered(sku="guardduty-log-gb")]


def detector_feature(one: Planned) -> list[Charge]:
    """Each feature has its own price, by what it reads (GuardDuty pricing, protection plans)."""
    if one.word("status", default="ENABLED") != "ENABLED":
        return [Free(why="it is switched off")]
    return [Metered(sku=f"guardduty-{one.word('name').lower().replace('_', '-')}")]


def security_hub(_one: Planned) -> list[Charge]:
    """Findings that other services send; its own checks are paid by the standard (Security Hub CSPM pricing)."""
    return [Metered(sku="security-hub-finding")]


def security_standard(_one: Planned) -> list[Charge]:
    """Each check of a resource (Security Hub CSPM pricing)."""
    return [Metered(sku="security-hub-check")]


def vault(_one: Planned) -> list[Charge]:
    """What is kept in it; the price of a GB is another one for each kind of thing that is copied (Backup pricing)."""
    return [Metered(sku="backup-storage-gb-month")]


def restore_test(_one: Planned) -> list[Charge]:
    """Each copy that is restored and looked at, beside what the restored thing costs while it is there (Backup pricing)."""
    return [Metered(sku="backup-restore-test")]


def schedule(_one: Planned) -> list[Charge]:
    """Each time that it calls something (EventBridge pricing, Scheduler)."""
    return [Metered(sku="schedule-call")]


def log_delivery(_one: Planned) -> list[Charge]:
    """What a service writes to where its logs go (CloudWatch pricing, vended logs)."""
    return [Metered(sku="log-delivery-gb")]
