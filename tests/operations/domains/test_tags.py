from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ClientError

from moto_customerprofiles.state.domain import arn_paths
from tests.support.areas.tagged_resources import KINDS, Kind
from tests.support.facts import ACCOUNT, REGION, aws_arn
from tests.support.replies import error_code
from tests.support.shop import put_template

if TYPE_CHECKING:
    import time_machine
    from types_boto3_customer_profiles import CustomerProfilesClient


PREFIX = aws_arn("profile", "domains")
SHOP = f"{PREFIX}/shop"
TAGS = {"team": "a", "Cost.Centre/x:y=z+1-2": "with spaces and @"}


def tags_of(client: CustomerProfilesClient, arn: str = SHOP) -> dict[str, str]:
    return client.list_tags_for_resource(resourceArn=arn)["tags"]


@pytest.fixture(autouse=True)
def _domain(domain: str) -> None:
    assert "shop" == domain


UNLISTED = "recommender-schemas/s"
"""The path of the kind whose tags no operation of its own returns, by the service model."""


def _returned_tags(client: CustomerProfilesClient, kind: Kind) -> list[dict[str, str]]:
    """Return the tags that the kind's own operations return: of the one when read, of all that have any in a list."""
    read = getattr(client, kind.get)(DomainName="shop", **kind.identity)
    [items] = [each for each in getattr(client, kind.lists)(DomainName="shop").values() if isinstance(each, list)]
    return [each["Tags"] for each in (read, *items) if each.get("Tags")]


def test_every_kind_that_has_an_arn_is_tried() -> None:
    assert arn_paths() == {kind.path.partition("/")[0] for kind in KINDS.values()}


@pytest.mark.rule("T-1", "T-2", "T-7", "G-10", "GEN-11", "GEN-12", "CLI-5")
@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_tags_are_the_same_wherever_they_are_returned(client: CustomerProfilesClient, kind: Kind) -> None:
    made: Any = kind.make(client, TAGS)

    assert [TAGS] * 2 == [made.get("Tags", TAGS), tags_of(client, kind.arn)]
    assert ([] if kind.path == UNLISTED else [TAGS] * 2) == _returned_tags(client, kind)


@pytest.mark.rule("T-7", "GEN-11")
@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_tagging_shows_at_once(client: CustomerProfilesClient, kind: Kind) -> None:
    arn = kind.arn
    kind.make(client, {"team": "a"})
    client.tag_resource(resourceArn=arn, tags={"team": "b", "cost": "c"})
    client.untag_resource(resourceArn=arn, tagKeys=["team"])

    assert {"cost": "c"} == tags_of(client, arn)
    assert ([] if kind.path == UNLISTED else [{"cost": "c"}] * 2) == _returned_tags(client, kind)


@pytest.mark.rule("T-6")
@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_kind_that_was_never_made_is_not_found(client: CustomerProfilesClient, kind: Kind) -> None:
    assert "ResourceNotFoundException" == error_code(tags_of, client, kind.arn)


@pytest.mark.rule("T-7", "G-9")
def test_resource_without_tags_answers_an_empty_map(client: CustomerProfilesClient) -> None:
    assert {} == tags_of(client)


@pytest.mark.rule("T-5")
def test_tagging_adds_overwrites_and_keeps(client: CustomerProfilesClient) -> None:
    client.tag_resource(resourceArn=SHOP, tags={"a": "1", "b": "1"})
    client.tag_resource(resourceArn=SHOP, tags={"b": "2", "c": ""})

    assert {"a": "1", "b": "2", "c": ""} == tags_of(client)


@pytest.mark.rule("T-5", "ID-EX-5", "GEN-11")
def test_eleven_tags_beside_forty_are_too_many_and_change_nothing(client: CustomerProfilesClient) -> None:
    forty = {f"k{number}": "v" for number in range(40)}
    client.tag_resource(resourceArn=SHOP, tags=forty)
    code = error_code(client.tag_resource, resourceArn=SHOP, tags={f"n{number}": "v" for number in range(11)})

    assert ("BadRequestException", forty) == (code, tags_of(client))


@pytest.mark.rule("T-5", "ID-EX-5")
def test_untagging_what_is_not_there_is_fine(client: CustomerProfilesClient) -> None:
    client.tag_resource(resourceArn=SHOP, tags={"a": "1"})
    reply = client.untag_resource(resourceArn=SHOP, tagKeys=["b", "c"])

    assert (200, {"a": "1"}) == (reply["ResponseMetadata"]["HTTPStatusCode"], tags_of(client))


