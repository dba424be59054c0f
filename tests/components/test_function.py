"""Functions; expected values are checkov's checks and AWS's guides, named in each test."""

from estate.graph.record import Recording
from tests.components.builds import KEY_ARN, graph_of
from tests.components.iam import permits
from tests.components.lookup import all_of, one, statements
from tests.components.samples import function as samples

QUEUE = "${sqs/queue.sales-report-dead-letter.arn}"
ALIAS = "${lambda/alias.sales-report.arn}"


def graph(size: str) -> Recording:
    return graph_of(getattr(samples, size))


def test_a_call_that_fails_waits_in_an_encrypted_queue_that_the_function_may_write_to() -> None:
    # CKV_AWS_116, SQS.1
    recording = graph("smallest")
    queue = one(recording, "sqs/queue").inputs
    assert queue["kmsMasterKeyId"] == KEY_ARN
    assert queue["messageRetentionSeconds"] == 14 * 24 * 60 * 60
    assert one(recording, "lambda/function").inputs["deadLetterConfig"] == {"targetArn": QUEUE}
    policy = one(recording, "iam/rolePolicy", "sales-report").inputs["policy"]
    assert permits(policy, "sqs:SendMessage", QUEUE)
    assert permits(policy, "kms:GenerateDataKey", KEY_ARN)
    assert not permits(policy, "sqs:ReceiveMessage", QUEUE)


def test_copies_are_limited_calls_are_traced_and_variables_are_encrypted() -> None:
    # CKV_AWS_115, CKV_AWS_50, CKV_AWS_173
    function = one(graph("largest"), "lambda/function").inputs
    assert function["reservedConcurrentExecutions"] == 1000
    assert function["tracingConfig"] == {"mode": "Active"}
    assert function["kmsKeyArn"] == KEY_ARN


def test_the_schedule_calls_the_version_that_is_live_and_may_do_nothing_else() -> None:
    recording = graph("largest")
    schedule = one(recording, "scheduler/schedule").inputs
    assert schedule["scheduleExpression"] == "cron(30 1 * * ? *)"
    assert schedule["target"]["arn"] == ALIAS
    assert schedule["target"]["deadLetterConfig"] == {"arn": QUEUE}
    policy = one(recording, "iam/rolePolicy", "sales-report-schedule").inputs["policy"]
    assert permits(policy, "lambda:InvokeFunction", ALIAS)
    assert {action for one in statements(policy) for action in ([one["Action"]] if isinstance(one["Action"], str) else one["Action"])} == {
        "lambda:InvokeFunction",
        "sqs:SendMessage",
        "kms:Decrypt",
        "kms:GenerateDataKey",
    }


def test_only_the_scheduler_of_this_account_calls_it() -> None:
    (trust,) = statements(one(graph("largest"), "iam/role", "sales-report-schedule").inputs["assumeRolePolicy"])
    assert trust["Principal"] == {"Service": "scheduler.amazonaws.com"}
    assert trust["Condition"] == {"StringEquals": {"aws:SourceAccount": "111111111111"}}


def test_a_function_without_a_schedule_has_none() -> None:
    assert all_of(graph("smallest"), "scheduler/schedule") == ()


def test_every_release_is_a_version_to_go_back_to() -> None:
    recording = graph("smallest")
    assert one(recording, "lambda/function").inputs["publish"] is True
    assert one(recording, "lambda/alias").inputs["name"] == "live"


def test_a_function_in_the_network_is_made_once_it_may_have_an_interface() -> None:
    # Lambda developer guide: creation fails without the permission.
    recording = graph("largest")
    assert one(recording, "iam/rolePolicyAttachment").urn in one(recording, "lambda/function").depends_on
    assert one(recording, "lambda/function").inputs["vpcConfig"]["securityGroupIds"] == ["sg-sales-report"]
    assert all_of(graph("smallest"), "iam/rolePolicyAttachment") == ()
