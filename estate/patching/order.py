"""What somebody asks to be patched, held against the catalog: every mistake at once, before any host is asked."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from estate.catalog.catalog import Catalog
from estate.catalog.environment import Environment
from estate.catalog.words import any_of, did_you_mean
from estate.decisions.patching import Owner, owners
from estate.errors import InputError
from estate.patching.batches import batch_mistakes
from estate.patching.window import freezes_ahead, opening, parse_opening

Mode = Literal["run", "plan", "check"]
WHOSE = {
    "image": "an autoscaled group makes its hosts: they are replaced by hosts from a newer image (machine_images of the environment)",
    "window": "Systems Manager patches its hosts in the patch window of the environment",
}


@dataclass(frozen=True, kw_only=True)
class Request:
    """The words of the command line."""

    environment: str
    groups: tuple[str, ...] = ()
    """None: every group that the playbook patches."""
    mode: Mode = "run"
    resume: bool = False
    everything: bool = False
    packages: tuple[str, ...] = ()
    hold_hosts: tuple[str, ...] = ()
    hold_packages: tuple[str, ...] = ()
    batches: tuple[str, ...] = ()
    reboot: bool = False
    window: str | None = None
    override: str = ""


@dataclass(frozen=True, kw_only=True)
class Order:
    """What the playbook is given."""

    environment: str
    groups: tuple[str, ...]
    mode: Mode
    variables: dict[str, Any] = field(default_factory=dict[str, Any])


def order(catalog: Catalog, request: Request, *, now: datetime) -> Order:
    """The order that a request makes. InputError with everything that is wrong with it."""
    environment = catalog.environments.get(request.environment)
    if environment is None:
        raise InputError(_unknown(f"{request.environment!r} is no environment", request.environment, tuple(catalog.environments)))
    owned = owners(catalog, environment)
    mistakes = [*_group_mistakes(request.groups, owned), *batch_mistakes(request.batches, is_production=is_production(environment))]
    mistakes += ["--all and --package exclude each other; expected one of them"] if request.everything and request.packages else []
    mistakes += _window_mistakes(request, now)
    groups = request.groups or tuple(name for name, owner in owned.items() if owner == "playbook")
    if not groups:
        mistakes.append(f"{request.environment} has no group that the playbook patches")
    if mistakes:
        raise InputError("\n".join(mistakes))
    variables = {**_variables(request, environment, groups, now), "patch_freezes": freezes_ahead(catalog.freezes, environment.name, now)}
    return Order(environment=environment.name, groups=groups, mode=request.mode, variables=variables)


def is_production(environment: Environment) -> bool:
    """Whether its hosts are never all patched at once: nothing is tried out there."""
    return "poc" not in environment.accepts


def group_pattern(groups: tuple[str, ...]) -> str:
    """The groups as Ansible names them: its own plugins turn hyphens into underscores."""
    return ":".join(group.replace("-", "_") for group in groups)


def _group_mistakes(groups: tuple[str, ...], owned: dict[str, Owner]) -> Iterator[str]:
    for group in groups:
        if group not in owned:
            yield _unknown(f"{group!r} is no group of hosts", group, tuple(owned))
        elif owned[group] != "playbook":
            yield f"{group!r} is not patched by the playbook: {WHOSE[owned[group]]}"


def _window_mistakes(request: Request, now: datetime) -> Iterator[str]:
    try:
        if request.window:
            parse_opening(request.window, now)
    except InputError as error:
        yield str(error)


def _unknown(text: str, word: str, known: tuple[str, ...]) -> str:
    return f"{text}; {did_you_mean(word, known) or f'expected {any_of(known)}'}"


def _variables(request: Request, environment: Environment, groups: tuple[str, ...], now: datetime) -> dict[str, Any]:
    open_at = parse_opening(request.window, now) if request.window else opening(environment.patch_window, now)
    given: dict[str, Any] = {
        "patch_hosts": group_pattern(groups),
        "patch_mode": "plan" if request.mode == "plan" else "run",
        "patch_scope": "named" if request.packages else "all" if request.everything else "security",
        "patch_packages": list(request.packages),
        "patch_hold_hosts": list(request.hold_hosts),
        "patch_hold_packages": list(request.hold_packages),
        "patch_reboot": "when_needed" if request.reboot else "never",
        "patch_production": is_production(environment),
        "patch_override": request.override,
        "patch_resume": request.resume,
        "patch_window": open_at.as_variables(),
        "evidence_environment": environment.name,
    }
    if request.batches:
        given["patch_batches"] = [int(batch) if batch.isdigit() else batch for batch in request.batches]
    return given
