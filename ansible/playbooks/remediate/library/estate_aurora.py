#!/usr/bin/python
# Copyright: Platform team
# SPDX-License-Identifier: Apache-2.0
"""Looks at an Aurora cluster, which its tags name, and makes a replica the one that is written to."""

from __future__ import annotations

from typing import Any

import boto3
from ansible.module_utils.basic import AnsibleModule
from botocore.exceptions import BotoCoreError, ClientError

SPEC = {
    "operation": {"type": "str", "choices": ["look", "fail_over"], "default": "look"},
    "region": {"type": "str", "required": True},
    "environment": {"type": "str", "required": True},
    "store": {"type": "str", "required": True},
}


def main() -> None:
    """Do one operation."""
    module = AnsibleModule(argument_spec=SPEC, supports_check_mode=True)
    options = module.params
    client = boto3.client("rds", region_name=options["region"])
    try:
        clusters = found(client, options)
        if len(clusters) != 1:
            module.fail_json(msg=f"{len(clusters)} clusters have the tags of {options['store']} in {options['environment']}; expected one")
        before = seen(clusters[0])
        changed = options["operation"] == "fail_over"
        if changed and not before["readers"]:
            module.fail_json(msg=f"{before['cluster']} has no replica; expected one to fail over to")
        if changed and not module.check_mode:
            client.failover_db_cluster(DBClusterIdentifier=before["cluster"])
        module.exit_json(changed=changed, **seen(found(client, options)[0]))
    except (BotoCoreError, ClientError) as error:
        module.fail_json(msg=str(error))


def found(client: Any, options: dict[str, Any]) -> list[dict[str, Any]]:
    """The clusters that have the estate's tags of the store."""
    wanted = {("service", options["store"]), ("environment", options["environment"])}
    pages = client.get_paginator("describe_db_clusters").paginate()
    clusters = [cluster for page in pages for cluster in page["DBClusters"]]
    return [one for one in clusters if wanted <= {(tag["Key"], tag["Value"]) for tag in one.get("TagList", [])}]


def seen(cluster: dict[str, Any]) -> dict[str, Any]:
    """What a person looks at first."""
    members = cluster.get("DBClusterMembers", [])
    writers = [one["DBInstanceIdentifier"] for one in members if one["IsClusterWriter"]]
    return {
        "cluster": cluster["DBClusterIdentifier"],
        "status": cluster["Status"],
        "writer": writers[0] if writers else "",
        "readers": [one["DBInstanceIdentifier"] for one in members if not one["IsClusterWriter"]],
        "steady": cluster["Status"] == "available" and len(writers) == 1,
    }


if __name__ == "__main__":
    main()
