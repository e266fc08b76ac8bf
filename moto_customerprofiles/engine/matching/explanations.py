"""What speaks for two profiles being one customer: kind by kind for the score, attribute by attribute for the rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moto_customerprofiles.engine.matching.rules import compile_rules
from moto_customerprofiles.engine.matching.settings import rules_of, selector_of
from moto_customerprofiles.engine.matching.similarity import evidence
from moto_customerprofiles.engine.matching.traits import Traits, traits_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from types_boto3_customer_profiles import type_defs as t

    from moto_customerprofiles.engine.explanations.decisions import (
        ExplainedAttribute,
        ExplainedEvidence,
        ExplainedRule,
    )
    from moto_customerprofiles.engine.profiles.origins import Fields


def explain_evidence(one: Fields, other: Fields) -> list[ExplainedEvidence]:
    """Explain the score of two profiles: each kind of data, the values that are compared, and what they say."""
    left, right = traits_of(one), traits_of(other)
    return [
        {
            "Kind": label,
            "Values": [_VALUES[label](left), _VALUES[label](right)],
            "Gain": found.gain,
            "Doubt": found.doubt,
        }
        for label, found in evidence(left, right)
    ]


def explain_rules(
    block: t.RuleBasedMatchingRequestTypeDef, profiles: Mapping[str, Fields], common: Mapping[int, bool]
) -> list[ExplainedRule]:
    """Explain each matching rule for two profiles, by their ids.

    `common` tells for each level whether it is skipped, since too many profiles have the values.
    """
    selector, merging = selector_of(block), block.get("MaxAllowedRuleLevelForMerging", 0)
    applied = rules_of(block)[: block.get("MaxAllowedRuleLevelForMatching")]
    explained: list[ExplainedRule] = []
    for level, rule in enumerate(applied, 1):
        [compiled] = compile_rules([rule], selector).levels
        one, other = (compiled.read(fields).keys for fields in profiles.values())
        is_common = common.get(level, False)
        explained.append(
            {
                "RuleLevel": level,
                "Holds": bool(one & other) and not is_common,
                "Merges": level <= merging,
                "IsTooCommon": is_common,
                "Attributes": [_attribute(block, name, profiles) for name in dict.fromkeys(rule)],
            }
        )
    return explained


def _attribute(
    block: t.RuleBasedMatchingRequestTypeDef, name: str, profiles: Mapping[str, Fields]
) -> ExplainedAttribute:
    """Explain one attribute of a rule, as if it stood alone."""
    [compiled] = compile_rules([[name]], selector_of(block)).levels
    keys = {profile_id: compiled.read(fields).keys for profile_id, fields in profiles.items()}
    one, other = keys.values()
    return {
        "Name": name,
        "IsSame": bool(one & other),
        "MissingIn": [profile_id for profile_id, found in keys.items() if not found],
    }


_VALUES: dict[str, Callable[[Traits], list[str]]] = {
    "name": lambda traits: [part for part in (traits.first, traits.middle, traits.last) if part],
    "e-mail addresses": lambda traits: sorted(traits.emails),
    "telephone numbers": lambda traits: sorted(traits.phones),
    "addresses": lambda traits: sorted(" ".join(sorted(words)) for words in traits.addresses),
    "birth date": lambda traits: ["-".join(f"{part:02}" for part in date) for date in sorted(traits.birth_dates)],
}
