"""Distributions."""

from tests.sandbox.sample import Sample, The

CACHING = "658327ea-f89d-4fab-a63d-7e88639e58f6"
HEADERS = "67f7725c-6f97-4210-82d7-5512b31e9d03"


def origin(host: str = "shop-images.s3.eu-west-1.amazonaws.com", **more: object) -> dict[str, object]:
    return {"originId": "images", "domainName": host, **more}


def behaviour(*, policy: str = "redirect-to-https", methods: tuple[str, ...] = ("GET", "HEAD"), **more: object) -> dict[str, object]:
    return {
        "targetOriginId": "images",
        "viewerProtocolPolicy": policy,
        "allowedMethods": list(methods),
        "cachedMethods": ["GET", "HEAD"],
        "compress": True,
        "cachePolicyId": CACHING,
        "responseHeadersPolicyId": HEADERS,
        **more,
    }


def countries(*codes: str) -> dict[str, object]:
    return {"geoRestriction": {"restrictionType": "whitelist" if codes else "none", **({"locations": list(codes)} if codes else {})}}


def certificate(protocol: str) -> dict[str, object]:
    arn = "arn:aws:acm:us-east-1:222233334444:certificate/8f5f0c7c-0000-4000-8000-000000000000"
    return {"acmCertificateArn": arn, "minimumProtocolVersion": protocol, "sslSupportMethod": "sni-only"}


CUSTOM = {"httpPort": 80, "httpsPort": 443, "originProtocolPolicy": "https-only", "originSslProtocols": ["TLSv1.2"]}

SAMPLES = (
    Sample(
        "aws:cloudfront/originAccessControl:OriginAccessControl",
        inputs={
            "name": "images",
            "description": "Signs what is asked",
            "originAccessControlOriginType": "s3",
            "signingBehavior": "always",
            "signingProtocol": "sigv4",
        },
        steps=(
            {"name": "pictures", "description": "Signs it all"},
            {"signingBehavior": "no-override"},
            {"originAccessControlOriginType": "lambda"},
        ),
        untried={"signingProtocol": "there is one"},
    ),
    Sample(
        "aws:cloudfront/distribution:Distribution",
        inputs={
            "enabled": True,
            "comment": "dev: images",
            "aliases": ["images.dev.example.org"],
            "origins": [origin(originAccessControlId=The("aws:cloudfront/originAccessControl:OriginAccessControl"))],
            "defaultCacheBehavior": behaviour(),
            "httpVersion": "http2and3",
            "isIpv6Enabled": True,
            "priceClass": "PriceClass_100",
            "restrictions": countries(),
            "viewerCertificate": certificate("TLSv1.2_2021"),
            "webAclId": "arn:aws:wafv2:us-east-1:222233334444:global/webacl/cdn/1",
            "tags": {"team": "storefront"},
        },
        steps=(
            {"comment": "dev: pictures", "priceClass": "PriceClass_200"},
            {"aliases": ["images.dev.example.org", "pictures.dev.example.org"]},
            {"defaultCacheBehavior": behaviour(policy="https-only", methods=("GET", "HEAD", "OPTIONS"))},
            {"orderedCacheBehaviors": [behaviour(pathPattern="/new/*")]},
            {"origins": [origin("images.example.org", customOriginConfig=CUSTOM, customHeaders=[{"name": "x-from", "value": "cdn"}])]},
            {"restrictions": countries("AT", "DE")},
            {"viewerCertificate": certificate("TLSv1.3_2025")},
            {"customErrorResponses": [{"errorCode": 404, "responseCode": 200, "responsePagePath": "/none.html"}]},
            {"loggingConfig": {"bucket": "shop-logs.s3.amazonaws.com", "prefix": "cdn"}},
            {"loggingConfig": None},
            {"defaultRootObject": "index.html", "httpVersion": "http2", "isIpv6Enabled": False},
            {"webAclId": None},
            {"enabled": False},
            {"tags": {"owner": "storefront"}},
        ),
        untried=dict.fromkeys(
            (
                "anycastIpListId",
                "cacheTagConfig",
                "connectionFunctionAssociation",
                "continuousDeploymentPolicyId",
                "originGroups",
                "viewerMtlsConfig",
            ),
            "sent with the rest of the configuration",
        ),
    ),
)