@pytest.mark.rule("T-4", "GEN-11")
@pytest.mark.parametrize("key", ["aws:mine", "with space", "at@sign", "ünï", "k" * 129])
def test_key_may_not_be(client: CustomerProfilesClient, key: str) -> None:
    code = error_code(client.tag_resource, resourceArn=SHOP, tags={key: "v"})

    assert ("BadRequestException", {}) == (code, tags_of(client))


@pytest.mark.rule("T-4")
@pytest.mark.parametrize("key", ["a;b", "1<2", "a,b", "k" * 128, "AWS:mine"])
def test_key_may_be(client: CustomerProfilesClient, key: str) -> None:
    client.tag_resource(resourceArn=SHOP, tags={key: "v"})

    assert {key: "v"} == tags_of(client)


@pytest.mark.rule("T-4")
def test_value_may_not_be_longer_than_256(client: CustomerProfilesClient) -> None:
    with pytest.raises(ClientError, match="256"):
        client.tag_resource(resourceArn=SHOP, tags={"k": "v" * 257})


@pytest.mark.rule("T-1", "T-6", "GEN-12")
@pytest.mark.parametrize(
    "arn",
    [
        f"{PREFIX}/office",
        f"{SHOP}/object-types/none",
        f"{SHOP}/profiles/{'0' * 32}",
        f"{SHOP}/upload-jobs/x",
        SHOP.replace(REGION, "us-west-2"),
        SHOP.replace(ACCOUNT, "210987654321"),
    ],
)
@pytest.mark.parametrize("operation", ["list_tags_for_resource", "tag_resource", "untag_resource"])
def test_what_is_not_here_is_not_found(client: CustomerProfilesClient, operation: str, arn: str) -> None:
    more: dict[str, dict[str, Any]] = {"tag_resource": {"tags": {"a": "b"}}, "untag_resource": {"tagKeys": ["a"]}}

    assert "ResourceNotFoundException" == error_code(
        getattr(client, operation), resourceArn=arn, **more.get(operation, {})
    )


@pytest.mark.rule("T-3", "T-6")
@pytest.mark.parametrize(
    "arn", ["shop", "arn:aws:s3:::shop", "arn:aws-cn:profile:cn-north-1:1:domains/shop", SHOP + "x" * 256]
)
def test_what_is_no_arn_of_the_service_is_a_bad_request(client: CustomerProfilesClient, arn: str) -> None:
    assert "BadRequestException" == error_code(tags_of, client, arn)


@pytest.mark.rule("ID-D-44")
def test_tagging_moves_no_time_of_an_update(frozen: time_machine.Traveller, client: CustomerProfilesClient) -> None:
    before = client.get_domain(DomainName="shop")["LastUpdatedAt"]
    frozen.move_to("2025-12-01")
    client.tag_resource(resourceArn=SHOP, tags={"a": "b"})
    client.untag_resource(resourceArn=SHOP, tagKeys=["a"])

    assert before == client.get_domain(DomainName="shop")["LastUpdatedAt"]


@pytest.mark.rule("T-9")
def test_order_of_calls_that_cloudformation_makes_works(client: CustomerProfilesClient) -> None:
    client.tag_resource(resourceArn=SHOP, tags={"old": "1", "kept": "1"})
    tags = client.get_domain(DomainName="shop")["Tags"]
    client.untag_resource(resourceArn=SHOP, tagKeys=list(tags))
    client.tag_resource(resourceArn=SHOP, tags={"kept": "1", "new": "2"})
    client.update_domain(DomainName="shop", DefaultExpirationDays=90)

    assert {"kept": "1", "new": "2"} == client.get_domain(DomainName="shop")["Tags"]


def test_put_without_tags_keeps_them(client: CustomerProfilesClient) -> None:
    KINDS["object type"].make(client, {"team": "a"})
    put_template(client, "CTR")

    assert {"team": "a"} == tags_of(client, f"{SHOP}/object-types/CTR")


def test_tags_go_with_their_resource(client: CustomerProfilesClient) -> None:
    KINDS["layout"].make(client, {"team": "a"})
    client.delete_domain_layout(DomainName="shop", LayoutDefinitionName="l")
    KINDS["layout"].make(client, {"cost": "c"})

    assert {"cost": "c"} == tags_of(client, f"{SHOP}/layouts/l")


@pytest.mark.rule("T-3")
def test_arn_of_another_partition_is_one_of_the_service(client: CustomerProfilesClient) -> None:
    assert "ResourceNotFoundException" == error_code(tags_of, client, SHOP.replace("arn:aws:", "arn:awsx:"))
