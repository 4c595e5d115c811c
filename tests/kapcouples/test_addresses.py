import pytest

from kapcouples.addresses import broker_address


@pytest.mark.parametrize(
    ("told", "for_celery"),
    [
        ("redis://:word@queue:6379/2", "redis://:word@queue:6379/2"),
        ("rediss://queue/0", "rediss://queue/0"),
        ("unix:///run/redis.sock", "redis+socket:///run/redis.sock?virtual_host=0"),
        ("unix:///run/redis.sock?db=3", "redis+socket:///run/redis.sock?virtual_host=3"),
    ],
)
def test_celery_hears_of_the_same_redis_in_its_own_words(told, for_celery):
    assert broker_address(told) == for_celery
