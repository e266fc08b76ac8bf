"""For each operation that pages: how a test adds to its list, and removes and changes what is there.

A step that the service refuses changes nothing, which is a change like any other.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from moto_customerprofiles.errors import ServiceError
from moto_customerprofiles.pipeline import perform_hook
from tests.support.properties.full_domain import put

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.properties.full_domain import FullDomain

    Add = Callable[[FullDomain, int], object]
    Touch = Callable[[FullDomain, str], object]

SHOP = {"DomainName": "shop"}
ORDERS = {**SHOP, "ObjectTypeName": "order", "ProfileId": "$ann"}
PHONE = "+12065550177"
ML, RULES = "ML_BASED_MATCHING", "RULE_BASED_MATCHING"


def nothing(*_: object) -> None:
    """Leave a list as it is, since nobody can change it in this way."""


class ChangingList(NamedTuple):
    """What is asked for, what an item is called, and what may happen to the list between two pages."""

    asked: dict[str, Any]
    name: Callable[[Any], str]
    add: Add = nothing
    remove: Touch = nothing
    change: Touch = nothing


def resources(create: str, member: str, *, update: str = "", spell: str = "n{}", **asked: str) -> ChangingList:
    """Describe the list of what one operation creates by a name, and another one deletes by the same member."""
    given = asked or SHOP
    delete = create.replace("Create", "Delete").replace("Put", "Delete")

    def named(full_domain: FullDomain, operation: str, name: str) -> object:
        return full_domain.call(operation, put(full_domain.params(operation) | given, member, name))

    return ChangingList(
        given,
        lambda item: str(item[member]),
        lambda full_domain, number: named(full_domain, create, spell.format(number)),
        lambda full_domain, name: full_domain.call(delete, {**given, member: name}),
        (lambda full_domain, name: named(full_domain, update, name)) if update else nothing,
    )


def _create(operation: str, path: str) -> Add:
    return lambda full_domain, number: full_domain.call(
        operation, put(full_domain.params(operation), path, f"n{number}")
    )


def _domain(full_domain: FullDomain, name: str) -> object:
    return full_domain.call("UpdateDomain", {"DomainName": name, "DefaultExpirationDays": 99})


def _stop_job(full_domain: FullDomain, job_id: str) -> object:
    return full_domain.call("StopUploadJob", {**SHOP, "JobId": job_id})


def _delete_workflow(full_domain: FullDomain, workflow_id: str) -> object:
    return full_domain.call("DeleteWorkflow", {**SHOP, "WorkflowId": workflow_id})


def _hold_workflow(full_domain: FullDomain, workflow_id: str) -> object:
    return perform_hook(
        full_domain.world, "set_workflow_status", domain_name="shop", workflow_id=workflow_id, status="IN_PROGRESS"
    )


def _on_step(hook: str, **arguments: object) -> Touch:
    """Call a hook for the step of a name."""

    def touch(full_domain: FullDomain, flow_name: str) -> None:
        workflow = full_domain.world.domains.require("shop").workflows.require(full_domain.ids["$workflow"])
        step = [each.flow_name for each in workflow.steps].index(flow_name) + 1
        perform_hook(full_domain.world, hook, domain_name="shop", workflow_id=workflow.name, step=step, **arguments)

    return touch


def _split_step(full_domain: FullDomain, number: int) -> None:
    steps = full_domain.world.domains.require("shop").workflows.require(full_domain.ids["$workflow"]).steps
    _on_step("split_workflow_step")(full_domain, steps[number * 7 % len(steps)].flow_name)


def _put_order(full_domain: FullDomain, **source: object) -> object:
    """Put an order of Ann's."""
    order = {"customer": "A-1", "email": "ann@x.org", "item": "tv", "type": "view", **source}
    return full_domain.call("PutProfileObject", {**SHOP, "ObjectTypeName": "order", "Object": json.dumps(order)})


