"""Domains: the container of all customer data, its configuration and its statistics."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moto_customerprofiles.operation import operation
from moto_customerprofiles.services import consistency
from moto_customerprofiles.services.attributes import calculated_attributes
from moto_customerprofiles.services.data_store import switch as data_store
from moto_customerprofiles.services.ingestion.dead_letters import check_queue
from moto_customerprofiles.services.matching import identity_resolution, rule_matching
from moto_customerprofiles.services.views.configuration import configuration
from moto_customerprofiles.state.domain import Domain
from moto_customerprofiles.state.tags import add_tags

if TYPE_CHECKING:
    from collections.abc import Mapping

    from types_boto3_customer_profiles import type_defs as t

    from moto_customerprofiles.engine.values.listings import Listing
    from moto_customerprofiles.state.world import World


@operation("CreateDomain")
def create_domain(world: World, request: t.CreateDomainRequestTypeDef) -> dict[str, object]:
    """Create an empty domain."""
    world.domains.check_room(request["DomainName"])
    consistency.check_name(world, request["DomainName"])
    domain = Domain(world.call, request["DomainName"], request["DefaultExpirationDays"])
    domain.tags.update(request.get("Tags", {}))
    calculated_attributes.seed(domain)
    _configure(domain, request)
    _configure_matching(domain, request, is_new_domain=True)
    consistency.begin_domain(domain)
    return configuration(world.domains.add(domain))


@operation("UpdateDomain")
def update_domain(world: World, request: t.UpdateDomainRequestTypeDef) -> dict[str, object]:
    """Change the configuration of a domain; what is left out stays as it is."""
    domain = world.domain(request)
    add_tags(world.call.journal, domain.tags, request.get("Tags", {}))
    _configure(domain, request)
    _configure_matching(domain, request, is_new_domain=False)
    domain.configure({"last_updated_at": world.call.now})
    return configuration(domain)


@operation("GetDomain")
def get_domain(world: World, request: t.GetDomainRequestTypeDef) -> dict[str, object]:
    """Return the configuration and the statistics of a domain."""
    domain = world.domain(request)
    data_store.driver.poll(domain)
    rule_matching.poll(domain)
    return {**configuration(domain), "Stats": consistency.shown_stats(domain)}


@operation("ListDomains")
def list_domains(world: World, request: t.ListDomainsRequestTypeDef) -> Listing[Domain]:  # noqa: ARG001  # pages only
    """List all domains of the account in this region, by name."""
    return world.domains.in_order_of_names()


@operation("DeleteDomain")
def delete_domain(world: World, request: t.DeleteDomainRequestTypeDef) -> dict[str, object]:
    """Delete a domain with all that is in it."""
    world.domains.remove(request["DomainName"])
    consistency.hold_name(world, request["DomainName"])
    return {"Message": "Domain Deleted"}


def _configure(domain: Domain, request: Mapping[str, object]) -> None:
    """Take over what a request says of a domain; an empty text clears the key or the queue."""
    texts = {"default_encryption_key": "DefaultEncryptionKey", "dead_letter_queue_url": "DeadLetterQueueUrl"}
    changed = {attribute: request[name] or None for attribute, name in texts.items() if name in request}
    check_queue(domain, changed.get("dead_letter_queue_url"))
    if "DefaultExpirationDays" in request:
        changed["default_expiration_days"] = request["DefaultExpirationDays"]
    domain.configure(changed)
    data_store.configure(domain, request)


def _configure_matching(
    domain: Domain, request: t.CreateDomainRequestTypeDef | t.UpdateDomainRequestTypeDef, *, is_new_domain: bool
) -> None:
    """Take over the blocks of identity resolution, each as a whole."""
    if "Matching" in request:
        identity_resolution.configure(domain, request["Matching"])
    if "RuleBasedMatching" in request:
        rule_matching.configure(domain, request["RuleBasedMatching"], is_new_domain=is_new_domain)
