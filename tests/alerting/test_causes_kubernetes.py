"""What is watched of a service on Kubernetes: nothing builds one here, so it is made up, and both vendors are shown its pods."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from estate.alerting.causes import cause_monitors
from estate.alerting.forms.datadog_thresholds import threshold_form
from estate.alerting.forms.newrelic_monitors import monitor_form
from estate.alerting.signals import prometheus_query
from estate.alerting.spec import MonitorSpec
from estate.catalog.load import load_catalog
from estate.catalog.service import EksRuntime
from tests.alerting.datadog import worlds as datadog
from tests.alerting.forms.specs import ADDRESSES
from tests.alerting.newrelic import worlds as newrelic
from tests.catalog.estates import small_estate

HOUR = 60
STORE = replace(ADDRESSES, emails={"store": "store@corner.example"})
TAGS = {"service": "till", "environment": "live"}
LABELS = {f"label.{key}": value for key, value in TAGS.items()}
EKS = {"kind": "eks", "image": "till", "cpu": 256, "memory": 64, "replicas": {"minimum": 2, "maximum": 4, "target_cpu": 60}}


@pytest.fixture(name="found")
def _found(tmp_path: Path) -> dict[str, MonitorSpec]:
    """The causes of a service that would run on Kubernetes."""
    catalog = load_catalog(small_estate(tmp_path).catalog)
    till = catalog.services["till"].model_copy(update={"runtime": EksRuntime.model_validate(EKS)})
    catalog = replace(catalog, services={**catalog.services, "till": till})
    return {one.name: one for one in cause_monitors(catalog, catalog.environments["live"])}


def told_by_datadog(monitor: MonitorSpec, pods: dict[str, dict[float, float]], metric: str, **tags: str) -> dict[str, list[float]]:
    """When each pod is told, in minutes."""
    form = threshold_form(monitor, STORE)
    assert form.thresholds is not None
    planned = datadog.monitor(form.query, monitorThresholds={"critical": form.thresholds.critical}, newGroupDelay=form.new_group_delay)
    data = [datadog.tagged(metric, points, {**TAGS, **tags, "pod_name": pod}) for pod, points in pods.items()]
    run = datadog.run(planned, data, end=3 * HOUR)
    return {pod: [time for time, state in datadog.states(run, pod_name=pod) if state == "ALERT"] for pod in pods}


def planned_at_new_relic(monitor: MonitorSpec) -> newrelic.Resource:
    form = monitor_form(monitor, STORE)
    assert form is not None
    signal, term = form.signal, form.critical
    return newrelic.condition(
        signal.query,
        term.threshold,
        term={"operator": term.operator, "thresholdDuration": term.duration, "thresholdOccurrences": term.occurrences},
        aggregationWindow=signal.window,
        slideBy=signal.slide,
        evaluationDelay=signal.left_alone,
    )


def told_by_new_relic(monitor: MonitorSpec, data: list[newrelic.Data]) -> dict[str, list[float]]:
    """When each pod is told, in minutes."""
    run = newrelic.run(planned_at_new_relic(monitor), data, end=3 * HOUR)
    return {group.tags["podName"]: [opened for opened, _ in newrelic.events_of(group)] for group in run.groups}


def rows_of(kind: str, metric: str, points: dict[float, float], **more: str) -> newrelic.Data:
    """Rows of a type of New Relic's integration for Kubernetes, in each of which a metric has a value."""
    return replace(newrelic.series(metric, points), tags={**LABELS, **more, "eventType": kind})


def pods_at_new_relic(pods: dict[str, dict[float, float]]) -> list[newrelic.Data]:
    rows = {pod: {time: 1 - value for time, value in points.items()} for pod, points in pods.items()}
    return [rows_of("K8sPodSample", "isReady", points, podName=pod) for pod, points in rows.items()]


def test_pods_and_containers_are_told_after_the_times_of_kubernetes_mixin(found: dict[str, MonitorSpec]) -> None:
    # KubePodCrashLooping, KubeDeploymentReplicasMismatch and KubePodNotReady: 15m; KubeContainerWaiting: 1h.
    expected = {"restarts": 15, "unavailable": 15, "not-ready": 15, "waiting": 60}
    assert {name: found[f"till.{name}"].window for name in expected} == {name: timedelta(minutes=long) for name, long in expected.items()}
    assert {found[f"till.{name}"].route.told for name in expected} <= {"ticket", "notify"}


