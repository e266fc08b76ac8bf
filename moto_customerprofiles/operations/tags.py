"""Tags of domains and of all in them that has an ARN."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moto_customerprofiles.operation import operation
from moto_customerprofiles.state.tags import add_tags, remove_tags, tags_of

if TYPE_CHECKING:
    from types_boto3_customer_profiles import type_defs as t

    from moto_customerprofiles.state.world import World


@operation("ListTagsForResource")
def list_tags_for_resource(world: World, request: t.ListTagsForResourceRequestTypeDef) -> dict[str, object]:
    """Return the tags of one resource."""
    return {"tags": tags_of(world, request["resourceArn"])}


@operation("TagResource")
def tag_resource(world: World, request: t.TagResourceRequestTypeDef) -> None:
    """Add tags to one resource, or overwrite them."""
    add_tags(world.call.journal, tags_of(world, request["resourceArn"]), request["tags"])


@operation("UntagResource")
def untag_resource(world: World, request: t.UntagResourceRequestTypeDef) -> None:
    """Remove tags from one resource; keys that are not there do no harm."""
    remove_tags(world.call.journal, tags_of(world, request["resourceArn"]), request["tagKeys"])
