"""Tags as New Relic's entities take them."""

from collections.abc import Mapping

import pulumi_newrelic as newrelic


def tag_list(tags: Mapping[str, str]) -> list[newrelic.EntityTagsTagArgs]:
    """One value for each key, in the order of the keys."""
    return [newrelic.EntityTagsTagArgs(key=key, values=[tags[key]]) for key in sorted(tags)]
