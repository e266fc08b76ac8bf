"""All of moto that this package stands on. When moto moves a stone, one of these says which, and where it was used.

`moto>=5.1` is supported; what only later versions have is asked for where it is used.
"""

from __future__ import annotations

import importlib
import inspect
import json
import re
from datetime import datetime
from typing import Any

import boto3
import moto
import pytest
from botocore.awsrequest import AWSPreparedRequest, HeadersDict
from moto import mock_aws, settings
from moto.backends import get_backend
from moto.core.base_backend import BackendDict, BaseBackend
from moto.core.common_models import CloudFormationModel
from moto.core.responses import BaseResponse
from moto.core.utils import unix_time, utcnow
from moto.moto_api import recorder, state_manager
from moto.moto_api._internal import mock_random
from moto.moto_api._internal.managed_state_model import ManagedState

from moto_customerprofiles.adapters.models import customerprofiles_backends
from moto_customerprofiles.adapters.neighbours.aws import MotoNeighbours
from moto_customerprofiles.adapters.neighbours.surroundings import MotoIds
from moto_customerprofiles.adapters.plugin import HOST, SERVICE
from moto_customerprofiles.adapters.request import RawRequest
from moto_customerprofiles.adapters.responses import CustomerProfilesResponse
from tests.support.facts import ACCOUNT, REGION, aws_arn


def part(module: str, name: str, used_for: str) -> Any:
    """Return a part of moto, or fail with words."""
    found = getattr(importlib.import_module(module), name, None)
    if found is None:
        pytest.fail(f"moto {moto.__version__} has no {module}.{name} any more; we use it for {used_for}")
    return found


def parameters(function: Any) -> list[str]:
    return list(inspect.signature(function).parameters)


def test_list_of_url_patterns_is_a_list_of_names_and_compiled_patterns() -> None:
    patterns = part("moto.backend_index", "backend_url_patterns", "being found by host")

    assert isinstance(patterns, list)
    assert all(isinstance(name, str) and isinstance(pattern, re.Pattern) for name, pattern in patterns)


def test_we_stand_first_in_the_list_and_once() -> None:
    patterns = part("moto.backend_index", "backend_url_patterns", "being found by host")

    assert (SERVICE, HOST) == (patterns[0][0], patterns[0][1].pattern)
    assert 1 == [name for name, _ in patterns].count(SERVICE)


def test_server_holds_the_very_list_that_we_changed() -> None:
    patterns = part("moto.backend_index", "backend_url_patterns", "being found by host")
    server = importlib.import_module("moto.moto_server.werkzeug_app")
    application = server.DomainDispatcherApplication(server.create_backend_app)

    assert application.backend_url_patterns is patterns


def test_backends_are_found_by_the_name_of_a_module_of_moto() -> None:
    backends = get_backend(SERVICE)  # type: ignore[call-overload]  # no name that moto's types know

    assert isinstance(backends, BackendDict)
    assert backends is importlib.import_module("moto_customerprofiles.models").customerprofiles_backends


def test_backend_dict_takes_botocores_name_and_yields_its_regions() -> None:
    class Backend(BaseBackend):
        pass

    backends = BackendDict(Backend, "customer-profiles")

    assert REGION in backends[ACCOUNT]
    assert "eu-west-1" not in backends[ACCOUNT]


def test_urls_are_found_beside_the_module_of_the_backend() -> None:
    backend = get_backend(SERVICE)[ACCOUNT][REGION]  # type: ignore[call-overload]  # as above

    assert "moto_customerprofiles.adapters.urls" == backend._url_module.__name__
    assert {HOST} == set(backend.url_bases)


def test_backend_has_account_region_and_partition() -> None:
    assert {"account_id", "region_name", "partition"} <= {
        *vars(BaseBackend(region_name=REGION, account_id=ACCOUNT)),
        *(name for name, _ in inspect.getmembers(BaseBackend)),
    }


def test_reset_makes_the_backend_anew() -> None:
    class Backend(BaseBackend):
        def __init__(self, region_name: str, account_id: str) -> None:
            super().__init__(region_name, account_id)
            self.remembered: list[str] = []

    backend = Backend(REGION, ACCOUNT)
    backend.remembered.append("something")
    backend.reset()

    assert [] == backend.remembered


@pytest.mark.parametrize("name", ["get_region_from_url", "get_current_account", "get_access_key"])
def test_response_class_answers_whose_call_it_is(name: str) -> None:
    assert callable(getattr(BaseResponse, name, None)), f"BaseResponse.{name} gives us account, region and caller"


def _response(headers: Any) -> CustomerProfilesResponse:
    """Return our response class for a request with these headers."""
    url = "https://profile.us-east-1.amazonaws.com/domains"
    sent: Any = HeadersDict(headers)
    request = AWSPreparedRequest("GET", url, sent, b"", stream_output=False)
    return CustomerProfilesResponse(RawRequest(request), url)


