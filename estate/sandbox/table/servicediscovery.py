"""Cloud Map: the namespaces in which services find each other, and the services in them."""

from estate.sandbox.row import Call, Naming, Row, tags_by

OWN = {"Id": "{id}"}
TAGS = {"Tags": Call("list_tags_for_resource", arguments={"ResourceARN": "{state.Arn}"}, at="Tags")}
TAG_UPDATES = tags_by("tag_resource", "untag_resource", ResourceARN="{state.Arn}")

HTTP_NAMESPACE = Row(
    "aws:servicediscovery/httpNamespace:HttpNamespace",
    service="servicediscovery",
    create=Call("create_http_namespace"),
    began=Call("get_operation", arguments={"OperationId": "{out.OperationId}"}),
    id="{out.Operation.Targets.NAMESPACE}",
    read=Call("get_namespace", arguments=OWN, at="Namespace"),
    also_read=TAGS,
    delete=(Call("delete_namespace", arguments=OWN),),
    naming=Naming(limit=1024, prefix=""),
    tags="Tags",
    tag_updates=TAG_UPDATES,
    outputs={"arn": "{state.Arn}", "httpName": "{state.Properties.HttpProperties.HttpName}"},
)

SERVICE = Row(
    "aws:servicediscovery/service:Service",
    service="servicediscovery",
    create=Call("create_service"),
    id="{out.Service.Id}",
    read=Call("get_service", arguments=OWN, at="Service"),
    also_read=TAGS,
    delete=(Call("delete_service", arguments=OWN),),
    local=("forceDestroy",),
    naming=Naming(limit=127, prefix=""),
    updates=(
        Call(
            "update_service",
            arguments={
                **OWN,
                "Service": {
                    "Description": "{in.description || ''}",
                    "DnsConfig": {"DnsRecords": "{in.dnsConfig.dnsRecords}"},
                    "HealthCheckConfig": "{in.healthCheckConfig}",
                },
            },
            properties=("description", "dnsConfig", "healthCheckConfig"),
            clears=True,
        ),
    ),
    tags="Tags",
    tag_updates=TAG_UPDATES,
    outputs={"arn": "{state.Arn}", "namespaceId": "{state.NamespaceId}", "type": "{state.Type}"},
)

ROWS = (HTTP_NAMESPACE, SERVICE)
