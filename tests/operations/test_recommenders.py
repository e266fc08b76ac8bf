from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
import time_machine
from botocore.exceptions import ClientError
from moto.moto_api import state_manager

from moto_customerprofiles import customerprofiles_backends

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from types_boto3_customer_profiles import CustomerProfilesClient

ARN = "arn:aws:profile:us-east-1:123456789012:domains/shop/recommenders/r"
KEY = "arn:aws:kms:us-east-1:123456789012:key/k"
VERSION = re.compile(r"r/\d{4}-\d{2}-\d{2}T\d{2}-\d{2}-\d{2}Z")
CONFIG = {
    "EventsConfig": {"EventParametersList": [{"EventType": "purchase", "EventWeight": 0.5}]},
    "TrainingFrequency": 0,
}
OTHER = {"EventsConfig": {"EventParametersList": [{"EventType": "view"}]}}


@pytest.fixture
def shop(client: CustomerProfilesClient) -> str:
    """Answer the name of a domain with a data store."""
    client.create_domain(
        DomainName="shop", DefaultExpirationDays=365, DefaultEncryptionKey=KEY, DataStore={"Enabled": True}
    )
    return "shop"


@pytest.fixture
def slow(request: pytest.FixtureRequest) -> Iterator[None]:
    """Let recommenders and their updates move on by one status at every second look."""
    kinds = ("customerprofiles::recommender", "customerprofiles::recommender_update")
    for kind in kinds:
        state_manager.set_transition(kind, getattr(request, "param", {"progression": "manual", "times": 2}))
    yield
    for kind in kinds:
        state_manager.unset_transition(kind)


def add_catalog(client: CustomerProfilesClient) -> None:
    client.put_domain_object_type(
        DomainName="shop",
        ObjectTypeName="_catalogItem",
        Fields={"id": {"Source": "_source.id", "Target": "_catalogItem.Id"}},
    )


def create(client: CustomerProfilesClient, name: str = "r", **more: Any) -> dict[str, Any]:
    asked = {"DomainName": "shop", "RecommenderName": name, "RecommenderRecipeName": "popular-items", **more}
    answer = client.create_recommender(**asked)
    return {key: value for key, value in answer.items() if key != "ResponseMetadata"}


def get(client: CustomerProfilesClient, **more: Any) -> dict[str, Any]:
    answer = client.get_recommender(**{"DomainName": "shop", "RecommenderName": "r", **more})
    return {key: value for key, value in answer.items() if key != "ResponseMetadata"}


def update(client: CustomerProfilesClient, **changes: Any) -> None:
    client.update_recommender(**{"DomainName": "shop", "RecommenderName": "r", **changes})


def refusal(call: Callable[..., object], *arguments: object, **named: object) -> tuple[str, str]:
    with pytest.raises(ClientError) as caught:
        call(*arguments, **named)
    return caught.value.response["Error"]["Code"], caught.value.response["Error"]["Message"]


@pytest.mark.rule("REC-1")
def test_recipes_are_six_and_stand_on_one_page(client: CustomerProfilesClient) -> None:
    answer = client.list_recommender_recipes(MaxResults=10)

    assert "NextToken" not in answer
    assert [
        "recommended-for-you",
        "similar-items",
        "frequently-paired-items",
        "popular-items",
        "trending-now",
        "personalized-ranking",
    ] == [recipe["name"] for recipe in answer["RecommenderRecipes"]]
    assert all(recipe["description"] for recipe in answer["RecommenderRecipes"])


@pytest.mark.rule("REC-7", "GEN-12", "T-1")
@pytest.mark.usefixtures("shop")
def test_create_answers_arn_and_tags(client: CustomerProfilesClient) -> None:
    assert {"RecommenderArn": ARN, "Tags": {"team": "crm"}} == create(client, Tags={"team": "crm"})


