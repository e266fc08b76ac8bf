"""How the time of a regular expression can grow with the length of a text that somebody chose to be bad for it.

A matcher that backtracks takes as long as there are ways to read a text. So a pattern becomes an automaton of its
positions, and two questions are asked of it (Weideman and others, "Analyzing Matching Time Behavior of Backtracking
Regular Expression Matchers"): can one text lead from a position back to it in two ways? Then the time is exponential.
Can one text stay at a position, lead from it to another, and stay there? Then each such pair in a row adds a power of
the length. What the automaton cannot say is taken for more than it is: assertions for nothing, counts beyond a few for
any number, a group that repeats for any of its characters. So the answer is never too good.
"""

from __future__ import annotations

import re
import sys
from functools import cache, cached_property
from importlib import import_module
from itertools import product
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_PARSER: Any = import_module("re._parser" if sys.version_info >= (3, 11) else "sre_parse")
_ALPHABET = frozenset([*map(chr, range(128)), "\xa0", "é", "½", "\u0661", "Ω", "\u2028", "😀"])
"""All characters of ASCII, and one of each other kind that classes tell apart."""

_MANY = 9
"""Counts up to here are taken as they are."""

_CATEGORIES = {"DIGIT": r"\d", "SPACE": r"\s", "WORD": r"\w", "NOT_DIGIT": r"\D", "NOT_SPACE": r"\S", "NOT_WORD": r"\W"}

EXPONENTIAL = 99


class _Part(NamedTuple):
    """A part of a pattern: the positions that it can begin and end with, and whether it can be empty."""

    first: frozenset[int]
    last: frozenset[int]
    is_empty: bool


_NOTHING = _Part(frozenset(), frozenset(), True)  # noqa: FBT003  # it is empty


