"""The pages that say why: why an object is where it is, why a profile is in a segment, why two profiles match."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any  # Any: what hooks return, as it comes

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from moto_customerprofiles.adapters.pages.navigation import Place

_MOST_TRIGGERS = 50


class Explanations:
    """The explanations of one domain."""

    def __init__(
        self, ask: Callable[..., Any], place: Place, query: Mapping[str, str], render: Callable[..., str]
    ) -> None:
        self._ask = ask
        self._place = place
        self._query = query
        self._render = render

    @property
    def pages(self) -> dict[str, Callable[..., str]]:
        """The pages by their paths below the domain's; a star stands for any name."""
        return {
            "object": self._object,
            "segments/*/profiles/*": self._membership,
            "calculated-attributes/*/profiles/*": self._attribute,
            "recommenders/*/profiles/*": self._recommendation,
        }

    def of_match(self, profiles: Sequence[Any]) -> list[tuple[str, str]]:
        """Return why the first profile of a group and each of the others match, with titles."""
        first, *others = profiles or [None]
        texts = []
        for other in others:
            explained = self._ask("explain_match", first["ProfileId"], other["ProfileId"])
            texts.append(
                (f"Why {first['Name'] or 'the first'} and {other['Name'] or 'another'} match", explained["Text"])
            )
        return texts

    def _why(self, title: str, area: str, text: str, *links: tuple[str, str], more: object = ()) -> str:
        return self._render("why.html", title, area, text=text, links=links, more=more)

    def _object(self) -> str:
        name, key = self._query.get("type", ""), self._query.get("key", "")
        explained = self._ask("explain_object", name, profile_object_unique_key=key)
        stored = explained["Stored"]
        links = [(f"Object type {name}", self._place.path("object-types", name))]
        if stored:
            links.append(("Its profile", self._place.path("profiles", stored["ProfileId"])))
        return self._why(
            f"Object of {name}: {key}", "objects", explained["Text"], *links, more=self._triggers(name, key)
        )

    def _membership(self, name: str, profile_id: str) -> str:
        explained = self._ask("explain_segment", name, profile_id)
        return self._why_of("segments", f"Segment {name}", name, profile_id, explained)

    def _why_of(self, area: str, title: str, name: str, profile_id: str, explained: Any) -> str:
        links = ((title, self._place.path(area, name)), ("The profile", self._place.path("profiles", profile_id)))
        return self._why(f"{title} and profile {profile_id}", area, explained["Text"], *links)

    def _attribute(self, name: str, profile_id: str) -> str:
        explained = self._ask("explain_calculated_attribute", name, profile_id)
        return self._why_of("calculated-attributes", f"Calculated attribute {name}", name, profile_id, explained)

    def _recommendation(self, name: str, profile_id: str) -> str:
        explained = self._ask("explain_recommendation", name, profile_id)
        return self._why_of("recommenders", f"Recommender {name}", name, profile_id, explained)

    def _triggers(self, object_type_name: str, key: str) -> list[tuple[str, str]]:
        """Return why each trigger of an object type fires for an object, or does not, with titles."""
        if "event-triggers" not in self._ask("domain_areas"):
            return []
        found = self._ask("area_items", "event-triggers", 0, _MOST_TRIGGERS)["Items"]
        names = [each["EventTriggerName"] for each in found if each["ObjectTypeName"] == object_type_name]
        return [
            (f"Event trigger {name}", self._ask("explain_trigger", name, profile_object_unique_key=key)["Text"])
            for name in names
        ]
