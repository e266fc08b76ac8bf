"""Match groups on their way to S3, by both kinds of matching."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moto_customerprofiles.errors import BadRequest

if TYPE_CHECKING:
    from collections.abc import Callable

    from types_boto3_customer_profiles import type_defs as t

    from moto_customerprofiles.ports import NeighbourFailed
    from moto_customerprofiles.state.domain import Domain


def check_export(domain: Domain, config: t.ExportingConfigTypeDef | None) -> None:
    """Refuse a bucket that is not there: AWS tries to write to it and answers with an error (S3ExportingConfig).

    Raises:
        BadRequest: the bucket does not exist, and the setting `strict_export_bucket` is on.

    """
    call = domain.call
    bucket = (config or {}).get("S3Exporting", {}).get("S3BucketName")
    is_checked = call.checks_neighbours and call.settings.strict_export_bucket
    if bucket and is_checked and not call.neighbours.bucket_exists(bucket):
        raise BadRequest(
            f"S3BucketName {bucket} of ExportingConfig is no bucket that can be written to: create it first, or set "
            "strict_export_bucket to False to let the job tell"
        )


def write_export(
    domain: Domain,
    bucket: str,
    key: str,
    text: str,
    *,
    failed: Callable[[NeighbourFailed], None] | None = None,
) -> bool:
    """Write a file to S3 once the call is over; return whether there is a bucket for it.

    If the bucket does not take the file then, `failed` is done; without it, the file is written by a later call.
    """
    call = domain.call
    if not call.neighbours.bucket_exists(bucket):
        return False
    call.send(
        lambda neighbours: neighbours.write_object(bucket, key, text.encode()),
        failed=failed,
        target=None if failed else f"s3://{bucket}",
    )
    return True
