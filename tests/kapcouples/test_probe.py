"""What the health checks of the containers find."""

import os
import time

import pytest

from kapcouples import probe
from kapcouples.tryout.start import _free_port


def test_a_page_that_answers_under_the_clinics_name_is_well(live_server):
    port = live_server.url.rpartition(":")[2]

    assert probe.web({"PORT": port, "ALLOWED_HOSTS": "localhost"})
    assert not probe.web({"PORT": port, "ALLOWED_HOSTS": "plans.elsewhere.clinic"})


def test_a_page_that_does_not_answer_is_not_well():
    assert not probe.web({"PORT": str(_free_port())})


@pytest.mark.parametrize(("age", "well"), [(0, True), (300, True), (400, False)])
def test_beat_is_well_while_its_pulse_is_fresh(tmp_path, age, well):
    pulse = tmp_path / "pulse"
    pulse.touch()
    os.utime(pulse, (time.time() - age,) * 2)

    assert probe.beat({"BEAT_PULSE": str(pulse)}) is well


def test_beat_without_a_pulse_is_not_well(tmp_path):
    assert not probe.beat({"BEAT_PULSE": str(tmp_path / "pulse")})


def test_the_worker_of_another_machine_does_not_answer_for_this_one(celery_worker_process):
    name = celery_worker_process.command[-1]

    assert probe.worker({"HOSTNAME": "nobody"}) is False
    assert probe.answers(name) is True
