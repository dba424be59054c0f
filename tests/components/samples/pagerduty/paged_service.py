"""One that never calls, and one that does within hours."""

from components.pagerduty.paged_service import PagedService, PagedServiceArgs
from estate.roster.pagerduty.services import PagedService as Decided
from estate.roster.pagerduty.services import SupportHours

QUIET = Decided(
    name="ad (dev)",
    description="Picks advertisements. Tier 4; runbook: none.",
    owner="storefront",
    urgency="low",
    support_hours=None,
    acknowledgement_timeout="null",
    auto_resolve_timeout="86400",
    pause_seconds=300,
)
LOUD = Decided(
    name="email (production)",
    description="Sends the mail. Tier 3; runbook: docs/runbooks/email.md.",
    owner="fulfilment",
    urgency="severity_based",
    support_hours=SupportHours(zone="Europe/Istanbul", days=(1, 2, 3, 4, 5), start="09:00:00", end="18:00:00"),
    acknowledgement_timeout="1800",
    auto_resolve_timeout="null",
    pause_seconds=None,
)


def smallest() -> None:
    PagedService("dev/ad", PagedServiceArgs(service=QUIET, policy_id="PPOL001", in_hours_policy_id="PPOL001", in_hours=()))


def largest() -> None:
    hours = ("now in Mon,Tue 09:00:00 to 18:00:00 Europe/Istanbul", "now in Fri 22:00:00 to 23:59:59 Etc/UTC")
    PagedService("production/email", PagedServiceArgs(service=LOUD, policy_id="PPOL001", in_hours_policy_id="PPOL002", in_hours=hours))
