"""What the papers tell people to type can be typed: extras, options, commands of the AWS CLI, variables."""

from __future__ import annotations

import json
import re
import shlex
from inspect import signature
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from botocore import xform_name

import moto_customerprofiles.pipeline  # noqa: F401  # all hooks sign the register
from moto_customerprofiles.adapters.command_line import parity, scenario
from moto_customerprofiles.entities.job_kinds import JOB_KINDS
from moto_customerprofiles.hook import HOOKS
from moto_customerprofiles.wire.model import members, operation_model, operation_names
from tests.support.places import ROOT

if TYPE_CHECKING:
    import argparse

PAGES = {page: page.read_text(encoding="utf-8") for page in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]}
PROJECT = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
SOURCES = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "moto_customerprofiles").rglob("*.py"))
CONSOLE = "".join(
    block.replace("\\\n", " ")
    for text in PAGES.values()
    for block in re.findall(r"^ *```console\n(.*?)^ *```", text, re.MULTILINE | re.DOTALL)
)
LINES = sorted({line.strip().removeprefix("$ ") for line in CONSOLE.splitlines() if line.strip().startswith("$ ")})
EXTRAS = {
    name
    for text in PAGES.values()
    for each in re.findall(r"moto-customerprofiles\[([\w,]+)\]", text)
    for name in each.split(",")
}
OURS = {"-H", "-p", "--scenario", "--state"}
SUBCOMMANDS = {"parity": parity.parser, "scenario": scenario.parser}
ANYBODYS = {"--endpoint-url", "--output", "--query", "--region"}


@pytest.mark.parametrize("extra", sorted(EXTRAS))
def test_extra_exists(extra: str) -> None:
    offered = PROJECT.partition("[project.optional-dependencies]")[2].partition("\n[")[0]

    assert re.search(rf"^{extra} = ", offered, re.MULTILINE)


@pytest.mark.parametrize("line", [line for line in LINES if "moto_customerprofiles" in line])
def test_server_has_the_option(line: str) -> None:
    words = shlex.split(line, comments=True)
    [subcommand] = [name for name in SUBCOMMANDS if name in words[:4]] or [""]
    offered = _options(SUBCOMMANDS[subcommand]()) if subcommand else OURS

    assert {word for word in words if word.startswith("-")} - {"-m"} <= offered


def _options(parser: argparse.ArgumentParser) -> set[str]:
    """Return the options of a parser and of its subcommands."""
    choices = [action.choices for action in parser._actions if isinstance(action.choices, dict)]
    inner = [each for named in choices for each in named.values()]
    return {*parser._option_string_actions}.union(*(each._option_string_actions for each in inner))


@pytest.mark.parametrize("line", [line for line in LINES if line.startswith("aws ")])
def test_command_of_the_aws_cli_exists(line: str) -> None:
    _, service, command, *words = shlex.split(line)
    [operation] = [name for name in operation_names() if xform_name(name, "-") == command]
    options = {f"--{xform_name(member, '-')}" for member in members(operation_model(operation).input_shape)}

    assert "customer-profiles" == service
    assert {word for word in words if word.startswith("--")} <= options | ANYBODYS


@pytest.mark.parametrize("line", [line for line in LINES if line.startswith("curl ")])
def test_request_is_for_a_hook_that_takes_its_body(line: str) -> None:
    words = shlex.split(line)
    options = dict(pairwise(words))
    path = words[-1].partition("/moto-api/customer-profiles/")[2]
    body = json.loads(options.get("-d", "{}"))
    [hook] = [hook for hook in HOOKS.values() if hook.labels(options["-X"], path.split("/")) is not None]

    assert body.keys() <= signature(hook.run).parameters.keys()
    assert not body or "Content-Type: application/json" == options["-H"]


def test_page_on_time_names_every_kind_of_job() -> None:
    text = PAGES[ROOT / "docs" / "how-to" / "time.md"]

    assert sorted(JOB_KINDS) == [kind for kind in sorted(JOB_KINDS) if f"`{kind}`" in text]


@pytest.mark.parametrize("name", sorted(set(re.findall(r"\bMOTO_CUSTOMERPROFILES\w*", "".join(PAGES.values())))))
def test_variable_is_heard(name: str) -> None:
    assert f'"{name}"' in SOURCES


def test_version_is_that_of_the_newest_release() -> None:
    [version] = re.findall(r'^version = "(.+)"$', PROJECT, re.MULTILINE)
    sections = re.findall(r"^## (\S+)", PAGES[ROOT / "CHANGELOG.md"], re.MULTILINE)
    newest = next(name for name in sections if name != "Unreleased")

    assert version == newest
