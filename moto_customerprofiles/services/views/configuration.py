"""The configuration of a domain, as the operations about domains return it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moto_customerprofiles.services.matching import identity_resolution, rule_matching

if TYPE_CHECKING:
    from moto_customerprofiles.state.domain import Domain


def configuration(domain: Domain) -> dict[str, object]:
    """Return the configuration of a domain by AWS's names, without moving any job by a poll."""
    return {
        "DomainName": domain.name,
        "DefaultExpirationDays": domain.default_expiration_days,
        "DefaultEncryptionKey": domain.default_encryption_key,
        "DeadLetterQueueUrl": domain.dead_letter_queue_url,
        "DataStore": domain.data_store,
        "Matching": identity_resolution.describe(domain),
        "RuleBasedMatching": rule_matching.describe(domain),
        "CreatedAt": domain.created_at,
        "LastUpdatedAt": domain.last_updated_at,
        "Tags": domain.tags,
    }
