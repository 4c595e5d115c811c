#!/usr/bin/env python
import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kapcouples.settings")
    # Commands work on the tables as their owner; web and workers take the role that owns none.
    os.environ["DATABASE_ROLE"] = ""
    execute_from_command_line(sys.argv)
