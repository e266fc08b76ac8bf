"""What a test may set: the quotas, and the choices where the real service's behaviour is not known.

`mock_aws(config={"customerprofiles": {...}})` sets any of the flags by name; `backend.world.settings` is this object.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from functools import cache
from typing import TYPE_CHECKING, Literal, cast, get_type_hints

from moto_customerprofiles.engine.calls.delays import Delays, read_delays
from moto_customerprofiles.engine.calls.rates import read_rates
from moto_customerprofiles.engine.values.kinds import fits
from moto_customerprofiles.entities.identity_jobs import check_phases
from moto_customerprofiles.errors import BadRequest, quota_exceeded, shown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from moto_customerprofiles.engine.values.kinds import Kind


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
    """Whether quotas are enforced."""

    cap_object_counts: bool = True
    """Whether the oldest objects beyond MaxProfileObjectCount go at once; else only when the profile is full."""

    event_stream_health_checks: bool = True
    """Whether a new event stream sends a health check, as the service does."""

    strict_console_only: bool = False
    """Whether layouts are denied to everybody but the console, as AWS documents them."""

    consistency: dict[str, float] | Literal["aws"] = field(default_factory=dict)
    """How long effects of calls take to show: `{"search": 1.5}` in seconds by kind, `{"looks": 2}`, or `"aws"`."""

    default_calculated_attributes: Literal["all", "launched", "none"] = "launched"
    """Which default attributes a new domain has: those that are launched, all of the Administrator Guide, or none."""

    failed_stacks: Literal["raise", "report"] = "raise"
    """Whether a stack with a refused resource is an error of its call, as in moto, or reported by status and events."""

    quotas: Quotas = field(default_factory=Quotas)
    """The quotas; they can be set on this object only."""

    record_calls: bool = False
    """Whether calls of clients are recorded with their parameters and answers, for the hook `recorded_calls`."""

    report_disabled_matching: bool = False
    """Whether GetDomain answers `{"Enabled": false}` for matching that was disabled, where by default it is silent."""

    request_rates: dict[str, int] = field(default_factory=dict)
    """How many requests a second `strict_rates` allows of an operation, by its name, where not as documented."""

    strict_dead_letter_permission: bool = False
    """Whether a queue for dead letters is refused whose policy, or whose key's, does not let the service send to it."""

    strict_dead_letter_queue: bool = True
    """Whether a queue for dead letters is refused that does not exist; otherwise they are kept in memory only."""

    strict_export_bucket: bool = True
    """Whether matching settings are refused whose bucket does not exist; otherwise the job reports it."""

    strict_rates: bool = False
    """Whether requests are throttled beyond the documented rates a second, on the clock of the mock."""

    strict_rule_based: bool = False
    """Whether MatchingRules are fixed for a day after they became active."""

    strict_search_keys: bool = True
    """Whether a search by a key that the domain does not define is refused; otherwise it finds nothing."""

    strict_upload_encryption: bool = True
    """Whether an upload job refuses a file that came without the headers of its encryption, or with another key."""

    strict_upload_validity: bool = True
    """Whether an upload job refuses a file that came after its URL was valid."""

    identity_resolution_phase_seconds: dict[str, float] = field(default_factory=dict)
    """How many seconds each phase of an identity resolution job takes, by status; a job without phases takes none."""

    sql_segments: Literal["auto", "in_process", "worker"] = "auto"
    """Where queries of SQL segments run: in this process, in one of its own, or in the latter if this is a server."""

    sql_segment_seconds: float = 60.0
    """How long a query of a SQL segment may run."""

    def __setattr__(self, name: str, value: object) -> None:
        """Set a switch, and read what the consistency says; `ValueError` if the value is not as the switch takes it."""
        if name == "consistency":
            self._delays = read_delays(value)
        elif name == "request_rates":
            value = read_rates(value)
        elif (kind := _kinds().get(name)) and not fits(value, kind):
            raise ValueError(f"Setting {name} must be {self.__annotations__[name]}, not {shown(repr(value))}")
        if name == "identity_resolution_phase_seconds":
            check_phases(cast("Mapping[str, float]", value))
        super().__setattr__(name, value)

    @property
    def strict(self) -> bool:
        """Whether all the strict settings are on; setting this sets them all."""
        return all(getattr(self, name) for name in STRICT)

    @strict.setter
    def strict(self, is_on: bool) -> None:
        for name in STRICT:
            setattr(self, name, is_on)

    @property
    def delays(self) -> Delays:
        """How long effects of calls take to show, as the consistency says."""
        return self._delays

    def check_room(self, quota: str, count: int, per: str) -> None:
        """Refuse one more of what a quota counts, with `BadRequest`, if there are as many as there may be."""
        limit: int = getattr(self.quotas, quota)
        if self.enforce_quotas and count >= limit:
            what = quota.removesuffix("_per_day").replace("_", " ")
            raise BadRequest(quota_exceeded(limit, what, per, quota))

    @classmethod
    def of(cls, config: Mapping[str, object]) -> Settings:
        """Make settings from a mapping of flag names to values; an unknown name is an error.

        `strict` stands for all the strict settings that the mapping does not name.

        Raises:
            ValueError: a name that is no setting, with the names that are, or a value that the setting does not take.

        """
        known = {"strict", *(each.name for each in fields(cls))} - {"quotas"}
        if unknown := sorted(set(config) - known):
            raise ValueError(f"Unknown settings {unknown} for customerprofiles; there are {sorted(known)}")
        chosen = {**dict.fromkeys(STRICT, config["strict"]), **config} if "strict" in config else {**config}
        chosen.pop("strict", None)
        return cls(**chosen)  # type: ignore[arg-type]  # the caller's values, as given


@cache
def _kinds() -> dict[str, Kind]:
    return get_type_hints(Settings)


STRICT = tuple(each.name for each in fields(Settings) if each.name.startswith("strict_"))
"""The settings that `strict` sets."""
