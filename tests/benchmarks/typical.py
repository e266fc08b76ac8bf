"""What a typical test costs, as users write it: `mock_aws`, `boto3.client`, three calls.

Run it as `python -m tests.benchmarks.typical`. Every service runs in a process of its own: this package's with the
package, moto's own without it. Processor time; the processes run by turns, and each ratio is the median of those of
the turns, so that a busy machine slows both sides. `cold` is a process from its start to the first answer, imports
included; `warm` is the median of tests that run one after another, with its parts.
"""

from __future__ import annotations

import importlib
import json
import os
import statistics
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    Call = Callable[[Any], Any]

OURS = "customer-profiles"
ROUNDS, TESTS = 7, 30
ENVIRONMENT = {"AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_DEFAULT_REGION": "us-east-1"}
PARTS = ("start", "client", "calls", "stop")
NAME, URL = "shop", "https://sqs.us-east-1.amazonaws.com/123456789012/shop"
ITEM = {"id": {"S": "1"}, "email": {"S": "ann@example.com"}}
CALLS: dict[str, tuple[Call, Call, Call]] = {
    OURS: (
        lambda client: client.create_domain(DomainName=NAME, DefaultExpirationDays=365),
        lambda client: client.create_profile(DomainName=NAME, EmailAddress="ann@example.com"),
        lambda client: client.search_profiles(DomainName=NAME, KeyName="_email", Values=["ann@example.com"]),
    ),
    "sqs": (
        lambda client: client.create_queue(QueueName=NAME),
        lambda client: client.send_message(QueueUrl=URL, MessageBody="Ann"),
        lambda client: client.receive_message(QueueUrl=URL),
    ),
    "dynamodb": (
        lambda client: client.create_table(
            TableName=NAME,
            KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
            AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
            BillingMode="PAY_PER_REQUEST",
        ),
        lambda client: client.put_item(TableName=NAME, Item=ITEM),
        lambda client: client.get_item(TableName=NAME, Key={"id": {"S": "1"}}),
    ),
    "connect": (
        lambda client: client.create_instance(
            IdentityManagementType="SAML", InboundCallsEnabled=True, OutboundCallsEnabled=True, InstanceAlias=NAME
        ),
        lambda client: client.list_instances(),
        lambda client: client.list_instances(MaxResults=1),
    ),
    "vpc-lattice": (
        lambda client: client.create_service(name=NAME),
        lambda client: client.create_service_network(name=NAME),
        lambda client: client.list_services(),
    ),
}


SUBJECTS = [*CALLS, "sqs beside it"]
"""The services, and one of moto's in a process that has this package, too."""


class Figures(NamedTuple):
    """Seconds of processor time of one process: up to its first answer, of a warm test, and of each part of that."""

    cold: float
    warm: float
    parts: dict[str, float]


def measure(service: str) -> None:
    """Print the figures of this process, which is the service's own."""
    service, _, beside = service.partition(" ")
    if service == OURS or beside:
        importlib.import_module("moto_customerprofiles")
    boto3, moto = importlib.import_module("boto3"), importlib.import_module("moto")
    first, *_ = CALLS[service]
    with moto.mock_aws():
        first(boto3.client(service))
    cold = time.process_time()
    times = [_test(service, boto3.client, moto.mock_aws) for _ in range(TESTS)]
    parts = {part: statistics.median(each[part] for each in times) for part in PARTS}
    warm = statistics.median(sum(each.values()) for each in times)
    print(json.dumps(Figures(cold, warm, parts)))


def _test(service: str, make: Any, mock_aws: Any) -> dict[str, float]:
    """Run one test, and return the seconds of its parts."""
    ticks = [time.process_time()]
    mock = mock_aws()
    mock.start()
    ticks.append(time.process_time())
    client = make(service)
    ticks.append(time.process_time())
    for call in CALLS[service]:
        call(client)
    ticks.append(time.process_time())
    mock.stop()
    ticks.append(time.process_time())
    return {part: after - before for part, before, after in zip(PARTS, ticks, ticks[1:], strict=False)}


def _figures(service: str) -> Figures:
    command = [sys.executable, "-m", "tests.benchmarks.typical", service]
    environment = {**os.environ, **ENVIRONMENT}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed package has its bytecode
    return Figures(*json.loads(subprocess.check_output(command, env=environment)))


def main() -> None:
    """Print the table."""
    _figures(OURS)  # writes the bytecode
    turns = [{subject: _figures(subject) for subject in SUBJECTS} for _ in range(ROUNDS)]
    head = "".join(f"{part:>9}" for part in PARTS)
    print(f"{'':18}{'cold':>9}{'to sqs':>8}{'warm':>9}{'to sqs':>8}{head}   (ms)")
    for service in SUBJECTS:
        cold, warm = (statistics.median(getattr(turn[service], kind) for turn in turns) for kind in ("cold", "warm"))
        to_sqs = [
            statistics.median(getattr(turn[service], kind) / getattr(turn["sqs"], kind) for turn in turns)
            for kind in ("cold", "warm")
        ]
        parts = [statistics.median(turn[service].parts[part] for turn in turns) for part in PARTS]
        print(
            f"{service:18}{cold * 1e3:9.0f}{to_sqs[0]:8.2f}{warm * 1e3:9.1f}{to_sqs[1]:8.2f}"
            + "".join(f"{part * 1e3:9.1f}" for part in parts)
        )


if __name__ == "__main__":
    if len(sys.argv) > 1:
        measure(sys.argv[1])
    else:
        main()
