"""Tables."""

from tests.sandbox.sample import Sample, The

ID = {"name": "id", "type": "S"}
CUSTOMER = {"name": "customer", "type": "S"}
SHOP = {"name": "shop", "type": "N"}
BY_CUSTOMER = {"name": "by-customer", "hashKey": "customer", "projectionType": "INCLUDE", "nonKeyAttributes": ["total"]}

SAMPLES = (
    Sample(
        "aws:dynamodb/table:Table",
        inputs={
            "name": "carts",
            "attributes": [ID, CUSTOMER],
            "hashKey": "id",
            "globalSecondaryIndexes": [BY_CUSTOMER],
            "billingMode": "PAY_PER_REQUEST",
            "ttl": {"attributeName": "expires", "enabled": True},
            "pointInTimeRecovery": {"enabled": True, "recoveryPeriodInDays": 35},
            "serverSideEncryption": {"enabled": True, "kmsKeyArn": The("aws:kms/key:Key", "arn")},
            "tags": {"team": "storefront"},
        },
        steps=(
            {"deletionProtectionEnabled": True},
            {"deletionProtectionEnabled": None},
            {"warmThroughput": {"readUnitsPerSecond": 13000, "writeUnitsPerSecond": 5000}},
            {"globalSecondaryIndexes": [{**BY_CUSTOMER, "nonKeyAttributes": ["total", "currency"]}]},
            {"attributes": [ID, SHOP], "globalSecondaryIndexes": [{"name": "by-shop", "hashKey": "shop", "projectionType": "ALL"}]},
            {"attributes": [ID], "globalSecondaryIndexes": None},
            {"billingMode": "PROVISIONED", "readCapacity": 5.0, "writeCapacity": 5},
            {"readCapacity": 10, "writeCapacity": 10},
            {"streamEnabled": True, "streamViewType": "NEW_IMAGE"},
            {"streamEnabled": False, "streamViewType": None},
            {"pointInTimeRecovery": {"enabled": True, "recoveryPeriodInDays": 7}},
            {"pointInTimeRecovery": None},
            {"ttl": {"attributeName": "expires", "enabled": False}},
            {"serverSideEncryption": {"enabled": True, "kmsKeyArn": The("aws:kms/key:Key", "arn", variant="second")}},
            {"tags": {"owner": "storefront"}},
        ),
        untried=dict.fromkeys(("onDemandThroughput", "tableClass"), "the emulator takes it and does not keep it"),
    ),
    Sample(
        "aws:dynamodb/table:Table",
        variant="sorted",
        inputs={
            "name": "orders",
            "attributes": [ID, {"name": "at", "type": "N"}, CUSTOMER],
            "hashKey": "id",
            "rangeKey": "at",
            "readCapacity": 2,
            "writeCapacity": 2,
            "localSecondaryIndexes": [{"name": "by-customer", "rangeKey": "customer", "projectionType": "KEYS_ONLY"}],
        },
    ),
)
