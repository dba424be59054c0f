"""Instance profiles."""

from tests.sandbox.sample import Sample, The
from tests.sandbox.samples.iam import trust

SAMPLES = (
    Sample("aws:iam/role:Role", variant="second", inputs={"name": "search-host", "assumeRolePolicy": trust("ec2.amazonaws.com")}),
    Sample(
        "aws:iam/instanceProfile:InstanceProfile",
        inputs={"name": "checkout-host", "path": "/shop/", "role": The("aws:iam/role:Role"), "tags": {"team": "storefront"}},
        steps=({"role": The("aws:iam/role:Role", variant="second")}, {"role": None}, {"tags": {"owner": "storefront"}}),
    ),
)
