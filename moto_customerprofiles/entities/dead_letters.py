"""An object that no profile could take."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """An object that was valid but could not be assigned, and why."""

    object_type_name: str
    text: str
    reason: str
    at: datetime
