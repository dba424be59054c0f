"""What `up` says of values that nobody knows."""

import pulumi
from pulumi_aws import msk, sqs

from estate.catalog.load import load_catalog
from estate.graph.program import Program
from estate.layers import StackName
from estate.sandbox.clients import Clients
from estate.sandbox.creating import Outcome
from estate.sandbox.up import bring_up
from tests.components.builds import ROOT

STACK = StackName(layer="data", environment="sandbox")


def build(stack: StackName) -> None:
    """A cluster and a queue that want the revision of a configuration, which the emulator does not make."""
    configuration = msk.Configuration("settings", name="settings", server_properties="auto.create.topics.enable=false\n")
    msk.Cluster(
        "stream",
        cluster_name="stream",
        kafka_version="3.9.x",
        number_of_broker_nodes=1,
        broker_node_group_info={"instance_type": "kafka.m7g.large", "client_subnets": ["subnet-1"], "security_groups": ["sg-1"]},
        configuration_info={"arn": configuration.arn, "revision": configuration.latest_revision},
    )
    sqs.Queue("late", name="late", delay_seconds=configuration.latest_revision)
    pulumi.export("stack", str(stack))


def test_an_unknown_value_is_told_unless_the_reason_is_known(clients: Clients) -> None:
    program = Program(root=ROOT, stacks=(STACK,), build=build, references={})
    (up,) = bring_up(program, [STACK], load_catalog(ROOT / "catalog"), clients, lambda _stack, _made: None)
    assert up.unknown == ("aws:sqs/queue:Queue late: delaySeconds",)
    outcomes = {made.type: made.outcome for made in up.made}
    assert outcomes["aws:msk/configuration:Configuration"] == Outcome.NOT_SUPPORTED
    assert outcomes["aws:msk/cluster:Cluster"] == Outcome.CREATED
