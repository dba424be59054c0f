"""What an answer of the emulator means: gone, not supported, or refused."""

import re
from collections.abc import Mapping

from botocore.exceptions import ClientError

from estate.sandbox.errors import Gone, NotSupported, Refused
from estate.sandbox.template import evaluate

MISSING_HEADER = "x-emulator-missing"
"""Set by our emulator process on what moto lacks; the value says what."""
FAULT_HEADER = "x-emulator-fault"
"""Set by our emulator process where moto itself failed; the value is the exception."""

GONE = re.compile(r"NotFound|NoSuch|Non[Ee]xist|DoesNotExist|QueueDoesNotExist|^404$|^UnknownResource")
GONE_TEXT = re.compile(r"is not subscribed to AWS Security Hub")  # its code says only that access is invalid
LACKING_CODES = frozenset({"UnknownOperationException", "UnknownOperation", "NotImplemented", "501", "500"})
LACKING_TEXT = re.compile(r"not (yet )?(been )?(implemented|supported by moto)|not yet implemented", re.IGNORECASE)


def translate(error: ClientError, *, token: str, operation: str) -> NotSupported | Refused:
    """The answer as an error of ours: NotSupported, Gone or Refused."""
    why = lacking(error)
    if why:
        return NotSupported(token=token, operation=operation, why=why)
    code = code_of(error)
    kind = Gone if GONE.search(code) or GONE_TEXT.search(text_of(error)) else Refused
    return kind(token=token, operation=operation, code=code, text=text_of(error))


def code_of(error: ClientError) -> str:
    """The AWS error code."""
    return str(error.response.get("Error", {}).get("Code", ""))


def text_of(error: ClientError) -> str:
    """What AWS says in words."""
    return str(error.response.get("Error", {}).get("Message", ""))


def lacking(error: ClientError) -> str:
    """What the emulator lacks, or nothing when it is a real AWS error."""
    headers = _headers(error)
    if MISSING_HEADER in headers:
        return headers[MISSING_HEADER]
    if FAULT_HEADER in headers:
        return f"it failed itself: {headers[FAULT_HEADER]}"
    code, said = code_of(error), text_of(error)
    return said or code if code in LACKING_CODES or LACKING_TEXT.search(said) else ""


def _headers(error: ClientError) -> Mapping[str, str]:
    headers = evaluate("ResponseMetadata.HTTPHeaders", error.response)
    return {str(name).lower(): str(value) for name, value in headers.items()} if isinstance(headers, Mapping) else {}
