from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml

from estate.catalog.load import load_catalog
from estate.errors import InputError
from estate.patching.inventory import environment_variables, group_variables

ROOT = Path(__file__).parents[2]
CATALOG = load_catalog(ROOT / "catalog")
INVENTORIES = ROOT / "ansible/inventories"


def test_hosts_are_asked_for_their_health_as_their_service_says() -> None:
    web = group_variables(CATALOG, "production")["web_hosts"]
    assert web["estate_service"] == "image-provider"
    assert web["estate_patched_by"] == "image"
    assert web["verify_services"] == ["nginx.service"]
    assert web["verify_checks"] == [{"kind": "http", "address": "http://{{ ansible_host }}:8081/status"}]


def test_hosts_behind_a_balancer_are_drained_at_the_target_group_with_their_services_tags() -> None:
    web = group_variables(CATALOG, "production")["web_hosts"]
    assert web["drain_balancer"] == "target_group"
    tags = {"organisation": "shop", "environment": "production", "service": "image-provider"}
    assert web["drain_target_group"] == {"region": "eu-central-1", "tags": tags}
    assert "drain_balancer" not in group_variables(CATALOG, "production")["relay_hosts"], "nobody calls them through a balancer"


def test_what_agents_send_has_the_tags_of_the_catalog() -> None:
    groups = group_variables(CATALOG, "staging")
    assert groups["web_hosts"]["agent_tags"] == {
        "organisation": "shop",
        "environment": "staging",
        "env": "staging",
        "service": "image-provider",
        "owner": "storefront",
        "tier": "2",
        "cost-centre": CATALOG.teams["storefront"].cost_centre,
        "managed-by": "pulumi",
        "source": "catalog/services/image-provider.yaml",
    }
    assert (groups["relay_hosts"]["agent_tags"]["service"], groups["relay_hosts"]["agent_tags"]["owner"]) == ("relay-hosts", "platform")


def test_an_environment_gives_its_freezes() -> None:
    now = datetime(2026, 11, 23, tzinfo=UTC)
    # Midnight of 2026-11-26 in Istanbul is 21:00 UTC of the day before; five days.
    (freeze,) = environment_variables(CATALOG, "production", now)["patch_freezes"]
    assert (freeze["from"], freeze["until"]) == ("2026-11-25T21:00:00Z", "2026-11-30T21:00:00Z")
    assert environment_variables(CATALOG, "staging", now)["patch_freezes"] == []


def test_every_group_of_hosts_has_its_owner() -> None:
    owners = {name: one["estate_patched_by"] for name, one in group_variables(CATALOG, "production").items()}
    assert (owners["relay_hosts"], owners["tool_hosts"], owners["web_hosts"]) == ("playbook", "window", "image")


def test_an_environment_gives_its_window_and_whether_it_is_production() -> None:
    given = environment_variables(CATALOG, "production", datetime(2026, 11, 23, tzinfo=UTC))
    assert given["patch_production"] is True
    # 2026-11-26 is the next Thursday; 05:00 in Istanbul is 02:00 UTC.
    assert given["patch_window"]["opens"] == "2026-11-26T02:00:00Z"
    assert environment_variables(CATALOG, "dev", datetime(2026, 11, 23, tzinfo=UTC))["patch_production"] is False


def test_an_environment_that_is_none_is_refused_with_the_nearest_word() -> None:
    with pytest.raises(InputError, match="did you mean 'production'"):
        group_variables(CATALOG, "prodution")


@pytest.mark.parametrize("environment", sorted(CATALOG.environments))
def test_every_environment_has_an_inventory_that_finds_its_own_running_hosts_in_every_region(environment: str) -> None:
    hosts = yaml.safe_load((INVENTORIES / environment / "hosts.aws_ec2.yml").read_text())
    regions = CATALOG.organisation.regions
    assert hosts["regions"] == [regions.primary, regions.recovery]
    assert hosts["filters"] == {"tag:environment": environment, "instance-state-name": "running"}
    assert yaml.safe_load((INVENTORIES / environment / "zz.catalog.yml").read_text())["environment"] == environment


def test_no_inventory_is_of_an_environment_that_is_gone() -> None:
    assert {folder.name for folder in INVENTORIES.iterdir() if folder.is_dir()} == set(CATALOG.environments)
