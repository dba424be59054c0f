"""What is kept a second time, and where."""

from dataclasses import replace

import pytest

from estate.catalog.catalog import Catalog
from estate.catalog.load import load_catalog
from estate.decisions.recovery import Recovery, StorePlan, copy_name, recovery_of
from tests.components.builds import ROOT

CATALOG = load_catalog(ROOT / "catalog")


def catalog_with(**environment: object) -> Catalog:
    """The reference catalog with other facts of production."""
    changed = CATALOG.environments["production"].model_copy(update=environment)
    return replace(CATALOG, environments={**CATALOG.environments, "production": changed})


def recovery(catalog: Catalog) -> Recovery | None:
    return recovery_of(catalog, catalog.environments["production"])


def test_databases_are_backed_up_and_the_buckets_of_the_first_two_tiers_copied() -> None:
    found = recovery(CATALOG)
    assert found is not None
    assert found.plans == (StorePlan(store="astronomy-db", keep_days=30),)
    # sales-reports is of tier 4.
    assert found.buckets == ("product-images",)
    assert found.region == "eu-west-1"


@pytest.mark.parametrize("facts", [{"deletion_protection": False}, {"region": "eu-west-1"}])
def test_an_environment_that_may_go_with_its_data_or_stands_there_itself_keeps_no_copies(facts: dict[str, object]) -> None:
    assert recovery(catalog_with(**facts)) is None


@pytest.mark.parametrize(("kept", "locked"), [((30,), 7), ((30, 3), 3), ((), 7)])
def test_a_lock_never_outlasts_the_shortest_backup(kept: tuple[int, ...], locked: int) -> None:
    plans = tuple(StorePlan(store=f"store-{days}", keep_days=days) for days in kept)
    assert Recovery(region="eu-west-1", plans=plans, buckets=(), schedule="").locked_days == locked


def test_backups_are_made_half_a_day_after_those_of_rds() -> None:
    window = CATALOG.environments["production"].patch_window.model_copy(update={"start": "20:30"})
    # Istanbul is UTC+3: maintenance at 17:30, RDS's own backup at 15:30, this one at 03:30.
    found = recovery(catalog_with(patch_window=window))
    assert found is not None
    assert found.schedule == "cron(30 3 ? * * *)"


def test_a_copy_is_named_for_what_it_is_of() -> None:
    assert copy_name("product-images") == "product-images-copy"
