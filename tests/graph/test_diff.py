"""What a change of the program does to each resource.

Which property forces a replacement is the provider's: `cidrBlock` of a VPC and `vpcId` of a subnet do, a queue's `name` does,
its `visibilityTimeoutSeconds` does not (Terraform AWS provider, schemas of aws_vpc, aws_subnet, aws_sqs_queue).
"""

import json
from typing import Any

import pytest

from estate.graph.comparison import Action, Follow
from estate.graph.diff import diff
from estate.graph.model import SECRET, UNKNOWN, Resource
from tests.graph.graphs import COMPONENT, QUEUE, STACK, SUBNET, VPC, changes, resource, stack, urn_of

RECORD = "aws:route53/record:Record"
ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy"
NOBODY_READ = "aws:nobody/hasRead:This"


def one_change(token: str, before: dict[str, Any], after: dict[str, Any]) -> Action:
    return changes([resource(token, "it", before)], [resource(token, "it", after)])["it"].action


def vpc(cidr: str = "10.0.0.0/16") -> Resource:
    return resource(VPC, "main", {"cidrBlock": cidr})


def subnet(name: str = "a", **other: Any) -> Resource:
    return resource(SUBNET, name, {"vpcId": "${ec2/vpc.main.id}", "cidrBlock": "10.0.0.0/24"}, depends_on=(urn_of(VPC, "main"),), **other)


def test_what_is_the_same_does_not_change() -> None:
    (found,) = diff([stack(vpc(), subnet())], [stack(vpc(), subnet())])
    assert (found.changes, found.unchanged) == ((), 2)


def test_a_better_version_of_a_package_is_no_change() -> None:
    """The engine names its own providers after it, and replaces nothing for it."""
    older, newer = (resource("pulumi:providers:aws", f"default_7_{minor}_0", {"version": f"7.{minor}.0"}) for minor in (38, 39))
    (found,) = diff([stack(older, vpc())], [stack(newer, vpc())])
    assert found.changes == ()


def test_what_is_new_is_created_and_what_is_gone_is_deleted() -> None:
    found = changes([vpc()], [subnet()])
    assert {name: change.action for name, change in found.items()} == {"a": Action.CREATE, "main": Action.DELETE}


@pytest.mark.parametrize(
    ("token", "before", "after", "action"),
    [
        pytest.param(QUEUE, {"visibilityTimeoutSeconds": 30}, {"visibilityTimeoutSeconds": 60}, Action.UPDATE, id="in place"),
        pytest.param(QUEUE, {"name": "a"}, {"name": "b"}, Action.REPLACE, id="forced by the provider"),
        pytest.param(VPC, {"cidrBlock": "10.0.0.0/16"}, {"cidrBlock": "10.1.0.0/16"}, Action.REPLACE, id="another address range"),
        pytest.param(NOBODY_READ, {"size": 1}, {"size": 2}, Action.MAY_REPLACE, id="a type that nobody has read"),
    ],
)
def test_the_property_decides_what_happens(token: str, before: dict[str, Any], after: dict[str, Any], action: Action) -> None:
    assert one_change(token, before, after) == action


def test_the_worst_comes_first_and_causes_before_what_follows() -> None:
    base = [
        vpc(),
        subnet(),
        resource(QUEUE, "q", {"name": "q", "fifoQueue": False}),
        resource(QUEUE, "gone"),
        resource(NOBODY_READ, "x", {"a": 1}),
    ]
    head = [
        vpc("10.1.0.0/16"),
        subnet(),
        resource(QUEUE, "q", {"name": "q", "fifoQueue": True}),
        resource(QUEUE, "new"),
        resource(NOBODY_READ, "x", {"a": 2}),
    ]
    (found,) = diff([stack(*base)], [stack(*head)])
    assert [(change.action, change.name) for change in found.changes] == [
        (Action.REPLACE, "q"),
        (Action.REPLACE, "main"),
        (Action.REPLACE, "a"),
        (Action.DELETE, "gone"),
        (Action.MAY_REPLACE, "x"),
        (Action.CREATE, "new"),
    ]


def test_a_fixed_name_makes_a_replacement_an_outage() -> None:
    found = changes(
        [resource(QUEUE, "q", {"name": "orders", "fifoQueue": False})], [resource(QUEUE, "q", {"name": "orders", "fifoQueue": True})]
    )
    assert found["q"].outage == "it has a fixed name, the old one goes first"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param({"fifoQueue": False}, {"fifoQueue": True}, id="the provider names it"),
        pytest.param({"name": "a"}, {"name": "b"}, id="the name itself is new"),
    ],
)
def test_two_names_can_stand_side_by_side(before: dict[str, Any], after: dict[str, Any]) -> None:
    change = changes([resource(QUEUE, "q", before)], [resource(QUEUE, "q", after)])["q"]
    assert (change.action, change.outage) == (Action.REPLACE, None)


