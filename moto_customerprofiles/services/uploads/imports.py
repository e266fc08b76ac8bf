"""Writes the records of an uploaded file: each record creates or updates the customer whom it identifies.

The Administrator Guide ("Import files into segments") says so. Our choice is that a job writes all its records when it
is over. It writes them in batches, and commits and publishes each batch: to take back a whole large file, the journal
would need more memory than the file, and nothing that could be refused is left by then. A written profile expires after
as many days as the job says, and never earlier than it would have expired without the job.

Unique values are compared in the normal form that the content type of their column gives, as the keys of objects are.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from moto_customerprofiles.engine.profiles.normal_forms import normalizer
from moto_customerprofiles.engine.uploads.records import Failed, read_records
from moto_customerprofiles.entities.changes import SERVICE
from moto_customerprofiles.services.profiles import lifecycle

if TYPE_CHECKING:
    from moto_customerprofiles.engine.uploads.plans import Plan
    from moto_customerprofiles.engine.uploads.records import Customer
    from moto_customerprofiles.entities.profiles import Profile
    from moto_customerprofiles.state.domain import Domain

_KEPT_FAILURES = 100
_RECORDS_PER_BATCH = 1000


def import_file(domain: Domain, content: bytes, plan: Plan, *, days: int) -> tuple[Counter[str], list[Failed]]:
    """Write the records of a file; return how many were created, updated and failed, and why the first of these did.

    Raises:
        UnusableFile: the file as a whole cannot be read; nothing is written.

    """
    records = read_records(content, plan)
    import_ = _Import(domain, plan, days)
    for number, record in enumerate(records, 1):
        import_.take(record)
        if number % _RECORDS_PER_BATCH == 0:
            domain.call.commit_batch()
    return import_.counts, import_.failures


class _Import:
    """The writing of one file: finds each record's customer by the normal form of the value of the unique key."""

    def __init__(self, domain: Domain, plan: Plan, days: int) -> None:
        self._domain = domain
        self._profiles = domain.profiles
        self._days = days
        self._found: dict[str, list[str]] = {}
        self.counts: Counter[str] = Counter()
        self.failures: list[Failed] = []
        form = normalizer(plan.key_type)
        for profile in self._profiles:
            if plan.key_path in profile.fields:
                self._found.setdefault(form(profile.fields[plan.key_path]), []).append(profile.profile_id)

    def take(self, record: Customer | Failed) -> None:
        """Write a record and count what became of it."""
        if isinstance(record, Failed):
            self._fail(record)
            return
        match self._customers(record.key):
            case []:
                profile = lifecycle.create(self._domain, record.fields, days=self._days, performed_by=SERVICE)
                self._found[record.key] = [profile.profile_id]
                self.counts["created"] += 1
            case [profile]:
                lifecycle.update(self._domain, profile, record.fields, days=self._days, performed_by=SERVICE)
                self.counts["updated"] += 1
            case several:
                self._fail(Failed(record.line, f"{len(several)} profiles have {record.key}"))

    def _customers(self, key: str) -> list[Profile]:
        """Return whom a key identifies; profiles may have been merged since an earlier record."""
        found = map(self._profiles.survivors.of, self._found.get(key, ()))
        return list(dict.fromkeys(profile for profile in found if profile is not None))

    def _fail(self, record: Failed) -> None:
        self.counts["failed"] += 1
        if len(self.failures) < _KEPT_FAILURES:
            self.failures.append(record)
