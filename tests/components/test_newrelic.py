"""What components of New Relic do beside creating what they are given."""

from google.protobuf import struct_pb2
from pulumi.runtime.proto import resource_pb2

from estate.graph.record import record
from estate.graph.symbols import Symbols
from tests.components.builds import ROOT, graph_of, of_type
from tests.components.samples.newrelic import burn_alert, condition, destination, notification

CONDITION = "newrelic:index/nrqlAlertCondition:NrqlAlertCondition"
COMPOUND = "newrelic:index/alertCompoundCondition:AlertCompoundCondition"
CHANNEL = "newrelic:index/notificationChannel:NotificationChannel"
DESTINATION = "newrelic:index/notificationDestination:NotificationDestination"


class LikeTheProvider(Symbols):
    """Answers with ids of conditions as the provider makes them: `<policy>:<condition>`."""

    def answer(self, request: resource_pb2.RegisterResourceRequest) -> tuple[str, struct_pb2.Struct]:
        """The id and the outputs of a registration."""
        identity, outputs = super().answer(request)
        return (f"4711:{request.name}" if request.type == CONDITION else identity), outputs


def test_a_component_is_named_by_the_condition_s_own_id_without_its_policy() -> None:
    recording = record(burn_alert.smallest, stack="test-dev", answers=LikeTheProvider({}), root=ROOT)
    (compound,) = of_type(recording, COMPOUND).values()
    ids = {one["alias"]: one["id"] for one in compound.inputs["componentConditions"]}
    assert ids == {"A": "email.freshness.order-mail.1h.a", "B": "email.freshness.order-mail.1h.b"}


def test_a_new_signal_is_left_alone_for_as_long_as_the_form_says() -> None:
    (planned,) = of_type(graph_of(condition.largest), CONDITION).values()
    assert planned.inputs["evaluationDelay"] == 900
    (planned,) = of_type(graph_of(condition.smallest), CONDITION).values()
    assert "evaluationDelay" not in planned.inputs


def test_whoever_is_called_is_given_the_address_of_the_dashboard() -> None:
    (channel,) = of_type(graph_of(notification.largest), CHANNEL).values()
    (details,) = [one["value"] for one in channel.inputs["properties"] if one["key"] == "customDetails"]
    assert details == '{"dashboard": "https://one.eu.newrelic.com/redirect/entity/MXxWSVp8REFTSEJPQVJEfDE"}'


def test_a_password_is_secret_even_where_it_is_given_in_plain_text() -> None:
    (place,) = of_type(graph_of(destination.largest), DESTINATION).values()
    assert place.inputs["authBasic"]["password"] == {"$secret": True}
