"""Boot scripts are plain text, or Base64 of it."""

import base64
import binascii

from estate.readiness.plain_secrets import secret_in
from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict, failed, not_applicable, passed
from estate.readiness.world import World


def judge(host: Item, _world: World) -> Verdict:
    """Looks for keys, tokens and passwords in addresses."""
    scripts = [script for script in (host.at("userData"), host.at("userDataBase64")) if script.is_present]
    if not scripts:
        return not_applicable("it has no boot script")
    for script in scripts:
        if found := secret_in(_plain(script.text())):
            return failed(f"{script.path} shows {found}; expected none")
    return passed()


def _plain(text: str) -> str:
    try:
        return base64.b64decode(text, validate=True).decode(errors="replace")
    except (binascii.Error, ValueError):
        return text
