"""What the samples of stores share."""

from components.aws.placement import Placement
from estate.decisions.windows import StoreWindows

PLACEMENT = Placement(
    vpc_id="vpc-00000000000000001",
    subnet_ids=["subnet-00000000000000001", "subnet-00000000000000002", "subnet-00000000000000003"],
)
WINDOWS = StoreWindows(maintenance="thu:02:00-thu:05:00", backup="00:00-01:00")
