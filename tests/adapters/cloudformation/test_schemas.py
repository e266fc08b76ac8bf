"""The table of types says what CloudFormation's public resource schemas say, which cfn-lint carries."""

from __future__ import annotations

import importlib
from importlib import metadata
from typing import TYPE_CHECKING, Any

import pytest
from packaging.version import Version

from moto_customerprofiles.adapters.cloudformation.properties import InvalidProperties, parameters
from moto_customerprofiles.adapters.cloudformation.types import SPECS
from moto_customerprofiles.wire.model import operation_model
from tests.support.columns import NEEDS_ALL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from moto_customerprofiles.adapters.cloudformation.types import Spec

OF_TABLE = "1.58"
"""The version of cfn-lint whose schemas the table was held against; older ones know less."""
EVERY_TYPE = pytest.mark.parametrize("spec", SPECS, ids=[spec.type_name for spec in SPECS])


def schema_of(spec: Spec) -> Any:
    """Return the schema of a type; the test is skipped where cfn-lint is missing, or older than the table."""
    pytest.importorskip("cfnlint")
    if Version(metadata.version("cfn-lint")) < Version(OF_TABLE):
        pytest.skip(f"needs cfn-lint {OF_TABLE} or later")
    manager: Any = importlib.import_module("cfnlint.schema.manager")
    return manager.PROVIDER_SCHEMA_MANAGER.get_resource_schema("us-east-1", spec.full_name).schema


def names(schema: Any, key: str) -> list[str]:
    """Return paths of properties that a schema lists, less those that every type lists."""
    return sorted(path.removeprefix("/properties/") for path in schema.get(key, []))


def open_paths(schema: Any, of: Any, path: tuple[str, ...] = ()) -> Iterator[str]:
    """Return the paths of all properties below a part of a schema, without those of lists' and maps' entries."""
    while "$ref" in of:
        of = schema["definitions"][of["$ref"].rpartition("/")[2]]
    for part in [of.get("items"), *of.get("patternProperties", {}).values(), *of.get("oneOf", [])]:
        if part:
            yield from open_paths(schema, part, path)
    for name, property_ in of.get("properties", {}).items():
        yield "/".join((*path, name))
        yield from open_paths(schema, property_, (*path, name))


def paths_of(shape: Any, path: tuple[str, ...] = ()) -> Iterator[str]:
    """Return the paths of all members of a shape, as `open_paths` does."""
    if shape.type_name == "structure":
        for name, member in shape.members.items():
            yield "/".join((*path, name))
            yield from paths_of(member, (*path, name))
    elif shape.type_name in ("list", "map"):
        yield from paths_of(shape.member if shape.type_name == "list" else shape.value, path)


def without_entries(paths: set[str]) -> set[str]:
    """Leave out what stands for the key and the value of a map that is a list."""
    entries = ("Key", "Value", "Name", "ObjectTypeField", "ObjectTypeKeyList", "OperatorPropertyKey", "Property")
    maps = ("Tags", "ObjectTypeNames", "Fields", "Keys", "TaskProperties")
    result = set()
    for path in paths:
        parts = path.split("/")
        kept = [
            part for index, part in enumerate(parts) if not (index and parts[index - 1] in maps and part in entries)
        ]
        result.add("/".join(kept))
    return result


@pytest.mark.rule("CFN-17")
@EVERY_TYPE
def test_create_only_properties_are_those_of_the_schema(spec: Spec) -> None:
    assert names(schema_of(spec), "createOnlyProperties") == sorted({"DomainName", spec.name, *spec.create_only})


@pytest.mark.rule("CFN-17")
@EVERY_TYPE
def test_attributes_are_the_read_only_properties_of_the_schema(spec: Spec) -> None:
    assert names(schema_of(spec), "readOnlyProperties") == sorted(spec.read_only)


@pytest.mark.rule("CFN-17")
@EVERY_TYPE
def test_identifier_and_order_of_replacement_are_those_of_the_schema(spec: Spec) -> None:
    schema = schema_of(spec)
    identifier = names(schema, "primaryIdentifier")

    assert spec.ref_is_arn == identifier[0].endswith("Arn")
    assert spec.ref_is_arn or sorted({"DomainName", spec.name}) == identifier
    assert spec.deleted_first == (schema.get("replacementStrategy") == "delete_then_create")


@NEEDS_ALL
@pytest.mark.rule("CFN-17")
@EVERY_TYPE
def test_properties_are_those_of_the_schema_that_can_be_written(spec: Spec) -> None:
    schema = schema_of(spec)
    read_only = tuple(spec.read_only)
    wanted = {
        path
        for path in without_entries(set(open_paths(schema, schema)))
        if not any(path == each or path.startswith(f"{each}/") for each in read_only)
    }
    shape = operation_model(spec.create).input_shape
    taken = {
        path
        for path in paths_of(shape)
        if not any(path == each or path.startswith(f"{each}/") for each in spec.not_in_schema)
    }

    assert wanted == taken


@NEEDS_ALL
@pytest.mark.rule("CFN-17")
@EVERY_TYPE
def test_required_properties_are_those_of_the_schema(spec: Spec) -> None:
    required = schema_of(spec)["required"]
    with pytest.raises(InvalidProperties) as refused:
        parameters(spec, {})

    assert sorted(f"#: required key [{name}] not found" for name in required) == sorted(str(refused.value).splitlines())
