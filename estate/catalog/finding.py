"""A model's complaint, brought back to the file: the path that somebody wrote, the value there, the models that may stand there."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, cast, get_args

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from estate.catalog.builder import Data, Place
from estate.catalog.mistakes import Way
from estate.catalog.words import nearest


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One complaint: where in the data, what is there, and what the model says of it."""

    path: Way
    value: Any
    limits: Mapping[str, Any]
    kind: str
    message: str
    models: tuple[type[BaseModel], ...]
    """The models that may hold the value: one, or the members of a union that its kind does not choose between."""
    is_key: bool = False
    written: str | None = None

    @property
    def noun(self) -> str | None:
        """What the value should be, by its key, where that is a word such as `need`."""
        key = self.path[-1] if self.path and not self.is_key else None
        return key if isinstance(key, str) and key.isalpha() else None

    @property
    def known(self) -> list[str]:
        """The keys that can stand here."""
        return sorted({key for model in self.models for key in model.model_fields})

    @property
    def meant(self) -> str | None:
        """The key that an unknown one was meant to be."""
        return nearest(str(self.path[-1]), self.known) if self.kind == "extra_forbidden" else None

    def follows(self, meant: Collection[Way]) -> bool:
        """Whether a key is missing only because it is misspelt."""
        return self.kind == "missing" and self.path in meant


def finding(details: ErrorDetails, data: Data, model: Any, places: Mapping[Way, Place]) -> Finding:
    """A complaint with the path as the file has it: the tags of unions, which nobody wrote, are taken out."""
    loc = details["loc"]
    is_key = bool(loc) and loc[-1] == "[key]"
    path, value = trace(loc[:-1] if is_key else loc, data)
    if details["type"].startswith("union_tag"):
        path, value = (*path, "kind"), value.get("kind") if isinstance(value, dict) else None
    place = places.get(path)
    models = models_at(model, path[:-1], data) if path else ()
    return Finding(
        path=path,
        value=path[-1] if is_key else value,
        is_key=is_key,
        limits=details.get("ctx", {}),
        kind=details["type"],
        message=details["msg"],
        models=models,
        written=place.written if place else None,
    )


def trace(loc: Way, data: Data) -> tuple[Way, Data]:
    """The path of a complaint inside the data, and the value there; a missing key's value is None."""
    parts = _without_tag(loc, data)
    path: Way = ()
    while parts:
        path = (*path, parts[0])
        data = _inside(data, parts[0])
        parts = _without_tag(parts[1:], data)
    return path, data


def _without_tag(parts: Way, data: Data) -> Way:
    """What is left of a path after the tag with which a union begins."""
    return parts[1:] if parts and isinstance(data, dict) and parts[0] == data.get("kind") else parts


def _inside(data: Data, part: str | int) -> Data:
    if isinstance(data, dict) and isinstance(part, str):
        return data.get(part)
    if isinstance(data, list) and isinstance(part, int) and part < len(data):
        return data[part]
    return None


def models_in(annotation: Any) -> tuple[type[BaseModel], ...]:
    """Every model that an annotation names: of lists, mappings and unions too."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return (annotation,)
    return tuple(model for part in get_args(annotation) for model in models_in(part))


def models_at(annotation: Any, path: Way, data: Data) -> tuple[type[BaseModel], ...]:
    """The model of what stands at `path`, or the members of a union between which its kind does not choose."""
    models = _choose(models_in(annotation), data)
    for part in path:
        fields = models[0].model_fields if len(models) == 1 else {}
        data = _inside(data, part)
        if isinstance(part, str) and part in fields:
            models = models_in(fields[part].annotation)
        models = _choose(models, data)
    return models


def _choose(models: tuple[type[BaseModel], ...], data: Data) -> tuple[type[BaseModel], ...]:
    """The member of a union that the data says it is, or all of them."""
    kind = data.get("kind") if isinstance(data, dict) else None
    return tuple(model for model in models if kind in kinds_of(model)) or models


def kinds_of(model: type[BaseModel]) -> tuple[str, ...]:
    """The values of the key `kind` that choose the model."""
    field = model.model_fields.get("kind")
    return cast("tuple[str, ...]", get_args(field.annotation)) if field else ()
