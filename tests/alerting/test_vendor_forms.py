"""One spec as every vendor has it."""

from estate.alerting.vendor_forms import slo_forms
from tests.alerting.forms.specs import ADDRESSES, slo, stream_slo


def test_what_new_relic_cannot_blame_is_said() -> None:
    """A stream's consumer has no spans by which one condition could tell it from the others that hold a call back."""
    mine, stream = slo(silenced_by=("accounting.freshness",)), stream_slo()
    instead = slo_forms(mine, {one.name: one for one in (mine, stream)}, ADDRESSES).instead
    wanted = "checkout.availability.1h held back by accounting.freshness"
    assert [(one.vendor, one.instead) for one in instead if one.wanted == wanted] == [("newrelic", "a call all the same")]


def test_what_new_relic_tells_again_is_said_of_whatever_tells_somebody() -> None:
    asked = {one.name: one.asked for one in slo_forms(slo(), {}, ADDRESSES).forms if one.vendor == "newrelic"}
    told = {name for name, text in asked.items() if text.endswith("told again after 3d, if it is still so")}
    assert told == {"checkout.availability.1h"}, "the conditions that it is made of tell nobody"
