"""The data store of a domain: on or off, and how far it is made ready."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from moto_customerprofiles.engine.integrations.data_store import check_key, check_names, check_switch
from moto_customerprofiles.entities.data_store import JOB, OFF, PREPARING, DataStore
from moto_customerprofiles.errors import BadRequest
from moto_customerprofiles.services.failures import attempt

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from moto_customerprofiles.entities.jobs import Job, Poll
    from moto_customerprofiles.state.domain import Domain


def configure(domain: Domain, request: Mapping[str, object]) -> None:
    """Take over what a request says of the data store, if it says anything."""
    if domain.data_store_enabled:
        check_key(domain.default_encryption_key)
    block = request.get("DataStore")
    if isinstance(block, dict) and "Enabled" in block:
        switch(domain, on=block["Enabled"])


def switch(domain: Domain, *, on: bool) -> None:
    """Switch the data store of a domain; `BadRequest` where that is not allowed."""
    check_switch(on=on, is_on=domain.data_store_enabled, encryption_key=domain.default_encryption_key)
    if domain.data_store_enabled:
        return
    if on:
        check_names(object_type_names(domain), domain_object_type_names(domain))
    job = domain.call.begin(JOB, PREPARING if on else OFF)
    domain.configure({"data_store": DataStore(job, domain.call.now)})


def require_enabled(domain: Domain) -> DataStore:
    """Return the data store of a domain; `BadRequest` where it is off."""
    store = domain.data_store
    if store is None or not store.enabled:
        raise BadRequest(
            f"Data store is not enabled for domain {domain.name}: call UpdateDomain with "
            f"DataStore={{'Enabled': True}} and a DefaultEncryptionKey"
        )
    return store


class _Driver:
    """Moves the job of becoming ready; a domain has one data store at the most."""

    kind = JOB

    def poll(self, domain: Domain) -> None:
        """Poll the progress, which lets it move on."""
        self._move(domain, domain.call.poll)

    def jobs(self, domain: Domain) -> Iterator[Job]:
        """Return the job of becoming ready, if the data store was ever switched."""
        if domain.data_store is not None:
            yield domain.data_store.job

    def peek(self, domain: Domain) -> None:
        """Move the progress to where time has moved it."""
        self._move(domain, domain.call.peek)

    def _move(self, domain: Domain, see: Poll) -> None:
        store = domain.data_store
        if store is None:
            return
        if attempt(domain, "data store", lambda: self._apply(domain, store, see(store.job))):
            self._apply(domain, store, store.job.held_at(store.job.status, domain.call.now))

    def _apply(self, domain: Domain, store: DataStore, job: Job) -> None:
        domain.configure({"data_store": replace(store, job=job)})


driver = _Driver()


def check_new_object_type(domain: Domain, name: str) -> None:
    """Refuse a new object type whose name is taken by a domain object type, or in the data store if that is on."""
    if name in domain.domain_object_types:
        raise BadRequest(f"Object type with name {name} already exists")
    if domain.data_store_enabled:
        check_names(dict.fromkeys([*object_type_names(domain), name]), domain_object_type_names(domain))


def check_new_domain_object_type(domain: Domain, name: str) -> None:
    """Refuse a new domain object type whose name is taken by an object type, or in the data store if that is on."""
    if name in domain.object_types:
        raise BadRequest(f"Object type with name {name} already exists")
    if domain.data_store_enabled:
        check_names(object_type_names(domain), [*domain_object_type_names(domain), name])


def object_type_names(domain: Domain) -> list[str]:
    """Return the names of the domain's object types, in the order of their creation."""
    return [each.name for each in domain.object_types]


def domain_object_type_names(domain: Domain) -> list[str]:
    """Return the names of the domain's domain object types, in the order of their creation."""
    return [each.name for each in domain.domain_object_types]
