"""Tools of tests: assertions that explain themselves, injected faults, and the calls that a program has made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from moto_customerprofiles.adapters.places import DEFAULT_ACCOUNT
from moto_customerprofiles.adapters.tools.calls import Calls
from moto_customerprofiles.adapters.tools.faults import Faults
from moto_customerprofiles.adapters.tools.hooks_of_client import HooksOfClient
from moto_customerprofiles.engine.explanations.texts import writer_text
from moto_customerprofiles.engine.profiles.fields import flatten

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["Calls", "Faults", "assert_profile"]


def assert_profile(
    client: Any,
    domain_name: str,
    *,
    profile_id: str | None = None,
    key_name: str | None = None,
    values: str | Sequence[str] = (),
    account_id: str = DEFAULT_ACCOUNT,
    **expected: object,
) -> dict[str, Any]:
    """Assert that a profile is there with these fields, and return it; a failure explains where its values came from.

    Fields that are not named may be anything; None wants a field to be missing; documents are compared part by part.

    Args:
        client: a boto3 client of Customer Profiles, in-process or of a server, or a backend.
        domain_name: the domain of the profile.
        profile_id: the profile by its id; else it is the one that `key_name` and `values` find.
        key_name: a key that finds exactly one profile.
        values: the values of that key; one text is one value.
        account_id: the account of the client, if it is not moto's usual one; only the explanation needs it.
        expected: fields by their names in the API, `FirstName="Ann", Address={"City": "Seattle"}`.

    """
    explainer = _Explainer(client, domain_name, account_id)
    values = [values] if isinstance(values, str) else values
    if profile_id is not None:
        found = _profiles_of_id(client, domain_name, profile_id)
        sought = f"the id {profile_id}"
    else:
        if key_name is None:
            raise TypeError("assert_profile needs a profile_id, or key_name and values")
        found = client.search_profiles(DomainName=domain_name, KeyName=key_name, Values=[*values])["Items"]
        sought = f"{key_name} {', '.join(map(repr, values))}"
    if len(found) != 1:
        raise AssertionError(_miscount(domain_name, sought, found, explainer))
    profile: dict[str, Any] = found[0]
    differences = _differences(expected, profile)
    if differences:
        raise AssertionError(_difference_text(domain_name, profile, differences, explainer))
    return profile


def _profiles_of_id(client: Any, domain_name: str, profile_id: str) -> list[dict[str, Any]]:
    """Return the profile with an id as BatchGetProfile does, which clients of an older botocore do not have."""
    found = client.search_profiles(DomainName=domain_name, KeyName="_profileId", Values=[profile_id])["Items"]
    return [
        {name: value for name, value in profile.items() if name != "FoundByItems"}
        for profile in found
        if profile["ProfileId"] == profile_id  # and not the profile that this one was merged into
    ]


class _Explainer:
    """Asks the hooks of the service that a client talks to, where they can be reached."""

    def __init__(self, client: Any, domain_name: str, account_id: str) -> None:
        self._hooks, self._domain_name = HooksOfClient(client, account_id), domain_name

    def explain(self, profile_id: str) -> dict[str, Any] | None:
        """Explain a profile, None if there is nobody to ask."""
        answer: dict[str, Any] | None = self._ask("explain_profile", profile_id=profile_id)
        return answer

    def dead_letters(self) -> list[dict[str, Any]]:
        """Return the dead letters of the domain, none if there is nobody to ask."""
        return self._ask("dead_letters") or []

    def _ask(self, hook_name: str, **arguments: str) -> Any:
        try:
            return self._hooks.call(hook_name, domain_name=self._domain_name, **arguments)
        except Exception:  # noqa: BLE001  # whatever keeps us from explaining must not hide what is explained
            return None


def _differences(
    expected: Mapping[str, object], profile: Mapping[str, Any]
) -> list[tuple[str, str | None, str | None]]:
    """Give path, expected and actual text of each field that differs."""
    actual = flatten({name: value for name, value in profile.items() if name not in {"ProfileId", "FoundByItems"}})
    absent = {name for name, value in expected.items() if value is None}
    wanted = flatten({name: value for name, value in expected.items() if value is not None})
    differing = [(path, text, actual.get(path)) for path, text in wanted.items() if actual.get(path) != text]
    return differing + [
        (path, None, text) for path, text in actual.items() if path in absent or path.partition(".")[0] in absent
    ]


def _difference_text(
    domain_name: str,
    profile: Mapping[str, Any],
    differences: list[tuple[str, str | None, str | None]],
    explainer: _Explainer,
) -> str:
    explained = explainer.explain(profile["ProfileId"])
    writers = {field["Path"]: field["Writer"] for field in explained["Fields"]} if explained else {}
    lines = [f"profile {profile['ProfileId']} of domain {domain_name} is not as expected:"]
    for path, wanted, actual in differences:
        origin = f", from {writer_text(writers[path])}" if path in writers else ""
        is_now = "is missing" if actual is None else f"is {actual!r}{origin}"
        lines.append(f"  {path} {is_now}; expected {'none' if wanted is None else repr(wanted)}")
    return "\n".join([*lines, *(["", explained["Text"]] if explained else [])])


def _miscount(domain_name: str, sought: str, found: list[dict[str, Any]], explainer: _Explainer) -> str:
    if not found:
        lines = [f"domain {domain_name} has no profile for {sought}"]
        letters = explainer.dead_letters()
        lines += ["Its dead letters:"] if letters else []
        lines += [f"  {letter['ObjectTypeName']} {letter['Object']}: {letter['Reason']}" for letter in letters[-10:]]
        return "\n".join(lines)
    explained = [explainer.explain(profile["ProfileId"]) for profile in found]
    texts = [each["Text"] for each in explained if each]
    return "\n\n".join([f"domain {domain_name} has {len(found)} profiles for {sought}, expected one", *texts])
