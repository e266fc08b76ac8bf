from __future__ import annotations

import pytest

from moto_customerprofiles.engine.values.layouts import check_layout
from moto_customerprofiles.errors import BadRequest


@pytest.mark.parametrize("layout", ["", "{", "NaN", '{"Width": Infinity}', "[" * 100_000])
def test_layout_that_is_no_json_is_refused(layout: str) -> None:
    with pytest.raises(BadRequest):
        check_layout(layout)
