"""Eight processes book the same few people and rooms at once, 5,000 attempts each.

python -m tests.bench.bookings [attempts] [processes]
"""

import os
import sys
from collections import Counter
from datetime import timedelta
from importlib import import_module
from multiprocessing import get_context
from time import perf_counter

import django

from tests.services import SETTINGS, Ground

ATTEMPTS, PROCESSES = 5_000, 8


def _one(told):
    """What one process came to; it reads its settings for itself."""
    django.setup()
    seed, count, ground = told
    return import_module("tests.sessions_app.planning.rush").attempts(seed, count, **ground)


def measure(*, processes, attempts):
    """(outcomes by name, overlaps stored, seconds) on a clinic of its own."""
    rush = import_module("tests.sessions_app.planning.rush")
    first = import_module("django.utils.timezone").now() + timedelta(days=1)
    ground = rush.ground(couples=12, therapists=4, rooms=3) | {"first": first, "slots": 40}
    # The made-up clinic has one on purpose.
    before = rush.overlaps()
    began = perf_counter()
    with get_context("spawn").Pool(processes) as pool:
        outcomes = pool.map(_one, [(seed, attempts, ground) for seed in range(processes)])
    return sum(outcomes, Counter()), rush.overlaps() - before, perf_counter() - began


def report(*, processes=PROCESSES, attempts=ATTEMPTS):
    outcomes, overlaps, seconds = measure(processes=processes, attempts=attempts)
    errors = sum(count for name, count in outcomes.items() if name.startswith("error"))
    print(f"\n{processes} processes, {attempts:,} attempts each, {seconds:.0f} s")
    for name, count in outcomes.most_common():
        print(f"{name:<40}{count:>8,}")
    print(f"{'overlaps stored':<40}{overlaps:>8,}\n{'errors':<40}{errors:>8,}")
    return overlaps + errors


def main():
    ground = Ground()
    os.environ |= SETTINGS
    told = dict(zip(("attempts", "processes"), map(int, sys.argv[1:]), strict=False))
    try:
        ground.prepare()
        django.setup()
        import_module("django.core.management").call_command("migrate", verbosity=0)
        wrong = report(**told)
    finally:
        ground.clear()
    raise SystemExit(bool(wrong))


if __name__ == "__main__":
    main()
