"""One call here, and one call of services that moto itself has: in-process, and over a socket.

Run it as `python -m tests.benchmarks.against_moto`. In-process figures are multiples of botocore's own floor for the
same call (what a canned response costs, taken by turns in one process, in processor time); those of a server are calls
per second of eight threads that keep their connections, one service after another, and mean something only beside each
other.
"""

from __future__ import annotations

import os
import socket
import statistics
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from http.client import HTTPConnection
from typing import TYPE_CHECKING, Any, NamedTuple
from unittest.mock import patch
from urllib.parse import urlsplit

import boto3
from botocore.awsrequest import AWSResponse
from botocore.stub import Stubber
from moto import mock_aws
from moto.core.models import botocore_stubber

from moto_customerprofiles.adapters.clients.fast_path import SWITCHES
from moto_customerprofiles.adapters.scenario_files import load_scenario
from tests.benchmarks.calls import CALLS as OURS
from tests.benchmarks.calls import OBJECT_TYPE, _customer, _filled, _Raw, _seconds, response_of

if TYPE_CHECKING:
    from collections.abc import Callable

    Call = Callable[[Any], Any]

ROUNDS = 25
THREADS, CALLS_EACH = 8, 60
BULK = 10_000
KEYS: Any = {"aws_access_key_id": "key", "aws_secret_access_key": "secret", "region_name": "us-east-1"}


class Subject(NamedTuple):
    """A service, what it needs before it is called, and the calls that are compared."""

    service: str
    prepare: Call
    calls: dict[str, Call]


def _client(service: str, **arguments: Any) -> Any:
    make: Any = boto3.client  # typed for known names only
    return make(service, **KEYS, **arguments)


def _instance(client: Any) -> None:
    client.create_instance(IdentityManagementType="SAML", InstanceAlias="shop", **_CALLS_BOTH_WAYS)


def _table(client: Any) -> None:
    client.create_table(
        TableName="shop",
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
    )
    client.put_item(TableName="shop", Item={"id": {"S": "1"}, "email": {"S": "c1@example.com"}})


def _domain(client: Any) -> None:
    client.create_domain(DomainName="shop", DefaultExpirationDays=365)
    client.put_profile_object_type(DomainName="shop", **OBJECT_TYPE)
    client.put_profile_object(DomainName="shop", ObjectTypeName="customer", Object=_customer(1000))


_CALLS_BOTH_WAYS = {"InboundCallsEnabled": True, "OutboundCallsEnabled": True}
_URL = "https://sqs.us-east-1.amazonaws.com/123456789012/shop"
_ITEM = {"id": {"S": "1"}, "email": {"S": "c1@example.com"}, "name": {"S": "Name 1"}}
SUBJECTS = (
    Subject(
        "customer-profiles",
        _domain,
        {name: OURS[name] for name in ("get_domain", "search_profiles", "put_profile_object")},
    ),
    Subject("connect", _instance, {"list_instances": lambda client: client.list_instances()}),
    Subject(
        "dynamodb",
        _table,
        {
            "get_item": lambda client: client.get_item(TableName="shop", Key={"id": {"S": "1"}}),
            "put_item": lambda client: client.put_item(TableName="shop", Item=_ITEM),
        },
    ),
    Subject(
        "sqs",
        lambda client: client.create_queue(QueueName="shop"),
        {
            "get_queue_attributes": lambda client: client.get_queue_attributes(QueueUrl=_URL, AttributeNames=["All"]),
            "send_message": lambda client: client.send_message(QueueUrl=_URL, MessageBody=_customer(1)),
        },
    ),
)


def canned(service: str, client: Any, call: Call) -> Any:
    """Return a client whose every call is answered by the bytes of one real answer, before anything is sent."""
    answer = response_of(client, call)
    with patch.dict(os.environ, {SWITCHES[0]: "off"}):
        other = _client(service)

    def reply(request: Any, **_: Any) -> Any:
        return AWSResponse(request.url, 200, answer["headers"], _Raw(answer["body"]))

    other.meta.events.unregister("before-send", botocore_stubber)
    other.meta.events.register("before-send", reply)
    return other


def in_process() -> None:
    """Print what calls cost as multiples of their floors."""
    print(f"{'one call in-process':42} floor = 1")
    for subject in SUBJECTS:
        with mock_aws():
            client = _client(subject.service)
            subject.prepare(client)
            for name, call in subject.calls.items():
                print(f"{subject.service + ' ' + name:42} {_multiple(subject.service, client, call):.2f}")
    print(f"{'a Stubber of botocore, get_domain':42} {_stubbed():.2f}")


def _multiple(service: str, client: Any, call: Call) -> float:
    floor = canned(service, client, call)
    samples = [(_seconds(call, floor), _seconds(call, client)) for _ in range(ROUNDS)]
    return statistics.median(ours / least for least, ours in samples)


