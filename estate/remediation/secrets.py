"""Whether a webhook is from whom it says: it carries a token, or PagerDuty's signature."""

import hashlib
import hmac
from collections.abc import Mapping
from typing import cast

from estate.catalog.words import any_of
from estate.errors import InputError
from estate.remediation.event import SENDERS, Sender

VARIABLE = "ESTATE_REMEDIATION_{}_SECRET"
SHORTEST = 16
"""Characters; PagerDuty's own secrets have 64."""
SIGNATURE_HEADER = "x-pagerduty-signature"
SIGNATURE_VERSION = "v1="  # developer docs, webhooks, signatures: several may come, separated by commas, while secrets change
TOKEN_HEADER = "x-estate-token"
"""For senders whose tool sets headers of its own but not `Authorization`. PagerDuty signs each subscription with a secret that
PagerDuty makes: where several tell one dispatcher, all of them carry the same token."""
BEARER = "bearer "


def read_secrets(variables: Mapping[str, str]) -> Mapping[Sender, bytes]:
    """The secrets that are set. InputError for one that is too short, and for none: nobody is believed without."""
    found, mistakes = dict[Sender, bytes](), list[str]()
    for sender in SENDERS:
        name = VARIABLE.format(sender.upper())
        if not (secret := variables.get(name, "").strip()):
            continue
        if len(secret) < SHORTEST:
            mistakes.append(f"{name} has {len(secret)} characters; expected at least {SHORTEST}")
        found[sender] = secret.encode()
    if not found:
        mistakes.append(f"nobody's webhooks could be believed; set {any_of(VARIABLE.format(sender.upper()) for sender in SENDERS)}")
    if mistakes:
        raise InputError("\n".join(mistakes))
    return found


def is_genuine(sender: Sender, *, secret: bytes, headers: Mapping[str, str], body: bytes) -> bool:
    """Whether the webhook proves that it knows the secret."""
    if sender == "pagerduty" and _is_signed(secret, headers.get(SIGNATURE_HEADER, ""), body):
        return True
    authorization = headers.get("authorization", "")
    token = authorization[len(BEARER) :] if authorization.lower().startswith(BEARER) else headers.get(TOKEN_HEADER, "")
    return hmac.compare_digest(token.strip().encode("utf-8", "surrogateescape"), secret)


def _is_signed(secret: bytes, header: str, body: bytes) -> bool:
    expected = hmac.new(secret, body, hashlib.sha256).hexdigest().encode()
    given = [one.strip().removeprefix(SIGNATURE_VERSION) for one in header.split(",") if one.strip().startswith(SIGNATURE_VERSION)]
    return any(hmac.compare_digest(one.encode("utf-8", "surrogateescape"), expected) for one in given)


def known_sender(word: str) -> Sender | None:
    """The sender that a path names."""
    return cast("Sender", word) if word in SENDERS else None
