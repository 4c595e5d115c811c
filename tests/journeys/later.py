"""Celery on another day: `python -m tests.journeys.later SECONDS worker …`

Worker and beat are started with the same step ahead, so that what beat sends is not out of date
for the worker; the database, Redis and the mail server stay where they are.
"""

import sys
from datetime import UTC, datetime, timedelta

import time_machine
from celery.__main__ import main

ahead = timedelta(seconds=float(sys.argv[1]))
sys.argv = ["celery", "-A", "kapcouples", *sys.argv[2:]]
time_machine.travel(datetime.now(UTC) + ahead, tick=True).start()
main()
