"""One world for each account and region, in the form that moto keeps its backends."""

from __future__ import annotations

import time
from collections import deque
from contextlib import suppress
from functools import partial, partialmethod
from importlib import import_module
from inspect import signature
from typing import TYPE_CHECKING, Any, cast

from botocore import xform_name
from moto.core.base_backend import BackendDict, BaseBackend
from moto.core.config import default_user_config
from moto.moto_api import state_manager

from moto_customerprofiles.adapters.clients.botocore_data import available_regions
from moto_customerprofiles.adapters.dashboard import show
from moto_customerprofiles.adapters.faults.waiting import wait
from moto_customerprofiles.adapters.methods import Methods
from moto_customerprofiles.adapters.neighbours.aws import MotoNeighbours
from moto_customerprofiles.adapters.neighbours.surroundings import MotoIds, now, transition
from moto_customerprofiles.adapters.plugin import SERVICE
from moto_customerprofiles.adapters.recent_calls import WATCH, RecentCall
from moto_customerprofiles.adapters.sql_workers import workers
from moto_customerprofiles.adapters.tagging import TaggableResourcesMixin, TaggedResource, resource_type
from moto_customerprofiles.entities.job_kinds import JOB_KINDS
from moto_customerprofiles.errors import ServiceError
from moto_customerprofiles.hook import HOOKS
from moto_customerprofiles.operation import OPERATIONS
from moto_customerprofiles.pipeline import perform, perform_hook, protocol
from moto_customerprofiles.ports import Surroundings
from moto_customerprofiles.state.settings import Settings
from moto_customerprofiles.state.tags import all_tags
from moto_customerprofiles.state.world import World
from moto_customerprofiles.wire.model import has_operation

if TYPE_CHECKING:
    from collections.abc import Iterator

_OK = 200
_HINT_LIST = "moto_customerprofiles.services.views.hint_list"

for _kind in JOB_KINDS:
    state_manager.register_default_transition(f"{SERVICE}::{_kind}", {"progression": "immediate"})


class CustomerProfilesBackend(  # type: ignore[misc]  # moto calls tag_resource by position, which a client cannot
    Methods, TaggableResourcesMixin, BaseBackend
):
    """All of Customer Profiles in one account and region. Every operation is a method too, in snake case."""

    SERVICE_NAMESPACE = "profile"

    def __init__(self, region_name: str, account_id: str) -> None:
        super().__init__(region_name, account_id)
        neighbours = MotoNeighbours(account_id, region_name)
        surroundings = Surroundings(now, MotoIds(), transition, neighbours, workers, WATCH.tell, wait)
        settings = Settings.of(cast("dict[str, dict[str, object]]", default_user_config).get(SERVICE, {}))
        self.world = World(account_id, region_name, self.partition, surroundings, settings)
        self.recent_calls: deque[RecentCall] = deque(maxlen=100)
        WATCH.add(self.world, self.recent_calls)

    def reset(self) -> None:
        """Forget everything, as moto asks at the end of a mock; outside of pytest, log first what hints are found."""
        if WATCH.is_logging and len(self.world.domains):
            with suppress(Exception):  # a hint must not keep a mock from ending
                for hint in self.world.run(import_module(_HINT_LIST).found_hints, self.world):
                    WATCH.tell(hint.text)
        super().reset()

    def call(self, operation_name: str, *args: Any, **params: Any) -> dict[str, Any]:
        """Perform an operation with parameters given in Python, and return plain data.

        Parameters given by position are those of the operation's input shape, in its order.
        """
        accepted = protocol(operation_name).parser.accept(args, params)
        note = partial(self._note, operation_name, accepted, len(self.world.call.hints), time.perf_counter())
        try:
            reply = perform(self.world, operation_name, accepted)
        except ServiceError as error:
            note(error.status, {"Message": error.message})
            raise
        note(_OK, reply)
        return reply

    def _note(
        self, operation: str, params: dict[str, Any], hint_count: int, began: float, status: int, reply: dict[str, Any]
    ) -> None:
        """Remember a call for the pages and for reports of failing tests."""
        seconds = time.perf_counter() - began
        self.recent_calls.append(RecentCall.of(self.world, operation, params, status, reply, seconds, hint_count))

    def call_hook(self, hook_name: str, *args: object, **arguments: object) -> object:
        """Run what only a test may ask for; every hook is a method too."""
        given = signature(HOOKS[hook_name].run).bind(self.world, *args, **arguments)
        _, *by_name = given.arguments.items()
        return perform_hook(self.world, hook_name, **dict(by_name))

    @property
    def identity_resolution_phase_seconds(self) -> dict[str, float]:
        """How many seconds each phase of an identity resolution job takes; without phases a job is over at once."""
        return self.world.settings.identity_resolution_phase_seconds

    @identity_resolution_phase_seconds.setter
    def identity_resolution_phase_seconds(self, seconds: dict[str, float]) -> None:
        self.world.settings.identity_resolution_phase_seconds = seconds

    def iter_tagged_resources(self) -> Iterator[Any]:
        """Return everything that can wear tags, for the Resource Groups Tagging API."""
        for arn, tags in all_tags(self.world):
            yield TaggedResource(arn, tags, resource_type(arn))

    def owns_arn(self, arn: str) -> bool:
        """Tell whether the Resource Groups Tagging API must ask this backend about an ARN."""
        return arn.startswith(self.world.call.arn(""))


for _name in filter(has_operation, OPERATIONS.modules):
    setattr(CustomerProfilesBackend, xform_name(_name), partialmethod(CustomerProfilesBackend.call, _name))

for _name in HOOKS.modules:
    setattr(CustomerProfilesBackend, _name, partialmethod(CustomerProfilesBackend.call_hook, _name))

# moto would ask a session of boto3 for the regions, in each mock and account anew, which costs more than most calls.
customerprofiles_backends = BackendDict(
    CustomerProfilesBackend, "customer-profiles", use_boto3_regions=False, additional_regions=available_regions()
)
show(lambda: [backend.world for account in customerprofiles_backends.values() for backend in account.values()])
