"""Objects that found no place: kept in memory, and sent to the domain's queue if it names one.

The Administrator Guide ("Enable Customer Profiles") says what the queue is for. AWS's solution for travellers and
guests shows the form of the messages: the body is the text of the object, which can be put again, and the reason is an
attribute.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from moto_customerprofiles.entities.dead_letters import DeadLetter

if TYPE_CHECKING:
    from moto_customerprofiles.state.domain import Domain


def add_dead_letter(domain: Domain, object_type_name: str, text: str, reason: str) -> None:
    """Keep an object as a dead letter, and send it to the dead-letter queue of the domain."""
    letter = DeadLetter(object_type_name, text, reason, domain.call.now)
    domain.call.journal.append(domain.dead_letters, letter)
    post(domain, text, reason, object_type_name)


def post(domain: Domain, body: str, reason: str, object_type_name: str | None = None) -> None:
    """Send a message to the dead-letter queue of the domain, if it names one."""
    queue_url = domain.dead_letter_queue_url
    if queue_url:
        attributes = {"Message": reason, "DomainName": domain.name}
        if object_type_name is not None:
            attributes["ObjectTypeName"] = object_type_name
        domain.call.send(lambda neighbours: neighbours.send_message(queue_url, body, attributes))