@mock_aws
@pytest.mark.parametrize("environment", [{}, {"MOTO_ACCOUNT_ID": "111111111111"}])
@pytest.mark.parametrize("given", [{}, {"x-moto-account-id": "222222222222"}])
@pytest.mark.parametrize("is_known", [False, True])
def test_account_of_a_call_is_the_one_that_moto_names(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], given: dict[str, str], *, is_known: bool
) -> None:
    access_key = "AKIAUNKNOWN"
    if is_known:
        with monkeypatch.context() as elsewhere:
            elsewhere.setenv("MOTO_ACCOUNT_ID", "333333333333")
            iam = boto3.client("iam", region_name=REGION)
            iam.create_user(UserName="ann")
            access_key = iam.create_access_key(UserName="ann")["AccessKey"]["AccessKeyId"]
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    response = _response(
        {**given, "Authorization": f"AWS4-HMAC-SHA256 Credential={access_key}/20260101/us-east-1/profile"}
    )

    assert BaseResponse.get_current_account(response) == response.get_current_account()


@pytest.mark.parametrize(
    "authorization",
    [
        {},
        {"Authorization": ""},
        {"Authorization": "AWS4-HMAC-SHA256 Credential=testing/20260101/us-east-1/profile/aws4_request, Signature=0"},
        {"Authorization": "AWS4-HMAC-SHA256 Credential=AKIA0123456789ABCDEF/20260101/us-east-1/profile, Signature=0"},
        {"Authorization": "AWS AKIA0123456789ABCDEF:signature="},
    ],
)
def test_access_key_of_a_call_is_the_one_that_moto_reads(authorization: dict[str, str]) -> None:
    response = _response(authorization)

    assert BaseResponse.get_access_key(response) == response.get_access_key()


def test_emitter_of_botocore_forgets_its_handlers_when_one_is_registered() -> None:
    client: Any = boto3.client("customer-profiles", region_name="us-east-1")
    emitter = client._request_signer._event_emitter._emitter
    emitter._lookup_cache["no-event"] = []
    client.meta.events.register("before-sign", lambda **_: None)

    assert "no-event" not in emitter._lookup_cache, "the fast path keeps there who is in its way"


@mock_aws
@pytest.mark.parametrize("region", ["us-east-1", "cn-north-1"])
def test_identity_of_a_caller_is_the_one_that_moto_names(region: str) -> None:
    neighbours, sts = MotoNeighbours(ACCOUNT, region), get_backend("sts")[ACCOUNT]["aws"]
    iam = boto3.client("iam", region_name=REGION)
    keys = ["AKIAUNKNOWN"]
    for name in ("ann", "bob"):
        assert [sts.get_caller_identity(key, region)[1] for key in keys] == [neighbours.identity(key) for key in keys]

        iam.create_user(UserName=name)
        keys.append(iam.create_access_key(UserName=name)["AccessKey"]["AccessKeyId"])
    role = boto3.client("sts", region_name=REGION).assume_role(
        RoleArn=aws_arn("iam", "role/any"), RoleSessionName="session"
    )
    keys.append(role["Credentials"]["AccessKeyId"])

    assert [sts.get_caller_identity(key, region)[1] for key in keys] == [neighbours.identity(key) for key in keys]


def test_regions_are_those_that_boto3_lists() -> None:
    session = boto3.Session()
    partitions = session.get_available_partitions()
    listed = [name for each in partitions for name in session.get_available_regions("customer-profiles", each)]

    assert listed == customerprofiles_backends[ACCOUNT].regions


def test_response_class_can_authorize() -> None:
    authorize = getattr(BaseResponse, "_authenticate_and_authorize_normal_action", None)

    assert authorize, "IAM enforcement goes through BaseResponse._authenticate_and_authorize_normal_action"
    assert ["self", "resource"] == parameters(authorize)[:2]


def test_calls_before_enforcement_are_counted() -> None:
    mixin = part("moto.core.responses", "ActionAuthenticatorMixin", "knowing whether IAM is enforced")

    assert isinstance(mixin.request_count, (int, float))
    assert isinstance(settings.INITIAL_NO_AUTH_ACTION_COUNT, (int, float))


def test_clock_is_naive_utc() -> None:
    now = utcnow()

    assert isinstance(now, datetime)
    assert now.tzinfo is None
    assert isinstance(unix_time(now), float)


def test_random_numbers_make_uuids_and_can_be_seeded() -> None:
    state = mock_random.getstate()
    mock_random.seed(7)
    first = mock_random.uuid4().hex
    mock_random.seed(7)
    second = mock_random.uuid4().hex
    mock_random.setstate(state)

    assert first == second


def test_ids_are_the_hex_of_its_uuids() -> None:
    state = mock_random.getstate()
    uuids = [mock_random.uuid4().hex for _ in range(20)]
    mock_random.setstate(state)
    ids = [MotoIds().hex() for _ in range(20)]

    assert uuids == ids