def _delete_orders(full_domain: FullDomain, which: Callable[[dict[str, Any]], object]) -> None:
    """Delete Ann's orders that pass a test."""
    for item in full_domain.call("ListProfileObjects", full_domain.fill(ORDERS) | {"MaxResults": 100})["Items"]:
        if which(json.loads(item["Object"])):
            _delete_object(full_domain, item["ProfileObjectUniqueKey"])


def _delete_object(full_domain: FullDomain, unique_key: str) -> object:
    return full_domain.call("DeleteProfileObject", {**full_domain.fill(ORDERS), "ProfileObjectUniqueKey": unique_key})


def _put_again(full_domain: FullDomain, unique_key: str) -> None:
    for item in full_domain.call("ListProfileObjects", full_domain.fill(ORDERS) | {"MaxResults": 100})["Items"]:
        if item["ProfileObjectUniqueKey"] == unique_key:
            full_domain.call("PutProfileObject", {**SHOP, "ObjectTypeName": "order", "Object": item["Object"]})


def _create_profile(full_domain: FullDomain, **fields: object) -> str:
    return str(full_domain.call("CreateProfile", {**SHOP, **fields})["ProfileId"])


def _delete_profile(full_domain: FullDomain, profile_id: str) -> object:
    return full_domain.call("DeleteProfile", {**SHOP, "ProfileId": profile_id})


def _rename_profile(full_domain: FullDomain, profile_id: str) -> object:
    return full_domain.call("UpdateProfile", {**SHOP, "ProfileId": profile_id, "FirstName": "Kim"})


def _run_job(full_domain: FullDomain) -> object:
    return full_domain.call_hook("run_identity_resolution_job")


def _add_twins(full_domain: FullDomain, number: int) -> None:
    """Create two profiles that both kinds of matching take for one customer, and do not merge."""
    for title in ("Mr", "Dr"):
        name = {"FirstName": "Zoe", "LastName": f"Li{number}", "Attributes": {"title": title}}
        _create_profile(full_domain, PhoneNumber=f"+1206555{number:04}", **name)
    _run_job(full_domain)


def _oldest_of(full_domain: FullDomain, match_type: str, match_id: str) -> str:
    asked = {**SHOP, "MatchType": match_type, "SearchKey": "matchId", "SearchValue": match_id}
    return str(full_domain.call("GetSimilarProfiles", asked)["ProfileIds"][0])


def _groups(match_type: str, name: Callable[[Any], str]) -> ChangingList:
    """Describe the list of groups: one changes its id with its oldest profile, its score with what the profiles say."""

    def remove(full_domain: FullDomain, match_id: str) -> None:
        _delete_profile(full_domain, _oldest_of(full_domain, match_type, match_id))
        _run_job(full_domain)

    def change(full_domain: FullDomain, match_id: str) -> None:
        oldest = _oldest_of(full_domain, match_type, match_id)
        known = full_domain.world.domains.require("shop").profiles.require(oldest).fields
        born = "" if "BirthDate" in known else "1990-05-06"
        full_domain.call("UpdateProfile", {**SHOP, "ProfileId": oldest, "BirthDate": born})
        _run_job(full_domain)

    return ChangingList(SHOP, name, _add_twins, remove, change)


def _add_twin(full_domain: FullDomain, number: int) -> None:
    """Create one more profile that both kinds of matching take for the same Zoe; the first of them is asked for."""
    zoe = {"FirstName": "Zoe", "LastName": "Li", "PhoneNumber": PHONE, "Attributes": {"number": str(number)}}
    full_domain.ids.setdefault("$zoe", _create_profile(full_domain, **zoe))
    _run_job(full_domain)


def _remove_twin(full_domain: FullDomain, profile_id: str) -> None:
    if profile_id != full_domain.ids["$zoe"]:
        _delete_profile(full_domain, profile_id)
        _run_job(full_domain)


def _twins(match_type: str) -> ChangingList:
    asked = {**SHOP, "MatchType": match_type, "SearchKey": "profileId", "SearchValue": "$zoe"}
    return ChangingList(asked, str, _add_twin, _remove_twin, lambda full_domain, _: _run_job(full_domain))


