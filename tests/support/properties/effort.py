"""How hard the properties try: a few seconds' worth in the suite, more with `--hypothesis-profile=long`."""

from __future__ import annotations

from hypothesis import settings

_SHORT = 50


def effort(examples: int) -> int:
    """Return how many examples to try where the suite tries so many."""
    return max(1, examples * settings().max_examples // _SHORT)
