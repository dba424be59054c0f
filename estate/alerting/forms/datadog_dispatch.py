"""What Datadog sends to the dispatcher: which monitors, and in which words.

A notification rule finds the monitors by a tag, so that their messages stay what people read.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from estate.alerting.forms.datadog_form import MonitorForm
from estate.decisions.healing import DISPATCHER, Dispatch

TAG = "healed-by:dispatcher"
PAYLOAD = {
    "id": "$ID",
    "alert_cycle_key": "$ALERT_CYCLE_KEY",
    "alert_scope": "$ALERT_SCOPE",
    "alert_title": "$ALERT_TITLE",
    "alert_transition": "$ALERT_TRANSITION",
    "date": "$DATE",
    "hostname": "$HOSTNAME",
}
"""What Datadog fills in (docs: integrations/webhooks, variables), and the dispatcher reads."""


@dataclass(frozen=True, kw_only=True)
class DispatchForm:
    """The webhook, and the rule that sends through it."""

    key: str
    url: str
    tags: tuple[str, ...]
    """All of them are on the monitors that are sent, and on no other one."""


def dispatch_form(dispatch: Dispatch) -> DispatchForm:
    """The webhook of an environment's dispatcher."""
    key = f"{DISPATCHER}-{dispatch.environment}"
    return DispatchForm(key=key, url=dispatch.url("datadog"), tags=(TAG, f"env:{dispatch.environment}"))


def tagged(forms: Iterable[MonitorForm], dispatch: Dispatch) -> tuple[MonitorForm, ...]:
    """The monitors, with the tag on those that are healed."""
    return tuple(replace(form, tags=tuple(sorted((*form.tags, TAG)))) if form.key in dispatch.healings else form for form in forms)
