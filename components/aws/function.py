"""A function that runs when it is called, or on a schedule."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

import pulumi
from pulumi_aws import iam, lambda_, scheduler, sqs

from components.aws.log_group import LogSettings, log_group, may_write
from components.aws.policy_document import Statement, document, of_account, refuse_plain_http
from components.aws.service_role import ServiceRole, service_role
from estate.naming import Scope

ARCHITECTURE = "arm64"
DEAD_LETTER_RETENTION = timedelta(days=14)  # the longest that SQS keeps a message (SQS developer guide, quotas)
LIVE = "live"  # the alias that callers use: moving it back is the rollback
# Lets Lambda make the network interfaces of its functions (Lambda developer guide, VPC permissions).
NETWORK_ACCESS = "arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole"
RETRIES = 2  # of a scheduled call; after it the dead-letter queue has it


@dataclass(frozen=True, kw_only=True)
class FunctionNetwork:
    """Where a function reaches the stores of the network."""

    subnet_ids: pulumi.Input[Sequence[pulumi.Input[str]]]
    security_group_ids: tuple[pulumi.Input[str], ...]


@dataclass(frozen=True, kw_only=True)
class FunctionArgs:
    """A function from an image."""

    scope: Scope
    image: pulumi.Input[str]
    memory: int
    """MiB."""
    timeout: timedelta
    concurrency: int
    """Copies that may run at once; reserved for it."""
    schedule: str | None
    """An EventBridge expression, in UTC."""
    variables: Mapping[str, pulumi.Input[str]]
    statements: tuple[Statement, ...]
    network: FunctionNetwork | None
    logs: LogSettings
    key_arn: pulumi.Input[str]
    """Encrypts the variables and the dead-letter queue."""


class Function(pulumi.ComponentResource):
    """Lambda function whose failed calls wait in a dead-letter queue (checkov CKV_AWS_116) and whose calls are traced."""

    function_name: pulumi.Output[str]
    log_group_name: pulumi.Output[str]
    dead_letter_arn: pulumi.Output[str]

    def __init__(self, name: str, args: FunctionArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("estate:aws:Function", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        group = log_group(name, args.scope, args.logs, path=args.scope.path(name), opts=child)
        dead_letter = _dead_letter(name, args, child)
        statements = [may_write(group), *_traces(), *_may_send(dead_letter, args.key_arn), *args.statements]
        role = service_role(name, args.scope, service="lambda.amazonaws.com", statements=statements, condition=None, opts=child)
        ready = [iam.RolePolicyAttachment(name, role=role.name, policy_arn=NETWORK_ACCESS, opts=child)] if args.network else []
        opts_of_function = pulumi.ResourceOptions(parent=self, depends_on=ready)
        function = _function(name, args, role, group.name, dead_letter.arn, opts_of_function)
        alias = lambda_.Alias(name, name=LIVE, function_name=function.name, function_version=function.version, opts=child)
        if args.schedule is not None:
            _schedule(name, args, args.schedule, alias, dead_letter, child)
        self.function_name = function.name
        self.log_group_name = group.name
        self.dead_letter_arn = dead_letter.arn
        self.register_outputs(
            {"function_name": self.function_name, "log_group_name": self.log_group_name, "dead_letter_arn": self.dead_letter_arn}
        )


def _dead_letter(name: str, args: FunctionArgs, opts: pulumi.ResourceOptions) -> sqs.Queue:
    queue = sqs.Queue(
        f"{name}-dead-letter",
        name=args.scope.name("sqs/queue", name, "dead-letter"),
        kms_master_key_id=args.key_arn,
        message_retention_seconds=int(DEAD_LETTER_RETENTION.total_seconds()),
        tags=args.scope.tags,
        opts=opts,
    )
    sqs.QueuePolicy(f"{name}-dead-letter", queue_url=queue.url, policy=document(refuse_plain_http("sqs:*", queue.arn)), opts=opts)
    return queue


def _traces() -> list[Statement]:
    """X-Ray knows no resource to bind these to (service authorization reference)."""
    return [{"Effect": "Allow", "Action": ["xray:PutTelemetryRecords", "xray:PutTraceSegments"], "Resource": "*"}]


def _may_send(queue: sqs.Queue, key_arn: pulumi.Input[str]) -> list[Statement]:
    """To the encrypted queue (SQS developer guide, KMS permissions)."""
    return [
        {"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": queue.arn},
        {"Effect": "Allow", "Action": ["kms:Decrypt", "kms:GenerateDataKey"], "Resource": key_arn},
    ]


def _function(
    name: str,
    args: FunctionArgs,
    role: ServiceRole,
    log_group_name: pulumi.Input[str],
    dead_letter: pulumi.Input[str],
    opts: pulumi.ResourceOptions,
) -> lambda_.Function:
    return lambda_.Function(
        name,
        name=args.scope.name("lambda/function", name),
        package_type="Image",
        image_uri=args.image,
        architectures=[ARCHITECTURE],
        role=role.arn,
        memory_size=args.memory,
        timeout=int(args.timeout.total_seconds()),
        reserved_concurrent_executions=args.concurrency,
        publish=True,
        environment={"variables": dict(args.variables)},
        kms_key_arn=args.key_arn,
        dead_letter_config={"target_arn": dead_letter},
        tracing_config={"mode": "Active"},
        logging_config={"log_format": "JSON", "log_group": log_group_name},
        vpc_config=_vpc(args.network),
        tags=args.scope.tags,
        opts=opts,
    )


def _vpc(network: FunctionNetwork | None) -> lambda_.FunctionVpcConfigArgsDict | None:
    if network is None:
        return None
    return {"subnet_ids": network.subnet_ids, "security_group_ids": list(network.security_group_ids)}


def _schedule(
    name: str, args: FunctionArgs, expression: str, alias: lambda_.Alias, dead_letter: sqs.Queue, opts: pulumi.ResourceOptions
) -> scheduler.Schedule:
    invoke: Statement = {"Effect": "Allow", "Action": "lambda:InvokeFunction", "Resource": alias.arn}
    statements = [invoke, *_may_send(dead_letter, args.key_arn)]
    role = service_role(
        f"{name}-schedule",
        args.scope,
        service="scheduler.amazonaws.com",
        statements=statements,
        condition=of_account(args.scope.account),
        opts=opts,
    )
    return scheduler.Schedule(
        name,
        schedule_expression=expression,
        schedule_expression_timezone="UTC",
        flexible_time_window={"mode": "OFF"},
        kms_key_arn=args.key_arn,
        target={
            "arn": alias.arn,
            "role_arn": role.arn,
            "retry_policy": {"maximum_retry_attempts": RETRIES},
            "dead_letter_config": {"arn": dead_letter.arn},
        },
        opts=opts,
    )
