"""Who is believed."""

import hmac
import subprocess
from pathlib import Path

import pytest

from estate.errors import InputError
from estate.remediation.secrets import is_genuine, read_secrets
from tests.remediation.estates import SECRET

BODY = b'{"event": {}}'


def openssl(secret: str, body: bytes, folder: Path) -> str:
    """The signature that another program makes."""
    file = folder / "body"
    file.write_bytes(body)
    done = subprocess.run(["/usr/bin/openssl", "dgst", "-sha256", "-hmac", secret, str(file)], capture_output=True, text=True, check=True)  # noqa: S603 - openssl on a file of ours
    return done.stdout.split()[-1]


def signed(header: str, *, body: bytes = BODY) -> bool:
    return is_genuine("pagerduty", secret=SECRET.encode(), headers={"x-pagerduty-signature": header}, body=body)


def test_pagerdutys_signature_is_what_openssl_makes(tmp_path: Path) -> None:
    good = openssl(SECRET, BODY, tmp_path)
    assert signed(f"v1={good}")
    assert signed(f"v1={'0' * 64},v1={good}"), "one of two counts while a secret is changed"


def test_a_subscription_of_the_stacks_carries_the_token_of_all_of_them() -> None:
    headers = {"x-pagerduty-signature": f"v1={'0' * 64}", "x-estate-token": SECRET}
    assert is_genuine("pagerduty", secret=SECRET.encode(), headers=headers, body=BODY)


@pytest.mark.parametrize("header", ["", "v1=", "v1=00", "v2={}", "{}", "v1={},", "V1={}"])
def test_another_header_is_not_believed(tmp_path: Path, header: str) -> None:
    good = openssl(SECRET, BODY, tmp_path)
    believed = signed(header.format(good))
    assert believed == (header == "v1={},"), "only an empty second signature does no harm"


def test_a_changed_body_or_secret_is_not_believed(tmp_path: Path) -> None:
    good = openssl(SECRET, BODY, tmp_path)
    assert not signed(f"v1={good}", body=BODY + b" ")
    assert not signed(f"v1={openssl('another-secret-of-ours', BODY, tmp_path)}")


@pytest.mark.parametrize(
    ("headers", "believed"),
    [
        ({"authorization": f"Bearer {SECRET}"}, True),
        ({"authorization": f"bearer {SECRET}"}, True),
        ({"x-estate-token": SECRET}, True),
        ({"authorization": f"Bearer {SECRET}x"}, False),
        ({"authorization": "Bearer "}, False),
        ({"authorization": f"Basic {SECRET}"}, False),
        ({"authorization": "Bearer \udcff"}, False),
        ({}, False),
    ],
)
def test_a_token_is_believed_whole(headers: dict[str, str], *, believed: bool) -> None:
    assert is_genuine("datadog", secret=SECRET.encode(), headers=headers, body=BODY) == believed


def test_signatures_are_compared_in_constant_time(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[bytes] = []

    def compare(one: bytes, _other: bytes) -> bool:
        compared.append(one)
        return False

    monkeypatch.setattr(hmac, "compare_digest", compare)
    is_genuine("datadog", secret=SECRET.encode(), headers={"authorization": "Bearer abc"}, body=BODY)
    signed("v1=abc")
    assert compared == [b"abc", b"abc", b""], "PagerDuty may bring a token instead"


def test_without_a_secret_nobody_is_served() -> None:
    with pytest.raises(InputError, match="set ESTATE_REMEDIATION_DATADOG_SECRET"):
        read_secrets({})


def test_a_short_secret_is_refused_without_being_shown() -> None:
    with pytest.raises(InputError, match="has 7 characters; expected at least 16") as caught:
        read_secrets({"ESTATE_REMEDIATION_DATADOG_SECRET": "hunter2"})  # pragma: allowlist secret
    assert "hunter2" not in str(caught.value)
