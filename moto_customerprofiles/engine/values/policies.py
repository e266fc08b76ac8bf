"""Whether a resource's policy lets a service act on it, as IAM reads policies.

What is read: Effect, Principal and Action with wildcards, of one statement or several. Conditions are taken as met, and
statements with NotPrincipal or NotAction are left out: our choice.
"""

from __future__ import annotations

import json
from fnmatch import fnmatchcase
from typing import cast


def lets(policy: str | None, service: str, action: str) -> bool:
    """Return whether a policy allows an action to a service principal, and does not deny it.

    >>> statement = {"Effect": "Allow", "Principal": {"Service": "profile.amazonaws.com"}, "Action": "sqs:Send*"}
    >>> lets(json.dumps({"Statement": statement}), "profile.amazonaws.com", "sqs:SendMessage")
    True
    >>> lets(None, "profile.amazonaws.com", "sqs:SendMessage")
    False
    """
    effects = {
        statement.get("Effect")
        for statement in _statements(policy)
        if _names(statement.get("Principal"), service) and _covers(statement.get("Action"), action)
    }
    return "Allow" in effects and "Deny" not in effects


def _statements(policy: str | None) -> list[dict[str, object]]:
    try:
        document = json.loads(policy or "{}")
    except ValueError:
        return []
    statements = document.get("Statement", []) if isinstance(document, dict) else []
    return [cast("dict[str, object]", each) for each in _listed(statements) if isinstance(each, dict)]


def _names(principal: object, service: str) -> bool:
    if isinstance(principal, dict):
        return service in _listed(principal.get("Service", [])) or "*" in _listed(principal.get("AWS", []))
    return principal == "*"


def _covers(actions: object, action: str) -> bool:
    return any(fnmatchcase(action.lower(), str(pattern).lower()) for pattern in _listed(actions or []))


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]
