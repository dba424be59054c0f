"""The files of a new service: its own, its runbook, and one line more in each environment that it runs in."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from estate.catalog.environment import Environment
from estate.catalog.insert import with_version
from estate.catalog.layout import FOLDERS
from estate.catalog.load import Reading, check_text
from estate.catalog.mistakes import CatalogError, show
from estate.catalog.scaffold import FIRST_VERSION, NewService, runbook_text, service_text
from estate.catalog.words import did_you_mean
from estate.cli.writing import write_file
from estate.errors import InputError


@dataclass(frozen=True, kw_only=True)
class Written:
    """What a command did to the repository."""

    written: tuple[Path, ...]
    changed: tuple[Path, ...]
    """The environments' files that say one version more."""


def takers(reading: Reading, maturity: str) -> Mapping[str, Environment]:
    """The environments that accept the maturity. CatalogError when one of them cannot be read: it might."""
    if not reading.environments.keys() >= {*reading.names["environments"]}:
        raise CatalogError([mistake for mistake in reading.mistakes if "/environments/" in mistake.file])
    return {name: environment for name, environment in reading.environments.items() if maturity in environment.accepts}


def choose_image(wish: str | None, environments: Mapping[str, Environment]) -> str:
    """The host image that all of the environments have, or the one of them that is wished for. InputError when there is no such one."""
    images = sorted(set.intersection(*({*environment.machine_images} for environment in environments.values()))) if environments else []
    if wish in images or (wish is None and len(images) == 1):
        return wish or images[0]
    where = ", ".join(environments) or "no environment"
    if not images:
        raise InputError(
            f"no host image stands in all the environments that it would run in ({where})\n    add one to machine_images there"
        )
    known = f"known in {where}: {', '.join(images)}"
    if wish is None:
        raise InputError(f"there is a choice of host images; expected --machine-image\n    {known}")
    raise InputError(f"{show(wish)} is no host image\n    {did_you_mean(wish, images) or known}")


def write(made: NewService, catalog: Path, environments: Mapping[str, Environment]) -> Written:
    """Write the service's file, its versions and, unless there is one, its runbook.

    InputError, and nothing written, when a file would be wrong.
    """
    file = catalog / "services" / f"{made.name}.yaml"
    text = service_text(made)
    mistakes = check_text(text, file=str(file), kind=FOLDERS["services"])
    if mistakes:
        raise CatalogError(mistakes)
    runbook = catalog.resolve().parent / made.runbook
    files = {} if runbook.exists() else {runbook: runbook_text(made, file=f"{catalog.resolve().name}/services/{made.name}.yaml")}
    changed = versions(made, catalog, environments) if made.has_image else {}
    # The service last: until it is there the command can be given again, and does what is left.
    for path, content in {**files, **changed, file: text}.items():
        write_file(path, content)
    return Written(written=(*files, file), changed=tuple(changed))


def versions(made: NewService, catalog: Path, environments: Mapping[str, Environment]) -> dict[Path, str]:
    """The files of the environments that do not say the service's version yet, each with a line more."""
    found: dict[Path, str] = {}
    for name, environment in environments.items():
        file = catalog / "environments" / f"{name}.yaml"
        if made.name not in environment.versions:
            # Behind a link stands the file to be replaced.
            found[file.resolve()] = with_version(file.read_bytes().decode(), file=str(file), name=made.name, version=FIRST_VERSION)
    return found