@pytest.mark.rule("REC-10", "REC-15")
@pytest.mark.usefixtures("shop")
def test_a_recommender_is_answered_as_it_was_sent(client: CustomerProfilesClient) -> None:
    create(client, RecommenderConfig=CONFIG, Description="what sells")
    found = get(client)
    del found["CreatedAt"], found["LastUpdatedAt"]

    assert VERSION.fullmatch(found.pop("ActiveRecommenderVersionName"))
    assert found == {
        "RecommenderName": "r",
        "RecommenderRecipeName": "popular-items",
        "RecommenderConfig": CONFIG,
        "Description": "what sells",
        "Status": "ACTIVE",
        "Tags": {},
    }


@pytest.mark.rule("REC-11")
@pytest.mark.usefixtures("shop")
def test_lists_call_the_recipe_by_another_name_and_show_no_version(client: CustomerProfilesClient) -> None:
    create(client, "b")
    create(client, "a", RecommenderConfig=CONFIG)
    listed = client.list_recommenders(DomainName="shop")["Recommenders"]

    assert ["b", "a"] == [each["RecommenderName"] for each in listed]
    assert listed[1].keys() == {
        "RecommenderName",
        "RecipeName",
        "RecommenderConfig",
        "CreatedAt",
        "LastUpdatedAt",
        "Status",
        "Tags",
    }


@pytest.mark.rule("REC-8", "DS-5")
@pytest.mark.usefixtures("domain")
def test_a_recommender_needs_a_data_store(client: CustomerProfilesClient) -> None:
    assert ("BadRequestException", "Data store is not enabled for domain shop") == refusal(create, client)


@pytest.mark.rule("REC-8")
@pytest.mark.usefixtures("shop")
@pytest.mark.parametrize(
    "definition",
    [
        {"RecommenderRecipeName": "similar-items"},
        {"RecommenderRecipeName": "frequently-paired-items"},
        {"RecommenderConfig": {"ExcludedColumns": {"_catalogItem": ["Name"]}}},
    ],
)
def test_some_recommenders_need_a_catalogue(client: CustomerProfilesClient, definition: dict[str, Any]) -> None:
    expected = ("BadRequestException", "Recommender r needs the domain object type _catalogItem")

    assert expected == refusal(create, client, **definition)
    add_catalog(client)
    assert ARN == create(client, **definition)["RecommenderArn"]


@pytest.mark.rule("REC-9")
@pytest.mark.usefixtures("shop")
@pytest.mark.parametrize(
    "config",
    [
        {"IncludedColumns": {"_webAnalytics": ["Colour"]}},
        {"EventsConfig": {"EventParametersList": [{"EventType": "view"}] * 2}},
        {"EventsConfig": {"EventParametersList": [{"EventType": "view", "EventWeight": 1.5}]}},
        {"TrainingFrequency": 31},
        {"InferenceConfig": {"MinProvisionedTPS": 1001}},
    ],
)
def test_unsound_configurations_are_refused(client: CustomerProfilesClient, config: object) -> None:
    assert "BadRequestException" == refusal(create, client, RecommenderConfig=config)[0]


@pytest.mark.rule("REC-7", "RSC-6")
@pytest.mark.usefixtures("shop")
def test_the_schema_of_a_recommender_must_exist_and_stays_as_long_as_it(client: CustomerProfilesClient) -> None:
    message = "Recommender schema s does not exist"

    assert ("BadRequestException", message) == refusal(create, client, RecommenderSchemaName="s")
    client.create_recommender_schema(
        DomainName="shop", RecommenderSchemaName="s", Fields={"_catalogItem": [{"TargetFieldName": "Name"}]}
    )
    create(client, RecommenderSchemaName="s")
    assert "s" == get(client)["RecommenderSchemaName"]
    message = "Recommender schema s is in use by recommender r"
    assert ("BadRequestException", message) == refusal(
        client.delete_recommender_schema, DomainName="shop", RecommenderSchemaName="s"
    )


@pytest.mark.rule("REC-18")
@pytest.mark.usefixtures("shop")
def test_a_domain_has_ten_recommenders_of_different_names(client: CustomerProfilesClient) -> None:
    for number in range(10):
        create(client, f"r{number}")

    assert ("BadRequestException", "Recommender with name r0 already exists") == refusal(create, client, "r0")
    assert ("BadRequestException", "Limit of 10 recommenders per domain exceeded") == refusal(create, client)


