"""Worked examples of identity resolution and merging, as data.

`given` is a domain and what is written to its profiles, each with the hour of the day; `when` says whether a job
runs, what is previewed and what is merged; `then` is what must hold.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import time_machine

from tests.fidelity.cases import Case, cases
from tests.support.backends import hook

if TYPE_CHECKING:
    from types_boto3_customer_profiles import CustomerProfilesClient

    Document = dict[str, Any]


def at(hour: str) -> time_machine.travel:
    return time_machine.travel(f"2025-01-06T{hour}:00Z", tick=False)


class Example:
    """A domain whose profiles have names."""

    def __init__(self, client: CustomerProfilesClient, given: Document) -> None:
        self.client = client
        self.ids: dict[str, str] = {}
        with at("02:00"):
            client.create_domain(DomainName="d", DefaultExpirationDays=365, **given["domain"])
        for write in given["writes"]:
            with at(write.get("at", "03:00")):
                self._write(write["profile"], write["fields"])

    def _write(self, name: str, fields: Document) -> None:
        if name in self.ids:
            self.client.update_profile(DomainName="d", ProfileId=self.ids[name], **fields)
        else:
            self.ids[name] = self.client.create_profile(DomainName="d", **fields)["ProfileId"]

    def merge(self, *, main: str, merged: list[str], sources: Document | None = None) -> None:
        def ids(sources: Document) -> Any:
            return {key: ids(each) if isinstance(each, dict) else self.ids[each] for key, each in sources.items()}

        self.client.merge_profiles(
            DomainName="d",
            MainProfileId=self.ids[main],
            ProfileIdsToBeMerged=[self.ids[name] for name in merged],
            FieldSourceProfileIds=ids(sources or {}),
        )

    def job(self, _: bool) -> None:  # noqa: FBT001  # as the case says it
        hook("run_identity_resolution_job", "d")

    def preview(self, **settings: Any) -> Document:
        answer = self.client.get_auto_merging_preview(DomainName="d", **settings)
        return {
            "matches": answer["NumberOfMatchesInSample"],
            "profiles": answer["NumberOfProfilesInSample"],
            "merged": answer["NumberOfProfilesWillBeMerged"],
        }

    def stats(self) -> Document:
        jobs = self.client.list_identity_resolution_jobs(DomainName="d")["IdentityResolutionJobsList"]
        [stats] = [job["JobStats"] for job in jobs if job["Status"] == "COMPLETED"]
        return {
            "reviewed": stats["NumberOfProfilesReviewed"],
            "matches": stats["NumberOfMatchesFound"],
            "merges": stats["NumberOfMergesDone"],
        }

    def matches(self) -> list[Document]:
        answer = self.client.get_matches(DomainName="d")
        return [
            {"profiles": self._names(group["ProfileIds"]), "score": group["ConfidenceScore"]}
            for group in answer["Matches"]
        ]

    def rule_matches(self) -> list[Document]:
        found = [
            self.client.get_similar_profiles(
                DomainName="d", MatchType="RULE_BASED_MATCHING", SearchKey="matchId", SearchValue=match_id
            )
            for match_id in self.client.list_rule_based_matches(DomainName="d")["MatchIds"]
        ]
        return [{"profiles": self._names(group["ProfileIds"]), "level": group["RuleLevel"]} for group in found]

    def profiles(self) -> Document:
        found = [
            self.client.search_profiles(DomainName="d", KeyName="_profileId", Values=[profile_id])["Items"][0]
            for profile_id in self.ids.values()
        ]
        [names] = [{profile_id: name for name, profile_id in self.ids.items()}]
        return {
            names[profile["ProfileId"]]: {
                name: value for name, value in profile.items() if name not in ("ProfileId", "FoundByItems")
            }
            for profile in found
        }

    def _names(self, ids: list[str]) -> list[str]:
        return [name for profile_id in ids for name, known in self.ids.items() if known == profile_id]


@pytest.mark.parametrize("case", cases("matching"))
def test_example_holds(case: Case, client: CustomerProfilesClient) -> None:
    when = case["when"]
    example = Example(client, case["given"])
    with at("09:00"):
        answers = {}
        if "job" in when:
            example.job(when["job"])
        if "merge" in when:
            example.merge(**when["merge"])
        if "preview" in when:
            answers["preview"] = example.preview(**when["preview"])
        for claim in case["then"].keys() - answers.keys():
            answers[claim] = getattr(example, claim)()

    assert case["then"] == answers
