"""What was declared and is not there is found; what AWS writes in another way is not."""

import json
from datetime import datetime, timedelta, timezone

import pytest

from estate.sandbox.operations import Created
from estate.sandbox.readback import ABSENT, Difference, differences, judge, known_differences
from estate.sandbox.row import Call, Row
from estate.sandbox.table import TABLE
from tests.sandbox.official import inputs_of

ROW = Row(
    "aws:sqs/queue:Queue",
    service="sqs",
    create=Call("create_queue"),
    id="x",
    read=Call("get_queue_attributes"),
    delete=(Call("delete_queue"),),
    local=("forceDestroy",),
    observe={"gateway": "{state.Attachments[0].Id}"},
)
ONE_O_CLOCK_IN_VIENNA = datetime(2099, 1, 1, 1, tzinfo=timezone(timedelta(hours=1)))
POLICY = {"Version": "2012-10-17", "Statement": [{"Action": ["a", "b"]}]}


def found(state: dict[str, object]) -> Created:
    return Created(id="x", outputs={}, context={"state": state})


@pytest.mark.parametrize(
    ("inputs", "state"),
    [
        pytest.param({"delaySeconds": 5.0}, {"DelaySeconds": "5"}, id="a number as text"),
        pytest.param({"enabled": True}, {"Enabled": "true"}, id="a switch as text"),
        pytest.param({"policy": json.dumps(POLICY)}, {"Policy": POLICY}, id="a document that boto3 decodes"),
        pytest.param({"policy": json.dumps(POLICY, indent=2)}, {"Policy": json.dumps(POLICY)}, id="a document in another layout"),
        pytest.param({"tags": {"a": "1"}}, {"TagSet": [{"Key": "a", "Value": "1"}, {"Key": "aws:x", "Value": "2"}]}, id="tags in a list"),
        pytest.param({"groups": ["b", "a"]}, {"Groups": [{"GroupId": "a"}, {"GroupId": "b"}]}, id="ids in blocks and another order"),
        pytest.param({"rules": [{"from": 1}, {"from": 2}]}, {"Rules": [{"From": 2, "Id": "r"}, {"From": 1}]}, id="blocks in another order"),
        pytest.param({"origin": ["a"]}, {"Origins": {"Quantity": 1, "Items": ["a"]}}, id="a counted list"),
        pytest.param({"startDate": "2099-01-01T00:00:00Z"}, {"StartDate": ONE_O_CLOCK_IN_VIENNA}, id="a time in another zone"),
        pytest.param({"gateway": "g"}, {"Attachments": [{"Id": "g"}]}, id="where the row says"),
        pytest.param({"forceDestroy": True, "region": "eu-west-1"}, {}, id="what AWS never sees"),
    ],
)
def test_the_same_in_other_words_is_no_difference(inputs: dict[str, object], state: dict[str, object]) -> None:
    assert differences(ROW, inputs, found(state)) == ()


@pytest.mark.parametrize(
    ("inputs", "state", "difference"),
    [
        pytest.param({"delaySeconds": 5}, {}, Difference(property="delaySeconds", declared=5, observed=ABSENT), id="dropped"),
        pytest.param({"delaySeconds": 5}, {"DelaySeconds": 6}, Difference(property="delaySeconds", declared=5, observed=6), id="changed"),
        pytest.param({"enabled": False}, {"Enabled": True}, Difference(property="enabled", declared=False, observed=True), id="switched"),
        pytest.param(
            {"tags": {"a": "1"}},
            {"Tags": [{"Key": "b", "Value": "1"}]},
            Difference(property="tags.a", declared="1", observed=ABSENT),
            id="a tag",
        ),
        pytest.param(
            {"policy": json.dumps(POLICY)},
            {"Policy": {**POLICY, "Statement": [{"Action": ["a"]}]}},
            Difference(property="policy.Statement.Action", declared=["a", "b"], observed=["a"]),
            id="inside a document",
        ),
        pytest.param(
            {"groups": ["a"]}, {"Groups": ["a", "b"]}, Difference(property="groups", declared=["a"], observed=["a", "b"]), id="one more"
        ),
        pytest.param(
            {"rules": [{"from": 1}]}, {"Rules": []}, Difference(property="rules.from", declared=1, observed=ABSENT), id="a block lost"
        ),
    ],
)
def test_what_is_not_as_declared_is_a_difference(inputs: dict[str, object], state: dict[str, object], difference: Difference) -> None:
    assert differences(ROW, inputs, found(state)) == (difference,)


def test_a_difference_in_the_list_is_known_with_everything_below_it() -> None:
    listed = Difference(property="redriveAllowPolicy.redrivePermission", declared="denyAll", observed=ABSENT)
    new = Difference(property="redrivePolicy.maxReceiveCount", declared=5, observed=ABSENT)
    judged = judge("aws:sqs/queue:Queue", (listed, new))
    assert judged.known == (listed,)
    assert judged.new == (new,)


def test_every_known_difference_is_an_input_of_a_type_in_the_table_and_has_a_reason() -> None:
    for token, reasons in known_differences().items():
        assert token in TABLE
        assert {path.partition(".")[0] for path in reasons} <= inputs_of(token)
        assert all(isinstance(reason, str) and reason for reason in reasons.values())
