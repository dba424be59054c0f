"""How distributions sign what they ask of their origins."""

from estate.sandbox.row import Call, Naming, Row

EVERYWHERE = "us-east-1"  # CloudFront's one endpoint
OWN = {"Id": "{id}", "IfMatch": "{state.ETag}"}
OAC = {"name": "Name", "description": "Description", "originAccessControlOriginType": "OriginAccessControlOriginType"} | {
    "signingBehavior": "SigningBehavior",
    "signingProtocol": "SigningProtocol",
}

ORIGIN_ACCESS_CONTROL = Row(
    "aws:cloudfront/originAccessControl:OriginAccessControl",
    service="cloudfront",
    region=EVERYWHERE,
    create=Call("create_origin_access_control"),
    id="{out.OriginAccessControl.Id}",
    read=Call("get_origin_access_control", arguments={"Id": "{id}"}, at="OriginAccessControl.OriginAccessControlConfig"),
    also_read={"ETag": Call("get_origin_access_control", arguments={"Id": "{id}"}, at="ETag")},
    delete=(Call("delete_origin_access_control", arguments=OWN, when="state"),),
    renames={name: f"OriginAccessControlConfig.{member}" for name, member in OAC.items()},
    defaults={"description": "Managed by Pulumi"},
    naming=Naming(limit=64, prefix=""),
    updates=(Call("update_origin_access_control", arguments=OWN, properties=("*",), place=True, clears=True),),
    outputs={"arn": "arn:{partition}:cloudfront::{account}:origin-access-control/{id}", "etag": "{state.ETag}"},
)

ROWS = (ORIGIN_ACCESS_CONTROL,)
