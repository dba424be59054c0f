"""Certificates."""

from tests.sandbox.sample import Sample, The

SAMPLES = (
    Sample(
        "aws:acm/certificate:Certificate",
        inputs={
            "domainName": "shop.example",
            "subjectAlternativeNames": ["images.shop.example"],
            "validationMethod": "DNS",
            "keyAlgorithm": "RSA_2048",
            "tags": {"team": "network"},
        },
        steps=({"tags": {"owner": "network"}},),
        untried={"options": "the emulator lacks update_certificate_options"},
    ),
    Sample(
        "aws:acm/certificate:Certificate",
        variant="alone",
        inputs={"domainName": "shop.example", "subjectAlternativeNames": [], "validationMethod": "DNS"},
    ),
    Sample(
        "aws:acm/certificateValidation:CertificateValidation",
        inputs={
            "certificateArn": The("aws:acm/certificate:Certificate", "arn"),
            "validationRecordFqdns": ["_d930b28be6c5927595552b219965053e.shop.example"],
        },
    ),
)
