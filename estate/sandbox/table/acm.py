"""Certificates, and the wait until they are issued."""

from collections.abc import Mapping
from datetime import datetime

from estate.sandbox.row import Call, Inputs, Row
from estate.sandbox.template import evaluate

OWN = {"CertificateArn": "{id}"}
IMPORTS = ("certificateBody", "certificateChain", "privateKey", "privateKeyWo", "privateKeyWoVersion")
PROOFS = (
    "{state.DomainValidationOptions[].{domainName: DomainName, resourceRecordName: ResourceRecord.Name, "
    "resourceRecordType: ResourceRecord.Type, resourceRecordValue: ResourceRecord.Value}}"
)


# ACM shows the first name among the others.
OTHER_NAMES = (
    "{(sort(state.SubjectAlternativeNames) == sort([in.domainName, in.subjectAlternativeNames][]) "
    "&& {names: in.subjectAlternativeNames} || {names: state.SubjectAlternativeNames}).names}"
)


def without_empty_list(inputs: Inputs) -> Inputs:
    """The inputs without a list of no names, which ACM refuses."""
    return {**inputs, "subjectAlternativeNames": inputs.get("subjectAlternativeNames") or None}


CERTIFICATE = Row(
    "aws:acm/certificate:Certificate",
    service="acm",
    create=Call("request_certificate"),
    id="{out.CertificateArn}",
    read=Call("describe_certificate", arguments=OWN, at="Certificate"),
    also_read={"Tags": Call("list_tags_for_certificate", arguments=OWN, at="Tags")},
    delete=(Call("delete_certificate", arguments=OWN),),
    prepare=without_empty_list,
    known={
        **dict.fromkeys(IMPORTS, "the sandbox imports no certificates"),
        "earlyRenewalDuration": "private certificate authorities only",
        "validationOptions": "validation by mail only",
    },
    replace_on=("domainName", "subjectAlternativeNames"),
    updates=(Call("update_certificate_options", arguments=OWN, properties=("options",), place=True, clears=True),),
    tags="Tags",
    tag_updates=(
        Call("add_tags_to_certificate", arguments={**OWN, "Tags": "{in.tags}"}, when="in.tags"),
        Call("remove_tags_from_certificate", arguments={**OWN, "Tags": "{removed}"}, when="removed"),
    ),
    observe={
        "subjectAlternativeNames": OTHER_NAMES,
        "validationMethod": "{state.DomainValidationOptions[0].ValidationMethod}",
    },
    outputs={
        "arn": "{id}",
        "domainValidationOptions": PROOFS,
        "keyAlgorithm": "{state.KeyAlgorithm}",
        "notAfter": "{state.NotAfter}",
        "notBefore": "{state.NotBefore}",
        "status": "{state.Status}",
        "type": "{state.Type}",
    },
)


def issued_at(context: Mapping[str, object]) -> str:
    """When the certificate was issued, as Go writes a time: the provider's id of a wait."""
    found = evaluate("out.Certificate.IssuedAt", context)
    return found.strftime("%Y-%m-%d %H:%M:%S +0000 UTC") if isinstance(found, datetime) else ""


CERTIFICATE_VALIDATION = Row(
    "aws:acm/certificateValidation:CertificateValidation",
    service="acm",
    create=Call("describe_certificate"),
    id=issued_at,
    read=Call("describe_certificate", arguments={"CertificateArn": "{in.certificateArn}"}, at="[Certificate][?Status=='ISSUED'] | [0]"),
    delete=(),
    lingers="it is a wait: the certificate stays issued",
    local=("validationRecordFqdns",),
)

ROWS = (CERTIFICATE, CERTIFICATE_VALIDATION)
