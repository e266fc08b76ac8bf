"""What happens in a domain when a table has one more row: the stories of `test_tables`."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from moto_customerprofiles.engine.calculated.filters import compile_filter
from moto_customerprofiles.engine.events.triggers import compile_conditions
from moto_customerprofiles.engine.mapping.object_mapping import compile_mapping, map_object
from moto_customerprofiles.engine.mapping.object_type_rules import define
from moto_customerprofiles.engine.profiles.predefined_keys import ProfileKeyRow, check_rows
from moto_customerprofiles.engine.segments.explanations import explain_groups
from moto_customerprofiles.engine.segments.groups import compile_segment
from moto_customerprofiles.errors import BadRequest
from moto_customerprofiles.hooks.explanations import explain_profile
from moto_customerprofiles.pipeline import perform
from tests.support.surroundings import Clock, new_world


class Person(NamedTuple):
    """A profile for segments."""

    fields: dict[str, str]
    profile_id: str = "ann"


class Nobody:
    """A domain without source segments and calculated attributes."""

    def is_member(self, _segment_name: str, _subject: object) -> bool:
        return False

    def calculated_value(self, _name: str, _overrides: object, _subject: object) -> None:
        return None


NOBODY: Any = Nobody()


class Shop:
    """A domain `shop`, called without moto."""

    def __init__(self) -> None:
        self.world = new_world(Clock())
        self.call("CreateDomain", DefaultExpirationDays=30)

    def call(self, operation: str, **members: Any) -> Any:
        """Call an operation."""
        return perform(self.world, operation, {"DomainName": "shop", **members})

    def put_type(self, name: str, fields: dict[str, dict[str, str]], **keys: list[str]) -> None:
        """Define an object type; `keys` are identifiers of keys over the fields of their names, less a leading `_`."""
        self.call(
            "PutProfileObjectType",
            ObjectTypeName=name,
            Description=name,
            Fields={field: {"Source": f"_source.{field}", **rest} for field, rest in fields.items()},
            Keys={key: [{"StandardIdentifiers": uses, "FieldNames": [key.lstrip("_")]}] for key, uses in keys.items()},
            AllowProfileCreation=True,
        )

    def put(self, object_type: str, **members: str) -> str:
        """Put an object; return its unique key."""
        answer = self.call("PutProfileObject", ObjectTypeName=object_type, Object=json.dumps(members))
        return str(answer["ProfileObjectUniqueKey"])

    def found(self, key_name: str, value: str) -> list[str]:
        """Search by a key; return the ids of the profiles."""
        items = self.call("SearchProfiles", KeyName=key_name, Values=[value])["Items"]
        return [item["ProfileId"] for item in items]

    def objects(self, profile_id: str, object_type: str) -> int:
        """Count the objects of a type that a profile has."""
        listed = self.call("ListProfileObjects", ProfileId=profile_id, ObjectTypeName=object_type)
        return len(listed["Items"])

    def explained(self, profile_id: str, key_name: str) -> list[Any]:
        """Return the values of a key of a profile, each with what brought it."""
        keys = explain_profile(self.world, "shop", profile_id)["Keys"]
        return [[key["Values"], key["BroughtBy"]] for key in keys if key["KeyName"] == key_name]


def key_of_the_profile() -> dict[str, Any]:
    """`_vat` is a NUMBER over `Attributes.vat`, and also matches objects whose key is a NAME."""
    shop = Shop()
    outcome: dict[str, Any] = {}
    ann = shop.call("CreateProfile", Attributes={"vat": "007"})["ProfileId"]
    for name, content_type in {"visit": "NUMBER", "order": "STRING", "letter": "NAME"}.items():
        shop.put_type(name, {"id": {}, "vat": {"ContentType": content_type}}, id=["UNIQUE"], _vat=["PROFILE"])
        shop.put(name, id="1", vat="007")
        outcome[f"a {content_type} joins"] = bool(shop.objects(ann, name))
        shop.call("DeleteProfileObjectType", ObjectTypeName=name)
    outcome["found by"] = [value for value in ("7", "007.0", "8") if ann in shop.found("_vat", value)]
    shop.call("UpdateProfile", ProfileId=ann, Attributes={"vat": "8"})
    outcome["found after the update by"] = [value for value in ("7", "007.0", "8") if ann in shop.found("_vat", value)]
    outcome["explained"] = shop.explained(ann, "_vat")
    shop.call("AddProfileKey", ProfileId=ann, KeyName="_vat", Values=["0099"])
    outcome["found after the addition by"] = [value for value in ("8", "99") if ann in shop.found("_vat", value)]
    return outcome


def key_of_a_standard_object() -> dict[str, Any]:
    """`_assetModel` is a key over `_asset.ModelName`."""
    shop = Shop()
    outcome: dict[str, Any] = {}
    shop.put_type("asset", {"id": {}, "model": {"Target": "_asset.ModelName"}}, id=["UNIQUE", "PROFILE", "ASSET"])
    shop.put("asset", id="a1", model="T-800")
    [ann] = shop.found("id", "a1")
    outcome["found by"] = [value for value in ("T-800", "T-1000") if ann in shop.found("_assetModel", value)]
    shop.put("asset", id="a1", model="T-1000")
    outcome["found after the change by"] = [
        value for value in ("T-800", "T-1000") if ann in shop.found("_assetModel", value)
    ]
    outcome["explained"] = [values for values, _ in shop.explained(ann, "_assetModel")]
    shop.put_type("model", {"assetModel": {}}, _assetModel=["UNIQUE", "PROFILE"])
    shop.put("model", assetModel="T-1000")
    outcome["an object joins"] = bool(shop.objects(ann, "model"))
    return outcome


def key_that_no_table_has() -> dict[str, Any]:
    """`_vat` is unknown."""
    shop = Shop()
    ann = shop.call("CreateProfile", Attributes={"vat": "007"})["ProfileId"]
    try:
        shop.call("AddProfileKey", ProfileId=ann, KeyName="_vat", Values=["7"])
    except BadRequest as refused:
        return {"refused": refused.message}
    return {}


def operator() -> dict[str, Any]:
    """`AS_LONG_AS` compares the lengths of texts."""
    compared: Any = {"DimensionType": "AS_LONG_AS", "Values": ["abc"]}
    segment = compile_segment({"Groups": [{"Dimensions": [{"ProfileAttributes": {"LastName": compared}}]}]})
    passes = compile_filter(
        {"Include": "ALL", "Groups": [{"Type": "ALL", "Dimensions": [{"Attributes": {"x": compared}}]}]}
    )
    attribute: Any = {"Source": "x", "ComparisonOperator": "AS_LONG_AS", "Values": ["abc"]}
    condition: Any = {"LogicalOperator": "ALL", "EventTriggerDimensions": [{"ObjectAttributes": [attribute]}]}
    fires = compile_conditions([condition], {})
    people = [Person({"LastName": name}) for name in ("Lee", "Stone")]
    [group] = explain_groups(segment, people[0], NOBODY, lambda _: None)
    return {
        "a segment holds": [segment.contains(person, NOBODY) for person in people],
        "an explanation names it": group["Dimensions"][0]["Conditions"][0]["Operator"],
        "a filter of calculated attributes holds": [passes({"x": text}.get) for text in ("xyz", "x")],
        "an event trigger fires": [fires({"x": text}) for text in ("xyz", "x")],
    }


def content_type() -> dict[str, Any]:
    """`FAX_NUMBER` ignores hyphens."""
    definition = define(
        {
            "ObjectTypeName": "letter",
            "Fields": {"fax": {"Source": "_source.fax", "ContentType": "FAX_NUMBER"}},
            "Keys": {"fax": [{"StandardIdentifiers": ["UNIQUE", "PROFILE"], "FieldNames": ["fax"]}]},
        }
    )
    [entry] = map_object(compile_mapping(definition), {"fax": "1-2"}).entries.values()
    row = ProfileKeyRow("_fax", "FAX_NUMBER")
    check_rows([row])
    return {"entry": list(entry), "as a predefined key": [row.name, row.content_type]}
