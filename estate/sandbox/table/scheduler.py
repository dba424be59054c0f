"""Schedules of EventBridge Scheduler."""

from estate.sandbox.row import Call, Naming, Row

OWN = {"Name": "{in.name}", "GroupName": "{in.groupName}"}

SCHEDULE = Row(
    "aws:scheduler/schedule:Schedule",
    service="scheduler",
    create=Call("create_schedule"),
    id="{in.groupName}/{in.name}",
    read=Call("get_schedule", arguments=OWN),
    delete=(Call("delete_schedule", arguments=OWN),),
    local=("namePrefix",),
    defaults={"groupName": "default", "scheduleExpressionTimezone": "UTC", "state": "ENABLED"},
    naming=Naming(limit=64),
    # The call sets everything: what it is not given goes back to its default (Scheduler API reference, UpdateSchedule).
    updates=(Call("update_schedule", arguments=OWN, properties=("*",), place=True, clears=True),),
    # The emulator's update call passes it over.
    replace_on=("actionAfterCompletion",),
    outputs={"arn": "{state.Arn}", "state": "{state.State}"},
)

ROWS = (SCHEDULE,)
