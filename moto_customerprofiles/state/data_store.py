"""The data store of a domain: on or off, and how far it is made ready."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from moto_customerprofiles.engine.data_store import check_names, check_switch
from moto_customerprofiles.errors import BadRequest

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from moto_customerprofiles.state.domain import Domain
    from moto_customerprofiles.state.job import Job

_MESSAGES = {"0": "Data store is being prepared", "100": "Data store is ready"}


@dataclass(frozen=True)
class DataStore:
    """The block as it was last sent; once on, `progress` walks from 0 to 100 percent."""

    enabled: bool
    progress: Job | None = None
    enabled_at: datetime | None = None

    @property
    def readiness(self) -> dict[str, object] | None:
        """How far the data store is; None while it is off. The texts are ours."""
        if self.progress is None:
            return None
        return {"ProgressPercentage": int(self.progress.status), "Message": _MESSAGES[self.progress.status]}


def configure(domain: Domain, request: Mapping[str, object]) -> None:
    """Take over what a request says of the data store, if it says anything."""
    block = request.get("DataStore")
    if isinstance(block, dict) and "Enabled" in block:
        switch(domain, on=block["Enabled"])


def switch(domain: Domain, *, on: bool) -> None:
    """Switch the data store of a domain; `BadRequest` where that is not allowed."""
    check_switch(on=on, is_on=domain.data_store_enabled, encryption_key=domain.default_encryption_key)
    if domain.data_store_enabled:
        return
    if on:
        check_names(object_type_names(domain), (each.name for each in domain.domain_object_types))
    world = domain.world
    progress = world.begin("data_store", "0", "100") if on else None
    domain.configure({"data_store": DataStore(on, progress, world.now if on else None)})


def look(domain: Domain) -> None:
    """Look at the progress, which lets it move on."""
    store = domain.data_store
    if store is not None and store.progress is not None:
        domain.configure({"data_store": replace(store, progress=domain.world.look(store.progress))})


def glance(domain: Domain) -> None:
    """Let the progress come to where time has moved it."""
    store = domain.data_store
    if store is not None and store.progress is not None:
        domain.configure({"data_store": replace(store, progress=domain.world.glance(store.progress))})


def check_new_name(domain: Domain, object_type: str = "", *, domain_object_type: str = "") -> None:
    """Refuse a new type whose name is the other kind's, or taken in the data store if that is on, with `BadRequest`."""
    if object_type in domain.domain_object_types or domain_object_type in domain.object_types:
        raise BadRequest(f"Object type with name {object_type or domain_object_type} already exists")
    if domain.data_store_enabled:
        of_profiles = dict.fromkeys([*object_type_names(domain), object_type])
        of_domain = dict.fromkeys([*(each.name for each in domain.domain_object_types), domain_object_type])
        check_names(filter(None, of_profiles), filter(None, of_domain))


def object_type_names(domain: Domain) -> list[str]:
    """Answer the names of the domain's object types, in the order of their creation."""
    return [each.name for each in domain.object_types]
