"""Encryption of volumes."""

from tests.sandbox.sample import Sample

SAMPLES = (
    Sample("aws:ebs/encryptionByDefault:EncryptionByDefault", inputs={"enabled": True}, steps=({"enabled": False}, {"enabled": None})),
)
