"""One service of Amazon ECS on loopback, whose deployments go on by one step each time that somebody looks.

Shapes are the API's own: every answer is held against botocore's model of it. What happens is from the developer guide (how the deployment
circuit breaker detects failures; service deployments): a deployment that fails is FAILED, and a new one of the release that last completed
becomes PRIMARY; the service deployment is ROLLBACK_SUCCESSFUL once that one is COMPLETED.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import botocore.session
from botocore.validate import ParamValidator

ARN = "arn:aws:ecs:eu-central-1:000000000000"
SERVICE = f"{ARN}:service/shop-staging/frontend-1a2b"
MODELS = {"AmazonEC2ContainerServiceV20141113": "ecs", "ResourceGroupsTaggingAPI_20170126": "resourcegroupstaggingapi"}
REASON = "ECS deployment circuit breaker: tasks failed to start."


def definition(revision: int) -> str:
    return f"{ARN}:task-definition/frontend:{revision}"


@dataclass
class EcsService:
    """Two tasks of the second revision, which run."""

    tags: tuple[str, str] = ("frontend", "staging")
    desired: int = 2
    running: int = 2
    starts: bool = True
    """Whether tasks come up at all."""
    breaks: bool = False
    """Whether ECS takes every later deployment back."""
    steps: int = 1
    """Of a deployment, between two looks."""
    deployments: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    history: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])

    def __post_init__(self) -> None:
        self._begin(definition(2))
        self._step()

    @property
    def task_definition(self) -> str:
        return self.deployments[0]["taskDefinition"]

    def answer(self, operation: str, given: dict[str, Any]) -> dict[str, Any]:
        """What AWS says."""
        if operation == "GetResources":
            wanted = {one["Key"]: one["Values"][0] for one in given["TagFilters"]}
            is_mine = (wanted["service"], wanted["environment"]) == self.tags
            return {"PaginationToken": "", "ResourceTagMappingList": [{"ResourceARN": SERVICE}] if is_mine else []}
        if operation == "ListTaskDefinitions":
            return {"taskDefinitionArns": [definition(2), definition(1)]}
        if operation == "ListServiceDeployments":
            return {"serviceDeployments": self.history}
        if operation == "UpdateService":
            return {"service": self._updated(given)}
        for _ in range(self.steps):
            self._step()
        return {"services": [self._described()], "failures": []}

    def _updated(self, given: dict[str, Any]) -> dict[str, Any]:
        self.desired = given.get("desiredCount", self.desired)
        if "taskDefinition" in given or given.get("forceNewDeployment"):
            self._begin(given.get("taskDefinition", self.task_definition))
        return self._described()

    def _begin(self, release: str, *, rolls_back: str = "") -> None:
        for one in self.deployments:
            one["status"] = "ACTIVE"
        number = len(self.history) + bool(rolls_back) * 100
        new = {"id": f"ecs-svc/{number}", "status": "PRIMARY", "taskDefinition": release, "rolloutState": "IN_PROGRESS"}
        self.deployments.insert(0, {**new, "rolloutStateReason": rolls_back or "in progress", "createdAt": 1_795_000_000 + number})
        if not rolls_back:
            self.history.insert(0, {"serviceArn": SERVICE, "createdAt": 1_795_000_000 + number, "status": "IN_PROGRESS"})

    def _step(self) -> None:
        if not self.starts:
            return
        self.running = self.desired
        newest, last = self.deployments[0], self.history[0]
        if newest["rolloutState"] != "IN_PROGRESS":
            return
        if self.breaks and self.deployments[1:] and last["status"] == "IN_PROGRESS":
            newest |= {"rolloutState": "FAILED", "rolloutStateReason": REASON}
            last |= {"status": "ROLLBACK_IN_PROGRESS", "statusReason": REASON}
            before = self.deployments[1]
            why = f"ECS deployment circuit breaker: rolling back to deploymentId {before['id']}."
            self._begin(before["taskDefinition"], rolls_back=why)
            return
        newest["rolloutState"] = "COMPLETED"
        last["status"] = "ROLLBACK_SUCCESSFUL" if last["status"].startswith("ROLLBACK") else "SUCCESSFUL"
        del self.deployments[1:]

    def _described(self) -> dict[str, Any]:
        counts = {"desiredCount": self.desired, "runningCount": self.running, "pendingCount": self.desired - self.running}
        return {"serviceArn": SERVICE, **counts, "taskDefinition": self.task_definition, "deployments": self.deployments, "events": []}


@cache
def model(service: str) -> Any:
    return botocore.session.get_session().get_service_model(service)


@contextmanager
def served(state: EcsService) -> Iterator[str]:
    """The address at which it answers."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            target, _, operation = self.headers["X-Amz-Target"].partition(".")
            given = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            said = state.answer(operation, given)
            shape = model(MODELS[target]).operation_model(operation).output_shape
            wrong = ParamValidator().validate(said, shape).generate_report()
            content = json.dumps({"__type": "NotOfTheModel", "message": wrong} if wrong else said).encode()
            self.send_response(400 if wrong else 200)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
            """Nothing is said."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