def test_a_record_of_dns_is_not_called_an_outage() -> None:
    change = changes([resource(RECORD, "r", {"name": "shop", "type": "A"})], [resource(RECORD, "r", {"name": "shop", "type": "CNAME"})])[
        "r"
    ]
    assert change.outage is None


def test_components_are_not_shown() -> None:
    assert changes([], [resource(COMPONENT, "net", {"size": 1})]) == {}
    assert changes([resource(COMPONENT, "net", {"size": 1})], [resource(COMPONENT, "net", {"size": 2})]) == {}


def test_ignored_changes_show_nothing() -> None:
    base = resource("aws:ecs/service:Service", "web", {"desiredCount": 2, "tags": {"a": "1"}})
    head = resource("aws:ecs/service:Service", "web", {"desiredCount": 3, "tags": {"a": "2"}}, ignore_changes=("desiredCount", "tags.a"))
    assert changes([base], [head]) == {}


def test_a_rename_with_an_alias_shows_nothing_neither_there_nor_where_it_is_used() -> None:
    text = json.dumps({"vpc": "${ec2/vpc.main.arn}", "list": ["${ec2/vpc.main.id}"]})
    base = [vpc(), subnet(), resource(ROLE_POLICY, "p", {"policy": text, "role": "r"})]
    renamed = resource(VPC, "primary", {"cidrBlock": "10.0.0.0/16"}, aliases=(urn_of(VPC, "main"),))
    user = resource(SUBNET, "a", {"vpcId": "${ec2/vpc.primary.id}", "cidrBlock": "10.0.0.0/24"}, depends_on=(urn_of(VPC, "primary"),))
    policy = resource(ROLE_POLICY, "p", {"policy": text.replace("vpc.main.", "vpc.primary."), "role": "r"})
    assert changes(base, [renamed, user, policy]) == {}


def test_a_rename_without_an_alias_deletes_and_creates_and_carries_on() -> None:
    user = resource(SUBNET, "a", {"vpcId": "${ec2/vpc.primary.id}", "cidrBlock": "10.0.0.0/24"}, depends_on=(urn_of(VPC, "primary"),))
    found = changes([vpc(), subnet()], [resource(VPC, "primary", {"cidrBlock": "10.0.0.0/16"}), user])
    assert {name: change.action for name, change in found.items()} == {
        "a": Action.REPLACE,
        "main": Action.DELETE,
        "primary": Action.CREATE,
    }


def test_a_renamed_component_takes_its_children_with_it() -> None:
    def network(name: str, aliases: tuple[str, ...] = ()) -> list[Resource]:
        above = resource(COMPONENT, name, aliases=aliases)
        queue = resource(QUEUE, f"{name}-jobs", {"delaySeconds": 1}, urn=urn_of(QUEUE, f"{name}-jobs", types=[COMPONENT]), parent=above.urn)
        return [above, queue]

    assert changes(network("old"), network("new", (urn_of(COMPONENT, "old"),))) == {}
    assert set(changes(network("old"), network("new"))) == {"old-jobs", "new-jobs"}


def test_a_component_with_a_new_type_takes_its_grandchildren_with_it() -> None:
    def tree(token: str, aliases: tuple[str, ...] = ()) -> list[Resource]:
        inner = "estate:aws:Inner"
        above = resource(token, "net", aliases=aliases)
        middle = resource(inner, "mid", urn=urn_of(inner, "mid", types=[token]), parent=above.urn)
        return [above, middle, resource(QUEUE, "q", urn=urn_of(QUEUE, "q", types=[token, inner]), parent=middle.urn)]

    assert changes(tree("estate:aws:Old"), tree("estate:aws:New", (urn_of("estate:aws:Old", "net"),))) == {}


def test_a_child_that_moved_below_a_component_needs_its_alias() -> None:
    above = resource(COMPONENT, "net")
    moved = {"urn": urn_of(QUEUE, "q", types=[COMPONENT]), "parent": above.urn}
    assert changes([resource(QUEUE, "q")], [above, resource(QUEUE, "q", **moved, aliases=(urn_of(QUEUE, "q"),))]) == {}


