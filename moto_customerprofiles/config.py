"""The settings of this package in the form that moto's `mock_aws` takes them, with their types."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypedDict

if TYPE_CHECKING:
    from moto.core.config import DefaultConfig
    from typing_extensions import Unpack


class CustomerProfilesConfig(TypedDict, total=False):
    """All settings that `mock_aws` can be given, by name; `moto_customerprofiles.state.settings` describes each."""

    enforce_quotas: bool
    cap_object_counts: bool
    event_stream_health_checks: bool
    strict_console_only: bool
    consistency: dict[str, float] | Literal["aws"]
    default_calculated_attributes: Literal["all", "launched", "none"]
    failed_stacks: Literal["raise", "report"]
    record_calls: bool
    report_disabled_matching: bool
    request_rates: dict[str, int]
    strict: bool
    strict_dead_letter_permission: bool
    strict_dead_letter_queue: bool
    strict_export_bucket: bool
    strict_rates: bool
    strict_rule_based: bool
    strict_search_keys: bool
    strict_upload_encryption: bool
    strict_upload_validity: bool
    identity_resolution_phase_seconds: dict[str, float]
    sql_segments: Literal["auto", "in_process", "worker"]
    sql_segment_seconds: float


def mock_config(moto: DefaultConfig | None = None, **settings: Unpack[CustomerProfilesConfig]) -> DefaultConfig:
    """Return a configuration for moto's `mock_aws`: `mock_aws(config=mock_config(enforce_quotas=False))`.

    moto declares a type for its configuration that has no place for other packages. This function says the same as
    `{"customerprofiles": {...}}` in a way that type checkers accept; moto takes both.

    Args:
        moto: moto's own configuration, if the test has any, such as `{"core": {"mock_credentials": False}}`.
        settings: the settings of this package that differ from their defaults.

    >>> mock_config({"iam": {"load_aws_managed_policies": True}}, enforce_quotas=False)
    {'iam': {'load_aws_managed_policies': True}, 'customerprofiles': {'enforce_quotas': False}}

    """
    config: Any = {**(moto or {}), "customerprofiles": settings}
    return config  # type: ignore[no-any-return]  # the one place that knows more than moto's type does
