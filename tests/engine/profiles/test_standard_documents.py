from __future__ import annotations

import pytest

from moto_customerprofiles.engine.profiles.standard_documents import nest_record


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"Tier.Name": "gold", "Tier.Level": "2"}, {"Tier": {"Name": "gold", "Level": "2"}}),
        ({"Items[0].Title": "a", "Items[0].Price": "2"}, {"Items": [{"Title": "a", "Price": "2"}]}),
        ({"Tier": "gold", "Tier.Level": "2"}, {"Tier": {"Level": "2"}}),
        ({"Items[0].Attributes.x.y": "1"}, {"Items": [{"Attributes": {"x.y": "1"}}]}),
        ({"Attributes.a.Attributes.b": "1"}, {"Attributes": {"a.Attributes.b": "1"}}),
        ({"MyAttributes.x.y": "1"}, {"MyAttributes": {"x": {"y": "1"}}}),
    ],
)
def test_flat_fields_nest_as_their_paths_say(fields: dict[str, str], expected: dict[str, object]) -> None:
    assert expected == nest_record(fields)
