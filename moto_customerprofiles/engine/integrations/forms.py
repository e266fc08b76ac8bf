"""The forms of PutIntegration requests, and the members that each of them needs.

Only the domain is required by the API reference (PutIntegration). From its members, from the CloudFormation handlers
and from programs that call the service, six forms are known; that there are no others is our choice:

| form | Uri | needs |
|---|---|---|
| a flow that exists in AppFlow | its ARN | ObjectTypeName |
| a flow to be created | none, it is generated | FlowDefinition, ObjectTypeName |
| an event source (Segment, Shopify) | ARN of an AppIntegrations event integration | either spelling |
| an instance for outbound campaigns | its connect-campaigns ARN | either spelling |
| the target of an event trigger | any ARN | EventTriggerNames |
| any other source | `s3://...`, the ARN of an event bus or any text | either spelling |

Either spelling means ObjectTypeName or ObjectTypeNames. The model says of neither for which Uri it is. That only a flow
needs a certain one is our choice: a flow brings records of one type.

No form needs a RoleArn: CloudFormation's resource schema has none, and its handler may not pass a role.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING

from moto_customerprofiles.engine.integrations.domain_objects import CATALOG_ITEM
from moto_customerprofiles.engine.values.lengths import LONGEST
from moto_customerprofiles.errors import BadRequest, among, did_you_mean, does_not_exist, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

UNSTRUCTURED = "_unstructured"
_REPLACEABLE = ("ObjectTypeName", "ObjectTypeNames", "RoleArn", "EventTriggerNames", "Scope")


class Form(Enum):
    """The form of an integration; the value is its name in messages."""

    FLOW = "an existing flow"
    NEW_FLOW = "a flow definition"
    EVENT_SOURCE = "an event source"
    CAMPAIGN_INSTANCE = "a campaigns instance"
    TRIGGER_TARGET = "an event trigger"
    SOURCE = "a data source"


_FORMS = (
    "A Uri is the ARN of a flow (...:appflow:...:flow/<name>), of an event integration (...:app-integrations:...:"
    "event-integration/<name>), of a campaigns instance (...:connect-campaigns:...:instance/<id>), of a campaign if "
    "EventTriggerNames is given, or any other address of a data source; a FlowDefinition makes the flow and takes no "
    "Uri"
)
"""Which form a Uri stands for, as refusals tell it."""

_EITHER = ("ObjectTypeName", "ObjectTypeNames")
_NEEDS = {
    Form.FLOW: ("ObjectTypeName",),
    Form.NEW_FLOW: ("ObjectTypeName",),
    Form.EVENT_SOURCE: _EITHER,
    Form.CAMPAIGN_INSTANCE: _EITHER,
    Form.TRIGGER_TARGET: (),
    Form.SOURCE: _EITHER,
}
_EXCLUDES = {Form.NEW_FLOW: ("Uri", "EventTriggerNames")}
_ARN = re.compile(r"arn:[^:]+:[^:]+:[^:]*:[^:]*:.+")
_FORM_OF_ARN = (
    (re.compile(r"arn:[^:]+:(appflow|flow):[^:]*:[^:]*:flow/.+"), Form.FLOW),
    (re.compile(r"arn:[^:]+:app-integrations:[^:]*:[^:]*:event-integration/.+"), Form.EVENT_SOURCE),
    (re.compile(r"arn:[^:]+:connect-campaigns:[^:]*:[^:]*:instance/.+"), Form.CAMPAIGN_INSTANCE),
)


def form_of(members: Mapping[str, object]) -> Form:
    """Return the form of the members of a PutIntegration request.

    Raises:
        BadRequest: the members are those of no form.

    >>> form_of({"Uri": "s3://bucket/prefix", "ObjectTypeName": "order"})
    <Form.SOURCE: 'a data source'>

    """
    form = _intended(members)
    needed = _NEEDS[form]
    if needed and not any(members.get(name) for name in needed):
        raise BadRequest(
            f"{' or '.join(needed)} is required for an integration with {form.value}, which the Uri "
            f"{shown(members.get('Uri', '(none)'))} stands for. {_FORMS}"
        )
    for name in _EXCLUDES.get(form, ()):
        if name in members:
            raise BadRequest(
                f"{name} cannot be specified together with FlowDefinition, which makes an integration of its own. "
                f"{_FORMS}"
            )
    if "ObjectTypeName" in members and "ObjectTypeNames" in members:
        raise BadRequest(
            "Specify either ObjectTypeName or ObjectTypeNames, not both: the latter maps names of events to object "
            "types"
        )
    return form


def put_again(stored: Mapping[str, object], given: Mapping[str, object]) -> dict[str, object]:
    """Return the members of an integration after another PutIntegration: given members replace stored ones.

    The two spellings of the object type are alternatives: giving one removes the other.

    >>> put_again({"Uri": "u", "ObjectTypeName": "a"}, {"Uri": "u", "ObjectTypeName": "b", "Tags": {"k": "v"}})
    {'Uri': 'u', 'ObjectTypeName': 'b'}
    """
    replaced = {name: given[name] for name in _REPLACEABLE if name in given}
    dropped = _EITHER if any(name in replaced for name in _EITHER) else ()
    return {name: value for name, value in stored.items() if name not in dropped} | replaced


def check_object_types(
    members: Mapping[str, object],
    exists: Callable[[str], bool],
    of_domain: Collection[str],
    of_profiles: Collection[str] = (),
) -> None:
    """Check that the object types of an integration exist.

    `exists` says whether a name is one of an object type of the domain, a template or a standard object; `of_domain`
    contains the names of the domain object types, `of_profiles` those of the object types to propose.
    An integration of scope DOMAIN feeds a domain object type or the item catalog.

    Raises:
        BadRequest: an object type does not exist, or is not one that the scope allows.

    >>> check_object_types({"ObjectTypeName": "order"}, {"order"}.__contains__, ())

    """
    names = object_types_of(members)
    if members.get("Scope", "PROFILE") == "DOMAIN":
        for name in names or ["(none)"]:
            if name != CATALOG_ITEM and name not in of_domain:
                raise BadRequest(
                    f"An integration of scope DOMAIN requires a domain object type, which {shown(name)} is not"
                    f"{among(name, of_domain)}; Scope PROFILE takes an object type"
                )
        return
    for name in names:
        if name != UNSTRUCTURED and not exists(name):
            raise BadRequest(does_not_exist("Object type", name) + did_you_mean(name, of_profiles))


def object_types_of(members: Mapping[str, object]) -> list[str]:
    """Return the names of the object types that an integration feeds, whichever spelling it has.

    >>> object_types_of({"ObjectTypeNames": {"Order Created": "order", "Order Paid": "payment"}})
    ['order', 'payment']
    """
    by_event = members.get("ObjectTypeNames")
    names = [members.get("ObjectTypeName"), *(by_event.values() if isinstance(by_event, dict) else ())]
    return [name for name in names if isinstance(name, str)]


def flow_uri(partition: str, region: str, account_id: str, flow_name: str) -> str:
    """Return the ARN of a flow that is created for an integration.

    AWS adds a suffix to the names that it makes up; a given FlowName is used unchanged, because callers look for it.

    Raises:
        BadRequest: the ARN is too long for the Uri of an integration.

    >>> flow_uri("aws", "us-east-1", "123456789012", "orders")
    'arn:aws:appflow:us-east-1:123456789012:flow/orders'

    """
    uri = f"arn:{partition}:appflow:{region}:{account_id}:flow/{flow_name}"
    longest = LONGEST["PutIntegrationRequest.Uri"]
    if len(uri) > longest:
        raise BadRequest(
            f"FlowName is too long: the Uri of the integration, {shown(uri)}, would exceed {longest} characters"
        )
    return uri


def is_unstructured(form: Form, members: Mapping[str, object]) -> bool | None:
    """Return whether a flow was made in AppFlow itself, or here for unstructured data; None without a flow.

    This is the literal reading of the API reference (PutIntegration, IsUnstructured).

    >>> is_unstructured(Form.NEW_FLOW, {"ObjectTypeName": "order"})
    False
    """
    if form is Form.FLOW:
        return True
    return members.get("ObjectTypeName") == UNSTRUCTURED if form is Form.NEW_FLOW else None


def _intended(members: Mapping[str, object]) -> Form:
    if "FlowDefinition" in members:
        return Form.NEW_FLOW
    uri = members.get("Uri")
    if not isinstance(uri, str):
        raise BadRequest(f"Either Uri or FlowDefinition must be specified. {_FORMS}")
    if members.get("EventTriggerNames"):
        if not _ARN.fullmatch(uri):
            raise BadRequest(
                "The Uri of an integration with an event trigger must be an ARN, such as that of a campaign, arn:aws:"
                f"connect-campaigns:<region>:<account>:campaign/<id>, and not {shown(uri)}"
            )
        return Form.TRIGGER_TARGET
    return next((form for pattern, form in _FORM_OF_ARN if pattern.fullmatch(uri)), Form.SOURCE)
