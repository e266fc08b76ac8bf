"""The fast path serves a call by itself, or steps aside for moto's way: one test for each reason to step aside."""

from __future__ import annotations

import inspect
import re
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import boto3
import botocore.endpoint
import botocore.session
import pytest
import requests
from botocore import UNSIGNED
from botocore.awsrequest import AWSResponse
from botocore.config import Config
from botocore.credentials import RefreshableCredentials
from botocore.endpoint import Endpoint
from botocore.exceptions import ClientError, NoCredentialsError, ReadTimeoutError
from botocore.handlers import disable_signing
from botocore.history import get_global_history_recorder
from botocore.stub import Stubber
from moto import mock_aws
from moto.backend_index import backend_url_patterns
from moto.core import set_initial_no_auth_action_count
from moto.core.exceptions import ServiceNotWhitelisted
from moto.core.models import patch_client
from moto.moto_api import recorder

from moto_customerprofiles.adapters.clients.fast_path import SWITCHES
from moto_customerprofiles.errors import ConnectionBroken, ServiceError, Throttled
from moto_customerprofiles.operation import OPERATIONS, Operation
from tests.support.backends import the_backend
from tests.support.facts import REGION

if TYPE_CHECKING:
    from pathlib import Path

    from types_boto3_customer_profiles import CustomerProfilesClient

    from moto_customerprofiles.state.world import World

    Seen = list[Any]

pytestmark = pytest.mark.usefixtures("fast_path")

URL = f"https://profile.{REGION}.amazonaws.com/domains"
HAS_BEFORE_PARSE = "before-parse" in inspect.getsource(botocore.endpoint)


def _client(**arguments: Any) -> CustomerProfilesClient:
    return boto3.client("customer-profiles", region_name=REGION, **arguments)


class _NoNetworkError(Exception):
    pass


def _cut_off(client: Any) -> list[str]:
    """Let nothing out to the network, and return the URLs that wanted to go there."""
    sent: list[str] = []

    def send(request: Any, **_: object) -> None:
        sent.append(request.url)
        raise _NoNetworkError

    client._endpoint.http_session.send = send
    return sent


def _domains(client: CustomerProfilesClient) -> list[str]:
    """Make a domain and return the names of all, in two calls."""
    client.create_domain(DomainName="shop", DefaultExpirationDays=1)
    return [item["DomainName"] for item in client.list_domains()["Items"]]


def test_fast_path_serves_without_moto(seen_by_moto: Seen) -> None:
    with mock_aws():
        domains = _domains(_client())

    assert (["shop"], []) == (domains, seen_by_moto)


@pytest.mark.parametrize("switch", SWITCHES)
def test_switch_turns_the_fast_path_off(seen_by_moto: Seen, monkeypatch: pytest.MonkeyPatch, switch: str) -> None:
    monkeypatch.setenv(switch, "off")
    with mock_aws():
        domains = _domains(_client())

    assert (["shop"], 2) == (domains, len(seen_by_moto))


def test_recorder_sees_every_call(seen_by_moto: Seen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recorder, "_location", str(tmp_path / "recording"))
    recorder.start_recording()
    try:
        with mock_aws():
            _domains(_client())
    finally:
        recorder.stop_recording()

    assert (2, 2) == (len(seen_by_moto), len((tmp_path / "recording").read_text().splitlines()))


def test_whitelist_of_other_services_refuses_the_call() -> None:
    with mock_aws(config={"core": {"service_whitelist": ["s3"]}}), pytest.raises(ServiceNotWhitelisted):
        _client().list_domains()


def test_whitelist_with_this_service_serves_it(seen_by_moto: Seen) -> None:
    with mock_aws(config={"core": {"service_whitelist": ["customerprofiles"]}}):
        domains = _domains(_client())

    assert (["shop"], 2) == (domains, len(seen_by_moto))


@pytest.mark.parametrize(
    "passthrough", [{"services": ["customerprofiles"]}, {"urls": [r"https://profile\.us-east-1\.amazonaws\.com/.*"]}]
)
def test_passthrough_lets_the_call_out(passthrough: dict[str, list[str]]) -> None:
    config: Any = {"core": {"passthrough": passthrough}}
    with mock_aws(config=config):
        client = _client()
        sent = _cut_off(client)
        with pytest.raises(_NoNetworkError):
            client.list_domains()

    assert [URL] == sent


