"""The files that an integration reads: those in its bucket, or in the bucket of the flow that was defined with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moto_customerprofiles.engine.integrations.source_files import Unreadable, read_file
from moto_customerprofiles.errors import BadRequest
from moto_customerprofiles.ports import NeighbourFailed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from moto_customerprofiles.entities.integrations import Integration
    from moto_customerprofiles.state.domain import Domain


def files_of(domain: Domain, integration: Integration) -> Iterator[str | Unreadable]:
    """Return the records of all files in the bucket of an integration, file after file.

    Raises:
        BadRequest: the integration has no bucket, or S3 does not have it.

    """
    bucket, prefix = _bucket(integration)
    neighbours = domain.call.neighbours
    try:
        for key in neighbours.list_objects(bucket, prefix):
            yield from read_file(neighbours.read_object(bucket, key))
    except NeighbourFailed as failure:
        raise BadRequest(str(failure)) from None


def _bucket(integration: Integration) -> tuple[str, str]:
    flow = integration.flow_definition
    if flow is not None:
        properties = flow["SourceFlowConfig"]["SourceConnectorProperties"].get("S3", {})
        bucket, prefix = properties.get("BucketName", ""), properties.get("BucketPrefix", "")
    else:
        scheme, _, place = integration.name.partition("://")
        bucket, _, prefix = place.partition("/") if scheme == "s3" else ("", "", "")
    if not bucket:
        raise BadRequest(f"Integration {integration.name} does not read from a bucket")
    return bucket, prefix