@pytest.mark.rule("REC-21")
@pytest.mark.usefixtures("shop")
@pytest.mark.parametrize(
    "name", ["get_recommender", "update_recommender", "delete_recommender", "start_recommender", "stop_recommender"]
)
def test_an_unknown_recommender_is_not_found(client: CustomerProfilesClient, name: str) -> None:
    assert "ResourceNotFoundException" == refusal(getattr(client, name), DomainName="shop", RecommenderName="r")[0]


@pytest.mark.rule("REC-17")
@pytest.mark.usefixtures("shop")
def test_a_deleted_recommender_is_gone_and_its_name_is_free(client: CustomerProfilesClient) -> None:
    create(client)
    client.delete_recommender(DomainName="shop", RecommenderName="r")

    assert "ResourceNotFoundException" == refusal(get, client)[0]
    assert ARN == create(client)["RecommenderArn"]


@pytest.mark.rule("REC-17")
@pytest.mark.usefixtures("shop")
def test_an_inactive_recommender_can_be_deleted(client: CustomerProfilesClient) -> None:
    create(client)
    client.stop_recommender(DomainName="shop", RecommenderName="r")
    client.delete_recommender(DomainName="shop", RecommenderName="r")

    assert "ResourceNotFoundException" == refusal(get, client)[0]


@pytest.mark.rule("REC-13", "STA-3")
@pytest.mark.usefixtures("shop")
def test_only_an_active_recommender_stops_and_only_an_inactive_one_starts(client: CustomerProfilesClient) -> None:
    create(client)
    message = "Recommender r is in status ACTIVE; StartRecommender is not allowed"

    assert ("BadRequestException", message) == refusal(client.start_recommender, DomainName="shop", RecommenderName="r")
    client.stop_recommender(DomainName="shop", RecommenderName="r")
    assert "INACTIVE" == get(client)["Status"]
    message = "Recommender r is in status INACTIVE; StopRecommender is not allowed"
    assert ("BadRequestException", message) == refusal(client.stop_recommender, DomainName="shop", RecommenderName="r")
    client.start_recommender(DomainName="shop", RecommenderName="r")
    assert "ACTIVE" == get(client)["Status"]


@pytest.mark.rule("REC-12", "STA-1", "STA-4", "EX-68")
@pytest.mark.usefixtures("shop", "slow")
def test_a_recommender_walks_through_its_life_step_by_step(client: CustomerProfilesClient) -> None:
    def statuses(looks: int) -> list[str]:
        return [get(client)["Status"] for _ in range(looks)]

    create(client)

    assert "ActiveRecommenderVersionName" not in get(client)
    assert ["IN_PROGRESS", "IN_PROGRESS", "ACTIVE"] == statuses(3)
    assert VERSION.fullmatch(get(client)["ActiveRecommenderVersionName"])
    client.stop_recommender(DomainName="shop", RecommenderName="r")
    assert ["STOPPING", "INACTIVE"] == statuses(2)
    client.start_recommender(DomainName="shop", RecommenderName="r")
    assert ["STARTING", "ACTIVE"] == statuses(2)
    client.delete_recommender(DomainName="shop", RecommenderName="r")
    assert ["DELETING"] == statuses(1)
    assert ["DELETING"] == [each["Status"] for each in client.list_recommenders(DomainName="shop")["Recommenders"]]
    assert "ResourceNotFoundException" == refusal(statuses, 1)[0]
    assert [] == client.list_recommenders(DomainName="shop")["Recommenders"]


@pytest.mark.rule("STA-3", "REC-13", "REC-14")
@pytest.mark.usefixtures("shop", "slow")
@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("stop_recommender", {}),
        ("start_recommender", {}),
        ("delete_recommender", {}),
        ("update_recommender", {"Description": "x"}),
    ],
)
def test_what_is_on_its_way_is_left_alone(client: CustomerProfilesClient, name: str, more: dict[str, str]) -> None:
    create(client)

    code, message = refusal(getattr(client, name), DomainName="shop", RecommenderName="r", **more)
    assert ("BadRequestException", True) == (code, "is in status PENDING" in message)


