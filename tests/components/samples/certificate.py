"""The smallest and the largest certificate."""

from components.aws.certificate import Certificate, CertificateArgs
from estate.decisions.edge import CDN_REGION
from estate.naming import in_region
from tests.components.builds import SCOPE


def smallest() -> None:
    Certificate("public", CertificateArgs(scope=SCOPE, domains=("*.dev.shop.example",), zone_id="Z1"))


def largest() -> None:
    domains = ("images.shop.example", "www.shop.example")
    Certificate("public", CertificateArgs(scope=in_region(SCOPE, CDN_REGION), domains=domains, zone_id="Z1"))
