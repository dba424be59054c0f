import pytest

from estate.catalog.service import Ec2Runtime, LambdaRuntime
from estate.cli.exit_codes import ExitCode
from tests.catalog.estates import Estate
from tests.cli.catalog_commands import Outcome, run


def new(estate: Estate, *arguments: object) -> Outcome:
    return run(["new", "service", *arguments, "--catalog", estate.catalog])


def files(estate: Estate) -> list[str]:
    root = estate.catalog.parent
    return sorted(str(path.relative_to(root)) for path in root.rglob("*") if path.is_file())


RUNS_IN = {"poc": ["trial"], "production": ["live", "trial"]}
"""The environments that accept each maturity."""


@pytest.mark.parametrize("runtime", ["ecs", "ec2", "lambda"])
@pytest.mark.parametrize("maturity", ["poc", "production"])
def test_a_new_service_is_valid_with_its_runbook(estate: Estate, runtime: str, maturity: str) -> None:
    before = files(estate)
    outcome = new(estate, "bell", "--owner", "store", "--runtime", runtime, "--maturity", maturity)
    assert outcome.out.splitlines() == [
        "docs/runbooks/bell.md written",
        "catalog/services/bell.yaml written",
        *(f"catalog/environments/{place}.yaml changed: versions.bell is 0.1.0" for place in RUNS_IN[maturity] if runtime != "ec2"),
        "Next: describe it in its file and its runbook, then estate check · estate plan",
    ]
    assert estate.mistakes() == []
    assert sorted({*files(estate)} - {*before}) == ["catalog/services/bell.yaml", "docs/runbooks/bell.md"]


def test_what_is_asked_for_is_what_is_written(estate: Estate) -> None:
    description = 'Rings: "loud" & clear #1 é {each} hour\\'
    arguments = ["--tier", 2, "--language", "c#", "--port", 7080, "--protocol", "grpc", "--description", description]
    new(estate, "bell", "--owner", "platform", "--maturity", "pilot", *arguments)
    catalog = estate.read().catalog
    assert catalog is not None
    bell = catalog.services["bell"]
    assert (bell.owner, bell.tier, bell.maturity, bell.language, bell.description) == ("platform", 2, "pilot", "c#", description)
    assert bell.port is not None
    assert (bell.port.number, bell.port.protocol, bell.port.health) == (7080, "grpc", "/grpc.health.v1.Health/Check")


def test_runtimes_are_what_they_are_called(estate: Estate) -> None:
    new(estate, "host", "--owner", "store", "--runtime", "ec2")
    new(estate, "call", "--owner", "store", "--runtime", "lambda")
    catalog = estate.read().catalog
    assert catalog is not None
    assert isinstance(catalog.services["host"].runtime, Ec2Runtime)
    assert isinstance(catalog.services["call"].runtime, LambdaRuntime)
    assert catalog.services["call"].port is None


def test_json_names_what_was_written(estate: Estate) -> None:
    outcome = new(estate, "bell", "--owner", "store", "--json")
    assert outcome.document == {
        "version": 1,
        "written": ["docs/runbooks/bell.md", "catalog/services/bell.yaml"],
        "changed": ["catalog/environments/trial.yaml"],
    }


def test_the_first_version_is_one_line_in_its_place_and_nothing_else(estate: Estate) -> None:
    before = {place: estate.text(f"environments/{place}.yaml") for place in ("live", "trial")}
    new(estate, "puzzle", "--owner", "store")
    assert estate.text("environments/live.yaml") == before["live"]
    line = "  night: 0.3.1\n"
    assert estate.text("environments/trial.yaml") == before["trial"].replace(line, f"{line}  puzzle: 0.1.0\n")


def test_a_version_that_is_there_is_kept(estate: Estate) -> None:
    estate.change("environments/trial.yaml", "versions:\n", "versions:\n  bell: 1.2.3\n")
    assert new(estate, "bell", "--owner", "store", "--json").document["changed"] == []
    catalog = estate.read().catalog
    assert catalog is not None
    assert catalog.environments["trial"].versions["bell"] == "1.2.3"


def test_an_environment_behind_a_link_stays_behind_it(estate: Estate) -> None:
    file, behind = estate.catalog / "environments/trial.yaml", estate.catalog / "schema/trial.txt"
    behind.parent.mkdir()
    file.rename(behind)
    file.symlink_to(behind)
    new(estate, "bell", "--owner", "store")
    assert file.is_symlink()
    assert "  bell: 0.1.0\n" in behind.read_text()


def test_an_environment_that_cannot_be_read_stops_it(estate: Estate) -> None:
    estate.change("environments/live.yaml", "nat: single", "nat: double")
    before = files(estate)
    outcome = new(estate, "bell", "--owner", "store")
    assert outcome.error.startswith("catalog/environments/live.yaml:7:6  nat: 'double' is no nat; expected 'single' or 'per_zone'")
    assert files(estate) == before


def test_the_only_host_image_is_taken(estate: Estate) -> None:
    new(estate, "host", "--owner", "store", "--runtime", "ec2", "--maturity", "pilot")
    assert "  machine_image: debian\n" in estate.text("services/host.yaml")