def test_iam_enforcement_needs_the_signed_request(seen_by_moto: Seen) -> None:
    with mock_aws():
        client = _client()
        with pytest.raises(ClientError) as refused:
            set_initial_no_auth_action_count(0)(client.list_domains)()

    assert ("UnrecognizedClientException", 1) == (refused.value.response["Error"]["Code"], len(seen_by_moto))


def test_calls_before_iam_enforcement_are_counted() -> None:
    @set_initial_no_auth_action_count(1)
    def call_twice(client: CustomerProfilesClient) -> None:
        client.list_domains()
        with pytest.raises(ClientError, match="UnrecognizedClientException"):
            client.list_domains()

    with mock_aws():
        call_twice(_client())


def test_call_outside_of_a_mock_goes_to_the_network() -> None:
    with mock_aws():
        client = _client()
    sent = _cut_off(client)
    with pytest.raises(_NoNetworkError):
        client.list_domains()

    assert [URL] == sent


def test_call_to_another_endpoint_goes_there() -> None:
    with mock_aws():
        client = _client(endpoint_url="http://localhost:5000")
        sent = _cut_off(client)
        with pytest.raises(_NoNetworkError):
            client.list_domains()

    assert ["http://localhost:5000/domains"] == sent


def test_dual_stack_host_has_its_region_elsewhere(seen_by_moto: Seen) -> None:
    with mock_aws():
        domains = _domains(_client(endpoint_url=f"https://profile.{REGION}.api.aws"))

    assert (["shop"], 2) == (domains, len(seen_by_moto))


def test_patching_a_client_does_not_serve_its_calls_twice(seen_by_moto: Seen) -> None:
    with mock_aws():
        client = _client()
        patch_client(client)
        domains = _domains(client)

    assert (["shop"], []) == (domains, seen_by_moto)


def test_client_without_motos_handler_goes_to_the_network() -> None:
    with mock_aws():
        client = _client()
        client.meta.events.unregister("before-send", _handlers(client, "before-send")[0])
        sent = _cut_off(client)
        with pytest.raises(_NoNetworkError):
            client.list_domains()

    assert [URL] == sent


def _handlers(client: Any, event: str) -> list[Any]:
    """Return the handlers of an event of a call of ListDomains."""
    return list(client.meta.events._emitter._handlers.prefix_search(f"{event}.customer-profiles.ListDomains"))


def test_clients_of_other_services_are_not_touched(seen_by_moto: Seen) -> None:
    with mock_aws():
        sqs = boto3.client("sqs", region_name=REGION)
        sqs.list_queues()

    assert (1, []) == (len(seen_by_moto), [h for h in _handlers(sqs, "before-call") if not _is_botocores(h)])


def _is_botocores(handler: Any) -> bool:
    return str(handler.__module__).startswith("botocore.")


def test_service_of_motos_own_is_left_to_moto(seen_by_moto: Seen) -> None:
    backend_url_patterns.insert(0, ("native", re.compile("never")))
    try:
        with mock_aws():
            domains = _domains(_client())
    finally:
        del backend_url_patterns[0]

    assert (["shop"], 2) == (domains, len(seen_by_moto))


@pytest.mark.parametrize("config", [Config(signature_version=UNSIGNED), Config(signature_version="s3v4")])
def test_call_that_is_signed_otherwise_goes_motos_way(seen_by_moto: Seen, config: Config) -> None:
    with mock_aws():
        domains = _domains(_client(config=config))

    assert (["shop"], 2) == (domains, len(seen_by_moto))


def test_call_whose_signing_is_switched_off_goes_motos_way(seen_by_moto: Seen) -> None:
    with mock_aws():
        client = _client()
        client.meta.events.register("choose-signer.customer-profiles", disable_signing)
        client.list_domains()

    assert "Authorization" not in seen_by_moto[0].headers


