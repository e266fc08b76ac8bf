"""Match groups as the CSV files that are exported to S3.

A masked file in the test data of AWS's solution for travellers and guests shows the columns of ML-based matches and the
form of its name; the order among the telephone numbers and among the e-mail addresses is not certain. From the API
(ExportingConfig against ExportingLocation) follows that a key of its own is appended to the configured one. The rest of
the key, and the file of rule-based matches, are our choice.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from moto_customerprofiles.engine.profiles.fields import ATTRIBUTES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from types_boto3_customer_profiles import type_defs as t

    from moto_customerprofiles.engine.matching.groups import MatchGroup
    from moto_customerprofiles.engine.matching.rule_groups import RuleGroup
    from moto_customerprofiles.engine.profiles.origins import Fields

RULE_MATCHES_FILE = "matches.csv"

_PREFIX = f"{ATTRIBUTES}."
_FIELDS = (
    *("AccountNumber", "AdditionalInformation", "PartyType", "BusinessName", "FirstName", "LastName", "BirthDate"),
    *("Gender", "PhoneNumber", "MobilePhoneNumber", "HomePhoneNumber", "BusinessPhoneNumber"),
    *("EmailAddress", "PersonalEmailAddress", "BusinessEmailAddress"),
)
_ADDRESSES = ("Address", "ShippingAddress", "MailingAddress", "BillingAddress")
_PARTS = (
    "Address1",
    "Address2",
    "Address3",
    "Address4",
    "City",
    "County",
    "State",
    "Province",
    "Country",
    "PostalCode",
)
_PATHS = (*_FIELDS, *(f"{address}.{part}" for address in _ADDRESSES for part in _PARTS))
_COLUMNS = ("MatchingGroupId", "ConfidenceScore", "ProfileId", *_PATHS, ATTRIBUTES)


def match_file(domain_name: str) -> str:
    """Return the name of the file of ML-based matches.

    >>> match_file("shop")
    'CustomerProfilesPendingMatches-shop-part-0.csv'
    """
    return f"CustomerProfilesPendingMatches-{domain_name}-part-0.csv"


def export_key(config: t.S3ExportingConfigTypeDef, *parts: str) -> str:
    """Return the key of an exported file: the configured key without a final slash, then what identifies the file.

    >>> export_key({"S3BucketName": "bucket", "S3KeyName": "exports/"}, "shop", "job", "matches.csv")
    'exports/shop/job/matches.csv'
    """
    prefix = config.get("S3KeyName", "").rstrip("/")
    return "/".join([*([prefix] if prefix else []), *parts])


def match_csv(groups: Iterable[MatchGroup], profiles: Mapping[str, Fields]) -> str:
    """Return the match groups of a job as CSV: a line per profile, with the fields of the profile by its id.

    Groups count from 0; the score is that of the group.
    """
    rows = [
        (str(number), str(group.confidence_score), profile_id, *_values(profiles.get(profile_id, {})))
        for number, group in enumerate(groups)
        for profile_id in group.profile_ids
    ]
    return _csv(_COLUMNS, rows)


def _values(fields: Fields) -> Iterator[str]:
    for path in _PATHS:
        yield fields.get(path, "") or fields.get(f"{path}String", "")
    attributes = {path.removeprefix(_PREFIX): text for path, text in fields.items() if path.startswith(_PREFIX)}
    yield f"{{{', '.join(f'{name}={text}' for name, text in attributes.items())}}}"


def rule_match_csv(groups: Iterable[RuleGroup]) -> str:
    """Return the match groups of rule-based matching as CSV, one line per profile."""
    rows = [(group.match_id, group.rule_level, profile_id) for group in groups for profile_id in group.profile_ids]
    return _csv(("MatchId", "RuleLevel", "ProfileId"), rows)


def _csv(header: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([header, *rows])
    return text.getvalue()
