"""CloudFormation: every `AWS::CustomerProfiles::*` type, for stacks that moto creates.

`types` says which there are, `properties` reads templates, `resources` carries them out through the operations, and
`stacks` lets a stack end as CloudFormation's does when a resource is refused.
"""

from __future__ import annotations

from types import new_class
from typing import TYPE_CHECKING

import moto.cloudformation.parsing  # noqa: F401  # first, for it imports all that is here when it is loaded
from moto.core.common_models import CloudFormationModel

from moto_customerprofiles.adapters.cloudformation.resources import Resource
from moto_customerprofiles.adapters.cloudformation.types import SPECS

if TYPE_CHECKING:
    from moto_customerprofiles.adapters.cloudformation.types import Spec


def _type(spec: Spec) -> type:
    # moto finds direct subclasses of its model only, and files each under the second word of its module.
    members_of_class = {"spec": spec, "__module__": "moto.customerprofiles"}
    return new_class(spec.type_name, (Resource, CloudFormationModel), {}, lambda body: body.update(members_of_class))


TYPES = [_type(spec) for spec in SPECS]