def test_state_manager_keeps_a_transition_for_any_model_name() -> None:
    state_manager.register_default_transition("customerprofiles::test", {"progression": "immediate"})
    state_manager.set_transition("customerprofiles::test", {"progression": "manual", "times": 3})
    chosen = state_manager.get_transition("customerprofiles::test")
    state_manager.unset_transition("customerprofiles::test")

    assert {"progression": "manual", "times": 3} == chosen
    assert {"progression": "immediate"} == state_manager.get_transition("customerprofiles::test")


def test_managed_state_is_where_moto_keeps_the_speed_of_jobs() -> None:
    assert ["model_name", "transitions"] == parameters(ManagedState.__init__)[1:3]


@pytest.mark.parametrize("name", ["get_model_list", "get_model_map", "get_name_type_map"])
def test_lists_of_cloudformation_models_are_cached(name: str) -> None:
    listing = part("moto.cloudformation.parsing", name, "taking part in stacks")

    assert callable(listing.cache_clear)


def test_cloudformation_models_are_subclasses() -> None:
    assert "AWS::CustomerProfiles::Domain" in {
        model.cloudformation_type() for model in CloudFormationModel.__subclasses__() if SERVICE in model.__module__
    }


@pytest.mark.parametrize(
    ("module", "owner", "method", "first"),
    [
        ("moto.cloudformation.parsing", "ResourceMap", "update", ["self", "template", "parameters"]),
        ("moto.cloudformation.parsing", "ResourceMap", "delete", ["self"]),
        ("moto.cloudformation.parsing", "ResourceMap", "_delete_resource", ["self", "parsed_resource"]),
        ("moto.cloudformation.models", "CloudFormationBackend", "create_stack", ["self", "name"]),
        (
            "moto.cloudformation.models",
            "CloudFormationBackend",
            "update_stack",
            ["self", "name", "template", "role_arn", "parameters", "tags"],
        ),
        ("moto.cloudformation.models", "CloudFormationBackend", "delete_stack", ["self", "name_or_stack_id"]),
        ("moto.cloudformation.models", "CloudFormationBackend", "execute_change_set", ["self", "change_set_name"]),
    ],
)
def test_stacks_have_the_methods_that_we_join(module: str, owner: str, method: str, first: list[str]) -> None:
    found = getattr(part(module, owner, "the end of stacks that fail"), method, None)

    assert found, f"moto {moto.__version__} has no {owner}.{method} any more"
    assert first == parameters(found)[: len(first)]


@mock_aws
def test_stacks_have_the_attributes_that_we_read_and_write() -> None:
    resources = {"Resources": {"Queue": {"Type": "AWS::SQS::Queue"}}}
    boto3.client("cloudformation", REGION).create_stack(StackName="any", TemplateBody=json.dumps(resources))
    backend = get_backend("cloudformation")[ACCOUNT][REGION]
    [stack] = backend.stacks.values()
    of_stack = ["status", "events", "tags", "template", "resource_map", "output_map", "notification_arns"]
    of_map = ["_template", "_resource_json_map", "_parsed_resources", "input_parameters", "stack_id"]

    assert [] == [name for name in of_stack if name not in vars(stack)]
    assert [] == [name for name in of_map if name not in vars(stack.resource_map)]
    assert {} == backend.exports


def test_dashboard_shows_what_is_in_model_data() -> None:
    assert hasattr(part("moto.core.model_instances", "model_data", "the dashboard"), "__getitem__")


def test_recorder_can_be_started() -> None:
    assert callable(recorder.start_recording)
    assert callable(recorder.stop_recording)


def test_users_config_is_one_dictionary() -> None:
    assert isinstance(part("moto.core.config", "default_user_config", "mock_aws(config=...)"), dict)


def test_paths_of_the_moto_api_are_a_dictionary() -> None:
    paths = part("moto.moto_api._internal.urls", "url_paths", "the hooks of tests over HTTP")

    assert {"{0}/moto-api/customer-profiles/$", r"{0}/moto-api/customer-profiles/(?P<path>[\s\S]+)$"} <= paths.keys()


@pytest.mark.parametrize(
    ("service", "region", "names"),
    [
        ("s3", "aws", ["buckets", "create_bucket", "put_object", "get_object"]),
        ("kinesis", REGION, ["streams", "put_record"]),
        ("sqs", REGION, ["queues", "send_message"]),
        ("kms", REGION, ["keys"]),
        ("sts", "aws", ["get_caller_identity"]),
    ],
)
def test_neighbours_offer_what_we_ask_of_them(service: str, region: str, names: list[str]) -> None:
    backend = get_backend(service)[ACCOUNT][region]  # type: ignore[call-overload]  # any name

    assert [] == [name for name in names if not hasattr(backend, name)], f"moto's {service}"
