"""The record of an account's calls."""

from estate.sandbox.row import EVERYTHING, Call, Naming, Row

TRAIL_NAME = {"TrailName": "{id}"}
SELECTORS = ("eventSelectors", "advancedEventSelectors")
EVERY_CALL = [{"ReadWriteType": "All", "IncludeManagementEvents": True}]  # what a new trail records

TRAIL = Row(
    "aws:cloudtrail/trail:Trail",
    service="cloudtrail",
    create=Call("create_trail"),
    id="{out.TrailARN}",
    read=Call("get_trail", arguments={"Name": "{id}"}, at="Trail"),
    also_read={
        "Logging": Call("get_trail_status", arguments={"Name": "{id}"}, at="IsLogging"),
        "Selectors": Call("get_event_selectors", arguments=TRAIL_NAME),
        "Insights": Call("get_insight_selectors", arguments=TRAIL_NAME, at="InsightSelectors", when="in.insightSelectors"),
        "Tags": Call("list_tags", arguments={"ResourceIdList": ["{id}"]}, at="ResourceTagList[0].TagsList"),
    },
    delete=(Call("delete_trail", arguments={"Name": "{in.name}"}),),
    renames={"cloudWatchLogsGroupArn": "CloudWatchLogsLogGroupArn"},
    apart=("enableLogging", "insightSelectors", *SELECTORS),
    defaults={
        "enableLogFileValidation": False,
        "enableLogging": True,
        "includeGlobalServiceEvents": True,
        "isMultiRegionTrail": False,
        "isOrganizationTrail": False,
    },
    naming=Naming(limit=128, prefix=""),
    updates=(
        Call("update_trail", arguments={"Name": "{id}"}, properties=EVERYTHING, place=True),
        Call("start_logging", arguments={"Name": "{id}"}, when="in.enableLogging", properties=("enableLogging",)),
        Call("stop_logging", arguments={"Name": "{id}"}, when="!(in.enableLogging)", properties=("enableLogging",)),
        Call(
            "put_event_selectors",
            arguments={**TRAIL_NAME, "EventSelectors": "{in.eventSelectors}", "AdvancedEventSelectors": "{in.advancedEventSelectors}"},
            when="in.eventSelectors || in.advancedEventSelectors",
            properties=SELECTORS,
            clears=True,
        ),
        Call(
            "put_event_selectors",
            arguments={**TRAIL_NAME, "EventSelectors": EVERY_CALL},
            when="!(in.eventSelectors) && !(in.advancedEventSelectors)",
            properties=SELECTORS,
            clears=True,
        ),
        Call(
            "put_insight_selectors",
            arguments={**TRAIL_NAME, "InsightSelectors": "{in.insightSelectors || `[]`}"},
            properties=("insightSelectors",),
            clears=True,
        ),
    ),
    tags="TagsList",
    tag_updates=(
        Call("add_tags", arguments={"ResourceId": "{id}", "TagsList": "{in.tags}"}, when="in.tags"),
        Call("remove_tags", arguments={"ResourceId": "{id}", "TagsList": "{removed}"}, when="removed"),
    ),
    observe={
        "enableLogFileValidation": "{state.LogFileValidationEnabled}",
        "enableLogging": "{state.Logging}",
        "eventSelectors": "{state.Selectors.EventSelectors}",
        "advancedEventSelectors": "{state.Selectors.AdvancedEventSelectors}",
        "insightSelectors": "{state.Insights}",
    },
    outputs={"arn": "{id}", "homeRegion": "{state.HomeRegion || region}", "snsTopicArn": "{state.SnsTopicARN}"},
)

ROWS = (TRAIL,)
