"""Objects that found no place: kept in memory, and sent to the domain's queue if it names one.

The Administrator Guide ("Enable Customer Profiles") tells what the queue is for. The form of the messages is ours.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from moto_customerprofiles.entities.dead_letters import DeadLetter

if TYPE_CHECKING:
    from moto_customerprofiles.state.domain import Domain


def add_dead_letter(domain: Domain, object_type_name: str, text: str, reason: str) -> None:
    """Keep an object as a dead letter, and send it to the dead-letter queue of the domain."""
    letter = DeadLetter(object_type_name, text, reason, domain.call.now)
    domain.call.journal.append(domain.dead_letters, letter)
    post(domain, _message(domain, letter))


def post(domain: Domain, message: str) -> None:
    """Send a message to the dead-letter queue of the domain, if it names one."""
    queue_url = domain.dead_letter_queue_url
    if queue_url:
        domain.call.send(lambda neighbours: neighbours.send_message(queue_url, message))


def _message(domain: Domain, letter: DeadLetter) -> str:
    return json.dumps(
        {
            "DomainName": domain.name,
            "ObjectTypeName": letter.object_type_name,
            "Object": letter.text,
            "Reason": letter.reason,
            "Timestamp": letter.at.isoformat(),
        }
    )
