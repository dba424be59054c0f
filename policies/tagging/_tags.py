"""Tags as a mapping, whatever form a type gives them."""

from estate.readiness.resources import Item
from estate.readiness.values import Value

GROUP = "aws:autoscaling/group:Group"


def tags_of(item: Item) -> dict[str, Value]:
    """The tags by their keys. NotKnownError where keys are not known."""
    if item.type != GROUP:
        return dict(item.at("tags").entries())
    return {tag.at("key").text(): tag.at("value") for tag in item.every("tags[*]")}
