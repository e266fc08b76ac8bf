"""Orders that are kept for large groups, kept for small ones as well so that tests see them."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from moto_customerprofiles.services.profiles import search
from moto_customerprofiles.state import collection
from moto_customerprofiles.state.profiles import kept_orders

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def many_are_more_than(count: int) -> Iterator[None]:
    """Keep the orders of lists and groups that are longer than this."""
    with pytest.MonkeyPatch.context() as patch:
        for module in (collection, kept_orders, search):
            patch.setattr(module, "_FEW", count)
        yield
