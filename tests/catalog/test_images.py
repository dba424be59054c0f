"""What runs where: versions and host images that do not fit the services, with the whole text that a person reads."""

import pytest

from tests.catalog.estates import Estate, row

LIVE = "environments/live.yaml"
TRIAL = "environments/trial.yaml"
SHELF = "services/shelf.yaml"
KNOWN = "(3 services are known: estate check --list services)"
DIGEST = f"sha256:{'0f' * 32}"
IMAGES = "machine_images: {debian: ami-0123456789abcdef0}"


ROWS = [
    row(
        "a name that is misspelt, whose version is not called missing",
        LIVE,
        "till: 1.4.0",
        "tlil: 1.4.0",
        "environments/live.yaml:20:3  versions.tlil: 'tlil' is no service",
        hint=f"did you mean 'till'? {KNOWN}",
    ),
    row(
        "a name like no other",
        LIVE,
        "till: 1.4.0",
        "till: 1.4.0\n  zzzzz: 1.0.0",
        "environments/live.yaml:21:3  versions.zzzzz: 'zzzzz' is no service",
        hint="3 services are known: estate check --list services",
    ),
    row(
        "a service on hosts",
        LIVE,
        "till: 1.4.0",
        "till: 1.4.0\n  shelf: 1.0.0",
        "environments/live.yaml:21:3  versions.shelf: 'shelf' runs on hosts, from no image; expected no version",
        hint="what hosts are made from stands under machine_images",
    ),
    row(
        "a service that is not accepted here",
        LIVE,
        "till: 1.4.0",
        "night: 0.3.1\n  till: 1.4.0",
        "environments/live.yaml:20:3  versions.night: 'night' is a poc, which live does not accept; expected no version",
    ),
    row(
        "a service that runs here without a version",
        TRIAL,
        "  night: 0.3.1\n",
        "",
        "environments/trial.yaml:20:3  versions.night: is missing; 'night' runs here from an image",
        hint="add night: and the version that is to run, such as 1.4.0",
    ),
    row(
        "no versions at all",
        LIVE,
        "versions:\n  till: 1.4.0\n",
        "",
        "environments/live.yaml:1:1  versions.till: is missing; 'till' runs here from an image",
        hint="add till: and the version that is to run, such as 1.4.0",
    ),
    row(
        "a service that is promoted",
        "services/night.yaml",
        "maturity: poc",
        "maturity: pilot",
        "environments/live.yaml:20:3  versions.night: is missing; 'night' runs here from an image",
        hint="add night: and the version that is to run, such as 1.4.0",
    ),
    row(
        "a host image that is misspelt",
        SHELF,
        "machine_image: debian",
        "machine_image: debain",
        "services/shelf.yaml:9:18  runtime.machine_image: 'debain' is a host image of no environment",
        hint="did you mean 'debian'?",
    ),
    row(
        "a host image like no other",
        SHELF,
        "machine_image: debian",
        "machine_image: zzzzz",
        "services/shelf.yaml:9:18  runtime.machine_image: 'zzzzz' is a host image of no environment",
        hint="known: debian",
    ),
    row(
        "a host image that one environment lacks",
        LIVE,
        "{debian: ami-0123456789abcdef0}",
        "{fedora: ami-0123456789abcdef0}",
        "environments/live.yaml:18:17  machine_images.debian: is missing; the hosts of 'shelf' are made from it",
        hint="add debian: and the id that it has in eu-central-1",
    ),
]


@pytest.mark.parametrize(("file", "old", "new", "told"), ROWS)
def test_what_does_not_fit_the_services_is_told(estate: Estate, file: str, old: str, new: str, told: str) -> None:
    estate.change(file, old, new)
    assert estate.mistakes() == [told]


def test_all_is_told_at_once(estate: Estate) -> None:
    for name in ("bell", "coin"):
        estate.write(f"services/{name}.yaml", estate.text("services/night.yaml").replace("night", name))
    estate.change(TRIAL, "  night: 0.3.1\n", "  shelf: 1.0.0\n")
    estate.change(TRIAL, f"{IMAGES}\n", "")
    assert [mistake.split(";")[0].split("; ")[0] for mistake in estate.mistakes()] == [
        "catalog/environments/trial.yaml:1:1  machine_images.debian: is missing",
        "catalog/environments/trial.yaml:19:3  versions.bell: is missing",
        "catalog/environments/trial.yaml:19:3  versions.coin: is missing",
        "catalog/environments/trial.yaml:19:3  versions.night: is missing",
        "catalog/environments/trial.yaml:19:3  versions.shelf: 'shelf' runs on hosts, from no image",
    ]


def test_a_host_image_that_nobody_has_is_told_once(estate: Estate) -> None:
    for file in (LIVE, TRIAL):
        estate.change(file, f"{IMAGES}\n", "")
    told = "catalog/services/shelf.yaml:9:18  runtime.machine_image: 'debian' is a host image of no environment"
    assert estate.mistakes() == [f"{told}\n    known: none"]


def test_an_environment_that_cannot_be_read_may_have_the_host_image(estate: Estate) -> None:
    estate.change(LIVE, f"{IMAGES}\n", "")
    estate.change(TRIAL, "nat: single", "nat: double")
    assert [mistake.split("  ")[0] for mistake in estate.mistakes()] == ["catalog/environments/trial.yaml:7:6"]


@pytest.mark.parametrize("version", ["1.4.0", "v2", "7", "2026-11-22", "build_7.x", DIGEST, "a" * 127 + "1"])
def test_a_tag_or_a_digest_is_a_version(estate: Estate, version: str) -> None:
    estate.change(LIVE, "till: 1.4.0", f'till: "{version}"')
    assert estate.mistakes() == []


@pytest.mark.parametrize(
    "version", ["", "main", ".1", "-1", "1/2", "a:1", "1.4.0 ", "sha512:" + "0f" * 64, DIGEST.upper(), "a" * 128 + "1"]
)
def test_what_no_registry_takes_or_what_moves_is_none(estate: Estate, version: str) -> None:
    estate.change(LIVE, "till: 1.4.0", f'till: "{version}"')
    assert [mistake.split("  ")[1].split(": ")[0] for mistake in estate.mistakes()] == ["versions.till"]


def test_a_host_image_that_nobody_uses_may_be_prepared(estate: Estate) -> None:
    estate.change(LIVE, "{debian:", "{next: ami-00000001, debian:")
    assert estate.mistakes() == []
