from kapcouples.celery import app


def test_the_worker_of_the_tests_knows_every_task_that_beat_calls(celery_worker_process):
    known = app.control.inspect(timeout=5, limit=1).registered()

    (tasks,) = known.values()
    assert {entry["task"] for entry in app.conf.beat_schedule.values()} <= set(tasks)
    assert not celery_worker_process.has_ended()
