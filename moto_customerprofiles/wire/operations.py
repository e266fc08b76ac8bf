"""All that the wire knows of one operation, compiled when it is first called."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from moto_customerprofiles.errors import BadRequest
from moto_customerprofiles.wire.model import members, operation_model
from moto_customerprofiles.wire.paging import DEFAULT_PAGE_SIZE, Pager
from moto_customerprofiles.wire.parsing import Parser
from moto_customerprofiles.wire.replies import projection
from moto_customerprofiles.wire.validation import compile_check, summary

if TYPE_CHECKING:
    from collections.abc import Mapping


class WireOperation:
    """The protocol of one operation: how its requests are read and checked, how its answers are paged and shaped."""

    def __init__(self, name: str, page_size: int = DEFAULT_PAGE_SIZE) -> None:
        model = operation_model(name)
        self.name = name
        self.parser = Parser(model.input_shape)
        self.project = projection(model.output_shape)
        self._check = compile_check(model.input_shape) if model.input_shape else None
        outputs = members(model.output_shape)
        lists = [member for member, shape in outputs.items() if shape.type_name == "list"]
        self._pager = Pager(name, lists[0], page_size) if "NextToken" in outputs else None

    def validate(self, params: Mapping[str, Any]) -> None:
        """Check every constraint of the model; `BadRequest` with all violations in one message."""
        if self._check:
            violations: list[str] = []
            self._check(params, "", violations)
            if violations:
                raise BadRequest(summary(violations))

    def page(self, answer: Any, params: Mapping[str, Any], secret: bytes) -> Any:
        """Cut an answer to the page asked for, if this operation pages."""
        return self._pager.page(answer, params, secret) if self._pager else answer


@cache
def wire_operation(name: str, page_size: int = DEFAULT_PAGE_SIZE) -> WireOperation:
    """Return the compiled protocol of an operation."""
    return WireOperation(name, page_size)
