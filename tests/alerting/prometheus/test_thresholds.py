"""Thresholds as Prometheus's own test of rules sees them; the numbers are those of `causes.yaml`."""

from pathlib import Path

import pytest

from tests.alerting.prometheus.worlds import assert_passes, firing, input_series, only, unit_test

HOST = 'service="image-provider",environment="production"'
IDLE = f'node_cpu_seconds_total{{mode="idle",instance="a",{HOST}}}'
DISK = f'node_filesystem_{{what}}_bytes{{{{instance="a",{HOST}}}}}'
REQUESTS = 'http_server_request_duration_seconds_count{service_name="image-provider",deployment_environment="production"}'
RULES = "thresholds image-provider"


def busy(*phases: tuple[int, float]) -> str:
    """The idle seconds of a processor that is so busy, in percent, for so many minutes."""
    parts: list[str] = []
    counted = 0.0
    for minutes, percent in phases:
        step = 60 * (1 - percent / 100)
        parts.append(f"{counted:g}+{step:g}x{minutes - 1}")
        counted += step * minutes
    return " ".join(parts)


@pytest.mark.parametrize(
    ("cpu", "expected"),
    [
        pytest.param(busy((150, 95), (120, 85), (120, 70)), {"149m": True, "269m": True, "389m": False}, id="fires until it has recovered"),
        pytest.param(busy((240, 85)), {"239m": False}, id="between recovery and critical nothing begins"),
    ],
)
def test_recovery_is_better_than_the_threshold(tmp_path: Path, cpu: str, expected: dict[str, bool]) -> None:
    """Critical above 90 %, recovered at 80 %, over an hour."""
    asks = [firing("image-provider.cpu", at, fires=fires) for at, fires in expected.items()]
    assert_passes(unit_test(tmp_path, only(RULES), [input_series(IDLE, cpu)], asks=asks))


def test_a_warning_is_an_alert_of_its_own(tmp_path: Path) -> None:
    asks = [firing("image-provider.cpu.warning", "3h", fires=True), firing("image-provider.cpu", "3h", fires=False)]
    assert_passes(unit_test(tmp_path, only(RULES), [input_series(IDLE, busy((200, 88)))], asks=asks))


def test_memory_alarms_when_there_is_little(tmp_path: Path) -> None:
    """Critical below 5 % usable."""
    series = [
        input_series(f'node_memory_MemAvailable_bytes{{instance="a",{HOST}}}', "4x60"),
        input_series(f'node_memory_MemTotal_bytes{{instance="a",{HOST}}}', "100x60"),
    ]
    assert_passes(unit_test(tmp_path, only(RULES), series, asks=[firing("image-provider.memory", "1h", fires=True)]))


@pytest.mark.parametrize(("slope", "fires"), [(0.3, True), (0.2, False)])
def test_a_disk_that_will_be_full_in_a_week_is_told(tmp_path: Path, slope: float, *, fires: bool) -> None:
    """Half full; 90 % is reached within 168 h from 40 % / 168 h = 0.238 % an hour."""
    series = [
        input_series(DISK.format(what="avail"), f"50000-{slope * 1000 / 60:.6f}x180"),
        input_series(DISK.format(what="size"), "100000x180"),
    ]
    asks = [firing("image-provider.disk-forecast", "2h", fires=fires), firing("image-provider.disk", "2h", fires=False)]
    assert_passes(unit_test(tmp_path, only(RULES), series, asks=asks))


@pytest.mark.parametrize(
    ("requests", "fires"),
    [
        pytest.param("0+10x60", False, id="they come"),
        pytest.param("5x60", True, id="they came once"),
        pytest.param("_x60", True, id="nothing is heard"),
    ],
)
def test_silence_of_telemetry_is_told(tmp_path: Path, requests: str, *, fires: bool) -> None:
    series = [input_series(REQUESTS, requests)]
    assert_passes(unit_test(tmp_path, only(RULES), series, asks=[firing("image-provider.telemetry", "1h", fires=fires)]))
