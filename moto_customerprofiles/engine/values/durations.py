"""How long the units are in which definitions count time."""

from __future__ import annotations

from datetime import timedelta

DURATIONS = {
    "MINUTES": timedelta(minutes=1),
    "HOURS": timedelta(hours=1),
    "DAYS": timedelta(days=1),
    "WEEKS": timedelta(weeks=1),
    "MONTHS": timedelta(days=30),
}
"""The length of each unit by the names of the service model (PeriodUnit). That a month has 30 days is our choice."""
