"""When the data store of a domain may be enabled, and that it stays enabled.

"You must use a customer managed key", "once enabled it cannot be disabled" and "object types whose names are equal
after normalisation must be deleted first" (Administrator Guide, enabling Customer Profiles). That a violation is a bad
request is our choice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from moto_customerprofiles.engine.segments.table_names import conflict
from moto_customerprofiles.errors import BadRequest

if TYPE_CHECKING:
    from collections.abc import Iterable


def check_switch(*, on: bool, is_on: bool, encryption_key: str | None) -> None:
    """Check a change of the data store from `is_on` to `on`.

    Raises:
        BadRequest: the change disables the data store, or enables it without a customer managed key.

    >>> check_switch(on=False, is_on=False, encryption_key=None)

    """
    if is_on and not on:
        raise BadRequest("Data store cannot be disabled once it is enabled: DataStore.Enabled must stay true")
    if on and not is_on:
        check_key(encryption_key)


def check_key(encryption_key: str | None) -> None:
    """Check that a domain whose data store is on has a customer managed key.

    Raises:
        BadRequest: it has none.

    >>> check_key("arn:aws:kms:us-east-1:123456789012:key/1234")

    """
    if not encryption_key:
        raise BadRequest("Data store requires a customer managed KMS key: set DefaultEncryptionKey")


def check_names(object_types: Iterable[str], domain_object_types: Iterable[str] = ()) -> None:
    """Check that no two types have the same table in the data store.

    Raises:
        BadRequest: two types have.

    >>> check_names(["Order", "order"])
    Traceback (most recent call last):
    moto_customerprofiles.errors.BadRequest: Object types Order and order have the same name in the data store

    """
    pair = conflict(object_types, domain_object_types)
    if pair:
        raise BadRequest(f"Object types {pair[0]} and {pair[1]} have the same name in the data store")