def test_what_uses_a_replaced_resource_follows_it_where_its_property_forces_that() -> None:
    gateway = resource("aws:ec2/internetGateway:InternetGateway", "out", {"vpcId": "${ec2/vpc.main.id}"})
    found = changes([vpc(), subnet(), gateway], [vpc("10.1.0.0/16"), subnet(), gateway])
    assert found["a"].action == Action.REPLACE
    assert found["a"].follows == (Follow(prop="vpcId", owner=urn_of(VPC, "main")),)
    assert found["out"].action == Action.UPDATE, "an internet gateway is attached to another VPC in place"


def test_what_the_program_wants_replaced_is_replaced_and_what_it_deletes_first_is_an_outage() -> None:
    gateway = resource("aws:ec2/internetGateway:InternetGateway", "out", {"vpcId": "${ec2/vpc.main.id}"}, replace_on_changes=("vpcId",))
    nat = resource("aws:ec2/natGateway:NatGateway", "nat", {"subnetId": "${ec2/subnet.a.id}"}, delete_before_replace=True)
    found = changes([vpc(), subnet(), gateway, nat], [vpc("10.1.0.0/16"), subnet(), gateway, nat])
    assert (found["out"].action, found["out"].outage) == (Action.REPLACE, None)
    assert (found["nat"].action, found["nat"].outage) == (Action.REPLACE, "its program deletes the old one first")


def test_a_release_gives_a_new_revision_that_the_service_follows() -> None:
    def release(version: str) -> list[Resource]:
        containers = json.dumps([{"name": "web", "image": f"shop/web:{version}"}])
        task = resource("aws:ecs/taskDefinition:TaskDefinition", "web", {"containerDefinitions": containers, "family": "web"})
        return [task, resource("aws:ecs/service:Service", "web-service", {"taskDefinition": "${ecs/taskDefinition.web.arn}"})]

    found = changes(release("1.0.0"), release("1.1.0"))
    assert (found["web"].action, found["web"].outage) == (Action.REVISE, None)
    assert found["web-service"].action == Action.UPDATE
    assert [follow.prop for follow in found["web-service"].follows] == ["taskDefinition"]


def test_a_chain_of_any_length_follows() -> None:
    links = [resource(SUBNET, "s0", {"cidrBlock": "10.0.0.0/24"})]
    links += [resource(SUBNET, f"s{number}", {"vpcId": f"${{ec2/subnet.s{number - 1}.id}}"}) for number in range(1, 200)]
    head = [resource(SUBNET, "s0", {"cidrBlock": "10.9.0.0/24"}), *links[1:]]
    assert {change.action for change in changes(links, head).values()} == {Action.REPLACE}
    assert len(changes(links, head)) == 200


def test_a_circle_of_uses_ends() -> None:
    def circle(cidr: str) -> list[Resource]:
        return [
            resource(SUBNET, "a", {"vpcId": "${ec2/subnet.b.id}", "cidrBlock": cidr}),
            resource(SUBNET, "b", {"vpcId": "${ec2/subnet.a.id}"}),
        ]

    assert {change.action for change in changes(circle("10.0.0.0/24"), circle("10.1.0.0/24")).values()} == {Action.REPLACE}


def test_a_named_dependency_alone_does_not_follow() -> None:
    waits = resource(SUBNET, "a", {"cidrBlock": "10.0.0.0/24"}, depends_on=(urn_of(VPC, "main"),))
    assert set(changes([vpc(), waits], [vpc("10.1.0.0/16"), waits])) == {"main"}


def test_an_unknown_value_that_may_come_from_a_replaced_resource_is_left_open() -> None:
    user = resource(SUBNET, "a", {"vpcId": dict(UNKNOWN)}, depends_on=(urn_of(VPC, "main"),))
    assert changes([vpc(), user], [vpc("10.1.0.0/16"), user])["a"].action == Action.MAY_REPLACE


def test_what_may_be_replaced_leaves_its_users_open() -> None:
    def both(size: int) -> list[Resource]:
        return [resource(NOBODY_READ, "x", {"size": size}), resource(SUBNET, "a", {"vpcId": "${nobody/hasRead.x.id}"})]

    assert changes(both(1), both(2))["a"].action == Action.MAY_REPLACE


def test_an_ignored_property_follows_nothing() -> None:
    user = subnet(ignore_changes=("vpcId",))
    assert set(changes([vpc(), user], [vpc("10.1.0.0/16"), user])) == {"main"}


