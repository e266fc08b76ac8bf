"""The statistics of a domain: profiles, objects and bytes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.crm import Crm


@pytest.mark.rule("E-10", "ID-D-51")
def test_statistics_count_profiles_objects_and_bytes(crm: Crm) -> None:
    texts = [json.dumps({"id": str(number), "customer": "A", "x": "é"}, ensure_ascii=False) for number in range(101)]
    for text in texts:
        crm.put_text(text)
    crm.put_text(texts[0])

    assert {
        "ProfileCount": 1,
        "MeteringProfileCount": 2,
        "ObjectCount": 101,
        "TotalSize": sum(len(text.encode()) for text in texts),
    } == crm.stats()


@pytest.mark.rule("IN-D-3", "CLI-14")
def test_statistics_fall_with_a_deleted_profile(crm: Crm) -> None:
    for number in range(101):
        crm.put(id=str(number), customer="A")
    crm.client.delete_profile(DomainName=crm.name, ProfileId=crm.customer("A"))

    assert {"ProfileCount": 0, "MeteringProfileCount": 0, "ObjectCount": 0, "TotalSize": 0} == crm.stats()
