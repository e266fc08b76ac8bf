"""What it costs to read a whole list page by page, and how that grows with the list.

Run it as `python -m tests.benchmarks.paging [ITEMS]`, by default 2,000; lists of twice and of four times as many are
read, too. The times are of the processor, below the protocol. An exponent of 1 means that twice the items cost twice
the time, so that a page costs the same however long its list is; of 2, that each page reads the whole list. The first
loop over a new list is measured, which puts the list in order where nobody needed its order before.
"""

from __future__ import annotations

import json
import sys
from math import log
from typing import TYPE_CHECKING, Any, NamedTuple

from moto_customerprofiles.pipeline import perform, perform_hook
from tests.benchmarks.scale import new_world, seconds

if TYPE_CHECKING:
    from collections.abc import Callable

    from moto_customerprofiles.state.world import World

ITEMS = 2_000
SHOP = {"DomainName": "shop"}
PHONE = "+12065550100"
VISIT: dict[str, Any] = {
    "Description": "visits",
    "AllowProfileCreation": True,
    "Fields": {
        "id": {"Source": "_source.id"},
        "phone": {"Source": "_source.phone", "Target": "_profile.PhoneNumber"},
        "item": {"Source": "_source.item"},
    },
    "Keys": {
        "visit": [{"StandardIdentifiers": ["UNIQUE"], "FieldNames": ["id"]}],
        "_phone": [{"StandardIdentifiers": ["PROFILE"], "FieldNames": ["phone"]}],
    },
}
ORDER = {
    **VISIT,
    "Fields": {**VISIT["Fields"], "id": {"Source": "_source.id", "Target": "_order.Name"}},
    "Keys": {**VISIT["Keys"], "visit": [{"StandardIdentifiers": ["UNIQUE", "ORDER"], "FieldNames": ["id"]}]},
}
MATCHING = {
    "Matching": {"Enabled": True},
    "RuleBasedMatching": {
        "Enabled": True,
        "MatchingRules": [{"Rule": ["AccountNumber"]}, {"Rule": ["PhoneNumber"]}],
        "MaxAllowedRuleLevelForMerging": 1,
        "MaxAllowedRuleLevelForMatching": 2,
        "AttributeTypesSelector": {"AttributeMatchingModel": "ONE_TO_ONE", "PhoneNumber": ["PhoneNumber"]},
        "ConflictResolution": {"ConflictResolvingModel": "RECENCY"},
    },
}


class Loop(NamedTuple):
    """One list: how it is filled, what asks for it, and what is done to each item, if anything is."""

    fill: Callable[[World, int], None]
    operation: str
    asked: dict[str, Any]
    touch: Callable[[World, Any], object] | None = None


def profiles(world: World, size: int) -> None:
    """Create profiles of one telephone number."""
    described = [{"FirstName": f"Ann{number}", "PhoneNumber": PHONE} for number in range(size)]
    load(world, Profiles=described)


def objects(world: World, size: int) -> None:
    """Put the objects of one profile."""
    load(world, ObjectTypes={"visit": VISIT}, Objects={"visit": sources(size)})


