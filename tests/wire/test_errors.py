"""The errors of the API are those of the service model."""

from __future__ import annotations

import pytest

from moto_customerprofiles import errors
from moto_customerprofiles.wire.model import operation_model, operation_names


def declared(name: str) -> dict[str, int]:
    """Return the errors of an operation in the model, each with its status."""
    return {shape.name: shape.metadata["error"]["httpStatusCode"] for shape in operation_model(name).error_shapes}


@pytest.mark.rule("G-2", "GEN-1", "CLI-20")
def test_errors_have_the_codes_and_statuses_of_the_model() -> None:
    ours = [errors.BadRequest, errors.ResourceNotFound, errors.AccessDenied, errors.ServiceError]
    model = {code: status for name in operation_names() for code, status in declared(name).items()}

    assert model == {each.code: each.status for each in ours} | {"ThrottlingException": 429}


@pytest.mark.rule("GEN-2")
@pytest.mark.parametrize(
    ("name", "missing"),
    [
        ("ListRecommenderRecipes", {"ResourceNotFoundException"}),
        ("TagResource", {"AccessDeniedException", "ThrottlingException"}),
    ],
)
def test_calls_without_a_domain_declare_fewer_errors(name: str, missing: set[str]) -> None:
    assert missing == declared("GetDomain").keys() - declared(name).keys()
