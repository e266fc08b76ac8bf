"""What grows with the things that a user has many of: for each pair, a preparation and the work to measure."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from moto_customerprofiles.pipeline import perform, perform_hook
from tests.support.facts import aws_arn
from tests.support.surroundings import Clock, RecordedNeighbours, new_world

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Case = Callable[["Shop", int], Iterator[None]]

_TYPE: dict[str, Any] = {
    "ObjectTypeName": "o",
    "Description": "o",
    "AllowProfileCreation": True,
    "Fields": {name: {"Source": f"_source.{name}"} for name in ("id", "c", "v")},
    "Keys": {
        "oid": [{"StandardIdentifiers": ["UNIQUE"], "FieldNames": ["id"]}],
        "cid": [{"StandardIdentifiers": ["PROFILE"], "FieldNames": ["c"]}],
    },
}
_SUM = {
    "CalculatedAttributeName": "sum",
    "AttributeDetails": {"Attributes": [{"Name": "v"}], "Expression": "{o.v}"},
    "Statistic": "SUM",
}
_ANN = {"ProfileAttributes": {"FirstName": {"DimensionType": "INCLUSIVE", "Values": ["Ann"]}}}
_STREAM = aws_arn("kinesis", "stream/m")


class Shop:
    """A domain `shop` without quotas, with an object type `o`, in surroundings that a test holds in its hand."""

    def __init__(self) -> None:
        self.clock, self.neighbours = Clock(), RecordedNeighbours()
        self.world = new_world(self.clock, self.neighbours)
        self.world.settings.enforce_quotas = False
        self("CreateDomain", DefaultExpirationDays=30)
        self("PutProfileObjectType", **_TYPE)

    def __call__(self, operation: str, **members: Any) -> dict[str, Any]:
        return perform(self.world, operation, {"DomainName": "shop", **members})

    def put(self, number: int, customer: str = "x", **members: Any) -> str:
        """Put an object of a customer, and return its unique key."""
        text = json.dumps({"id": number, "c": customer, **members})
        key: str = self("PutProfileObject", ObjectTypeName="o", Object=text)["ProfileObjectUniqueKey"]
        return key

    def profile(self, customer: str = "x") -> str:
        """Return the id of the profile of a customer."""
        found: str = self("SearchProfiles", KeyName="cid", Values=[customer])["Items"][0]["ProfileId"]
        return found

    def create(self, **members: Any) -> str:
        """Create a profile, and return its id."""
        created: str = self("CreateProfile", **members)["ProfileId"]
        return created

    def page(self, operation: str, **members: Any) -> None:
        """Go through all pages of a list, ten things each."""
        token: dict[str, str] = {}
        while True:
            reply = self(operation, MaxResults=10, **members, **token)
            if not reply.get("NextToken"):
                return
            token = {"NextToken": reply["NextToken"]}


CASES: dict[str, Case] = {}
"""The pairs by what they are called."""


def _case(name: str) -> Callable[[Case], Case]:
    def register(case: Case) -> Case:
        CASES[name] = case
        return case

    return register


@_case("put objects of one profile")
def _put(shop: Shop, n: int) -> Iterator[None]:
    yield
    for number in range(n):
        shop.put(number)


@_case("put objects again")
def _put_again(shop: Shop, n: int) -> Iterator[None]:
    for number in range(n):
        shop.put(number)
    yield
    for number in range(n):
        shop.put(number, v="2")


@_case("delete objects one by one")
def _delete_objects(shop: Shop, n: int) -> Iterator[None]:
    keys = [shop.put(number) for number in range(n)]
    profile_id = shop.profile()
    yield
    for key in keys:
        shop("DeleteProfileObject", ProfileId=profile_id, ObjectTypeName="o", ProfileObjectUniqueKey=key)


@_case("page the objects of a profile")
def _page_objects(shop: Shop, n: int) -> Iterator[None]:
    for number in range(n):
        shop.put(number)
    profile_id = shop.profile()
    yield
    shop.page("ListProfileObjects", ProfileId=profile_id, ObjectTypeName="o")


@_case("merge two profiles of many objects")
def _merge_two(shop: Shop, n: int) -> Iterator[None]:
    for number in range(n):
        shop.put(number)
        shop.put(n + number, "y")
    main, other = shop.profile(), shop.profile("y")
    yield
    shop("MergeProfiles", MainProfileId=main, ProfileIdsToBeMerged=[other])


@_case("merge a chain of profiles")
def _merge_chain(shop: Shop, n: int) -> Iterator[None]:
    ids = _profiles_with_an_object(shop, n)
    yield
    for merged, main in pairwise(ids):
        shop("MergeProfiles", MainProfileId=main, ProfileIdsToBeMerged=[merged])


@_case("merge many profiles into one")
def _merge_into_one(shop: Shop, n: int) -> Iterator[None]:
    main, *ids = _profiles_with_an_object(shop, n)
    yield
    for merged in ids:
        shop("MergeProfiles", MainProfileId=main, ProfileIdsToBeMerged=[merged])


def _profiles_with_an_object(shop: Shop, n: int) -> list[str]:
    for number in range(n):
        shop.put(number, f"c{number}")
    return [shop.profile(f"c{number}") for number in range(n)]


@_case("update a profile with one new attribute each")
def _update(shop: Shop, n: int) -> Iterator[None]:
    profile_id = shop.create(FirstName="Ann")
    yield
    for number in range(n):
        shop("UpdateProfile", ProfileId=profile_id, Attributes={f"a{number}": "1"})


@_case("add keys to a profile, and delete them")
def _keys(shop: Shop, n: int) -> Iterator[None]:
    profile_id = shop.create(FirstName="Ann")
    yield
    for operation in ("AddProfileKey", "DeleteProfileKey"):
        for number in range(n):
            shop(operation, ProfileId=profile_id, KeyName="cid", Values=[f"k{number}"])


@_case("page the history of a profile")
def _page_history(shop: Shop, n: int) -> Iterator[None]:
    profile_id = shop.create(FirstName="Ann")
    for number in range(n):
        shop("UpdateProfile", ProfileId=profile_id, FirstName=f"a{number}")
    yield
    shop.page("ListProfileHistoryRecords", ProfileId=profile_id)


@_case("page all hits of a search")
def _page_search(shop: Shop, n: int) -> Iterator[None]:
    for _ in range(n):
        shop.create(PhoneNumber="+12065550100", EmailAddress="a@b.c")
    yield
    shop.page("SearchProfiles", KeyName="_phone", Values=["+12065550100"])
    email = [{"KeyName": "_email", "Values": ["a@b.c"]}]
    shop.page(
        "SearchProfiles", KeyName="_phone", Values=["+12065550100"], AdditionalSearchKeys=email, LogicalOperator="AND"
    )


@_case("delete a profile of many objects")
def _delete_profile(shop: Shop, n: int) -> Iterator[None]:
    for number in range(n):
        shop.put(number)
    profile_id = shop.profile()
    yield
    shop("DeleteProfile", ProfileId=profile_id)


@_case("delete an object type of many objects")
def _delete_type(shop: Shop, n: int) -> Iterator[None]:
    for number in range(n):
        shop.put(number, f"c{number}")
    yield
    shop("DeleteProfileObjectType", ObjectTypeName="o")


@_case("calculate an attribute of many objects")
def _calculate(shop: Shop, n: int) -> Iterator[None]:
    shop("CreateCalculatedAttributeDefinition", **_SUM)
    for number in range(n):
        shop.put(number, v=number)
    profile_id = shop.profile()
    yield
    shop("GetCalculatedAttributeForProfile", ProfileId=profile_id, CalculatedAttributeName="sum")


@_case("follow a segment over fields under a load")
def _follow(shop: Shop, n: int) -> Iterator[None]:
    _follow_segment(shop, _ANN)
    yield
    for number in range(n):
        shop.create(FirstName="Ann", AccountNumber=str(number))


@_case("follow a segment over a calculated attribute under a load")
def _follow_calculated(shop: Shop, n: int) -> Iterator[None]:
    shop("CreateCalculatedAttributeDefinition", **_SUM)
    _follow_segment(shop, {"CalculatedAttributes": {"sum": {"DimensionType": "GREATER_THAN", "Values": ["5"]}}})
    yield
    for number in range(n):
        shop.put(number, v=number)


def _follow_segment(shop: Shop, dimension: dict[str, Any]) -> None:
    shop.neighbours.streams[_STREAM] = []
    groups = {"Groups": [{"Dimensions": [dimension]}]}
    shop("CreateSegmentDefinition", SegmentDefinitionName="s", DisplayName="s", SegmentGroups=groups)
    shop("AssociateStreamForSegments", DestinationArn=_STREAM, DestinationRoleArn=aws_arn("iam", "role/r"))
    schedule = {"Interval": 24, "Unit": "HOURLY"}
    shop("PutSegmentSubscription", SegmentDefinitionName="s", ScheduleConfiguration=schedule)


@_case("create segments, snapshots and estimates")
def _segments(shop: Shop, n: int) -> Iterator[None]:
    shop.neighbours.buckets["out"] = {}
    groups = {
        "Groups": [
            {"Dimensions": [{"ProfileAttributes": {"FirstName": {"DimensionType": "INCLUSIVE", "Values": ["a"]}}}]}
        ]
    }
    yield
    for number in range(n):
        name = f"s{number}"
        shop("CreateSegmentDefinition", SegmentDefinitionName=name, DisplayName="s", SegmentGroups=groups)
        shop("CreateSegmentSnapshot", SegmentDefinitionName=name, DataFormat="CSV", DestinationUri="s3://out/x")
        shop("CreateSegmentEstimate", SegmentQuery=groups)


@_case("let objects become dead letters")
def _dead_letters(shop: Shop, n: int) -> Iterator[None]:
    shop("PutProfileObjectType", **{**_TYPE, "AllowProfileCreation": False})
    yield
    for number in range(n):
        shop.put(number, "nobody")


@_case("import a file")
def _import(shop: Shop, n: int) -> Iterator[None]:
    field = {"Source": "_source.No", "Target": "_profile.AccountNumber"}
    job_id = shop("CreateUploadJob", DisplayName="x", Fields={"no": field}, UniqueKey="no")["JobId"]
    rows = b"No\n" + b"".join(b"A-%d\n" % number for number in range(n))
    shop.neighbours.buckets["customer-profiles-uploads-123456789012-us-east-1"] = {f"shop/{job_id}.csv": rows}
    yield
    shop("StartUploadJob", JobId=job_id)


@_case("run identity resolution jobs, and list them")
def _jobs(shop: Shop, n: int) -> Iterator[None]:
    shop("UpdateDomain", Matching={"Enabled": True})
    yield
    for _ in range(n):
        perform_hook(shop.world, "run_identity_resolution_job", domain_name="shop")
        shop("ListIdentityResolutionJobs", MaxResults=1)


@_case("dump and load")
def _dump(shop: Shop, n: int) -> Iterator[None]:
    for number in range(n):
        shop.put(number, f"c{number % 10}")
    yield
    scenario = perform_hook(shop.world, "dump_scenario")
    shop("DeleteDomain")
    perform_hook(shop.world, "load_scenario", scenario=scenario)


@_case("let objects expire one after another")
def _expire(shop: Shop, n: int) -> Iterator[None]:
    for number in range(n):
        shop.put(number)
        shop.clock.wind(seconds=1)
    yield
    shop.clock.wind(days=31)
    shop("GetDomain")


BOUNDED = {
    "follow a segment over a calculated attribute under a load": "a put evaluates all objects of its profile",
}
"""Pairs that grow faster, and why: all by the objects of one profile, of which its quota allows a thousand."""


def steps(case: Case, n: int, measure: Callable[[Callable[[], object]], float]) -> float:
    """Return what the work of a pair costs for so many things, by a measure of a call."""
    work = case(Shop(), n)
    next(work)
    return measure(lambda: next(work, None))
