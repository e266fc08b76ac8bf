"""A hint: something that is allowed but is probably a mistake, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import datetime


HintKey = tuple[str, str, str, str]
"""The name of a hint, its domain, its subject and its remedy."""


class Finding(NamedTuple):
    """What a hint says: the subject that it is about, what was noticed, and the remedy."""

    subject: str
    message: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Hint:
    """A finding in a domain. `name` is that of the hint in the register."""

    name: str
    domain_name: str
    subject: str
    message: str
    remedy: str
    at: datetime

    @property
    def key(self) -> HintKey:
        """What makes two hints the same: the message may show another value."""
        return (self.name, self.domain_name, self.subject, self.remedy)

    @property
    def text(self) -> str:
        """The hint in one line."""
        return f"{self.name}, domain {self.domain_name}, {self.subject}: {self.message}. {self.remedy}."
