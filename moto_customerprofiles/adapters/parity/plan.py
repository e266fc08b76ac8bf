"""What a run is going to do and what that costs, and the policy that allows it: known from the probes alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from moto_customerprofiles.adapters.parity.domains import PREFIX

if TYPE_CHECKING:
    from collections.abc import Sequence

    from moto_customerprofiles.adapters.parity.probes import Probe

_MAKES_PROFILES = {"CreateProfile", "PutProfileObject", "BatchPutProfileObject"}
_WITHOUT_RESOURCE = (
    "ListDomains",
    "GetProfileObjectTypeTemplate",
    "ListProfileObjectTypeTemplates",
    "ListRecommenderRecipes",
)
_SECONDS_OF_A_CALL = 0.2
_DOLLARS_OF_A_PROFILE = 0.01


@dataclass(frozen=True)
class Plan:
    """The size of a run: its probes, calls, domains and profiles, and how long it takes at a rate of calls a second."""

    probes: int
    rules: int
    calls: int
    domains: int
    profiles: int
    seconds: float

    @property
    def dollars(self) -> float:
        """More than the profiles of the run should cost, if each is counted for a day."""
        return self.profiles * _DOLLARS_OF_A_PROFILE

    @property
    def text(self) -> str:
        """The plan, for a person."""
        return (
            f"{self.probes} probes of {self.rules} rules: about {self.calls} calls, "
            f"{self.domains} domains named {PREFIX}..., one after another, each deleted at once, "
            f"and {self.profiles} profiles.\n"
            f"This takes about {max(1, round(self.seconds / 60))} minutes, longer where answers differ, and should "
            f"cost less than {self.dollars:.2f} USD (at most {_DOLLARS_OF_A_PROFILE} USD for a profile and day; see "
            "https://aws.amazon.com/connect/pricing/).\nNothing that exists in the account is read or changed."
        )


def plan(probes: Sequence[Probe], rate: float | None) -> Plan:
    """Return the size of a run of probes."""
    operations = [operation for probe in probes for operation in probe.operations]
    return Plan(
        probes=len(probes),
        rules=len({rule for probe in probes for rule in probe.rules}),
        calls=len(operations) + len(probes),
        domains=operations.count("CreateDomain"),
        profiles=sum(operation in _MAKES_PROFILES for operation in operations),
        seconds=len(operations) * max(_SECONDS_OF_A_CALL, 1 / rate if rate else 0),
    )


def policy(probes: Sequence[Probe]) -> dict[str, Any]:
    """Return the IAM policy that allows just these probes and the sweeping of left-overs, in domains of runs only."""
    operations = {"ListDomains", *(operation for probe in probes for operation in probe.operations)}
    actions = {action(operation) for operation in operations}
    anywhere = {action(operation) for operation in operations & set(_WITHOUT_RESOURCE)}
    return {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Sid": "DomainsOfRuns",
                "Effect": "Allow",
                "Action": sorted({*(actions - anywhere), "profile:TagResource"}),
                "Resource": [f"arn:aws:profile:*:*:domains/{PREFIX}*"],
            },
            {"Sid": "WithoutResource", "Effect": "Allow", "Action": sorted(anywhere), "Resource": ["*"]},
        ],
    }


def action(operation: str) -> str:
    """Return the action of IAM that an operation needs."""
    return f"profile:{operation}"
