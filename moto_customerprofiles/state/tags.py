"""The tags of resources, found by ARN."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moto_customerprofiles.errors import BadRequest, ResourceNotFound, does_not_exist, limit_exceeded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from moto_customerprofiles.state.journal import Journal
    from moto_customerprofiles.state.world import World

MAX_TAGS = 50


def tags_of(world: World, arn: str) -> dict[str, str]:
    """Return the tags of the resource with this ARN; `ResourceNotFound` if it is not here.

    An ARN is the domain's, or `domains/{domain}/{kind}/{name}`, where the name (an integration's URI) may itself be
    an ARN with slashes.
    """
    prefix = world.call.arn("domains/")
    domain_name, _, rest = arn.removeprefix(prefix).partition("/")
    domain = world.domains.get(domain_name)
    if not arn.startswith(prefix) or domain is None:
        raise ResourceNotFound(does_not_exist("Resource", arn))
    if not rest:
        return domain.tags
    path, _, name = rest.partition("/")
    entity = domain.taggable[path].get(name) if path in domain.taggable else None
    if entity is None:
        raise ResourceNotFound(does_not_exist("Resource", arn))
    return entity.tags


def add_tags(journal: Journal, tags: dict[str, str], added: Mapping[str, str]) -> None:
    """Add or overwrite tags; `BadRequest` beyond fifty of them."""
    if len(tags.keys() | added.keys()) > MAX_TAGS:
        raise BadRequest(limit_exceeded(MAX_TAGS, "tags", "resource"))
    for key, value in added.items():
        journal.put(tags, key, value)


def remove_tags(journal: Journal, tags: dict[str, str], keys: Iterable[str]) -> None:
    """Remove the tags of these keys, as far as they are there."""
    for key in set(keys) & tags.keys():
        journal.drop(tags, key)


def all_tags(world: World) -> Iterator[tuple[str, dict[str, str]]]:
    """Return the ARN and the tags of all resources of the account in the region that can have tags."""
    for domain in world.domains:
        yield domain.arn(), domain.tags
        for collection in domain.taggable.values():
            for entity in collection:
                yield domain.arn_in(collection, entity.name), entity.tags
