"""Requests that nobody should send, made by spoiling good ones: for each operation, in every part of the request."""

from __future__ import annotations

import json
import random
from contextlib import suppress
from copy import deepcopy
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote

from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Request

from moto_customerprofiles.adapters.responses import CustomerProfilesResponse
from moto_customerprofiles.wire.model import location, members, operation_model, wire_name
from tests.support.backends import the_backend
from tests.support.facts import REGION, SIGNED
from tests.support.properties.full_domain import REQUESTS, FullDomain, open_full_domain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Answer = tuple[int, dict[str, str], str]
"""Status, headers and body."""

HOST = f"profile.{REGION}.amazonaws.com"
CODES = frozenset(
    {
        "BadRequestException",
        "ResourceNotFoundException",
        "SerializationException",
        "UnknownOperationException",
    }
)


BEFORE_US = frozenset({400, 405, 414, 431})
"""A method, a path or a header that a server refuses before it asks anybody."""


class Raw(NamedTuple):
    """A request as it goes over the wire."""

    method: str
    path: str
    query: str
    headers: tuple[tuple[str, str], ...]
    body: bytes


class Verdict(NamedTuple):
    """What is wrong with the answer to a request; nothing, as a rule."""

    raw: Raw
    fault: str


def hostile(full_domain: FullDomain, seed: int = 0) -> Iterator[Raw]:
    """Return spoilt requests without end, the same ones for the same seed."""
    chance = random.Random(seed)  # noqa: S311  # no secret
    good = {name: full_domain.params(name) for name in REQUESTS}
    while True:
        for name, params in good.items():
            yield _spoilt(name, params, chance)


def send(raw: Raw) -> Answer:
    """Hand a request to the dispatch function, as moto does."""
    builder = EnvironBuilder(
        method=raw.method, base_url=f"https://{HOST}", headers=list(raw.headers), data=raw.body, path="/"
    )
    environ = {**builder.get_environ(), "RAW_URI": raw.path, "QUERY_STRING": raw.query}
    return CustomerProfilesResponse.dispatch(Request(environ), f"https://{HOST}{raw.path}")


def judge(raw: Raw, answer: Callable[[Raw], Answer] = send) -> Verdict | None:
    """Send a request; None if the answer is a reply, or an error of the model in its proper form."""
    try:
        status, headers, body = answer(raw)
    except Exception as error:  # noqa: BLE001  # just this must never happen
        return Verdict(raw, repr(error)[:200])
    lower = {name.lower(): value for name, value in headers.items()}
    if status in BEFORE_US and lower["content-type"].startswith("text/"):
        return None
    document = json.loads(body)
    if status == 200:  # success
        return None
    if status >= 500 or lower.get("x-amzn-errortype") not in CODES or set(document) != {"Message"}:
        return Verdict(raw, f"{status} {body[:200]}")
    return None


def _spoilt(name: str, params: dict[str, Any], chance: random.Random) -> Raw:
    wise = [_of_values, _of_values, _of_values, _of_values, _of_bytes, _of_path, _of_query, _of_headers, _of_method]
    return chance.choice(wise)(name, params, chance)


def _of_values(name: str, params: dict[str, Any], chance: random.Random) -> Raw:
    document = json.loads(json.dumps(params))
    for _ in range(chance.choice((1, 1, 2, 4))):
        _replace_one(document, chance)
    return raw_request(name, document)


def _of_bytes(name: str, params: dict[str, Any], chance: random.Random) -> Raw:
    raw = raw_request(name, params)
    return raw._replace(body=chance.choice(_BODIES)(raw.body, chance))


def _of_path(name: str, params: dict[str, Any], chance: random.Random) -> Raw:
    raw = raw_request(name, params)
    steps = raw.path.split("/")
    steps[chance.randrange(1, len(steps))] = chance.choice(_LABELS)
    return raw._replace(path="/".join(steps))


def _of_query(name: str, params: dict[str, Any], chance: random.Random) -> Raw:
    return raw_request(name, params)._replace(query="&".join(chance.choices(_QUERIES, k=chance.randint(1, 3))))


def _of_headers(name: str, params: dict[str, Any], chance: random.Random) -> Raw:
    raw = raw_request(name, params)
    return raw._replace(headers=(*raw.headers[:1], *chance.choices(_HEADERS, k=2)))


def _of_method(name: str, params: dict[str, Any], chance: random.Random) -> Raw:
    return raw_request(name, params)._replace(method=chance.choice(("GET", "PUT", "POST", "DELETE", "PATCH", "TRACE")))


