"""What a test may set: the quotas, and the choices where the real service's behaviour is not known.

`mock_aws(config={"customerprofiles": {...}})` sets any of the flags by name; `backend.world.settings` is this object.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass
class Quotas:
    """How many of each there may be; the numbers of the service quotas page."""

    domains: int = 100
    object_types: int = 100
    fields_per_object_type: int = 250
    keys_per_object_type: int = 10
    objects_per_profile: int = 1000
    bytes_per_profile: int = 51_200 * 1024
    integrations: int = 50
    calculated_attributes: int = 100
    event_streams: int = 1
    event_triggers: int = 50
    segment_subscriptions: int = 10
    segment_snapshots_per_day: int = 200
    domain_object_types: int = 1
    recommenders: int = 10
    recommender_schemas: int = 5
    recommender_filters: int = 30
    history_records_per_profile: int = 10_000


@dataclass
class Settings:
    """The switches of one account and region; a reset of the mock brings the defaults back."""

    enforce_quotas: bool = True
    event_stream_health_checks: bool = True
    strict_console_only: bool = False
    default_calculated_attributes: Literal["all", "launched", "none"] = "launched"
    quotas: Quotas = field(default_factory=Quotas)
    report_disabled_matching: bool = False
    strict_export_bucket: bool = False
    strict_rule_based: bool = False
    identity_resolution_phase_seconds: dict[str, float] = field(default_factory=dict)

    @classmethod
    def of(cls, config: Mapping[str, object]) -> Settings:
        """Make settings from a mapping of flag names to values; an unknown name is an error.

        Raises:
            ValueError: a name that is no setting, with the names that are.

        """
        known = {each.name for each in fields(cls)} - {"quotas"}
        if unknown := sorted(set(config) - known):
            raise ValueError(f"Unknown settings {unknown} for customerprofiles; there are {sorted(known)}")
        return cls(**config)  # type: ignore[arg-type]  # the caller's values, as given
