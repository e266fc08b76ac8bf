"""Writes every change of a profile into its history.

The service model gives the actions; which cause writes which of them is our choice. A profile that a merge removes gets
two records: under its own id and under the main profile's, there just before the MERGED record.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from moto_customerprofiles.engine.profiles.standard_objects import PROFILE
from moto_customerprofiles.entities import changes as c
from moto_customerprofiles.entities.history import KeyContent

if TYPE_CHECKING:
    from moto_customerprofiles.state.domain import Domain

_ACTIONS: dict[type[c.Change], str] = {
    c.ProfileCreated: "CREATED",
    c.ProfileUpdated: "UPDATED",
    c.ProfileDeleted: "DELETED_BY_CUSTOMER",
    c.ProfileExpired: "EXPIRED",
    c.KeyAdded: "ADDED_PROFILE_KEY",
    c.KeyDeleted: "DELETED_PROFILE_KEY",
    c.ObjectIngested: "INGESTED",
    c.ObjectDeleted: "DELETED_BY_CUSTOMER",
    c.ObjectExpired: "EXPIRED",
    c.ProfilesMerged: "MERGED",
}


_OF_PROFILES = (c.ProfileCreated, c.ProfileUpdated, c.ProfileDeleted, c.ProfileExpired)


def on_change(domain: Domain, change: c.Change) -> None:
    """Remember a change in the history of its profile."""
    append, profile_id, action = domain.history.append, change.profile_id, _ACTIONS.get(type(change), "")
    at, by = change.at, change.performed_by
    if isinstance(change, c.ObjectIngested):
        append(profile_id, (action, at, by, change.text, change.object_type_name, change.unique_key))
        if not change.created_profile and change.before != change.fields:  # which is the service's own doing
            append(profile_id, ("UPDATED", at, c.SERVICE, change.fields, PROFILE, profile_id))
    elif isinstance(change, _OF_PROFILES):
        append(profile_id, (action, at, by, change.fields, PROFILE, profile_id))
    elif isinstance(change, c.KeyChange):
        append(profile_id, (action, at, by, KeyContent(change.key_name, change.values), PROFILE, profile_id))
    elif isinstance(change, c.ObjectDeleted | c.ObjectExpired):
        append(profile_id, (action, at, by, change.text, change.object_type_name, change.unique_key))
    elif isinstance(change, c.ProfilesMerged):
        for merged_id, fields in change.merged:
            for owner in (merged_id, profile_id):
                append(owner, ("DELETED_BY_MERGE", at, by, fields, PROFILE, merged_id))
        append(profile_id, (action, at, by, change.fields, PROFILE, profile_id))