def raw_request(name: str, document: Any) -> Raw:
    """Return the request of an operation; whatever the values are, they go where the model places them."""
    model = operation_model(name)
    path, query, body = model.http["requestUri"], [], dict(document)
    for member, shape in members(model.input_shape).items():
        if location(shape) == "uri":
            value = body.pop(member, "shop")
            path = path.replace("{" + wire_name(member, shape) + "}", quote(str(value), safe="", errors="replace"))
        elif location(shape) == "querystring" and member in body:
            value = body.pop(member)
            values = value if isinstance(value, list) else [value]
            query += [f"{wire_name(member, shape)}={quote(_as_text(each), errors='replace')}" for each in values]
    headers = (("Authorization", SIGNED), ("Content-Type", "application/json"))
    return Raw(model.http["method"], path, "&".join(query), headers, json.dumps(body).encode())


def _as_text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _replace_one(document: Any, chance: random.Random) -> None:
    holder: Any = document
    while True:
        keys = list(holder) if isinstance(holder, dict) else list(range(len(holder)))
        if not keys:
            return
        key = chance.choice(keys)
        inner = holder[key]
        if isinstance(inner, dict | list) and inner and chance.random() < 0.8:  # mostly go deeper
            holder = inner
            continue
        holder[key] = _spoil_text(inner, chance) if isinstance(inner, str) else deepcopy(chance.choice(_VALUES))
        return


def _spoil_text(text: str, chance: random.Random) -> Any:
    """Spoil a text, or what is written in it if it is JSON."""
    if text.startswith("{") and chance.random() < 0.6:  # mostly
        with suppress(ValueError, RecursionError):
            document = json.loads(text)
            _replace_one(document, chance)
            return json.dumps(document)
    if chance.random() < 0.3:  # cut or doubled in some place
        at = chance.randrange(len(text) + 1)
        return text[:at] + chance.choice(_INSERTS) + text[at:]
    return deepcopy(chance.choice(_VALUES))


