from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime, timezone
from typing import Any

import pytest
from hypothesis import given, settings

from moto_customerprofiles.entities.config_documents import ConfigDocument
from moto_customerprofiles.wire.model import operation_model, operation_names
from moto_customerprofiles.wire.replies import projection, to_json
from tests.support.properties.shapes import values

AT = datetime(2025, 1, 6, 12, 0, 0, 123456, tzinfo=timezone.utc)


def project(operation: str, answer: object) -> Any:
    return projection(operation_model(operation).output_shape)(answer)


@dataclass
class Domain:
    domain_name: str = "shop"
    created_at: datetime = AT
    dead_letter_queue_url: str | None = None
    tags: dict[str, str] = field(default_factory=dict)
    chores: tuple[str, ...] = ("secret",)


def test_entity_fills_the_shape_with_its_attributes() -> None:
    assert {"DomainName": "shop", "CreatedAt": AT, "Tags": {}} == project("CreateDomain", Domain())


def test_record_fills_the_shape_with_what_was_sent() -> None:
    record = ConfigDocument.of("l", {"LayoutDefinitionName": "l", "Tags": {"a": "b"}, "Shoe": 1}, AT)

    assert {
        "LayoutDefinitionName": "l",
        "CreatedAt": AT,
        "LastUpdatedAt": AT,
        "Tags": {"a": "b"},
    } == project("GetDomainLayout", record)


def test_mapping_is_taken_as_it_is() -> None:
    assert {"Message": "Domain Deleted"} == project("DeleteDomain", {"Message": "Domain Deleted"})


def test_key_that_the_shape_lacks_is_our_own_mistake() -> None:
    with pytest.raises(KeyError, match="Massage"):
        project("DeleteDomain", {"Massage": "Domain Deleted"})


def test_key_that_a_nested_shape_lacks_is_our_own_mistake() -> None:
    with pytest.raises(KeyError, match="Profile"):
        project("GetDomain", {"Stats": {"Profile": 1}})


@pytest.mark.rule("G-8", "ID-C-10")
def test_none_is_left_out() -> None:
    assert {} == project("DeleteDomain", {"Message": None})


def test_empty_list_and_map_are_kept() -> None:
    assert {"Items": []} == project("ListDomains", {"Items": []})


def test_operation_without_answer_is_an_empty_object() -> None:
    assert {} == project("TagResource", None)


def test_reply_shares_nothing_with_what_is_remembered() -> None:
    domain = Domain(tags={"a": "b"})
    reply = project("CreateDomain", domain)
    reply["Tags"]["a"] = "c"

    assert {"a": "b"} == domain.tags


@pytest.mark.needs("GetSegmentEstimate", "ListProfileAttributeValues")
@pytest.mark.rule("GEN-5")
@pytest.mark.parametrize("operation", ["CreateSegmentEstimate", "GetSegmentEstimate", "ListProfileAttributeValues"])
def test_status_code_is_not_in_the_body(operation: str) -> None:
    class Found:
        status_code = 200
        domain_name = "shop"

    assert "StatusCode" not in project(operation, Found())


@pytest.mark.rule("G-7", "GEN-4")
def test_timestamp_is_a_number_of_seconds_to_the_millisecond() -> None:
    assert '{"CreatedAt":1736164800.123}' == to_json({"CreatedAt": AT})


def test_text_is_sent_as_it_is() -> None:
    assert {"Message": 'Zoë 😀 "x" \0'} == json.loads(to_json({"Message": 'Zoë 😀 "x" \0'}))


def test_what_is_no_plain_data_is_our_own_mistake() -> None:
    with pytest.raises(TypeError, match="object"):
        to_json({"Message": object()})


@pytest.mark.parametrize("name", operation_names())
def test_shaping_twice_is_shaping_once(name: str) -> None:
    shape = operation_model(name).output_shape
    compiled = projection(shape)

    @settings(max_examples=10)
    @given(values(shape))
    def check(answer: Any) -> None:
        answer.pop("StatusCode", None)  # which is not in the body
        once = compiled(answer)

        assert once == compiled(once)

    check()
