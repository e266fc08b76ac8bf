"""How many requests that nobody should send are answered with anything but a modelled reply. None, it must be.

python -m tests.benchmarks.hostile 100000 [seed]
"""

from __future__ import annotations

import sys
import time
from collections import Counter

from tests.laws.hostile import Raw, hostile, judge, send, settle


def main(count: int, seed: int = 0) -> None:
    """Send so many requests, and print what was answered wrongly, and which answers took longest."""
    requests = hostile(settle(), seed)
    faults: Counter[str] = Counter()
    slow: list[tuple[float, Raw]] = []
    statuses: Counter[str] = Counter()
    for number in range(count):
        if number % 230 == 0:
            settle()
        raw = next(requests)
        begin = time.perf_counter()
        verdict = judge(raw, lambda each: _counted(send(each), statuses))
        slow = sorted([*slow, (time.perf_counter() - begin, raw)], key=lambda each: -each[0])[:5]
        if verdict:
            if not faults[verdict.fault]:
                print(verdict.fault, raw.method, raw.path[:80], raw.query[:80], raw.body[:500])
            faults[verdict.fault] += 1
    print(f"{count} requests, {sum(faults.values())} answered wrongly; {dict(statuses)}")
    for took, raw in slow:
        print(f"{took * 1000:.0f} ms {raw.method} {raw.path[:80]} {raw.body[:120]!r}")


def _counted(answer: tuple[int, dict[str, str], str], statuses: Counter[str]) -> tuple[int, dict[str, str], str]:
    statuses[answer[1].get("x-amzn-ErrorType", "success")] += 1
    return answer


if __name__ == "__main__":
    main(*map(int, sys.argv[1:] or ["10000"]))