@pytest.mark.usefixtures("shop", "slow")
@pytest.mark.parametrize("slow", [{"progression": "time", "seconds": 60}], indirect=True)
def test_time_moves_a_recommender_though_nobody_looks(client: CustomerProfilesClient) -> None:
    with time_machine.travel("2026-01-01T00:00:00Z", tick=False) as clock:
        create(client)
        clock.shift(timedelta(minutes=2))

        assert ["ACTIVE"] == [each["Status"] for each in client.list_recommenders(DomainName="shop")["Recommenders"]]
        assert "r/2026-01-01T00-02-00Z" == get(client)["ActiveRecommenderVersionName"]


@pytest.mark.rule("REC-14", "REC-15", "EX-68")
@pytest.mark.usefixtures("shop")
def test_an_update_replaces_the_configuration_as_a_whole_and_makes_a_version(client: CustomerProfilesClient) -> None:
    with time_machine.travel("2026-01-01T00:00:00Z", tick=False):
        create(client, RecommenderConfig=CONFIG)
        update(client, RecommenderConfig=OTHER)
        found = get(client)

    assert OTHER == found["RecommenderConfig"]
    assert "r/2026-01-01T00-00-01Z" == found["ActiveRecommenderVersionName"], "a second later, as the first is taken"
    latest = found["LatestRecommenderUpdate"]
    assert ("ACTIVE", OTHER) == (latest["Status"], latest["RecommenderConfig"])
    assert found["ActiveRecommenderVersionName"] == latest["RecommenderVersionName"]
    assert {"Status", "RecommenderConfig", "RecommenderVersionName", "CreatedAt", "LastUpdatedAt"} == latest.keys()


@pytest.mark.rule("REC-15", "EX-68")
@pytest.mark.usefixtures("shop")
def test_an_earlier_version_can_be_activated_again(client: CustomerProfilesClient) -> None:
    create(client, RecommenderConfig=CONFIG)
    first = get(client)["ActiveRecommenderVersionName"]
    update(client, RecommenderConfig=OTHER)
    update(client, RecommenderVersionName=first)

    assert (first, CONFIG) == (get(client)["ActiveRecommenderVersionName"], get(client)["RecommenderConfig"])


@pytest.mark.rule("REC-15", "EX-68")
@pytest.mark.usefixtures("shop")
def test_a_version_that_does_not_exist_is_refused(client: CustomerProfilesClient) -> None:
    create(client)
    message = "Recommender r has no version r/2020-01-01T00-00-00Z"

    assert ("BadRequestException", message) == refusal(update, client, RecommenderVersionName="r/2020-01-01T00-00-00Z")


@pytest.mark.usefixtures("shop")
def test_a_description_can_be_changed_without_training(client: CustomerProfilesClient) -> None:
    create(client, RecommenderConfig=CONFIG)
    before = get(client, TrainingMetricsCount=5)
    update(client, Description="new")
    found = get(client, TrainingMetricsCount=5)

    assert "new" == found["Description"]
    for unchanged in ("RecommenderConfig", "ActiveRecommenderVersionName", "TrainingMetrics"):
        assert before[unchanged] == found[unchanged]


@pytest.mark.rule("REC-14")
@pytest.mark.usefixtures("shop")
@pytest.mark.parametrize("changes", [{}, {"RecommenderConfig": {"IncludedColumns": {"_webAnalytics": ["Colour"]}}}])
def test_an_update_of_nothing_or_to_nonsense_is_refused(
    client: CustomerProfilesClient, changes: dict[str, Any]
) -> None:
    create(client)

    assert "BadRequestException" == refusal(update, client, **changes)[0]


@pytest.mark.usefixtures("shop")
def test_configuration_and_version_do_not_go_together(client: CustomerProfilesClient) -> None:
    create(client)
    version = get(client)["ActiveRecommenderVersionName"]

    code, _ = refusal(update, client, RecommenderConfig=CONFIG, RecommenderVersionName=version)
    assert code == "BadRequestException"


