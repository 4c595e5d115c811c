import hashlib
import os
import tempfile
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import psutil
import psycopg2
import pytest
import redis

from kapcouples.tryout.children import ChildFailed
from kapcouples.tryout.embedded import postgresql, redis_server


@pytest.fixture
def open_service():
    opened = []

    def opening(service):
        opened.append(service)
        service.start()
        return service

    yield opening
    for service in opened:
        service.child.stop()


def ask(service, sentence):
    with psycopg2.connect(service.address) as connection, connection.cursor() as cursor:
        cursor.execute(sentence)
        found = cursor.fetchall() if cursor.description else []
    connection.close()
    return found


def test_what_was_written_is_there_at_the_next_start(ground, open_service):
    first = open_service(postgresql(ground / "records"))
    ask(first, "create table seen as select 'Thea' as who")
    first.child.stop()

    second = open_service(postgresql(ground / "records"))

    assert ask(second, "select who from seen") == [("Thea",)]
    assert ask(second, "select current_database(), current_setting('server_encoding')") == [
        ("kapcouples", "UTF8")
    ]


def test_the_database_listens_to_nobody_but_its_owner(ground, open_service):
    service = open_service(postgresql(ground / "records"))
    socket = Path(parse_qs(urlsplit(service.address).query)["host"][0], ".s.PGSQL.5432")

    assert ask(service, "show listen_addresses") == [("",)]
    assert socket.stat().st_mode & 0o777 == 0o700


def test_a_database_that_a_killed_try_out_left_running_is_ended_first(ground, open_service):
    left = open_service(postgresql(ground / "records"))
    process = psutil.Process(left.child.process.pid)

    present = open_service(postgresql(ground / "records"))

    assert not process.is_running() or process.status() == psutil.STATUS_ZOMBIE
    assert ask(present, "select 1") == [(1,)]


@pytest.mark.parametrize("note", ["", "nothing to read", "999999999\n/elsewhere"])
def test_a_note_of_a_database_that_is_gone_does_no_harm(ground, open_service, note):
    service = open_service(postgresql(ground / "records", durable=False))
    service.child.stop()
    ground.joinpath("records", "data", "postmaster.pid").write_text(note)

    postgresql(ground / "records", durable=False)


def test_a_checkout_far_down_the_tree_works_as_well(ground, open_service):
    far = ground / "a-folder-with-a-long-name" / "another-folder-with-a-long-name" / ("x" * 40)

    records = open_service(postgresql(far / "records", durable=False))
    queue = open_service(redis_server(far / "queue"))

    assert ask(records, "select 1") == [(1,)]
    with redis.Redis.from_url(queue.address) as client:
        assert client.ping()
    assert len(queue.address) < 100


def test_a_short_folder_that_somebody_else_laid_out_is_not_used(ground):
    far = ground / "a-folder-with-a-long-name" / ("x" * 80) / "queue"
    named = hashlib.sha256(str(far).encode()).hexdigest()[:12]
    trap = Path(tempfile.gettempdir(), f"kap-{os.geteuid()}-{named}")
    trap.symlink_to(ground)

    try:
        with pytest.raises(ChildFailed) as told:
            redis_server(far)
    finally:
        trap.unlink()

    assert str(told.value) == f"{trap} belongs to somebody else. Remove it and start again."


def test_a_database_that_cannot_start_says_why(ground, open_service):
    open_service(postgresql(ground / "records", durable=False)).child.stop()
    ground.joinpath("records", "data", "PG_VERSION").write_text("9.6\n")

    with pytest.raises(ChildFailed) as told:
        open_service(postgresql(ground / "records", durable=False))

    assert str(told.value).startswith("PostgreSQL did not start.\n")
    assert "incompatible with server" in str(told.value)


def test_a_folder_with_other_things_in_it_is_not_made_a_database(ground):
    ground.joinpath("records", "data").mkdir(parents=True)
    ground.joinpath("records", "data", "letter.txt").write_text("mine")

    with pytest.raises(ChildFailed) as told:
        postgresql(ground / "records")

    assert str(told.value).startswith("The database could not be made.\n")
    assert ground.joinpath("records", "data", "letter.txt").read_text() == "mine"


def test_redis_keeps_nothing_on_disk_and_listens_to_nobody_but_its_owner(ground, open_service):
    queue = open_service(redis_server(ground / "queue"))

    with redis.Redis.from_url(queue.address) as client:
        client.set("waits", "for a worker")
        assert client.config_get("save", "port", "databases") == {
            "save": "",
            "port": "0",
            "databases": "64",
        }
    queue.child.stop()

    assert [path.name for path in ground.joinpath("queue").iterdir()] == ["log"]
