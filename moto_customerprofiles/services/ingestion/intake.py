"""The way in for the objects of a type: to the profiles of a domain, or to its catalogue."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from moto_customerprofiles.services.ingestion.domain_objects import put_domain_object
from moto_customerprofiles.services.ingestion.ingestion import ingest
from moto_customerprofiles.services.ingestion.object_types import type_for_objects

if TYPE_CHECKING:
    from collections.abc import Callable

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
    return partial(ingest, domain, type_for_objects(domain, object_type_name))
