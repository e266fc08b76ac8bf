"""Objects that found no place: kept in memory, and sent to the domain's queue if it names one.

The Administrator Guide ("Enable Customer Profiles") says what the queue is for. AWS's solution for travellers and
guests shows the form of the messages: the body is the text of the object, which can be put again, and the reason is an
attribute.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from moto_customerprofiles.engine.explanations.hints import Finding
from moto_customerprofiles.engine.values.policies import lets
from moto_customerprofiles.entities.dead_letters import DeadLetter
from moto_customerprofiles.errors import BadRequest, shown
from moto_customerprofiles.ports import NeighbourMissing
from moto_customerprofiles.state.hints import noted_hint

if TYPE_CHECKING:
    from moto_customerprofiles.ports import NeighbourFailed
    from moto_customerprofiles.state.domain import Domain


_SERVICE = "profile.amazonaws.com"
_KEY_ACTIONS = ("kms:GenerateDataKey", "kms:Decrypt")
_TEST_MESSAGE = "Test message of Customer Profiles"


def add_dead_letter(domain: Domain, object_type_name: str, text: str, reason: str, remedy: str) -> None:
    """Keep an object as a dead letter, and send it to the dead-letter queue of the domain; note a hint."""
    letter = DeadLetter(object_type_name, text, reason, domain.call.now)
    domain.call.journal.append(domain.dead_letters, letter)
    post(domain, text, reason, object_type_name)
    dead_letter(domain, object_type_name, text, reason, remedy)


@noted_hint
def dead_letter(object_type_name: str, text: str, reason: str, remedy: str) -> Finding:
    """Warn of an object that became a dead letter: no profile could take it.

    PutProfileObject succeeds all the same, as on AWS. The hint has the reason and the first object that met it.
    """
    return Finding(
        f"object type {object_type_name}",
        f"{shown(text)} became a dead letter: {reason}",
        f"{remedy}; explain_object of the backend says which keys were asked and what each found",
    )


def post(domain: Domain, body: str, reason: str, object_type_name: str | None = None) -> None:
    """Send a message to the dead-letter queue of the domain, if it names one."""
    queue_url = domain.dead_letter_queue_url
    if queue_url:
        attributes = {"Message": reason, "DomainName": domain.name}
        if object_type_name is not None:
            attributes["ObjectTypeName"] = object_type_name
        domain.call.send(
            lambda neighbours: neighbours.send_message(queue_url, body, attributes),
            failed=partial(_note_failure, domain, queue_url),
            target=queue_url,
        )


def check_queue(domain: Domain, queue_url: object) -> None:
    """Refuse a queue for dead letters that cannot be written to: the service tries it, as a CDK application tells.

    With the setting `strict_dead_letter_permission`, the queue then has a test message; its text is our choice.

    Raises:
        BadRequest: the queue does not exist, and the setting `strict_dead_letter_queue` is on; or its policy does not
            let the service send, and `strict_dead_letter_permission` is on.

    """
    call = domain.call
    if not queue_url or not call.checks_neighbours:
        return
    url = str(queue_url)
    if not call.neighbours.queue_exists(url):
        if call.settings.strict_dead_letter_queue:
            raise BadRequest(
                f"DeadLetterQueueUrl {shown(url)} is no queue that can be written to: create it first, or set "
                "strict_dead_letter_queue to False to keep dead letters in memory only"
            )
    elif call.settings.strict_dead_letter_permission:
        _check_permission(domain, url)
        call.send(lambda neighbours: neighbours.send_message(url, _TEST_MESSAGE, {"DomainName": domain.name}))


def _check_permission(domain: Domain, url: str) -> None:
    policies = domain.call.neighbours.queue_policies(url)
    denied = [] if lets(policies.queue, _SERVICE, "sqs:SendMessage") else ["the policy of the queue sqs:SendMessage"]
    if policies.is_encrypted:
        actions = [action for action in _KEY_ACTIONS if not lets(policies.key, _SERVICE, action)]
        denied += [f"the policy of its key {' and '.join(actions)}"] if actions else []
    if denied:
        raise BadRequest(
            f"DeadLetterQueueUrl {shown(url)} is no queue that can be written to: allow {_SERVICE} in "
            f"{' and in '.join(denied)}, or set strict_dead_letter_permission to False"
        )


def _note_failure(domain: Domain, queue_url: str, failure: NeighbourFailed) -> None:
    if isinstance(failure, NeighbourMissing):
        dead_letter_queue_missing(domain, queue_url)


@noted_hint
def dead_letter_queue_missing(queue_url: str) -> Finding:
    """Warn of a dead-letter queue that is not there: its messages wait until it is."""
    return Finding(
        f"DeadLetterQueueUrl {shown(queue_url)}",
        "there is no such SQS queue in the account and region of the domain, so that its messages wait",
        "Create the queue, or let UpdateDomain name another one",
    )
