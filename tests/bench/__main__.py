"""Prints how fast pages, papers and letters are, on services and records of its own.

make bench
"""

import os
from importlib import import_module

import django

from tests.services import SETTINGS, Ground


def main():
    ground = Ground()
    os.environ |= SETTINGS
    try:
        ground.prepare()
        django.setup()
        # Its models can be read only now, with the settings in place.
        import_module("tests.bench.report").all_tables()
    finally:
        ground.clear()


main()
