"""The hook into moto: however and whenever it is loaded, everything that moto does around a service holds here."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import unittest
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any

import boto3
import pytest
import requests
import time_machine
from botocore.exceptions import ClientError
from freezegun import freeze_time
from moto import mock_aws
from moto.core import set_initial_no_auth_action_count
from moto.core.exceptions import ServiceNotWhitelisted
from moto.moto_api._internal import mock_random

import moto_customerprofiles
from moto_customerprofiles import customerprofiles_backends
from tests.support.clients import account_client
from tests.support.facts import ACCOUNT, REGION
from tests.support.places import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from types_boto3_customer_profiles import CustomerProfilesClient

USE = """
import boto3
with mock_aws():
    client = boto3.client("customer-profiles", region_name="us-east-1")
    client.create_domain(DomainName="shop", DefaultExpirationDays=30)
    print([item["DomainName"] for item in client.list_domains()["Items"]])
"""


def run(code: str, *paths: Path, **variables: str) -> str:
    """Run code in a fresh interpreter and return what it prints."""
    keys = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test"}
    path = os.pathsep.join([*map(str, paths), str(ROOT)])
    environment = {**os.environ, **keys, "PYTHONPATH": path, **variables}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, env=environment)

    assert 0 == done.returncode, done.stderr
    return done.stdout.strip()


def client(region: str = REGION) -> CustomerProfilesClient:
    return boto3.client("customer-profiles", region_name=region)


def create_domain(name: str = "shop", region: str = REGION) -> list[str]:
    """Create a domain and return the names of all."""
    client(region).create_domain(DomainName=name, DefaultExpirationDays=30)
    return domain_names(region)


def domain_names(region: str = REGION) -> list[str]:
    return [item["DomainName"] for item in client(region).list_domains()["Items"]]


@mock_aws
def test_decorator() -> None:
    assert ["shop"] == create_domain()


def test_context_manager() -> None:
    with mock_aws():
        assert ["shop"] == create_domain()


def test_start_and_stop() -> None:
    mock = mock_aws()
    mock.start()
    try:
        assert ["shop"] == create_domain()
    finally:
        mock.stop()


@mock_aws
class TestDecoratedClass:
    def test_one(self) -> None:
        assert ["shop"] == create_domain()

    def test_another(self) -> None:
        assert ["shop"] == create_domain()


@mock_aws
class TestUnittest(unittest.TestCase):
    def setUp(self) -> None:
        create_domain("office")

    def test_set_up_counts(self) -> None:
        assert ["office", "shop"] == create_domain()


def test_mocks_forget() -> None:
    with mock_aws():
        create_domain()
    with mock_aws():
        assert [] == domain_names()


def test_inner_mock_shares_with_the_outer_one() -> None:
    with mock_aws():
        create_domain()
        with mock_aws():
            assert ["shop"] == domain_names()


def test_client_made_before_the_mock_works_in_it() -> None:
    with mock_aws():
        early = client()
    with mock_aws():
        early.create_domain(DomainName="shop", DefaultExpirationDays=30)

        assert ["shop"] == domain_names()


@pytest.mark.parametrize(
    "imports",
    [
        "import moto_customerprofiles\nfrom moto import mock_aws",
        "from moto import mock_aws\nimport moto_customerprofiles",
        "from moto import mock_aws\nmock_aws().start()\nimport moto_customerprofiles",
        "import moto.backend_index\nimport moto_customerprofiles\nfrom moto import mock_aws",
        "import moto.server\nimport moto_customerprofiles\nfrom moto import mock_aws",
        "import moto_customerprofiles.models\nfrom moto import mock_aws",
        "import moto_customerprofiles.pytest_plugin\nfrom moto import mock_aws",
        "from moto import mock_aws, backend_index as b\nimport moto_customerprofiles, importlib\nimportlib.reload(b)",
    ],
)
def test_order_of_imports_does_not_matter(imports: str) -> None:
    assert "['shop']" == run(f"{imports}\n{USE}")


def test_registering_twice_does_no_harm() -> None:
    finders = len(sys.meta_path)
    moto_customerprofiles.register()
    moto_customerprofiles.register()

    assert finders == len(sys.meta_path)
    with mock_aws():
        assert ["shop"] == create_domain()


def test_module_under_motos_name_is_ours() -> None:
    code = "import moto_customerprofiles.models as ours, moto.customerprofiles.models as theirs\nprint(ours is theirs)"

    assert "True" == run(code)


@pytest.mark.rule("ID-C-8")
@mock_aws
def test_regions_are_apart() -> None:
    create_domain("here")

    assert ["there"] == create_domain("there", "eu-central-1")


@pytest.mark.rule("ID-C-8")
@mock_aws
def test_accounts_are_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    create_domain("mine")
    monkeypatch.setenv("MOTO_ACCOUNT_ID", "210987654321")

    assert ["theirs"] == create_domain("theirs")


@mock_aws
def test_assumed_role_acts_in_its_own_account() -> None:
    create_domain("mine")

    assert [] == account_client("210987654321").list_domains()["Items"]


@mock_aws
def test_region_without_the_service_is_reported() -> None:
    with pytest.raises(ClientError, match="not available in region eu-west-1"):
        client("eu-west-1").list_domains()


def test_made_up_region_can_be_allowed() -> None:
    code = f"import moto_customerprofiles\nfrom moto import mock_aws\n{USE}".replace(REGION, "mars-north-1")

    assert "['shop']" == run(code, MOTO_ALLOW_NONEXISTENT_REGION="true", AWS_DEFAULT_REGION="mars-north-1")


@pytest.mark.rule("ID-H-5", "QUO-1")
def test_config_of_the_mock_reaches_the_settings() -> None:
    config: Any = {"customerprofiles": {"enforce_quotas": False}}
    with mock_aws(config=config):
        inside = customerprofiles_backends[ACCOUNT][REGION].world.settings.enforce_quotas
    with mock_aws():
        after = customerprofiles_backends[ACCOUNT][REGION].world.settings.enforce_quotas

    assert (False, True) == (inside, after)


def test_unknown_setting_is_reported_with_the_known_ones() -> None:
    config: Any = {"customerprofiles": {"enforce_quotes": False}}
    with mock_aws(config=config), pytest.raises(ValueError, match=r"enforce_quotes.*enforce_quotas"):
        client().list_domains()


def test_service_that_is_not_whitelisted_is_refused() -> None:
    with mock_aws(config={"core": {"service_whitelist": ["s3"]}}), pytest.raises(ServiceNotWhitelisted):
        client().list_domains()


def test_whitelisted_service_is_served() -> None:
    config: Any = {"core": {"service_whitelist": ["customerprofiles"]}}
    with mock_aws(config=config):
        assert ["shop"] == create_domain()


@pytest.mark.rule("ID-C-9", "GEN-16")
def test_frozen_time_is_the_time_of_the_service() -> None:
    with freeze_time("2020-02-02 02:02:02"), mock_aws():
        created = client().create_domain(DomainName="shop", DefaultExpirationDays=30)["CreatedAt"]

    assert datetime(2020, 2, 2, 2, 2, 2, tzinfo=timezone.utc) == created


@pytest.mark.rule("GEN-16")
def test_time_machine_is_the_time_of_the_service() -> None:
    moment = datetime(2020, 2, 2, 2, 2, 2, tzinfo=timezone.utc)
    with time_machine.travel(moment, tick=False), mock_aws():
        created = client().create_domain(DomainName="shop", DefaultExpirationDays=30)["CreatedAt"]

    assert moment == created


@pytest.mark.rule("G-1")
@mock_aws
def test_requests_to_the_host_are_served() -> None:
    create_domain()

    assert (
        "shop" == requests.get(f"https://profile.{REGION}.amazonaws.com/domains/shop", timeout=5).json()["DomainName"]
    )


@mock_aws
def test_bucket_that_is_called_profile_is_left_to_s3() -> None:
    s3 = boto3.client("s3", region_name=REGION)
    s3.create_bucket(Bucket="profile")
    s3.put_object(Bucket="profile", Key="domains/shop", Body=b"not a domain")

    assert b"not a domain" == s3.get_object(Bucket="profile", Key="domains/shop")["Body"].read()


@mock_aws
def test_other_services_are_served_beside_it() -> None:
    create_domain()
    sqs = boto3.client("sqs", region_name=REGION)

    assert sqs.create_queue(QueueName="q")["QueueUrl"].endswith("/q")


@pytest.mark.rule("ID-H-6")
@mock_aws
def test_seed_makes_ids_repeat() -> None:
    create_domain()
    state = mock_random.getstate()
    ids = []
    for _ in range(2):
        mock_random.seed(42)
        ids.append(client().create_profile(DomainName="shop")["ProfileId"])
    mock_random.setstate(state)

    assert ids[0] == ids[1]


NATIVE = {
    "__init__.py": "from .models import customerprofiles_backends",
    "models.py": (
        "from moto.core.base_backend import BackendDict, BaseBackend\n"
        "class NativeBackend(BaseBackend): pass\n"
        "customerprofiles_backends = BackendDict(NativeBackend, 'customer-profiles')"
    ),
    "urls.py": (
        "url_bases = [r'https?://profile\\.(.+)\\.amazonaws\\.com']\n"
        'def native(request, full_url, headers): return 200, {}, \'{"Items": [{"DomainName": "native"}]}\'\n'
        "url_paths = {'{0}/(?P<path>.+)$': native}"
    ),
}
WITH_NATIVE = """
import moto, re
moto.__path__.append(FOLDER)
import moto.backend_index
moto.backend_index.backend_url_patterns.append(("customerprofiles", re.compile(r"https?://profile\\.(.+)\\.amazonaws\\.com")))
from moto import mock_aws
import moto_customerprofiles
"""


@pytest.fixture
def native(tmp_path: Path) -> str:
    """Return code after which moto has a service of its own under our name."""
    folder = tmp_path / "customerprofiles"
    folder.mkdir()
    for name, text in NATIVE.items():
        (folder / name).write_text(text, encoding="utf-8")
    return WITH_NATIVE.replace("FOLDER", repr(str(tmp_path)))


def test_we_win_over_a_service_of_motos_own(native: str) -> None:
    assert "['shop']" == run(native + USE)


def test_environment_can_leave_the_service_to_moto(native: str) -> None:
    assert "['native']" == run(native + USE, MOTO_CUSTOMERPROFILES="native")


@pytest.mark.parametrize(
    ("switch", "header"), [("", "served by moto_customerprofiles"), ("native", "served by moto itself")]
)
def test_pytest_says_who_serves_and_serves(tmp_path: Path, switch: str, header: str) -> None:
    (tmp_path / "test_user.py").write_text("def test_something():\n    assert True\n", encoding="utf-8")
    printed = _pytest(tmp_path, MOTO_CUSTOMERPROFILES=switch)

    assert f"customer-profiles: {header}" in printed


def test_tests_of_a_user_need_no_import(tmp_path: Path) -> None:
    test = f"from moto import mock_aws\ndef test_it():\n    {USE.strip().replace(chr(10), chr(10) + '    ')}\n"
    (tmp_path / "test_user.py").write_text(test, encoding="utf-8")

    assert "['shop']" in _pytest(tmp_path, "-s")


def _pytest(folder: Path, *arguments: str, **variables: str) -> str:
    """Run pytest on a folder as a user would, and return what it prints."""
    plugin = ("-p", "moto_customerprofiles.pytest_plugin")  # for runs from a source that is not installed
    command = [*arguments, *plugin, "-p", "no:cacheprovider", str(folder)]
    return run(f"import sys, pytest\nsys.exit(pytest.main({command!r}))", **variables)


def test_project_names_the_plugin() -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")

    assert '"moto_customerprofiles.pytest_plugin" = "moto_customerprofiles.pytest_plugin"' in project


def _user(statements: list[dict[str, object]]) -> Any:
    iam = boto3.client("iam", region_name=REGION)
    iam.create_user(UserName="ann")
    policy = json.dumps({"Version": "2012-10-17", "Statement": statements})
    iam.put_user_policy(UserName="ann", PolicyName="p", PolicyDocument=policy)
    key = iam.create_access_key(UserName="ann")["AccessKey"]
    return boto3.client(
        "customer-profiles",
        region_name=REGION,
        aws_access_key_id=key["AccessKeyId"],
        aws_secret_access_key=key["SecretAccessKey"],
    )


ARN = f"arn:aws:profile:{REGION}:{ACCOUNT}:domains"


@pytest.mark.parametrize(
    ("action", "resource", "allowed"),
    [
        ("profile:*", "*", True),
        ("profile:GetDomain", "*", True),
        ("profile:GetDomain", f"{ARN}/shop", True),
        ("profile:Get*", f"{ARN}/*", True),
        ("profile:GetDomain", f"{ARN}/office", False),
        ("profile:ListDomains", "*", False),
        ("s3:*", "*", False),
    ],
)
@mock_aws
def test_policies_speak_of_actions_and_arns(action: str, resource: str, allowed: bool) -> None:  # noqa: FBT001  # a row
    create_domain()
    ann = _user([{"Effect": "Allow", "Action": action, "Resource": resource}])

    assert allowed == _may_read(ann)


def _may_read(ann: Any) -> bool:
    @set_initial_no_auth_action_count(0)
    def read() -> bool:
        try:
            ann.get_domain(DomainName="shop")
        except ClientError as refused:
            assert "AccessDeniedException" == refused.response["Error"]["Code"]  # noqa: PT017  # else it is no answer
            return False
        return True

    answer: bool = read()
    return answer


ROLE_ARN = f"arn:aws:iam::{ACCOUNT}:role/segments"
SNAPSHOT = {"SegmentDefinitionName": "all", "DataFormat": "CSV", "RoleArn": ROLE_ARN}
LAYOUT = {
    "LayoutDefinitionName": "desk",
    "Description": "d",
    "DisplayName": "d",
    "LayoutType": "PROFILE_EXPLORER",
    "Layout": "{}",
}


@pytest.mark.rule("T-10")
@pytest.mark.parametrize(
    ("operation", "members", "further", "resource", "allowed"),
    [
        ("create_segment_snapshot", SNAPSHOT, "iam:PassRole", ROLE_ARN, True),
        ("create_segment_snapshot", SNAPSHOT, "iam:PassRole", f"{ROLE_ARN}2", False),
        ("create_segment_snapshot", SNAPSHOT, "profile:GetDomain", "*", False),
        ("create_segment_snapshot", {**SNAPSHOT, "RoleArn": None}, "profile:GetDomain", "*", True),
        ("create_domain_layout", {**LAYOUT, "Tags": {"a": "b"}}, "profile:TagResource", f"{ARN}/shop/*", True),
        ("create_domain_layout", {**LAYOUT, "Tags": {"a": "b"}}, "profile:TagResource", f"{ARN}/office/*", False),
        ("create_domain_layout", {**LAYOUT, "Tags": {"a": "b"}}, "profile:GetDomain", "*", False),
        ("create_domain_layout", LAYOUT, "profile:GetDomain", "*", True),
    ],
)
@mock_aws
def test_roles_that_are_passed_and_tags_need_actions_of_their_own(
    operation: str, members: dict[str, object], further: str, resource: str, *, allowed: bool
) -> None:
    create_domain()
    action = "profile:" + "".join(map(str.capitalize, operation.split("_")))
    statements = [("Allow", action, "*"), ("Allow", further, resource)]
    ann = _user([{"Effect": effect, "Action": name, "Resource": at} for effect, name, at in statements])
    given = {name: value for name, value in members.items() if value is not None}

    assert allowed == ("AccessDeniedException" != _code(getattr(ann, operation), given))


@set_initial_no_auth_action_count(0)
def _code(call: Any, members: dict[str, object]) -> str:
    """Return the code of the error that a call ends with, an empty text if it ends without."""
    try:
        call(DomainName="shop", **members)
    except ClientError as refused:
        return refused.response["Error"]["Code"]
    return ""


@mock_aws
@set_initial_no_auth_action_count(0)
def test_unknown_caller_is_refused_while_enforcing() -> None:
    stranger = boto3.client(
        "customer-profiles", region_name=REGION, aws_access_key_id="AKIANOBODY", aws_secret_access_key="x"
    )
    with pytest.raises(ClientError) as caught:
        stranger.list_domains()

    assert 403 == caught.value.response["ResponseMetadata"]["HTTPStatusCode"]


@mock_aws
def test_refused_call_changes_nothing() -> None:
    create_domain()
    ann = _user([{"Effect": "Allow", "Action": "profile:GetDomain", "Resource": "*"}])

    @set_initial_no_auth_action_count(0)
    def delete() -> None:
        ann.delete_domain(DomainName="shop")

    with pytest.raises(ClientError):
        delete()

    assert ["shop"] == domain_names()
