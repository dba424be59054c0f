"""Every check of the catalog as a whole; a new one joins this list."""

from estate.catalog.cycles import check_hard_cycles
from estate.catalog.draft import Check
from estate.catalog.images import check_machine_images, check_versions
from estate.catalog.limits import check_budgets, check_runtimes, check_stores
from estate.catalog.maintenance_checks import check_maintenance
from estate.catalog.objectives import check_objectives
from estate.catalog.patch_order import check_patch_groups, check_patch_order
from estate.catalog.places import check_accounts, check_domains, check_environments, check_hosts, check_ranges, check_sizes, check_zones
from estate.catalog.price_checks import check_prices, check_usage
from estate.catalog.references import (
    check_dependencies,
    check_own_buckets,
    check_people,
    check_shared_names,
    check_subscriptions,
    check_teams,
    check_uses,
)
from estate.catalog.remediation_checks import check_remediation
from estate.catalog.rosters import check_on_call, check_rosters, check_vendor_accounts
from estate.catalog.running import check_company, check_runbooks, check_services, check_ways
from estate.catalog.waiver_checks import check_waivers

CHECKS: tuple[Check, ...] = (
    check_accounts,
    check_budgets,
    check_company,
    check_dependencies,
    check_domains,
    check_environments,
    check_hard_cycles,
    check_hosts,
    check_machine_images,
    check_maintenance,
    check_objectives,
    check_on_call,
    check_own_buckets,
    check_patch_groups,
    check_patch_order,
    check_people,
    check_prices,
    check_ranges,
    check_remediation,
    check_rosters,
    check_runbooks,
    check_runtimes,
    check_services,
    check_shared_names,
    check_sizes,
    check_stores,
    check_subscriptions,
    check_teams,
    check_usage,
    check_uses,
    check_vendor_accounts,
    check_versions,
    check_waivers,
    check_ways,
    check_zones,
)
