from __future__ import annotations

from moto_customerprofiles.engine.recommenders.interactions import Interaction
from moto_customerprofiles.state.interaction_log import InteractionLog

LATE = Interaction(2.0, "tv", "view", 5.0)
SAME_ITEM = Interaction(2.0, "tv", "view", None)


def test_interactions_stand_in_the_order_of_their_times() -> None:
    log = InteractionLog()
    log.put("ann", [LATE, Interaction(1.0, "sofa", "view"), SAME_ITEM])

    assert [1.0, 2.0, 2.0] == [each.at for each in log.of("ann")]


def test_profile_without_interactions_is_out() -> None:
    log = InteractionLog()
    log.put("ann", [LATE])
    log.put("bob", [LATE])
    log.put("ann", [])

    assert ((), [LATE]) == (log.of("ann"), log.of("bob"))
