"""A mailbox, and a place that wants a name and a password."""

from components.newrelic.destination import Credentials, Destination, DestinationArgs
from estate.alerting.forms.newrelic_form import DestinationForm

MAIL = DestinationForm(
    key="mail.storefront", title="[dev] Mail: storefront", type="EMAIL", properties={"email": "storefront@shop.example"}, proof=None
)
TICKETS = DestinationForm(
    key="tickets",
    title="[production] ServiceNow",
    type="SERVICE_NOW",
    properties={"url": "https://tickets.shop.example/", "two_way_integration": "true"},
    proof="tickets",
)


def smallest() -> None:
    Destination("mail.storefront", DestinationArgs(form=MAIL, proof=None))


def largest() -> None:
    proof = Credentials(user="new-relic", password="not a real one")
    Destination("tickets", DestinationArgs(form=TICKETS, proof=proof))
