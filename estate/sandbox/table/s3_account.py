"""What holds for every bucket of an account."""

from estate.sandbox.row import Call, Row
from estate.sandbox.table.s3 import PUBLIC_ACCESS_BLOCK

OWN = {"AccountId": "{id}"}

ACCOUNT_PUBLIC_ACCESS_BLOCK = Row(
    "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock",
    service="s3control",
    create=Call("put_public_access_block", arguments={"AccountId": "{in.accountId || account}"}),
    id="{in.accountId || account}",
    read=Call("get_public_access_block", arguments=OWN, at="PublicAccessBlockConfiguration"),
    delete=(Call("delete_public_access_block", arguments=OWN),),
    renames=PUBLIC_ACCESS_BLOCK.renames,
    defaults=PUBLIC_ACCESS_BLOCK.defaults,
    put_again=True,
    observe={"accountId": "{id}"},
    outputs={"accountId": "{id}"},
)

ROWS = (ACCOUNT_PUBLIC_ACCESS_BLOCK,)
