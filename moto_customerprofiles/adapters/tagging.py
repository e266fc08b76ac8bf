"""What moto's Resource Groups Tagging API needs of a backend; moto has it since 5.2.2."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from moto.core.resource_tagging import TaggableResourcesMixin, TaggedResource
else:
    try:
        from moto.core.resource_tagging import TaggableResourcesMixin, TaggedResource
    except ImportError:  # an older moto asks a fixed list of services, without us

        class TaggableResourcesMixin:
            """Nothing to take part in."""

        class TaggedResource(NamedTuple):
            """The form of a resource that an older moto would not ask for."""

            arn: str
            tags: dict[str, str]
            resource_type: str


__all__ = ["TaggableResourcesMixin", "TaggedResource", "resource_type"]


def resource_type(arn: str) -> str:
    """Return the type of a resource as the tagging API filters by it: service and last kind in the ARN.

    >>> resource_type("arn:aws:profile:us-east-1:1:domains/shop/object-types/order")
    'profile:object-types'
    >>> resource_type("arn:aws:profile:us-east-1:1:domains/shop")
    'profile:domains'
    """
    kind, _, *below = arn.split(":", 5)[5].split("/")
    return f"profile:{below[0] if below else kind}"
