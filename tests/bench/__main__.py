"""Prints how fast pages, papers and letters are, and what a rush of bookings comes to.

make bench, or for some of the tables: python -m tests.bench pages papers letters bookings lives

On services and records of its own, in one run, so that the ratios can be compared.
"""

import os
import sys
from importlib import import_module

import django

from tests.services import SETTINGS, Ground


def main(names):
    ground = Ground()
    os.environ |= SETTINGS
    try:
        ground.prepare()
        django.setup()
        # Its models can be read only now, with the settings in place.
        import_module("tests.bench.report").tables(names)
    finally:
        ground.clear()


if __name__ == "__main__":
    main(sys.argv[1:])
