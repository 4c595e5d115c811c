"""One Redis address, said the way each of its readers wants to hear it. No Django."""

from urllib.parse import parse_qs, urlsplit


def broker_address(redis_url: str) -> str:
    """Celery says `redis+socket://…?virtual_host=3` where everyone else says `unix://…?db=3`."""
    address = urlsplit(redis_url)
    if address.scheme != "unix":
        return redis_url
    number = parse_qs(address.query).get("db", ["0"])[0]
    return f"redis+socket://{address.path}?virtual_host={number}"
