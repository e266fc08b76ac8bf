"""The server of our own command: what it keeps of moto's, and what it does better."""

from __future__ import annotations

import re
import socket
import sys
from http.client import HTTPConnection
from threading import Thread
from typing import TYPE_CHECKING, Any

import boto3
import pytest

from moto_customerprofiles.adapters.server.command import host_and_port
from moto_customerprofiles.adapters.server.waitress_server import make
from tests.support.facts import REGION, SIGNED
from tests.support.sockets import Wire

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from types_boto3_s3 import S3Client

SLOW_CLIENTS = 150


@pytest.fixture
def shop(waitress_server: Wire) -> Iterator[Wire]:
    """Return the wire to a server with an empty domain, `shop`."""
    waitress_server.send("POST", "/moto-api/reset")
    waitress_server.json("POST", "/domains/shop", DefaultExpirationDays=30)
    yield waitress_server
    waitress_server.send("POST", "/moto-api/reset")


def s3_client(url: str) -> S3Client:
    return boto3.client(
        "s3", region_name=REGION, endpoint_url=url, aws_access_key_id="test", aws_secret_access_key="test"
    )


@pytest.fixture
def s3(shop: Wire) -> S3Client:
    client = s3_client(shop.url)
    client.create_bucket(Bucket="lake")
    return client


def test_connection_serves_several_requests(shop: Wire) -> None:
    connection = HTTPConnection(shop.host, shop.port, timeout=30)
    connection.connect()
    first = connection.sock
    for _ in range(3):
        connection.request("GET", "/domains/shop", headers={"Authorization": SIGNED})
        answer = connection.getresponse()
        answer.read()

        assert 200 == answer.status
        assert first is connection.sock
    connection.close()


def test_clients_that_send_slowly_do_not_keep_others_waiting(shop: Wire) -> None:
    slow = [socket.create_connection((shop.host, shop.port), timeout=30) for _ in range(SLOW_CLIENTS)]
    for each in slow:
        each.sendall(b"GET /domains/shop HTTP/1.1\r\nHost: x\r\n")
    answer = shop.send("GET", "/domains/shop")
    for each in slow:
        each.close()

    assert 200 == answer.status


def test_path_arrives_as_it_was_sent(shop: Wire) -> None:
    assert 400 == shop.send("GET", "/domains/a%2Fb").status  # a name with a slash, not another path


def test_metadata_with_underscores_is_kept_as_by_motos_server(s3: S3Client, motos_server: Wire) -> None:
    """One memory stands behind both servers, so that one can be asked for what the other was given."""
    metadata = {"first_name": "Ann", "last-name": "Lee"}
    s3.put_object(Bucket="lake", Key="ours", Body=b"x", Metadata=metadata)
    s3_client(motos_server.url).put_object(Bucket="lake", Key="motos", Body=b"x", Metadata=metadata)
    motos, ours = (s3.head_object(Bucket="lake", Key=key)["Metadata"] for key in ("motos", "ours"))

    if hasattr(sys.modules.get("moto.core.request"), "should_preserve_original_header_name"):  # from moto 5.2.5 on
        assert motos == ours
    assert {"Ann", "Lee"} == {*ours.values()}


def test_large_body_arrives_whole(s3: S3Client) -> None:
    body = bytes(range(256)) * 8192
    s3.put_object(Bucket="lake", Key="large", Body=body)

    assert body == s3.get_object(Bucket="lake", Key="large")["Body"].read()


def test_body_in_chunks_arrives_whole(shop: Wire) -> None:
    connection = HTTPConnection(shop.host, shop.port, timeout=30)
    parts = [b'{"FirstName": ', b'"Ann"}']
    connection.request("POST", "/domains/shop/profiles", iter(parts), {"Authorization": SIGNED}, encode_chunked=True)
    answer = connection.getresponse()
    answer.read()
    connection.close()

    assert 200 == answer.status


def test_headers_that_belong_to_the_connection_are_the_servers_own() -> None:
    def application(_: Any, start_response: Any) -> Iterable[bytes]:
        start_response("200 OK", [("Transfer-Encoding", "chunked"), ("X-Amz-Thing", "1"), ("Content-Length", "2")])
        return [b"ok"]

    server = make(application, "127.0.0.1", 0)
    Thread(target=server.run, daemon=True).start()
    answer = Wire("127.0.0.1", int(server.effective_port)).send("GET", "/")
    server.task_dispatcher.shutdown()

    assert (b"ok", "1") == (answer.body, answer.headers["x-amz-thing"])
    assert "transfer-encoding" not in answer.headers


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ([], ("127.0.0.1", 5000)),
        (["-p", "0"], ("127.0.0.1", 0)),
        (["-H", "0.0.0.0", "--port", "80"], ("0.0.0.0", 80)),  # noqa: S104  # read, not bound
        (["--host=::1"], ("::1", 5000)),
    ],
)
def test_host_and_port_are_read_as_motos_command_reads_them(
    options: list[str], expected: tuple[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MOTO_PORT", raising=False)

    assert expected == host_and_port(options)


@pytest.mark.parametrize(
    "options",
    [["-s"], ["--ssl"], ["-c", "a.pem", "-k", "b.pem"], ["-r"], ["-p", "none"], ["-h"], ["--news"]],
    ids=" ".join,
)
def test_any_other_option_is_left_to_motos_command(options: list[str]) -> None:
    assert host_and_port(options) is None


def test_port_may_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOTO_PORT", "5055")

    assert ("127.0.0.1", 5055) == host_and_port([])


def test_requests_are_told_on_standard_error(shop: Wire, capfd: pytest.CaptureFixture[str]) -> None:
    shop.send("GET", "/domains/shop?x=1")

    assert re.search(
        r'^127\.0\.0\.1 - - \[.+\] "GET /domains/shop\?x=1 HTTP/1\.1" 200 -$', capfd.readouterr().err, re.MULTILINE
    )