def _add_member(full_domain: FullDomain, number: int) -> None:
    """Let somebody join a segment; every other one leaves it at once."""
    joined = _create_profile(full_domain, FirstName=f"Joe{number}", Attributes={"tier": "gold"})
    if number % 2:
        _delete_profile(full_domain, joined)


def _plan_anew(full_domain: FullDomain, _: str) -> object:
    """Move the planned job of identity resolution to another hour."""
    hour = len(full_domain.ids) % 24
    full_domain.ids[f"$hour {hour}"] = ""
    schedule = {"DayOfTheWeek": "MONDAY", "Time": f"{hour:02}:00"}
    return full_domain.call("UpdateDomain", {**SHOP, "Matching": {"Enabled": True, "JobSchedule": schedule}})


def _forget_jobs(full_domain: FullDomain, _: str) -> None:
    """Let so much time pass that jobs are listed no more."""
    full_domain.clock.wind(days=9)


def _integration(domain_name: str) -> Add:
    given = {"Uri": "s3://orders/one", "DomainName": domain_name, "ObjectTypeName": "order"}
    return lambda full_domain, _: full_domain.call("PutIntegration", given)


ATTRIBUTE = resources(
    "CreateCalculatedAttributeDefinition", "CalculatedAttributeName", update="UpdateCalculatedAttributeDefinition"
)
LISTS: dict[str, ChangingList] = {
    "GetMatches": _groups(ML, lambda item: str(item["MatchId"])),
    "GetSimilarProfiles": _twins(RULES),
    "GetSimilarProfiles of a job": _twins(ML),
    "GetWorkflowSteps": ChangingList(
        {**SHOP, "WorkflowId": "$workflow"},
        lambda item: str(item["AppflowIntegration"]["FlowName"]),
        _split_step,
        change=_on_step("add_workflow_records", count=1),
    ),
    "ListAccountIntegrations": ChangingList(
        {"Uri": "s3://orders/one"},
        lambda item: str(item["DomainName"]),
        _integration("shop"),
        lambda full_domain, name: full_domain.call("DeleteIntegration", {"DomainName": name, "Uri": "s3://orders/one"}),
        lambda full_domain, name: _integration(name)(full_domain, 0),
    ),
    "ListCalculatedAttributeDefinitions": ATTRIBUTE,
    "ListCalculatedAttributesForProfile": ATTRIBUTE._replace(asked={**SHOP, "ProfileId": "$ann"}),
    "ListDomainLayouts": resources("CreateDomainLayout", "LayoutDefinitionName", update="UpdateDomainLayout"),
    "ListDomainObjectTypes": resources(
        "PutDomainObjectType", "ObjectTypeName", update="PutDomainObjectType", DomainName="office"
    ),
    "ListDomains": resources("CreateDomain", "DomainName")._replace(
        asked={},
        remove=lambda full_domain, name: full_domain.call("DeleteDomain", {"DomainName": name}),
        change=_domain,
    ),
    "ListEventStreams": resources("CreateEventStream", "EventStreamName", DomainName="office"),
    "ListEventTriggers": resources("CreateEventTrigger", "EventTriggerName", update="UpdateEventTrigger"),
    "ListIdentityResolutionJobs": ChangingList(
        SHOP, lambda item: str(item["JobId"]), lambda full_domain, _: _run_job(full_domain), _forget_jobs, _plan_anew
    ),
    "ListIntegrations": resources("PutIntegration", "Uri", update="PutIntegration", spell="s3://orders/n{}"),
    "ListObjectTypeAttributeValues": ChangingList(
        {**SHOP, "ObjectTypeName": "order", "AttributeName": "total"},
        lambda item: str(item["Value"]),
        lambda full_domain, number: _put_order(full_domain, id=f"v{number}", total=100 + number),
        lambda full_domain, value: _delete_orders(full_domain, lambda order: str(order.get("total")) == value),
        lambda full_domain, value: _put_order(full_domain, id=f"w{value}", total=float(value)),
    ),
    "ListObjectTypeAttributes": ChangingList(
        {**SHOP, "ObjectTypeName": "order"},
        lambda item: str(item["AttributeName"]),
        lambda full_domain, number: _put_order(full_domain, id=f"v{number}", **{f"name{number}": 1}),
        lambda full_domain, name: _delete_orders(full_domain, lambda order: name in order),
        lambda full_domain, name: _put_order(full_domain, **{"id": f"w{name}", name: "1"}),
    ),
    "ListProfileHistoryRecords": ChangingList(
        {**SHOP, "ProfileId": "$ann"},
        lambda item: str(item["Id"]),
        lambda full_domain, number: full_domain.call(
            "UpdateProfile", full_domain.fill({**SHOP, "ProfileId": "$ann", "LastName": str(number)})
        ),
    ),
    "ListProfileObjectTypeTemplates": ChangingList({}, lambda item: str(item["TemplateId"])),
    "ListProfileObjectTypes": resources("PutProfileObjectType", "ObjectTypeName", update="PutProfileObjectType"),
    "ListProfileObjects": ChangingList(
        ORDERS,
        lambda item: str(item["ProfileObjectUniqueKey"]),
        lambda full_domain, number: _put_order(full_domain, id=f"v{number}", total=number),
        _delete_object,
        _put_again,
    ),
    "ListProfileObjects of a standard kind": ChangingList(
        {**ORDERS, "ObjectTypeName": "_order"},
        lambda item: str(item["ProfileObjectUniqueKey"]),
        lambda full_domain, number: _put_order(full_domain, id=f"v{number}", total=number),
        lambda full_domain, key: full_domain.call(
            "DeleteProfileObject",
            {**full_domain.fill(ORDERS), "ObjectTypeName": "_order", "ProfileObjectUniqueKey": key},
        ),
        lambda full_domain, _: _put_order(full_domain, id="o1", total=7),
    ),
    "ListRecommenderFilters": resources("CreateRecommenderFilter", "RecommenderFilterName"),
    "ListRecommenderRecipes": ChangingList({}, lambda item: str(item["name"])),
    "ListRecommenderSchemas": resources("CreateRecommenderSchema", "RecommenderSchemaName"),
    "ListRecommenders": resources("CreateRecommender", "RecommenderName", update="UpdateRecommender"),
    "ListRuleBasedMatches": _groups(RULES, str),
    "ListSegmentDefinitions": resources("CreateSegmentDefinition", "SegmentDefinitionName"),
    "ListSegmentSubscriptionEvents": ChangingList(
        {**SHOP, "SegmentDefinitionName": "gold"}, lambda item: f"{item['ProfileId']} {item['Event']}", _add_member
    ),
    "ListUploadJobs": ChangingList(
        SHOP, lambda item: str(item["JobId"]), _create("CreateUploadJob", "DisplayName"), change=_stop_job
    ),
    "ListWorkflows": ChangingList(
        SHOP,
        lambda item: str(item["WorkflowId"]),
        _create("CreateIntegrationWorkflow", "IntegrationConfig.AppflowIntegration.FlowDefinition.FlowName"),
        _delete_workflow,
        _hold_workflow,
    ),
    "SearchProfiles": ChangingList(
        {**SHOP, "KeyName": "_phone", "Values": [PHONE, "+12065550178"]},
        lambda item: str(item["ProfileId"]),
        lambda full_domain, number: _create_profile(
            full_domain, FirstName=f"Joe{number}", HomePhoneNumber=f"+1206555017{7 + number % 2}"
        ),
        _delete_profile,
        _rename_profile,
    ),
}
"""By operation, and what is special about a list where an operation has several kinds of lists."""


def the_list(reply: dict[str, Any]) -> list[Any]:
    """Return the list of a reply, of which each paged operation has one."""
    return next(value for value in reply.values() if isinstance(value, list))


def refused(step: Callable[[], object]) -> bool:
    """Take a step and tell whether the service refused it."""
    try:
        step()
    except ServiceError:
        return True
    return False