_DEEP = 3000
_INSERTS = ("\x00", "\ud800", '"', "'", "{", "}}", "{{", "(", ")" * 50, "\\", "\n", "\u202e", "%", "..", "$", "*", "😀")
_TEXTS: tuple[str, ...] = (
    *("", " ", "\x00", "\ud800", "\udfff\ud800", "\u202e", "\x7f\x1b[31m", "\ufeff", "NaN", "null", "-0", "1e999"),
    *(
        "9" * 5000,
        "1" + "0" * 300 + ".5",
        "1e-99999",
        "0x10",
        "١٢٣",
        "½",
        "a" * 2000,
        "a" * 300_000,
        "../../etc/passwd",
    ),
    *("2025-02-30T00:00:00Z", "0000-00-00", "99999-01-01", "2025-01-01T00:00:00+99:99", "-1", "9" * 25),
    *("[" * _DEEP, '{"a":' * _DEEP + "1" + "}" * _DEEP, "[" * 900 + "]" * 900, '{"a": 1e999}', '{"a": NaN}'),
    *('{"a": ' + "9" * 5000 + "}", '{"id": "\\ud800"}', '{"id": "a", "id": "b"}', "{}", "[]", '"x"', '{"": ""}'),
    *('{"id": {"a": []}, "customer": [{"b": null}], "total": "\\u0000"}', '{"a\\ud83d": 1}', "{'a': 1}"),
    *(
        "{{#if _source.a}}" * 300,
        "{{#each _source.a}}{{/each}}",
        "{{{" * 500,
        "{{_source." + "a." * 2000 + "b}}",
        "{{/if}}",
    ),
    *("_source." + "a." * 5000, "_source.a[999999999999]", "_source..", "_profile.Attributes.", "_source.a" * 1000),
    *("{order." + "a" * 500 + "}", "{order.total}" + "+{order.total}" * 800, "(" * 600, "{" * 900, "{order.total}/0"),
    *("INCLUDE ItemID WHERE " + "(" * 800 + "Items.Id IN ($a)", "INCLUDE ItemID WHERE " + "NOT " * 900, "INCLUDE"),
    *("SELECT profile_id FROM read_csv('/etc/passwd')", "SELECT profile_id FROM '/etc/passwd'", "COPY profile TO 'x'"),
    *(
        "ATTACH 'x.db'",
        "INSTALL httpfs",
        "PRAGMA database_list",
        "SET threads=9",
        "SELECT getenv('HOME') AS profile_id",
    ),
    *(
        "SELECT " + "(" * 500 + "1" + ")" * 500,
        "SELECT profile_id FROM profile WHERE " + "1=1 AND " * 300 + "1=1",
        "SELECT",
    ),
    *(
        "s3://",
        "s3://a/../../b",
        "s3://" + "a" * 400,
        "arn:aws:kinesis:::",
        "arn:" * 200,
        "http://[::1",
        "https://a:b@c",
    ),
    *(
        "a" * 200 + "!",
        "@" * 500,
        "a@" + "a." * 500 + "!",
        "+" + "1" * 500,
        "0" * 32,
        "(" + "a+" * 200 + ")+$",
        "rate(0days)",
    ),
)
_VALUES: tuple[Any, ...] = (
    *_TEXTS,
    *(
        None,
        True,
        False,
        0,
        -1,
        1,
        2**31,
        2**63,
        2**64,
        -(2**70),
        10**400,
        1.5,
        -0.0,
        1e308,
        5e-324,
        253402300800,
        -62135596801,
    ),
    *([], {}, [None], [[]], [{}], {"": ""}, {"a": None}, ["a"] * 2000, {str(number): "x" for number in range(300)}),
    *({"S": "x"}, [[[[[[]]]]]], {"a": {"a": {"a": {}}}}, [0, "a", None], {"\ud800": "a"}, {"a.b[0]": "x"}),
)
_LABELS = (
    *(
        "..",
        "%2e%2e",
        "%2e%2e%2f%2e%2e%2fetc%2fpasswd",
        "%00",
        "%ff",
        "%",
        "%zz",
        "a" * 5000,
        "%F0%9F%98%80",
        "%ED%A0%80",
    ),
    *(
        "*",
        ";",
        "a;b=c",
        "a%20b",
        "%0d%0aX-Evil:%201",
        "%25%32%65",
        "shop%2f",
        "tags",
        "domains",
        "%3Cscript%3E",
        "~",
        "|",
    ),
)
_QUERIES = (
    *(
        "max-results=-1",
        "max-results=NaN",
        "max-results=1e3",
        "max-results=" + "9" * 400,
        "max-results=",
        "max-results=1",
    ),
    *("next-token=", "next-token=%ff", "next-token=" + "A" * 3000, "next-token=AAAA", "next-token=%ED%A0%80", "a=b"),
    *(
        "=",
        "&&&",
        "include-hidden=maybe",
        "tagKeys=",
        "tagKeys=%00",
        "tagKeys=" + "a" * 999,
        "%zz=%zz",
        ";",
        "max-results",
    ),
    *("profileId=..", "attribute=a", "max-results=%D9%A1", "next-token=MTIz&next-token=x", "a=b&" * 1200),
)
_HEADERS = (
    *(("Content-Type", "text/xml"), ("Content-Type", "application/json; charset=utf-16"), ("Content-Type", "")),
    *(
        ("Content-Encoding", "gzip"),
        ("X-Amz-Target", "Nobody.Nothing"),
        ("X-Amz-Date", "yesterday"),
        ("Cookie", "a" * 4000),
    ),
    *(("Authorization", "AWS4-HMAC-SHA256 Credential=/"), ("X-Amz-Security-Token", "a" * 3000), ("Expect", "nothing")),
    *(
        ("Content-Type", "application/json\x01"),
        ("Accept", "\xff"),
        ("Content-Type", "multipart/form-data; boundary=json"),
    ),
)


def _of(fixed: bytes) -> Callable[[bytes, random.Random], bytes]:
    return lambda _, __: fixed


def _cut(body: bytes, chance: random.Random) -> bytes:
    return body[: chance.randrange(len(body) + 1)]


def _flip(body: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(body) + 1)
    return body[:at] + bytes([chance.randrange(256)]) + body[at + 1 :]


_BODIES: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    *(_cut, _cut, _flip, _flip, _flip),
    *(lambda body, _: body * 2, lambda body, _: b"\xef\xbb\xbf" + body, lambda body, _: body.decode().encode("utf-16")),
    *(
        _of(b""),
        _of(b"null"),
        _of(b"[]"),
        _of(b"\x00"),
        _of(b"\xff" * 50),
        _of(b"[" * 100_000),
        _of(b'{"a":' * 100_000),
    ),
    *(_of(b"<xml/>"), _of(b"1" * 6000), _of(b'{"Object": 1e999}'), _of(b'"\\ud800"'), _of(b"{" + b'"a":1,' * 5000)),
)


def settle() -> FullDomain:
    """Build the full domain anew, and let moto's backend serve it."""
    full_domain = open_full_domain()
    the_backend().world = full_domain.world
    return full_domain
