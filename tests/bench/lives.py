"""A hundred thousand steps in the lives of plans of each approach: is an unsafe session ever free?

python -m tests.bench.lives [steps]

Each life of a thousand steps has its own seed, the number of the life, so that one that fails can
be walked again.
"""

import os
import sys
from collections import Counter
from importlib import import_module
from time import perf_counter

import django

from tests.services import SETTINGS, Ground

STEPS, OF_ONE_LIFE = 100_000, 1_000


def walk(steps):
    """(approach, how often its plans were free and held back)."""
    lives = import_module("tests.sessions_app.planning.lives")
    approaches = list(import_module("protocols.rules").Approach)
    for approach in approaches:
        plan = lives.ready_plan(approach)
        came_to = Counter()
        for seed in range(-(-steps // len(approaches) // OF_ONE_LIFE)):
            came_to += lives.Life(plan, seed).walk(OF_ONE_LIFE)
        yield approach, came_to


def report(steps=STEPS):
    began, walked = perf_counter(), 0
    print(f"{'approach':<24}{'steps':>10}{'free':>10}{'held back':>12}", flush=True)
    for approach, came_to in walk(steps):
        walked += came_to.total()
        free, held = came_to["free"], came_to["held back"]
        print(f"{approach:<24}{came_to.total():>10,}{free:>10,}{held:>12,}", flush=True)
    print(f"{walked:,} steps, no unsafe session free, {perf_counter() - began:.0f} s")


def main():
    ground = Ground()
    os.environ |= SETTINGS
    try:
        ground.prepare()
        django.setup()
        command = import_module("django.core.management").call_command
        command("migrate", verbosity=0)
        command("load_protocols")
        report(*map(int, sys.argv[1:]))
    finally:
        ground.clear()


if __name__ == "__main__":
    main()