def test_a_choice_of_host_images_is_the_person_s(estate: Estate) -> None:
    for place in ("live", "trial"):
        estate.change(f"environments/{place}.yaml", "{debian:", "{debian-arm: ami-00000001, debian:")
    command = ["host", "--owner", "store", "--runtime", "ec2", "--maturity", "pilot"]
    known = "known in live, trial: debian, debian-arm"
    assert new(estate, *command).error == f"there is a choice of host images; expected --machine-image\n    {known}"
    assert new(estate, *command, "--machine-image", "zzz").error == f"'zzz' is no host image\n    {known}"
    assert new(estate, *command, "--machine-image", "debian-rm").error == "'debian-rm' is no host image\n    did you mean 'debian-arm'?"
    new(estate, *command, "--machine-image", "debian-arm")
    assert "  machine_image: debian-arm\n" in estate.text("services/host.yaml")
    assert estate.mistakes() == []


def test_without_a_host_image_there_are_no_hosts(estate: Estate) -> None:
    estate.change("environments/live.yaml", "machine_images: {debian: ami-0123456789abcdef0}\n", "")
    outcome = new(estate, "host", "--owner", "store", "--runtime", "ec2", "--maturity", "pilot")
    where = "no host image stands in all the environments that it would run in (live, trial)"
    assert outcome.error == f"{where}\n    add one to machine_images there"


def test_the_runbook_has_sections_of_its_runtime(estate: Estate) -> None:
    new(estate, "bell", "--owner", "store", "--description", "Rings.")
    text = (estate.catalog.parent / "docs/runbooks/bell.md").read_text()
    sections = [line for line in text.splitlines() if line.startswith("#")]
    assert sections == ["# bell", "## What it does", "## First look", "## Known failures", "## Roll back"]
    assert "Rings." in text
    assert "update-service" in text


def test_a_runbook_that_is_there_is_kept(estate: Estate) -> None:
    runbook = estate.catalog.parent / "docs/runbooks/bell.md"
    runbook.write_text("# written with love\n")
    outcome = new(estate, "bell", "--owner", "store")
    assert runbook.read_text() == "# written with love\n"
    assert "docs/runbooks/bell.md" not in outcome.out


NAME = "expected at most 24 small letters, digits and single hyphens, beginning with a letter"
LONGEST = "b" * 24
REFUSED = {
    "a service of that name": (["till", "--owner", "store"], "'till' is there already: {catalog}/services/till.yaml"),
    "a store of that name": (["news", "--owner", "store"], "'news' is there already: {catalog}/stores/news.yaml"),
    "a name of digits": (["24", "--owner", "store"], f"'24' is no name; {NAME}\n    such as order-mail"),
    "no such team": (["bell", "--owner", "stoer"], "'stoer' is no team\n    did you mean 'store'?"),
    "a team like no other": (["bell", "--owner", "zzzzz"], "'zzzzz' is no team\n    known teams: platform, store"),
    "a name in capitals": (["Bell", "--owner", "store"], f"'Bell' is no name; {NAME}\n    did you mean 'bell'?"),
    "a name that is too long": (["b" * 25, "--owner", "store"], f"is no name; {NAME}\n    did you mean '{LONGEST}'?"),
    "a name that climbs out": (
        ["../../bell", "--owner", "store"],
        f"'../../bell' is no name; {NAME}\n    did you mean 'bell'?",
    ),
    "a name that is YAML": (["a: b", "--owner", "store"], f"'a: b' is no name; {NAME}\n    did you mean 'a-b'?"),
    "a name that is a switch": (["no", "--owner", "store"], "without quotes no is the switch false to YAML"),
    "the collector's port": (["bell", "--owner", "store", "--port", 4317], "4317 is taken by the collector (OTLP over gRPC)"),
    "SSH's port": (["bell", "--owner", "store", "--runtime", "ec2", "--port", 22], "22 is taken by SSH"),
    "a host image of a container": (
        ["bell", "--owner", "store", "--machine-image", "debian"],
        "--machine-image is for hosts; expected --runtime ec2, not ecs",
    ),
    "a function that listens": (["bell", "--owner", "store", "--runtime", "lambda", "--port", 80], "a function listens on no port"),
}


@pytest.mark.parametrize(("arguments", "told"), REFUSED.values(), ids=REFUSED)
def test_what_would_be_wrong_is_refused_and_nothing_is_written(estate: Estate, arguments: list[object], told: str) -> None:
    before = files(estate)
    assert told.format(catalog=estate.catalog) in new(estate, *arguments).error
    assert files(estate) == before


@pytest.mark.parametrize("arguments", [["--runtime", "esc"], ["--tier", 5], ["--port", 0]], ids=str)
def test_an_option_outside_its_words_is_refused(estate: Estate, arguments: list[object]) -> None:
    assert new(estate, "bell", "--owner", "store", *arguments).code == ExitCode.INPUT


def test_without_a_catalog_nothing_is_made(estate: Estate) -> None:
    outcome = run(["new", "service", "bell", "--owner", "store", "--catalog", estate.catalog / "nowhere"])
    assert "is no folder; expected the catalog's" in outcome.error


def test_another_teams_mistake_does_not_stop_a_new_service(estate: Estate) -> None:
    estate.change("stores/news.yaml", "tier: 2", "tier: 7")
    assert new(estate, "bell", "--owner", "store").code == ExitCode.GOOD


def test_a_folder_that_cannot_be_written_is_said(estate: Estate) -> None:
    (estate.catalog.parent / "docs/runbooks/till.md").unlink()
    (estate.catalog.parent / "docs/runbooks").rmdir()
    (estate.catalog.parent / "docs/runbooks").write_text("a file where a folder belongs")
    outcome = new(estate, "bell", "--owner", "store")
    assert "bell.md cannot be written" in outcome.error
    assert not (estate.catalog / "services/bell.yaml").exists()
