"""The configuration of a domain as a scenario has it, read over the API."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any

from moto_customerprofiles.adapters.parity.calls import Undecided
from moto_customerprofiles.hooks.scenarios.calls import cut_to_input
from moto_customerprofiles.hooks.scenarios.dumping import FROM_TEMPLATE
from moto_customerprofiles.hooks.scenarios.sections import ALL_SECTIONS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from moto_customerprofiles.adapters.parity.calls import Caller, Outcome
    from moto_customerprofiles.hooks.scenarios.sections import Section

    Document = dict[str, Any]

LISTS = {
    "DomainObjectTypes": "ListDomainObjectTypes",
    "ObjectTypes": "ListProfileObjectTypes",
    "CalculatedAttributes": "ListCalculatedAttributeDefinitions",
    "Segments": "ListSegmentDefinitions",
    "Layouts": "ListDomainLayouts",
    "EventTriggers": "ListEventTriggers",
    "Integrations": "ListIntegrations",
    "RecommenderSchemas": "ListRecommenderSchemas",
    "RecommenderFilters": "ListRecommenderFilters",
    "Recommenders": "ListRecommenders",
}
"""The operation that lists what each section of a scenario has."""

OPERATIONS = ("GetDomain", "ListEventStreams", *LISTS.values(), *(section.read for section in ALL_SECTIONS))
"""What reading the configuration of a domain calls."""

_DEFAULT = "_"
"""Names of default calculated attributes begin so: they come with every domain."""


class Unreadable(ValueError):
    """The domain cannot be read at all; the text says why."""


class Reader:
    """Reads over one endpoint. `notes` says what could not be read, and what a scenario does not carry."""

    def __init__(self, caller: Caller, step: Callable[[str], None] = lambda _: None) -> None:
        self.caller = caller
        self.notes: list[str] = []
        self._step = step

    def configuration(self, domain_name: str) -> Document:
        """Return the configuration of a domain, in the API's own words.

        Raises:
            Unreadable: there is no such domain, or nobody may read it.

        """
        try:
            found = self.caller.call("GetDomain", {"DomainName": domain_name})
        except Undecided as why:
            raise Unreadable(f"Domain {domain_name} cannot be read: {why}") from None
        if found.code:
            raise Unreadable(f"Domain {domain_name} cannot be read: {found.message}")
        document = cut_to_input(found.answer, "CreateDomain")
        document.pop("DomainName", None)
        for section in ALL_SECTIONS:
            self._step(section.name)
            if entries := dict(self._section(domain_name, section)):
                document[section.name] = entries
        self._note_streams(domain_name)
        return plain(document)

    def all_pages(self, operation: str, members: Document) -> Iterator[Document]:
        """Return the items of all pages of a list, and note why if they cannot be read."""
        token: Document = {}
        while True:
            outcome = self.read(operation, {**members, **token})
            if outcome is None:
                return
            yield from next((each for each in outcome.answer.values() if isinstance(each, list)), [])
            if not outcome.answer.get("NextToken"):
                return
            token = {"NextToken": outcome.answer["NextToken"]}

    def read(self, operation: str, members: Document) -> Outcome | None:
        """Return what a call answers; None, with a note, if it is refused or cannot be made."""
        try:
            outcome = self.caller.call(operation, members)
        except Undecided as why:
            self.note(f"{operation} was not read: {why}")
            return None
        if outcome.code:
            self.note(f"{operation} was not read: {outcome.code}: {outcome.message}")
            return None
        return outcome

    def note(self, text: str) -> None:
        """Note something once."""
        if text not in self.notes:
            self.notes.append(text)

    def _section(self, domain_name: str, section: Section) -> Iterator[tuple[str, Document]]:
        for item in self.all_pages(LISTS[section.name], {"DomainName": domain_name}):
            name = item[section.named_by]
            if section.name == "CalculatedAttributes" and name.startswith(_DEFAULT):
                continue
            reply = self.read(section.read, {"DomainName": domain_name, section.named_by: name})
            if reply is None:
                continue
            if section.name == "Integrations" and reply.answer.get("WorkflowId"):
                self.note(f"Integration {name} was made by a workflow, whose flow the API does not show")
            document = cut_to_input(reply.answer, section.write)
            left_out = {"DomainName", section.named_by, *(FROM_TEMPLATE if document.get("TemplateId") else ())}
            yield name, {member: value for member, value in document.items() if member not in left_out}

    def _note_streams(self, domain_name: str) -> None:
        for stream in self.all_pages("ListEventStreams", {"DomainName": domain_name}):
            self.note(f"Event stream {stream['EventStreamName']} is not part of a scenario")


def plain(document: Document) -> Document:
    """Return a document with times as texts, as JSON and YAML carry it."""
    result: Document = json.loads(json.dumps(document, default=_written))
    return result


def _written(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)
