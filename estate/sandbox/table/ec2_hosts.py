"""What hosts are started from."""

from estate.sandbox.row import Call, Naming, Row
from estate.sandbox.table.ec2 import ARN, TAG_UPDATES

OWN = {"LaunchTemplateId": "{id}"}
# The inputs that a version holds, with the members whose names differ (EC2 API reference, RequestLaunchTemplateData).
SAME = (
    "blockDeviceMappings",
    "capacityReservationSpecification",
    "cpuOptions",
    "creditSpecification",
    "disableApiStop",
    "disableApiTermination",
    "ebsOptimized",
    "enclaveOptions",
    "hibernationOptions",
    "iamInstanceProfile",
    "imageId",
    "instanceInitiatedShutdownBehavior",
    "instanceMarketOptions",
    "instanceRequirements",
    "instanceType",
    "kernelId",
    "keyName",
    "licenseSpecifications",
    "maintenanceOptions",
    "metadataOptions",
    "monitoring",
    "networkInterfaces",
    "networkPerformanceOptions",
    "placement",
    "privateDnsNameOptions",
    "ramDiskId",
    "secondaryInterfaces",
    "tagSpecifications",
    "userData",
)
MEMBERS = {name: f"{name[0].upper()}{name[1:]}" for name in SAME} | {
    "securityGroupNames": "SecurityGroups",
    "vpcSecurityGroupIds": "SecurityGroupIds",
}
DATA = tuple(MEMBERS)
# Of a network interface: property -> member (the same, LaunchTemplateInstanceNetworkInterfaceSpecificationRequest).
INTERFACE = {
    "associateCarrierIpAddress": "AssociateCarrierIpAddress",
    "associatePublicIpAddress": "AssociatePublicIpAddress",
    "deleteOnTermination": "DeleteOnTermination",
    "description": "Description",
    "deviceIndex": "DeviceIndex",
    "interfaceType": "InterfaceType",
    "ipv4AddressCount": "SecondaryPrivateIpAddressCount",
    "networkCardIndex": "NetworkCardIndex",
    "networkInterfaceId": "NetworkInterfaceId",
    "privateIpAddress": "PrivateIpAddress",
    "securityGroups": "Groups",
    "subnetId": "SubnetId",
}
INTERFACE_SHOWN = ", ".join(f"{name}: {member}" for name, member in INTERFACE.items())


def default_version(number: str, properties: tuple[str, ...], when: str) -> Call:
    """Makes a version the default one."""
    return Call("modify_launch_template", arguments={**OWN, "DefaultVersion": f"{{{number}}}"}, properties=properties, when=when)


LAUNCH_TEMPLATE = Row(
    "aws:ec2/launchTemplate:LaunchTemplate",
    service="ec2",
    create=Call("create_launch_template"),
    id="{out.LaunchTemplate.LaunchTemplateId}",
    read=Call("describe_launch_templates", arguments={"LaunchTemplateIds": ["{id}"]}, at="LaunchTemplates[0]"),
    also_read={
        "Latest": Call("describe_launch_template_versions", arguments={**OWN, "Versions": ["$Latest"]}, at="LaunchTemplateVersions[0]"),
        # The emulator's templates keep showing the tags that they were made with.
        "Tags": Call("describe_tags", arguments={"Filters": [{"Name": "resource-id", "Values": ["{id}"]}]}, at="Tags"),
    },
    delete=(Call("delete_launch_template", arguments=OWN),),
    renames={
        "name": "LaunchTemplateName",
        "description": "VersionDescription",
        **{name: f"LaunchTemplateData.{member}" for name, member in MEMBERS.items()},
        "networkInterfaces.securityGroups": "Groups",
        "networkInterfaces.ipv4AddressCount": "SecondaryPrivateIpAddressCount",
    },
    apart=("defaultVersion", "updateDefaultVersion"),
    local=("namePrefix",),
    defaults={"updateDefaultVersion": False},
    naming=Naming(limit=128),
    updates=(
        default_version("state.LatestVersionNumber", ("updateDefaultVersion",), "in.updateDefaultVersion"),
        # A version holds everything that is given with it, and no more.
        Call("create_launch_template_version", arguments=OWN, properties=("description", *DATA), place=True, clears=True),
        default_version("sum([state.LatestVersionNumber, `1`])", ("description", *DATA), "in.updateDefaultVersion"),
        default_version("in.defaultVersion", ("defaultVersion",), "in.defaultVersion"),
    ),
    tags="TagSpecifications:launch-template",
    tag_updates=TAG_UPDATES,
    observe={
        "description": "{state.Latest.VersionDescription}",
        "defaultVersion": "{state.DefaultVersionNumber}",
        "updateDefaultVersion": "{in.updateDefaultVersion}",
        **{name: f"{{state.Latest.LaunchTemplateData.{member}}}" for name, member in MEMBERS.items()},
        "networkInterfaces": f"{{state.Latest.LaunchTemplateData.NetworkInterfaces[].{{{INTERFACE_SHOWN}}}}}",
    },
    outputs={
        "arn": f"{ARN}launch-template/{{id}}",
        "latestVersion": "{state.LatestVersionNumber}",
        "defaultVersion": "{state.DefaultVersionNumber}",
    },
)

ROWS = (LAUNCH_TEMPLATE,)