def orders(world: World, size: int) -> None:
    """Put objects that make standard objects of one profile: a tenth, for each is compared with all that are there."""
    load(world, ObjectTypes={"order": ORDER}, Objects={"order": sources(size // 10)})


def sources(size: int) -> list[str]:
    """Write objects of one customer."""
    return [json.dumps({"id": f"o{number}", "phone": PHONE, "item": f"i{number}"}) for number in range(size)]


def pairs(world: World, size: int) -> None:
    """Create pairs of profiles that both kinds of matching take for one customer."""
    described = [
        {"FirstName": f"Ann{number}", "LastName": f"Lee{number}", "PhoneNumber": f"+1206{number:07}", "Gender": gender}
        for number in range(size)
        for gender in ("FEMALE", "UNSPECIFIED")
    ]
    load(world, Profiles=described, **MATCHING)
    perform_hook(world, "run_identity_resolution_job", domain_name="shop")


def alike(world: World, size: int) -> None:
    """Create profiles that matching takes for one customer."""
    load(world, Profiles=[{"EmailAddress": "a@b.co"} for _ in range(size)], Matching={"Enabled": True})
    perform_hook(world, "run_identity_resolution_job", domain_name="shop")


def jobs(world: World, size: int) -> None:
    """Run jobs of identity resolution."""
    load(world, Matching={"Enabled": True})
    for _ in range(size):
        perform_hook(world, "run_identity_resolution_job", domain_name="shop")


def history(world: World, size: int) -> None:
    """Change one profile again and again."""
    profiles(world, 1)
    asked = {**SHOP, "ProfileId": first_profile(world)}
    for number in range(size):
        perform(world, "UpdateProfile", {**asked, "LastName": str(number)})


def segments(world: World, size: int) -> None:
    """Define segments."""
    load(world)
    for number in range(size):
        named = {"SegmentDefinitionName": f"s{number}", "DisplayName": "s", "SegmentGroups": {"Groups": []}}
        perform(world, "CreateSegmentDefinition", {**SHOP, **named})


def attributes(world: World, size: int) -> None:
    """Define calculated attributes."""
    objects(world, 1)
    details = {"Attributes": [{"Name": "item"}], "Expression": "{visit.item}"}
    for number in range(size):
        named = {"CalculatedAttributeName": f"a{number}", "AttributeDetails": details, "Statistic": "COUNT"}
        perform(world, "CreateCalculatedAttributeDefinition", {**SHOP, **named})


def uploads(world: World, size: int) -> None:
    """Create upload jobs."""
    load(world)
    fields = {"No": {"Source": "_source.No", "Target": "_profile.AccountNumber"}}
    for number in range(size):
        perform(world, "CreateUploadJob", {**SHOP, "DisplayName": f"u{number}", "Fields": fields, "UniqueKey": "No"})


def domains(world: World, size: int) -> None:
    """Create domains."""
    world.settings.enforce_quotas = False
    for number in range(size):
        perform(world, "CreateDomain", {"DomainName": f"d{number}", "DefaultExpirationDays": 30})


def load(world: World, **described: Any) -> None:
    """Make the domain; nothing in it is too much."""
    world.settings.enforce_quotas = False
    perform_hook(world, "load_scenario", scenario={"shop": {"DefaultExpirationDays": 365, **described}})


def first_profile(world: World) -> str:
    """Return the id of the first profile, which mostly is the only one."""
    return next(iter(world.domains.require("shop").profiles)).profile_id


def delete_profile(world: World, item: dict[str, Any]) -> object:
    """Delete a profile that was listed."""
    return perform(world, "DeleteProfile", {**SHOP, "ProfileId": item["ProfileId"]})


def delete_object(world: World, item: dict[str, Any]) -> object:
    """Delete an object that was listed."""
    named = {name: item[name] for name in ("ObjectTypeName", "ProfileObjectUniqueKey")}
    return perform(world, "DeleteProfileObject", {**SHOP, **named, "ProfileId": first_profile(world)})


def delete_segment(world: World, item: dict[str, Any]) -> object:
    """Delete a segment that was listed."""
    return perform(world, "DeleteSegmentDefinition", {**SHOP, "SegmentDefinitionName": item["SegmentDefinitionName"]})


SEARCH = {**SHOP, "KeyName": "_phone", "Values": [PHONE]}
VISITS = {**SHOP, "ObjectTypeName": "visit", "ProfileId": first_profile}
LOOPS = {
    "SearchProfiles, one key": Loop(profiles, "SearchProfiles", SEARCH),
    "SearchProfiles, each profile deleted": Loop(profiles, "SearchProfiles", SEARCH, delete_profile),
    "ListProfileObjects": Loop(objects, "ListProfileObjects", VISITS),
    "ListProfileObjects, each object deleted": Loop(objects, "ListProfileObjects", VISITS, delete_object),
    "ListProfileObjects, a tenth, standard": Loop(orders, "ListProfileObjects", {**VISITS, "ObjectTypeName": "_order"}),
    "ListProfileHistoryRecords": Loop(history, "ListProfileHistoryRecords", {**SHOP, "ProfileId": first_profile}),
    "ListObjectTypeAttributeValues": Loop(
        objects, "ListObjectTypeAttributeValues", {**SHOP, "ObjectTypeName": "visit", "AttributeName": "item"}
    ),
    "GetMatches": Loop(pairs, "GetMatches", SHOP),
    "ListRuleBasedMatches": Loop(pairs, "ListRuleBasedMatches", SHOP),
    "GetSimilarProfiles": Loop(
        alike,
        "GetSimilarProfiles",
        {**SHOP, "MatchType": "ML_BASED_MATCHING", "SearchKey": "profileId", "SearchValue": first_profile},
    ),
    "ListIdentityResolutionJobs": Loop(jobs, "ListIdentityResolutionJobs", SHOP),
    "ListSegmentDefinitions": Loop(segments, "ListSegmentDefinitions", SHOP),
    "ListSegmentDefinitions, each deleted": Loop(segments, "ListSegmentDefinitions", SHOP, delete_segment),
    "ListCalculatedAttributeDefinitions": Loop(attributes, "ListCalculatedAttributeDefinitions", SHOP),
    "ListUploadJobs": Loop(uploads, "ListUploadJobs", SHOP),
    "ListDomains": Loop(domains, "ListDomains", {}),
}


def read(world: World, loop: Loop) -> int:
    """Read a list to its end, a hundred items at a time, and return how many there were."""
    asked = {name: value(world) if callable(value) else value for name, value in loop.asked.items()}
    found, more = 0, {"MaxResults": 100}
    while True:
        reply = perform(world, loop.operation, {**asked, **more})
        items = next(value for value in reply.values() if isinstance(value, list))
        found += len(items)
        if loop.touch is not None:
            for item in items:
                loop.touch(world, item)
        if "NextToken" not in reply:
            return found
        more = {"MaxResults": 100, "NextToken": reply["NextToken"]}


def measure(loop: Loop, size: int) -> float:
    """Return the seconds that a list of so many items takes."""
    world = new_world()
    loop.fill(world, size)
    return seconds(read, world, loop)


def main() -> None:
    """Print the table."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else ITEMS
    sizes = (size, 2 * size, 4 * size)
    print(f"{'us per item of a list of':44}" + "".join(f"{each:>10,}" for each in sizes) + "  exponent")
    for name, loop in LOOPS.items():
        times = [measure(loop, each) for each in sizes]
        costs = "".join(f"{taken / each * 1e6:10.1f}" for taken, each in zip(times, sizes, strict=True))
        print(f"{name:44}{costs}  {log(times[2] / times[0]) / log(4):8.2f}")


if __name__ == "__main__":
    main()