def test_call_without_credentials_fails_as_always(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    for name in ("AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"):
        monkeypatch.setenv(name, str(tmp_path / "none"))
    config: Any = {"core": {"mock_credentials": False}}
    with mock_aws(config=config), pytest.raises(NoCredentialsError):
        _client().list_domains()


def test_credentials_that_are_renewed_give_their_key_when_they_sign(seen_by_moto: Seen) -> None:
    expiry = (datetime.now(timezone.utc) + timedelta(hours=1)).isoformat()
    session: Any = botocore.session.Session()
    session._credentials = RefreshableCredentials.create_from_metadata(
        {"access_key": "A", "secret_key": "B", "token": "C", "expiry_time": expiry}, refresh_using=dict, method="test"
    )
    with mock_aws():
        domains = _domains(boto3.Session(botocore_session=session).client("customer-profiles", region_name=REGION))

    assert (["shop"], 2) == (domains, len(seen_by_moto))


@pytest.mark.parametrize(
    "event",
    [
        "request-created",
        "choose-signer.customer-profiles",
        "before-sign.*.ListDomains",
        "before-send.customer-profiles.ListDomains",
        pytest.param(
            "before-parse", marks=pytest.mark.skipif(not HAS_BEFORE_PARSE, reason="botocore has no such event")
        ),
        "response-received.customer-profiles.*",
        "needs-retry.customer-profiles",
    ],
)
def test_whoever_listens_along_motos_way_is_heard(
    seen_by_moto: Seen, monkeypatch: pytest.MonkeyPatch, event: str
) -> None:
    heard: list[str] = []

    def call() -> list[str]:
        heard.clear()
        client = _client()
        client.list_domains()  # what is known of a client must not outlive a change of its handlers
        client.meta.events.register(event, lambda event_name, **_: heard.append(event_name))
        client.list_domains()
        return [*heard]

    with mock_aws():
        with monkeypatch.context() as switched:
            switched.setenv(SWITCHES[0], "off")
            expected = call()
        seen_by_moto.clear()

        assert expected == call()
    assert 1 == len(seen_by_moto)


def test_whoever_listens_to_failures_is_heard(monkeypatch: pytest.MonkeyPatch) -> None:
    _let_fail(monkeypatch, ZeroDivisionError())
    heard: list[str] = []
    with mock_aws():
        client = _client()
        client.meta.events.register("after-call-error", lambda event_name, **_: heard.append(event_name))
        with pytest.raises(ZeroDivisionError):
            client.list_domains()

    assert ["after-call-error.customer-profiles.ListDomains"] == heard


def _let_fail(monkeypatch: pytest.MonkeyPatch, error: Exception) -> list[str]:
    """Let ListDomains fail, and return a list that gets an entry each time."""
    times: list[str] = []

    def fail(*_: object) -> None:
        times.append("failed")
        raise error

    monkeypatch.setitem(OPERATIONS, "ListDomains", Operation("ListDomains", fail, 100, ""))
    return times


def test_handler_that_was_removed_is_in_the_way_no_more(seen_by_moto: Seen) -> None:
    def listen(**_: object) -> None:
        pass

    with mock_aws():
        client = _client()
        client.meta.events.register("before-sign", listen)
        client.list_domains()
        client.meta.events.unregister("before-sign", listen)
        client.list_domains()

    assert 1 == len(seen_by_moto)


def test_answer_of_another_handler_wins() -> None:
    def answer(request: Any, **_: object) -> Any:
        raw: Any = type("Raw", (), {"stream": lambda _: iter([b'{"Items": [{"DomainName": "theirs"}]}'])})()
        return AWSResponse(request.url, 200, {}, raw)  # type: ignore[arg-type]  # headers by name will do

    with mock_aws():
        client = _client()
        client.meta.events.register_first("before-send", answer)
        names = [item["DomainName"] for item in client.list_domains()["Items"]]

    assert ["theirs"] == names


def test_stubber_of_botocore_wins() -> None:
    with mock_aws():
        client = _client()
        with Stubber(client) as stubber:
            stubber.add_response("list_domains", {"Items": []})
            stubbed: Any = client.list_domains()
        domains = _domains(client)

    assert ({"Items": []}, ["shop"]) == (stubbed, domains)


def test_handler_of_the_same_event_that_comes_later_is_heard(seen_by_moto: Seen) -> None:
    heard: list[str] = []
    with mock_aws():
        client = _client()
        client.meta.events.register_last("before-call", lambda event_name, **_: heard.append(event_name))
        client.list_domains()

    assert (1, 1) == (len(heard), len(seen_by_moto))


def test_handler_of_the_same_event_may_change_the_call(seen_by_moto: Seen) -> None:
    def change(params: dict[str, Any], **_: object) -> None:
        params["headers"]["X-Moto-Account-Id"] = "210987654321"
        params["body"] = b'{"DefaultExpirationDays": 7}'

    with mock_aws():
        client = _client()
        client.meta.events.register("before-call.customer-profiles.CreateDomain", change)
        created = client.create_domain(DomainName="shop", DefaultExpirationDays=1)
        here = client.list_domains()["Items"]

    assert (7, [], []) == (created["DefaultExpirationDays"], here, seen_by_moto)


def test_event_after_the_call_has_the_response() -> None:
    heard: list[Any] = []
    with mock_aws():
        client = _client()
        client.meta.events.register("after-call", lambda http_response, **_: heard.append(http_response))
        client.list_domains()
    [response] = heard

    assert isinstance(response, AWSResponse)
    assert (200, b'{"Items":[]}', '{"Items":[]}') == (response.status_code, response.content, response.text)
    assert "application/json" == response.headers["content-type"]


def test_history_has_request_and_response() -> None:
    heard: list[str] = []
    handler: Any = type("Handler", (), {"emit": lambda _, event, *__: heard.append(event)})()
    history: Any = get_global_history_recorder()
    history.add_handler(handler)
    history.enable()
    try:
        with mock_aws():
            _client().list_domains()
    finally:
        history.disable()
        history._handlers.remove(handler)

    assert ["API_CALL", "HTTP_REQUEST", "HTTP_RESPONSE", "PARSED_RESPONSE"] == heard


@pytest.mark.parametrize("method", ["make_request", "prepare_request"])
def test_endpoint_that_was_patched_is_used(method: str) -> None:
    with mock_aws(), patch.object(Endpoint, method, autospec=True, side_effect=getattr(Endpoint, method)) as patched:
        _client().list_domains()

    assert 1 == patched.call_count


def test_parser_that_was_set_parses() -> None:
    session = boto3.Session()
    factory: Any = session._session.get_component("response_parser_factory")
    factory.set_parser_defaults(timestamp_parser=lambda seconds: f"{type(seconds).__name__}")
    with mock_aws():
        client = session.client("customer-profiles", region_name=REGION)
        created: Any = client.create_domain(DomainName="shop", DefaultExpirationDays=1)

    assert "float" == created["CreatedAt"]


@pytest.mark.parametrize("error", [ServiceError("Not today"), Throttled("Too fast")])
@pytest.mark.parametrize("retries", [{"mode": "adaptive"}, {"mode": "standard", "max_attempts": 2}])
def test_error_that_botocore_tries_again_is_tried_again(
    seen_by_moto: Seen, monkeypatch: pytest.MonkeyPatch, retries: Any, error: ServiceError
) -> None:
    monkeypatch.setattr("time.sleep", lambda _: None)
    times = _let_fail(monkeypatch, error)
    with mock_aws(), pytest.raises(ClientError) as failed:
        _client(config=Config(retries=retries)).list_domains()

    assert (3, 3) == (len(seen_by_moto), len(times))
    assert (2, error.status) == tuple(
        failed.value.response["ResponseMetadata"][name] for name in ("RetryAttempts", "HTTPStatusCode")
    )


@pytest.mark.parametrize("attempts", [1, 2])
@pytest.mark.parametrize("error", [ServiceError("Not today"), ConnectionBroken("ReadTimeoutError", "No answer")])
def test_operation_runs_once_for_each_attempt(monkeypatch: pytest.MonkeyPatch, attempts: int, error: Exception) -> None:
    monkeypatch.setattr("time.sleep", lambda _: None)
    times = _let_fail(monkeypatch, error)
    with mock_aws():
        client = _client(config=Config(retries={"total_max_attempts": attempts}))
        with pytest.raises((ClientError, ReadTimeoutError)):
            client.list_domains()
        noted = [call.operation for call in the_backend().recent_calls]

    assert (attempts, ["ListDomains"] * attempts) == (len(times), noted)


def test_attempt_after_a_failed_one_may_succeed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.sleep", lambda _: None)
    operation = OPERATIONS["CreateDomain"]
    times: list[str] = []

    def fail_once(world: World, request: Any) -> object:
        answer = operation.run(world, request)
        times.append("run")
        if len(times) == 1:
            raise ServiceError("Not today")
        return answer

    monkeypatch.setitem(OPERATIONS, "CreateDomain", replace(operation, run=fail_once))
    with mock_aws():
        client = _client()
        created = client.create_domain(DomainName="shop", DefaultExpirationDays=1)
        domains = [item["DomainName"] for item in client.list_domains()["Items"]]

    assert (1, 2, ["shop"]) == (created["ResponseMetadata"]["RetryAttempts"], len(times), domains)


def test_outcome_is_handed_over_to_the_request_of_its_own_call_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    _let_fail(monkeypatch, ServiceError("Not today"))
    with mock_aws():
        failing: Any = _client(config=Config(retries={"total_max_attempts": 1}))
        monkeypatch.setattr(failing._request_signer, "sign", _refuse)
        with pytest.raises(_NoNetworkError):
            failing.list_domains()
        monkeypatch.undo()
        monkeypatch.setenv(SWITCHES[0], "off")

        assert ["shop"] == _domains(_client())


def _refuse(*_: object, **__: object) -> None:
    raise _NoNetworkError


@pytest.mark.parametrize("domain", ["shop", "nowhere"])
def test_metadata_are_those_of_motos_way(monkeypatch: pytest.MonkeyPatch, domain: str) -> None:
    def metadata() -> object:
        with mock_aws():
            client = _client()
            client.create_domain(DomainName="shop", DefaultExpirationDays=1)
            try:
                reply: Any = client.get_domain(DomainName=domain)
            except ClientError as refused:
                reply = refused.response
            about = reply["ResponseMetadata"]
            return [*reply], _types(about), _types(about["HTTPHeaders"]), about["HTTPHeaders"]["content-type"]

    fast = metadata()
    monkeypatch.setenv(SWITCHES[0], "off")

    assert metadata() == fast


def _types(document: dict[str, Any]) -> list[tuple[str, type]]:
    return [(name, type(value)) for name, value in document.items()]


@pytest.mark.parametrize("error", ["ThrottlingException", "BadRequestException", "ReadTimeoutError"])
def test_injected_fault_meets_a_request(seen_by_moto: Seen, monkeypatch: pytest.MonkeyPatch, error: str) -> None:
    monkeypatch.setattr("time.sleep", lambda _: None)
    with mock_aws():
        client = _client(config=Config(retries={"total_max_attempts": 1}))
        client.list_domains()
        the_backend().inject_fault(error, operation="ListDomains")
        with pytest.raises((ClientError, ReadTimeoutError)) as failed:
            client.list_domains()
        met = len(seen_by_moto)
        client.list_domains()

    assert error in repr(failed.value)
    assert (1, 1) == (met, len(seen_by_moto))


def test_presigned_url_is_served_by_moto(seen_by_moto: Seen) -> None:
    with mock_aws():
        client = _client()
        _domains(client)
        url = client.generate_presigned_url("get_domain", {"DomainName": "shop"})
        answer = requests.get(url, timeout=5)

    assert (200, "shop", 1) == (answer.status_code, answer.json()["DomainName"], len(seen_by_moto))


@pytest.mark.parametrize("mode", ["legacy", "standard", "adaptive"])
@pytest.mark.parametrize("attempts", [1, 3])
@pytest.mark.parametrize("domain", ["shop", "nowhere"])
def test_attempts_are_reported_as_by_moto(
    monkeypatch: pytest.MonkeyPatch, mode: Any, attempts: int, domain: str
) -> None:
    config = Config(retries={"mode": mode, "total_max_attempts": attempts})

    def found() -> dict[str, Any]:
        with mock_aws():
            client = _client(config=config)
            client.create_domain(DomainName="shop", DefaultExpirationDays=1)
            try:
                metadata: Any = client.get_domain(DomainName=domain)["ResponseMetadata"]
            except ClientError as refused:
                metadata = refused.response["ResponseMetadata"]
        return {name: metadata.get(name) for name in ("RetryAttempts", "MaxAttemptsReached")}

    fast = found()
    monkeypatch.setenv(SWITCHES[0], "off")

    assert found() == fast


def test_account_of_the_environment_is_called(monkeypatch: pytest.MonkeyPatch, seen_by_moto: Seen) -> None:
    with mock_aws():
        client = _client()
        _domains(client)
        monkeypatch.setenv("MOTO_ACCOUNT_ID", "210987654321")

        assert [] == client.list_domains()["Items"]
    assert [] == seen_by_moto


def test_account_of_an_assumed_role_is_called(seen_by_moto: Seen) -> None:
    with mock_aws():
        _domains(_client())
        role = boto3.client("sts", region_name=REGION).assume_role(
            RoleArn="arn:aws:iam::210987654321:role/other", RoleSessionName="session"
        )["Credentials"]
        seen_by_moto.clear()
        other = _client(
            aws_access_key_id=role["AccessKeyId"],
            aws_secret_access_key=role["SecretAccessKey"],
            aws_session_token=role["SessionToken"],
        )

        assert [] == other.list_domains()["Items"]
    assert [] == seen_by_moto
