"""How containers are asked whether they are well."""

from estate.catalog.service import ServicePort
from estate.decisions.health import INTERVAL, RETRIES, START_PERIOD, TIMEOUT, container_check


def test_grpc_is_asked_by_the_health_probe() -> None:
    assert container_check(ServicePort(number=5050, protocol="grpc")) == ("CMD", "/bin/grpc_health_probe", "-addr=localhost:5050")


def test_http_is_asked_at_the_path_of_the_catalog() -> None:
    check = container_check(ServicePort(number=8081, protocol="http", health="/status"))
    assert check == ("CMD-SHELL", "wget -q -O /dev/null http://localhost:8081/status || exit 1")


def test_who_does_not_listen_is_not_asked() -> None:
    assert container_check(None) is None


def test_the_figures_are_those_that_ecs_accepts() -> None:
    # ECS API reference, HealthCheck.
    assert 5 <= INTERVAL <= 300
    assert 2 <= TIMEOUT <= 60
    assert 1 <= RETRIES <= 10
    assert 0 <= START_PERIOD <= 300
