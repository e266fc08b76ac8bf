"""`python -m moto_customerprofiles scenario`: read a domain into a scenario, and tell two of them apart."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from moto_customerprofiles.adapters import scenario_files
from moto_customerprofiles.adapters.command_line import endpoints
from moto_customerprofiles.adapters.command_line.progress import Progress
from moto_customerprofiles.adapters.parity.calls import Caller
from moto_customerprofiles.adapters.parity.plan import action
from moto_customerprofiles.adapters.reading import configuration, profiles
from moto_customerprofiles.adapters.reading.configuration import Reader
from moto_customerprofiles.adapters.reading.differences import differences
from moto_customerprofiles.adapters.reading.made_up import People
from moto_customerprofiles.engine.values.yaml_documents import yaml_module
from moto_customerprofiles.errors import ServiceError
from moto_customerprofiles.hooks.scenarios.sections import ALL_SECTIONS, DATA

if TYPE_CHECKING:
    from collections.abc import Sequence

_DESCRIPTION = """\
Bring a domain into tests: read it over the API into a scenario, a file that a test loads, and find out later whether
the domain still is as the scenario has it. Only calls that change nothing are made.
"""
_EPILOG = """\
examples:
  python -m moto_customerprofiles scenario from shop --profile prod --region us-east-1 > shop.yaml
  python -m moto_customerprofiles scenario from shop --region us-east-1 --profiles 20 --search _email=ann@example.com
  python -m moto_customerprofiles scenario diff shop.yaml shop --profile prod --region us-east-1
  python -m moto_customerprofiles scenario diff old.yaml new.yaml
  python -m moto_customerprofiles scenario from shop --policy

exit codes: 0 done, or no difference; 1 the two differ; 2 wrong use, or the domain cannot be read
"""
_FILE = (".yaml", ".yml", ".json")


def main(argv: Sequence[str]) -> int:
    """Run the subcommand and return its exit code.

    Raises:
        ValueError: a domain or a file cannot be read, or an option has a value that cannot be used.

    """
    options = parser().parse_args(argv)
    return int(options.run(options))


def parser() -> argparse.ArgumentParser:
    """Return the parser of the options."""
    made = argparse.ArgumentParser(
        prog="python -m moto_customerprofiles scenario",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = made.add_subparsers(required=True, metavar="{from,diff}")
    reading = commands.add_parser("from", help="read a domain over the API and print it as a scenario")
    reading.add_argument("domain", help="the name of the domain")
    endpoints.add_options(reading, "the AWS account of the environment without any of these")
    reading.add_argument("--profiles", type=_count, metavar="N", help="read at most N profiles with their objects, too")
    reading.add_argument(
        "--search", type=_term, metavar="KEY=VALUE", help="which profiles: those that this search finds"
    )
    reading.add_argument(
        "--keep-personal-data", action="store_true", help="leave names, addresses, e-mails and telephones as they are"
    )
    reading.add_argument("--policy", action="store_true", help="print the least IAM policy for reading, and end")
    reading.add_argument("--json", action="store_true", help="print JSON instead of YAML")
    reading.set_defaults(run=_from)
    comparing = commands.add_parser("diff", help="tell two scenarios or domains apart")
    for place in ("first", "second"):
        comparing.add_argument(
            place, help="a file (.yaml, .yml, .json; FILE#DOMAIN for one of several domains), or the name of a domain"
        )
    endpoints.add_options(comparing, "where the domains are: the AWS account of the environment without any of these")
    comparing.add_argument("--data", action="store_true", help="compare profiles and objects of the files, too")
    comparing.add_argument("--json", action="store_true", help="print the differences as JSON")
    comparing.set_defaults(run=_diff)
    return made


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError("must be a whole number from 1 on")
    return int(text)


def _term(text: str) -> tuple[str, str]:
    key, separator, value = text.partition("=")
    if not separator or not key or not value:
        raise argparse.ArgumentTypeError("must be KEY=VALUE, for example _email=ann@example.com")
    return key, value


def _from(options: argparse.Namespace) -> int:
    if (options.profiles is None) != (options.search is None):
        raise ValueError("--profiles and --search go together: how many profiles, and which")
    if options.policy:
        _print(json.dumps(_policy(options.domain, with_profiles=options.profiles is not None), indent=2))
        return 0
    reader, document = _read(options, options.domain)
    if options.profiles is not None:
        people = None if options.keep_personal_data else People()
        found = profiles.read_profiles(reader, options.domain, document, options.search, options.profiles, people)
        document |= found
    _print(_written({options.domain: document}, reader.notes, as_json=options.json))
    for note in reader.notes:
        sys.stderr.write(f"note: {note}\n")
    return 0


def _diff(options: argparse.Namespace) -> int:
    sides = [(given, _side(options, given)) for given in (options.first, options.second)]
    first, second = (_completed(scenario, given) for given, scenario in sides)
    found = differences(first, second, with_data=options.data)
    if options.json:
        _print(json.dumps([each._asdict() for each in found], indent=2))
    elif found:
        _print("\n".join(map(str, found)))
    else:
        _print("No difference.")
    return 1 if found else 0


def _side(options: argparse.Namespace, given: str) -> dict[str, Any]:
    """Return one side of a comparison, a scenario of one domain."""
    file, _, wanted = given.partition("#")
    if not file.endswith(_FILE):
        return {given: _read(options, given)[1]}
    scenario = scenario_files.read(Path(file))
    if not wanted and len(scenario) != 1:
        raise ValueError(f"{file} has the domains {', '.join(scenario)}: choose one by {file}#<domain>")
    name = wanted or next(iter(scenario))
    if name not in scenario:
        raise ValueError(f"{file} has no domain {name}, but {', '.join(scenario)}")
    return {name: scenario[name]}


def _completed(scenario: dict[str, Any], given: str) -> dict[str, Any]:
    """Load a scenario into the fake and read it back, so that what was left out stands there as well."""
    [(name, document)] = scenario.items()
    with endpoints.fake_client() as client:
        try:
            scenario_files.load_scenario(scenario)
        except ServiceError as refused:
            raise ValueError(f"{given} cannot be compared, since it breaks a rule: {refused.message}") from None
        data = {member: value for member, value in document.items() if member in DATA}
        return {**Reader(Caller(client)).configuration(name), **data}


def _read(options: argparse.Namespace, domain_name: str) -> tuple[Reader, dict[str, Any]]:
    progress = Progress(len(ALL_SECTIONS), "parts of the configuration")
    reader = Reader(Caller(endpoints.remote_client(options)), progress.step)
    try:
        return reader, reader.configuration(domain_name)
    finally:
        progress.end()


def _policy(domain_name: str, *, with_profiles: bool) -> dict[str, Any]:
    operations = [*configuration.OPERATIONS, *(profiles.OPERATIONS if with_profiles else ())]
    domain = f"arn:aws:profile:*:*:domains/{domain_name}"
    statement = {
        "Effect": "Allow",
        "Action": sorted({action(each) for each in operations}),
        "Resource": [domain, f"{domain}/*"],
    }
    return {"Version": "2012-10-17", "Statement": [statement]}


def _written(scenario: dict[str, Any], notes: list[str], *, as_json: bool) -> str:
    if as_json:
        return json.dumps(scenario, indent=2, ensure_ascii=False)
    comments = "".join(f"# {note}\n" for note in notes)
    return comments + str(yaml_module().safe_dump(scenario, sort_keys=False, allow_unicode=True)).rstrip("\n")


def _print(text: str) -> None:
    sys.stdout.write(f"{text}\n")
