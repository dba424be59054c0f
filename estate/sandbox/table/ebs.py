"""How an account encrypts volumes that do not say it themselves."""

from estate.sandbox.row import Call, Row

ENCRYPTION_BY_DEFAULT = Row(
    "aws:ebs/encryptionByDefault:EncryptionByDefault",
    service="ec2",
    create=Call("get_ebs_encryption_by_default"),
    id="default",
    read=Call("get_ebs_encryption_by_default"),
    delete=(Call("disable_ebs_encryption_by_default"),),
    lingers="a region always has this setting; it is off afterwards",
    apart=("enabled",),
    defaults={"enabled": True},
    updates=(
        Call("enable_ebs_encryption_by_default", when="in.enabled", properties=("enabled",)),
        Call("disable_ebs_encryption_by_default", when="!(in.enabled)", properties=("enabled",)),
    ),
    observe={"enabled": "{state.EbsEncryptionByDefault}"},
)

ROWS = (ENCRYPTION_BY_DEFAULT,)