def test_a_pod_that_is_not_ready_for_a_quarter_of_an_hour_is_told_by_its_name(found: dict[str, MonitorSpec]) -> None:
    pods = {
        "till-a": {**datadog.steady(0, 0, 60), **datadog.steady(1, 60, 180)},
        # Never for long, and together with the other one at every moment of the hour.
        "till-b": {float(minute): float(minute % 10 == 0) for minute in range(180)},
    }
    monitor = found["till.not-ready"]
    told = told_by_datadog(monitor, pods, "kubernetes_state.pod.ready", condition="false")
    assert (told["till-a"], told["till-b"]) == ([75], [])
    told = told_by_new_relic(monitor, pods_at_new_relic(pods))
    assert (told["till-a"], told["till-b"]) == ([75], [])


def test_a_pod_that_takes_ten_minutes_to_start_is_told_by_nobody(found: dict[str, MonitorSpec]) -> None:
    pods = {"till-a": {**datadog.steady(1, 60, 70), **datadog.steady(0, 70, 180)}}
    assert told_by_datadog(found["till.not-ready"], pods, "kubernetes_state.pod.ready", condition="false") == {"till-a": []}
    assert told_by_new_relic(found["till.not-ready"], pods_at_new_relic(pods)) == {"till-a": []}


def waiting_at_new_relic(waits: dict[float, float], container: str) -> list[newrelic.Data]:
    row = {**LABELS, "podName": "till-a", "containerName": container}
    running = {time: 1 - value for time, value in waits.items()}
    return [
        newrelic.events("K8sContainerSample", waits, status="Waiting", **row),
        newrelic.events("K8sContainerSample", running, status="Running", **row),
    ]


@pytest.mark.parametrize(
    ("waits", "told"),
    [
        pytest.param({**datadog.steady(0, 0, 30), **datadog.steady(1, 30, 180)}, [90], id="for good"),
        pytest.param({**datadog.steady(0, 0, 30), **datadog.steady(1, 30, 80), **datadog.steady(0, 80, 180)}, [], id="for less"),
        pytest.param({**datadog.steady(1, 30, 80), **datadog.steady(0, 80, 180)}, [], id="in a new pod, for less"),
    ],
)
def test_a_container_that_waits_for_an_hour_is_told(found: dict[str, MonitorSpec], waits: dict[float, float], told: list[float]) -> None:
    monitor, metric = found["till.waiting"], "kubernetes_state.container.waiting"
    assert told_by_datadog(monitor, {"till-a": waits}, metric, kube_container_name="till") == {"till-a": told}
    # What runs beside it in the pod is no reason to be well.
    data = [*waiting_at_new_relic(waits, "till"), *waiting_at_new_relic(dict.fromkeys(waits, 0.0), "collector")]
    assert told_by_new_relic(monitor, data) == {"till-a": told}


def test_replicas_that_were_made_and_do_not_answer_are_missed_by_new_relic_too(found: dict[str, MonitorSpec]) -> None:
    # newrelic/nri-kubernetes, metric definitions: podsMissing is kube_deployment_spec_replicas less kube_deployment_status_replicas,
    # podsUnavailable is kube_deployment_status_replicas_unavailable, as Datadog's replicas_unavailable is.
    ill = {**newrelic.steady(0, 0, 60), **newrelic.steady(2, 60, 180)}
    rows = [
        rows_of("K8sDeploymentSample", "podsMissing", newrelic.steady(0, 0, 180)),
        rows_of("K8sDeploymentSample", "podsUnavailable", ill),
    ]
    assert newrelic.opened(planned_at_new_relic(found["till.unavailable"]), rows, end=3 * HOUR) == [(75, None)]


def test_kube_state_metrics_are_asked_for_the_same_pods(found: dict[str, MonitorSpec]) -> None:
    ready = 'max by (pod) (kube_pod_status_ready{condition="false",service="till",environment="live"})'
    waiting = 'max by (pod) (kube_pod_container_status_waiting{container="till",service="till",environment="live"}) * 100'
    assert [prometheus_query(found[f"till.{name}"]) for name in ("not-ready", "waiting")] == [ready, waiting]