def _stubbed() -> float:
    """Measure a client under botocore's Stubber, which takes a response for each call in advance."""
    with mock_aws():
        client = _client("customer-profiles")
        _domain(client)
        call = OURS["get_domain"]
        answer = {name: value for name, value in call(client).items() if name != "ResponseMetadata"}
        floor, stubbed = canned("customer-profiles", client, call), _client("customer-profiles")
        with Stubber(stubbed) as stubber:

            def stub_and_call(_: Any) -> None:
                stubber.add_response("get_domain", answer)
                call(stubbed)

            samples = [(_seconds(call, floor), _seconds(stub_and_call, stubbed)) for _ in range(ROUNDS)]
    return statistics.median(ours / least for least, ours in samples)


def bulk() -> float:
    """Print how much faster a scenario loads objects than calls put them, and return its seconds per object."""
    with mock_aws():
        client = _filled()
        texts = (_customer(number) for number in range(5_000, 5_000_000))
        put: Call = lambda each: each.put_profile_object(  # noqa: E731  # of another object each time
            DomainName="shop", ObjectTypeName="customer", Object=next(texts)
        )
        calls = statistics.median(_seconds(put, client) for _ in range(ROUNDS))
        objects = [_customer(number) for number in range(BULK)]
        customer = {name: value for name, value in OBJECT_TYPE.items() if name != "ObjectTypeName"}
        start = time.process_time()
        load_scenario(
            {
                "bulk": {
                    "DefaultExpirationDays": 1,
                    "ObjectTypes": {"customer": customer},
                    "Objects": {"customer": objects},
                }
            }
        )
        loaded = (time.process_time() - start) / BULK
    print(f"\n{'loading in bulk, against in-process calls':42} {calls / loaded:.1f} times as fast")
    return loaded


def over_http(loaded: float) -> None:
    """Print the calls per second of eight threads against each service, by waitress and by moto's own server."""
    rates = {server: _of_server(server) for server in ("waitress", "werkzeug")}
    print(f"\n{'server, ' + str(THREADS) + ' threads, calls a second':42} {'waitress':>10} {'werkzeug':>10}  times")
    for name, ours in rates["waitress"].items():
        motos = rates["werkzeug"][name]
        print(f"{name:42} {ours:10.0f} {motos:10.0f}  {ours / motos:.2f}")
    put = rates["waitress"]["customer-profiles put_profile_object"]
    print(f"{'loading in bulk, against calls of a server':42} {1 / put / loaded:.0f} times as fast")


def _of_server(server: str) -> dict[str, float]:
    port = _free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "moto_customerprofiles", "-p", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "MOTO_CUSTOMERPROFILES_SERVER": server},
    )
    try:
        _await(port)
        rates: dict[str, float] = {}
        for subject in SUBJECTS:
            rates |= _rates(subject, f"http://127.0.0.1:{port}")
        return rates
    finally:
        process.terminate()
        process.wait()


def _rates(subject: Subject, endpoint: str) -> dict[str, float]:
    client = _client(subject.service, endpoint_url=endpoint)
    subject.prepare(client)
    rates: dict[str, float] = {}
    for name, call in subject.calls.items():
        request = _request(client, call)
        with ThreadPoolExecutor(THREADS) as threads:
            start = time.perf_counter()
            for sending in [threads.submit(_send_often, request) for _ in range(THREADS)]:
                sending.result()
            rates[f"{subject.service} {name}"] = THREADS * CALLS_EACH / (time.perf_counter() - start)
    return rates


def _request(client: Any, call: Call) -> Any:
    """Return the request that a call sends, signed: to send it again costs far less than to make it anew."""
    sent: list[Any] = []
    client.meta.events.register_first("before-send", lambda request, **_: sent.append(request))
    call(client)
    return sent[-1]


def _send_often(request: Any) -> None:
    """Send a request over and over, by one connection if the server leaves it open, as clients of boto3 do."""
    address = urlsplit(request.url)
    path = address.path + (f"?{address.query}" if address.query else "")
    connection = HTTPConnection(str(address.hostname), address.port)
    for _ in range(CALLS_EACH):
        connection.request(request.method, path, request.body, dict(request.headers.items()))
        answer = connection.getresponse()
        answer.read()
        if answer.status != HTTPStatus.OK:
            raise ValueError(answer.status)
    connection.close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _await(port: int) -> None:
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError(port)


_TIMED = """
import time
{first}
import boto3
from moto import mock_aws
from moto.core.models import botocore_stubber
with mock_aws():
    boto3.client("sqs", region_name="us-east-1").list_queues()
times = []
for _ in range(40):
    start = time.process_time()
    with mock_aws():
        pass
    times.append(time.process_time() - start)
print(sorted(times)[20])
"""


def entering() -> None:
    """Print what entering and leaving `mock_aws` costs with this package, as a multiple of what it costs without."""
    ratios = []
    for _ in range(7):
        without, present = (_entering(first) for first in ("", "import moto_customerprofiles"))
        ratios.append(present / without)
    print(f"\n{'mock_aws enter and exit, with us / without':42} {statistics.median(ratios):.2f}")


def _entering(first: str) -> float:
    environment = {**os.environ, "AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret"}
    command = [sys.executable, "-c", _TIMED.format(first=first)]
    return float(subprocess.check_output(command, env=environment))


def main() -> None:
    """Print all tables."""
    in_process()
    over_http(bulk())
    entering()


if __name__ == "__main__":
    main()