def test_a_replacement_is_followed_into_other_stacks() -> None:
    def estate(cidr: str) -> list[Any]:
        reader = resource(SUBNET, "a", {"vpcId": f'${{{STACK}.vpcs["one"].id}}'}, stack="data-dev")
        below = stack(vpc(cidr), outputs={"vpcs": {"one": {"id": "${ec2/vpc.main.id}"}}})
        return [below, stack(reader, name="data-dev")]

    _, data = diff(estate("10.0.0.0/16"), estate("10.1.0.0/16"))
    assert [(change.name, change.action, change.follows[0].owner) for change in data.changes] == [
        ("a", Action.REPLACE, f"{STACK}.vpcs.one.id")
    ]


def test_an_output_with_another_value_is_followed_into_other_stacks() -> None:
    def estate(cidr: str) -> list[Any]:
        return [
            stack(outputs={"cidr": cidr}),
            stack(resource(SUBNET, "a", {"cidrBlock": f"${{{STACK}.cidr}}"}, stack="data-dev"), name="data-dev"),
        ]

    _, data = diff(estate("10.0.0.0/24"), estate("10.1.0.0/24"))
    assert data.changes[0].action == Action.REPLACE


def test_a_symbol_that_two_resources_share_means_the_one_that_is_depended_on() -> None:
    inside = {"urn": urn_of(VPC, "main", types=[COMPONENT]), "parent": urn_of(COMPONENT, "net")}
    other = resource(VPC, "main", {"cidrBlock": "10.7.0.0/16"}, **inside)
    component = resource(COMPONENT, "net")
    found = changes([vpc(), other, component, subnet()], [vpc("10.1.0.0/16"), other, component, subnet()])
    assert set(found) == {"main", "a"}
    elsewhere = changes(
        [vpc(), other, component, subnet()], [vpc(), resource(VPC, "main", {"cidrBlock": "10.8.0.0/16"}, **inside), component, subnet()]
    )
    assert set(elsewhere) == {"main"}


def test_a_name_with_dots_is_found_in_its_symbol() -> None:
    def both(key: str) -> list[Resource]:
        name = "shop.example.com"
        return [
            resource("aws:acm/certificate:Certificate", name, {"keyAlgorithm": key}),
            resource("aws:acm/certificateValidation:CertificateValidation", "v", {"certificateArn": f"${{acm/certificate.{name}.arn}}"}),
        ]

    assert changes(both("RSA_2048"), both("EC_prime256v1"))["v"].action == Action.REPLACE


def test_two_secrets_are_equal_and_a_secret_that_becomes_public_is_not() -> None:
    secret = resource(QUEUE, "q", {"policy": dict(SECRET)})
    assert changes([secret], [secret]) == {}
    assert changes([secret], [resource(QUEUE, "q", {"policy": "{}"})])["q"].action == Action.UPDATE


def test_a_protected_resource_that_must_go_is_said_to_be_refused() -> None:
    gone = changes([resource(QUEUE, "q", protect=True)], [])
    moved = changes([resource(QUEUE, "q", {"name": "a"}, protect=True)], [resource(QUEUE, "q", {"name": "b"}, protect=True)])
    mild = changes([resource(QUEUE, "q", {"delaySeconds": 1}, protect=True)], [resource(QUEUE, "q", {"delaySeconds": 2}, protect=True)])
    assert [found["q"].protected for found in (gone, moved, mild)] == [True, True, False]


def test_tags_alone_are_told_apart() -> None:
    base, head = {"tags": {"a": "1"}, "delaySeconds": 1}, {"tags": {"a": "2"}, "delaySeconds": 1}
    assert changes([resource(QUEUE, "q", base)], [resource(QUEUE, "q", head)])["q"].tags_only
    assert not changes([resource(QUEUE, "q", base)], [resource(QUEUE, "q", {**head, "delaySeconds": 2})])["q"].tags_only


def test_a_whole_stack_is_created_or_deleted() -> None:
    (created,) = diff([], [stack(vpc())])
    (deleted,) = diff([stack(vpc())], [])
    assert [created.changes[0].action, deleted.changes[0].action] == [Action.CREATE, Action.DELETE]


def test_a_provider_that_changes_leaves_what_it_makes_open() -> None:
    change = changes(
        [resource("pulumi:providers:aws", "aws", {"region": "a"})], [resource("pulumi:providers:aws", "aws", {"region": "b"})]
    )["aws"]
    assert (change.action, change.because) == (Action.MAY_REPLACE, ("whatever this provider makes may move with it",))
