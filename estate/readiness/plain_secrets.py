"""Secrets that stand readably where they should not: in variables of a container, in a boot script, in a parameter.

What is found is never shown: verdicts name the place alone.
"""

import re

from estate.readiness.values import SYMBOL, Value

NAMED_LIKE_ONE = re.compile(
    r"(PASSWORD|PASSWD|PASSPHRASE|SECRET|TOKEN|CREDENTIALS?|API_?KEY|PRIVATE_?KEY|ACCESS_?KEY(_?ID)?|AUTH_DATA)(_?(VALUE|TEXT))?$",
    re.IGNORECASE,
)
"""Names that end like this hold a secret; `DB_SECRET_ARN`, `DB_SECRET_ID` and `TOKEN_FILE` say where one is."""
LOOKS_LIKE_ONE = re.compile(
    r"(?P<aws>\b(AKIA|ASIA)[0-9A-Z]{16}\b)"
    r"|(?P<key>-----BEGIN [A-Z ]*PRIVATE KEY-----)"
    r"|(?P<url>[a-z][a-z0-9+.-]*://[^/\s:@$]+:[^/\s@$]{3,}@)"
    r"|(?P<github>\b(gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{60,}))"
    r"|(?P<slack>\bxox[abpr]-[A-Za-z0-9-]{10,})"
)
WORDS = {
    "aws": "an access key of AWS",
    "key": "a private key",
    "url": "a password in an address",
    "github": "a token of GitHub",
    "slack": "a token of Slack",
}


def secret_named(name: str, value: Value) -> str | None:
    """What secret the variable holds, in words; None for none. NotKnownError where its name asks for one and its value is not known."""
    if value.is_secret:
        return "a secret of the program"
    if value.is_absent:
        return None
    if NAMED_LIKE_ONE.search(name):
        return f"the secret {name}" if value.text() else None
    return secret_in(value.written())


def secret_in(text: str) -> str | None:
    """What the text shows that looks like a secret, in words; None for none. Symbols in it are no text."""
    found = LOOKS_LIKE_ONE.search(SYMBOL.sub("", text))
    return WORDS[found.lastgroup] if found and found.lastgroup else None
