"""Several tests combined into one: ALL of them, ANY or NONE, as in segments, filters and event triggers."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

Subject = TypeVar("Subject")


def combined(how: str, tests: Sequence[Callable[[Subject], bool]]) -> Callable[[Subject], bool]:
    """Return one test made of tests of the same subject; `how` is ALL, ANY or NONE.

    >>> combined("NONE", [str.isdigit, str.isspace])("a")
    True
    """
    verdict = _MODES[how]
    return lambda subject: verdict(test(subject) for test in tests)


def _none(verdicts: Iterable[bool]) -> bool:
    return not any(verdicts)


_MODES: dict[str, Callable[[Iterable[bool]], bool]] = {"ALL": all, "ANY": any, "NONE": _none}
