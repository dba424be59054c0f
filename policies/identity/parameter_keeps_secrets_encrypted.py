"""Parameters whose name or text says that they hold a secret, and whose type shows it."""

from estate.readiness.plain_secrets import secret_named
from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict, failed, passed
from estate.readiness.world import World


def judge(parameter: Item, _world: World) -> Verdict:
    """A `SecureString` is encrypted whatever it holds."""
    if parameter.at("type").text() == "SecureString":
        return passed("it is a SecureString")
    name = parameter.at("name").written("").rpartition("/")[2] or parameter.name
    for key in ("value", "insecureValue"):
        value = parameter.at(key)
        # The SDK makes a secret of every `value`: that it is one says nothing of what it holds.
        if value.is_secret:
            value.stop("is a secret, in a parameter whose type shows it; use insecureValue for what everybody may read")
        if found := secret_named(name.replace("-", "_"), value):
            return failed(f"{key} shows {found}; expected the type SecureString")
    return passed()