class Automaton:
    """The positions of a pattern, what each reads, and which may follow which."""

    def __init__(self, pattern: str, flags: int = 0, *, is_searched: bool = False) -> None:
        self.reads: list[frozenset[str]] = []
        self.follow: list[set[int]] = []
        self.twice: set[tuple[int, int]] = set()
        self._groups: dict[int, tuple[int, frozenset[str]]] = {}
        parsed = _PARSER.parse(pattern, flags)
        self._flags: int = parsed.state.flags
        around = self._repeated(lambda: self._position(_ALPHABET), 0, None) if is_searched else _NOTHING
        whole = self._joined(around, self._sequence(parsed))
        is_open = is_searched and str(parsed[-1][0]) != "AT"
        self._ends = whole.last if is_open else frozenset()

    @cached_property
    def loops(self) -> dict[int, frozenset[int]]:
        """For each position to which a text can lead back: all positions that such texts pass."""
        ahead = [self._ahead(number) for number in range(len(self.reads))]
        return {
            number: frozenset(other for other in reached if number in ahead[other])
            for number, reached in enumerate(ahead)
            if number in reached
        }

    def degree(self) -> int:
        """Return the power of the length by which the time can grow, or `EXPONENTIAL`."""
        if self._is_exponential():
            return EXPONENTIAL
        # At an open end a search has found what it looks for, and turns back no more.
        loops = self.loops.keys() - self._ends
        pairs = {(p, q) for p, q in product(loops, repeat=2) if q not in self.loops[p] and self._slides(p, q)}

        @cache
        def chain(p: int) -> int:
            return 1 + max((chain(q) for start, q in pairs if start == p), default=0)

        return max(map(chain, self.loops), default=1)

    def _is_exponential(self) -> bool:
        if any(end in self.loops.get(start, ()) for start, end in self.twice):
            return True
        return any(self._comes_back_in_two_ways(number) for number in self.loops)

    def _comes_back_in_two_ways(self, number: int) -> bool:
        inside = self.loops[number]
        seen = {(number, number, False)}
        ahead = [*seen]
        while ahead:
            one, other, is_apart = ahead.pop()
            for pair in product(self.follow[one] & inside, self.follow[other] & inside):
                if self.reads[pair[0]] & self.reads[pair[1]]:
                    state = (*pair, is_apart or pair[0] != pair[1])
                    if state == (number, number, True):
                        return True
                    if state not in seen:
                        seen.add(state)
                        ahead.append(state)
        return False

    def _slides(self, start: int, end: int) -> bool:
        """Tell whether one text stays at a position, leads from it to another, and stays at that one."""
        first = (start, start, end)
        seen, ahead = {first}, [first]
        while ahead:
            stays, moves, waits = ahead.pop()
            for state in product(self.follow[stays] & self.loops[start], self.follow[moves], self._within(waits, end)):
                if state not in seen and self.reads[state[0]] & self.reads[state[1]] & self.reads[state[2]]:
                    if state == (start, end, end):
                        return True
                    seen.add(state)
                    ahead.append(state)
        return False

    def _within(self, number: int, loop: int) -> frozenset[int]:
        return self.loops[loop] & self.follow[number]

    def _ahead(self, number: int) -> set[int]:
        reached: set[int] = set()
        ahead = [number]
        while ahead:
            for each in self.follow[ahead.pop()] - reached:
                reached.add(each)
                ahead.append(each)
        return reached

    def _position(self, reads: Iterable[str]) -> _Part:
        number = len(self.reads)
        self.reads.append(frozenset(reads))
        self.follow.append(set())
        return _Part(frozenset([number]), frozenset([number]), is_empty=False)

    def _link(self, ends: frozenset[int], starts: frozenset[int]) -> None:
        for end, start in product(ends, starts):
            if start in self.follow[end]:
                self.twice.add((end, start))
            self.follow[end].add(start)

    def _joined(self, one: _Part, other: _Part) -> _Part:
        self._link(one.last, other.first)
        return _Part(
            one.first | other.first if one.is_empty else one.first,
            one.last | other.last if other.is_empty else other.last,
            one.is_empty and other.is_empty,
        )

    def _repeated(self, make: Any, low: int, high: int | None) -> _Part:
        part = _NOTHING
        if high is not None and high <= _MANY:
            for number in range(high):
                part = self._joined(part, make() if number < low else make()._replace(is_empty=True))
            return part
        for _ in range(min(low, _MANY) - 1):
            part = self._joined(part, make())
        loop = make()
        self._link(loop.last, loop.first)
        if loop.is_empty and low > 1:  # each turn may be the empty one
            self._link(loop.last, loop.first)
        return self._joined(part, loop if low else loop._replace(is_empty=True))

    def _sequence(self, items: Any) -> _Part:
        part = _NOTHING
        for name, argument in items:
            part = self._joined(part, self._item(str(name), argument))
        return part

    def _item(self, name: str, argument: Any) -> _Part:
        if name in ("AT", "ASSERT", "ASSERT_NOT"):
            return _NOTHING
        if name in ("LITERAL", "NOT_LITERAL", "ANY", "IN"):
            return self._position(self._characters(name, argument))
        compound = {"BRANCH": self._branch, "SUBPATTERN": self._group, "GROUPREF": self._again}
        compound |= dict.fromkeys(("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"), self._repeat)
        return compound[name](argument)

    def _branch(self, argument: Any) -> _Part:
        parts = [self._sequence(each) for each in argument[1]]
        first, last = (frozenset[int]().union(*each) for each in zip(*(part[:2] for part in parts), strict=True))
        return _Part(first, last, any(part.is_empty for part in parts))

    def _group(self, argument: Any) -> _Part:
        before = len(self.reads)
        part = self._sequence(argument[3])
        inside = self.reads[before:]
        self._groups[argument[0]] = len(inside), frozenset[str]().union(*inside)
        return part

    def _again(self, group: Any) -> _Part:
        length, reads = self._groups[group]
        return self._position(reads) if length == 1 else self._repeated(lambda: self._position(reads), 0, None)

    def _repeat(self, argument: Any) -> _Part:
        low, high, inner = argument
        return self._repeated(lambda: self._sequence(inner), low, None if str(high) == "MAXREPEAT" else high)

    def _characters(self, name: str, argument: Any) -> Iterator[str]:
        negated = name == "NOT_LITERAL"
        if name == "ANY":
            wanted = set(_ALPHABET) - ({"\n"} if not self._flags & re.DOTALL else set())
        elif name == "IN":
            negated = str(argument[0][0]) == "NEGATE"
            wanted = {each for kind, value in argument for each in self._class(str(kind), value)}
        else:
            wanted = {chr(argument)}
        if self._flags & re.IGNORECASE:
            wanted |= {each.swapcase() for each in wanted}
        return (each for each in _ALPHABET | {*wanted} if (each in wanted) != negated)

    def _class(self, kind: str, value: Any) -> Iterator[str]:
        if kind == "LITERAL":
            yield chr(value)
        elif kind == "RANGE":
            yield from (each for each in _ALPHABET if value[0] <= ord(each) <= value[1])
            yield chr(value[0])
        elif kind == "CATEGORY":
            pattern = _CATEGORIES[str(value).removeprefix("CATEGORY_")]
            yield from (each for each in _ALPHABET if re.match(pattern, each, self._flags & re.ASCII))


def degree(pattern: str, flags: int = 0, *, is_searched: bool = False) -> int:
    """Return the power of the length by which the time for a text can grow; 1 is as good as it gets."""
    return Automaton(pattern, flags, is_searched=is_searched).degree()
