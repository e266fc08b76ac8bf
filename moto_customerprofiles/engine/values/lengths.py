"""The lengths of texts that the engines must know: how long a reply or a field may be at most.

The wire validates requests against the service model. This table has the limits of texts that do not come with a
request, or that are checked one by one.
"""

from __future__ import annotations

LONGEST = {
    "AttributeValueItem.Value": 255,
    "BatchPutProfileObjectErrorItem.Message": 1000,
    "CalculatedAttributeValue.Value": 255,
    "EventStreamDestinationDetails.Message": 1000,
    "FieldMap.key": 64,
    "GetIdentityResolutionJobResponse.Message": 2048,
    "GetSegmentEstimateResponse.Message": 255,
    "GetSegmentSnapshotResponse.StatusMessage": 1000,
    "GetSegmentSubscriptionResponse.Message": 1000,
    "GetStreamForSegmentsResponse.FailureReason": 255,
    "ListObjectTypeAttributeValuesItem.Value": 1000,
    "ObjectTypeField.Source": 1000,
    "Profile.AdditionalInformation": 1000,
    "Profile.Attributes.key": 255,
    "Profile.Attributes.value": 255,
    "Profile.FirstName": 255,
    "PutIntegrationRequest.Uri": 255,
}
"""The most characters of a text, by the member of the service model that holds the text: `Structure.Member`.

`key` and `value` are those of a map.
"""


def cut(text: str, member: str) -> str:
    """Return the beginning of a text, as long as a member of the service model may hold.

    >>> len(cut("x" * 300, "GetSegmentEstimateResponse.Message"))
    255
    """
    return text[: LONGEST[member]]
