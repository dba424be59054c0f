"""A TLS certificate that AWS renews by itself."""

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi
from pulumi_aws import acm, route53
from pulumi_aws.acm.outputs import CertificateDomainValidationOption

from estate.naming import Scope

RECORD_SECONDS = 300  # how long others remember the record


@dataclass(frozen=True, kw_only=True)
class CertificateArgs:
    """The domains of a certificate, and the public zone in which they are proved to be ours."""

    scope: Scope
    """Its region is where the certificate is used: us-east-1 for CloudFront."""
    domains: tuple[str, ...]
    zone_id: pulumi.Input[str]


class Certificate(pulumi.ComponentResource):
    """ACM certificate, validated by DNS; who uses `arn` waits until it is issued."""

    arn: pulumi.Output[str]

    def __init__(self, name: str, args: CertificateArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("estate:aws:Certificate", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        certificate = acm.Certificate(
            name,
            domain_name=args.domains[0],
            subject_alternative_names=list(args.domains[1:]),
            validation_method="DNS",
            region=args.scope.region,
            tags=args.scope.tags,
            opts=child,
        )
        records = [_proof(f"{name}-{index}", certificate, domain, args.zone_id, child) for index, domain in enumerate(args.domains)]
        issued = acm.CertificateValidation(
            name,
            certificate_arn=certificate.arn,
            validation_record_fqdns=[record.fqdn for record in records],
            region=args.scope.region,
            opts=child,
        )
        self.arn = issued.certificate_arn
        self.register_outputs({"arn": self.arn})


def _proof(
    name: str, certificate: acm.Certificate, domain: str, zone_id: pulumi.Input[str], opts: pulumi.ResourceOptions
) -> route53.Record:
    # The provider lists the options in an order of its own.
    option = certificate.domain_validation_options.apply(lambda options: _option(options, domain))
    return route53.Record(
        name,
        zone_id=zone_id,
        name=option.apply(lambda one: one.resource_record_name or ""),
        type=option.apply(lambda one: one.resource_record_type or ""),
        records=[option.apply(lambda one: one.resource_record_value or "")],
        ttl=RECORD_SECONDS,
        opts=opts,
    )


def _option(options: Sequence[CertificateDomainValidationOption], domain: str) -> CertificateDomainValidationOption:
    return next(option for option in options if option.domain_name == domain)
