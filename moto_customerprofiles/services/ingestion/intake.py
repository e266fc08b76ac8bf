"""The way in for the objects of a type: to the profiles of a domain, or to its catalogue."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from moto_customerprofiles.errors import BadRequest
from moto_customerprofiles.services import consistency
from moto_customerprofiles.services.ingestion.assignment import read
from moto_customerprofiles.services.ingestion.dead_letters import add_dead_letter
from moto_customerprofiles.services.ingestion.domain_objects import put_domain_object
from moto_customerprofiles.services.ingestion.ingestion import ingest
from moto_customerprofiles.services.ingestion.object_types import type_for_objects

if TYPE_CHECKING:
    from collections.abc import Callable

    from moto_customerprofiles.entities.object_types import ObjectType
    from moto_customerprofiles.state.domain import Domain


def ingester_for(domain: Domain, object_type_name: str) -> Callable[[str], str]:
    """Return what takes in the text of an object of this type and answers its unique key.

    Objects of domain object types belong to no profile. That PutProfileObject takes them is our choice: the service
    fetches them through integrations only.

    Raises:
        ResourceNotFound: there is no such type.
        BadRequest: it is a standard object's, which is never put; and later, an object is invalid.

    """
    if object_type_name in domain.domain_object_types:
        return partial(put_domain_object, domain, object_type_name)
    if domain.call.settings.consistency:
        object_type = domain.deferred.former_types.get(object_type_name) or type_for_objects(domain, object_type_name)
        return partial(_ingest_later, domain, object_type)
    return partial(ingest, domain, type_for_objects(domain, object_type_name))


def _ingest_later(domain: Domain, object_type: ObjectType, text: str) -> str:
    """Check an object, let it be taken in when ingestion has waited for long enough, and return its unique key."""
    unique_key = read(domain, object_type, text).mapped.unique_key
    kind = "contact_records" if object_type.name == consistency.CONTACT_RECORD else "ingestion"
    consistency.defer(domain, kind, partial(_ingest_or_drop, domain, object_type, text))
    return unique_key


def _ingest_or_drop(domain: Domain, object_type: ObjectType, text: str) -> None:
    try:
        ingest(domain, object_type, text)
    except BadRequest as refused:  # what has changed meanwhile forbids it, and its caller has been answered
        add_dead_letter(domain, object_type.name, text, refused.message, "Put the object again")