@pytest.mark.rule("REC-14")
@pytest.mark.usefixtures("shop")
def test_an_inactive_recommender_can_be_updated_and_stays_inactive(client: CustomerProfilesClient) -> None:
    create(client)
    client.stop_recommender(DomainName="shop", RecommenderName="r")
    update(client, RecommenderConfig=OTHER)

    assert ("INACTIVE", OTHER) == (get(client)["Status"], get(client)["RecommenderConfig"])


@pytest.mark.rule("REC-14")
@pytest.mark.usefixtures("shop")
def test_an_update_takes_effect_when_its_training_is_over(client: CustomerProfilesClient) -> None:
    create(client, RecommenderConfig=CONFIG)
    first = get(client)["ActiveRecommenderVersionName"]
    state_manager.set_transition("customerprofiles::recommender_update", {"progression": "manual", "times": 1})
    try:
        update(client, RecommenderConfig=OTHER)
        message = "Recommender r is being updated; UpdateRecommender is not allowed"

        assert ("BadRequestException", message) == refusal(update, client, Description="x")
        found = get(client)
        assert ("IN_PROGRESS", OTHER) == (
            found["LatestRecommenderUpdate"]["Status"],
            found["LatestRecommenderUpdate"]["RecommenderConfig"],
        )
        assert ("ACTIVE", CONFIG, first) == (
            found["Status"],
            found["RecommenderConfig"],
            found["ActiveRecommenderVersionName"],
        )
        found = get(client)
        assert ("ACTIVE", OTHER) == (found["LatestRecommenderUpdate"]["Status"], found["RecommenderConfig"])
        assert first != found["ActiveRecommenderVersionName"]
    finally:
        state_manager.unset_transition("customerprofiles::recommender_update")


@pytest.mark.rule("REC-10", "REC-16")
@pytest.mark.usefixtures("shop")
def test_metrics_are_shown_if_asked_for_the_newest_first(client: CustomerProfilesClient) -> None:
    create(client)
    first = get(client)["ActiveRecommenderVersionName"]
    update(client, RecommenderConfig=OTHER)
    second = get(client)["ActiveRecommenderVersionName"]

    assert "TrainingMetrics" not in get(client)
    assert "TrainingMetrics" not in get(client, TrainingMetricsCount=0)
    assert [second] == [
        each["RecommenderVersionName"] for each in get(client, TrainingMetricsCount=1)["TrainingMetrics"]
    ]
    shown = get(client, TrainingMetricsCount=5)["TrainingMetrics"]
    assert [second, first] == [each["RecommenderVersionName"] for each in shown]
    assert {"Time", "Metrics", "RecommenderVersionName"} == shown[0].keys()
    assert 0.0 == shown[0]["Metrics"]["coverage"]


@pytest.mark.rule("REC-12", "REC-17")
@pytest.mark.usefixtures("shop")
def test_a_failed_recommender_tells_why_and_can_only_be_deleted(client: CustomerProfilesClient) -> None:
    create(client)
    backend = customerprofiles_backends["123456789012"]["us-east-1"]
    backend.call_hook("fail_recommender", domain_name="shop", recommender_name="r", reason="too little data")

    assert ("FAILED", "too little data") == (get(client)["Status"], get(client)["FailureReason"])
    assert "BadRequestException" == refusal(update, client, Description="x")[0]
    client.delete_recommender(DomainName="shop", RecommenderName="r")
    assert "ResourceNotFoundException" == refusal(get, client)[0]


@pytest.mark.rule("T-1", "T-2")
@pytest.mark.usefixtures("shop")
def test_tags_are_found_by_arn(client: CustomerProfilesClient) -> None:
    create(client)
    client.tag_resource(resourceArn=ARN, tags={"team": "crm"})

    assert {"team": "crm"} == get(client)["Tags"]


@pytest.mark.usefixtures("shop")
def test_a_catalogue_that_recommenders_may_need_cannot_be_deleted(client: CustomerProfilesClient) -> None:
    add_catalog(client)
    create(client)

    code, _ = refusal(client.delete_domain_object_type, DomainName="shop", ObjectTypeName="_catalogItem")
    assert code == "BadRequestException"
