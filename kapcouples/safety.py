"""What this software refuses to start with: an environment in, clear sentences out."""

from collections.abc import Mapping
from email.utils import parseaddr
from urllib.parse import SplitResult, parse_qs, urlsplit

LOOPBACK = {"localhost", "127.0.0.1", "::1", "[::1]"}
POSTGRES = {"postgres", "postgresql", "pgsql", "psql"}
REDIS = {"redis", "rediss", "unix"}
PLAIN_MAIL = {"smtp"}
ENCRYPTED_MAIL = {"smtp+tls", "smtp+ssl"}
EXAMPLES = ("change", "example", "insecure", "secret", "password", "your-", "xxxx", "1234")
SHORTEST_KEY = 50
FEWEST_CHARACTERS = 12

HOW_TO_MAKE_A_KEY = "Make one with: python -c 'import secrets; print(secrets.token_urlsafe(64))'"


def refusals(environment: Mapping[str, str]) -> list[str]:
    """Everything that stands in the way of starting, each as a sentence with what to do."""
    flag = environment.get("KAP_TRYOUT", "")
    if flag not in ("", "0", "1"):
        return ["KAP_TRYOUT is neither 0 nor 1. Leave it out for a clinic's own records."]
    checks = TRYOUT_CHECKS if flag == "1" else CLINIC_CHECKS
    return [sentence for check in checks for sentence in check(environment)]


def hosts(environment: Mapping[str, str]) -> list[str]:
    return [
        host.strip() for host in environment.get("ALLOWED_HOSTS", "").split(",") if host.strip()
    ]


def _key(environment):
    key = environment.get("SECRET_KEY", "")
    if not key:
        yield f"SECRET_KEY is not set. {HOW_TO_MAKE_A_KEY}"
    elif any(word in key.lower() for word in EXAMPLES):
        yield f"SECRET_KEY looks like an example. {HOW_TO_MAKE_A_KEY}"
    elif len(key) < SHORTEST_KEY or len(set(key)) < FEWEST_CHARACTERS:
        yield f"SECRET_KEY is too short or too plain to protect anything. {HOW_TO_MAKE_A_KEY}"


def _sealing_keys(environment):
    keys = [key.strip() for key in environment.get("SEALING_KEYS", "").split(",") if key.strip()]
    if any(len(key) < SHORTEST_KEY or len(set(key)) < FEWEST_CHARACTERS for key in keys):
        yield f"SEALING_KEYS holds a key that is too short or too plain. {HOW_TO_MAKE_A_KEY}"


def _second_factor(environment):
    if environment.get("SECOND_FACTOR_WAIVED", "0") not in ("", "0"):
        yield (
            "SECOND_FACTOR_WAIVED lets people in with a password alone, and only a try-out may do "
            "that. Leave it out: everybody who sees records gives a second factor."
        )


def _waiver(environment):
    if environment.get("SECOND_FACTOR_WAIVED", "1") not in ("", "0", "1"):
        yield "SECOND_FACTOR_WAIVED is neither 0 nor 1. Leave it out to try without one."


def _clinic_hosts(environment):
    named = hosts(environment)
    if not named:
        yield "ALLOWED_HOSTS is not set. Give the name people type, such as plans.your-clinic.org."
    elif any("*" in host for host in named):
        yield "ALLOWED_HOSTS holds a star, which answers to any name. Give the exact name instead."


def _loopback_hosts(environment):
    if not set(hosts(environment)) <= LOOPBACK:
        yield (
            "KAP_TRYOUT=1 is for this machine only, but ALLOWED_HOSTS names another. "
            "Use localhost, or leave KAP_TRYOUT out."
        )


def _database(environment):
    address = environment.get("DATABASE_URL", "")
    if not address:
        yield "DATABASE_URL is not set. Use postgresql://name:password@host:5432/database."
    elif urlsplit(address).scheme not in POSTGRES:
        yield "DATABASE_URL is not a PostgreSQL address. Use postgresql://name:password@host/database."


def _database_password(environment):
    address = urlsplit(environment.get("DATABASE_URL", ""))
    if address.scheme not in POSTGRES or _is_private_line(address):
        return
    password = (address.password or "").lower()
    if not password:
        yield "DATABASE_URL has no password. Give the database one, and put it into the address."
    elif len(password) < 12 or password == address.username or password.startswith(EXAMPLES):
        yield "DATABASE_URL has a password that is short or an example. Choose a long one."


def _is_private_line(address: SplitResult) -> bool:
    """A Unix socket, or a client certificate: neither needs a password."""
    options = parse_qs(address.query)
    return "sslcert" in options or (not address.hostname and "host" in options)


def _redis(environment):
    address = environment.get("REDIS_URL", "")
    if not address:
        yield "REDIS_URL is not set. Use redis://:password@host:6379/0 or unix:///path/to/redis.sock."
    elif urlsplit(address).scheme not in REDIS:
        yield "REDIS_URL is not a Redis address. Use redis://, rediss:// or unix://."


def _mail(environment):
    address = urlsplit(environment.get("EMAIL_URL", ""))
    if not address.scheme:
        yield "EMAIL_URL is not set. Use smtp+tls://name:password@host:587."
    elif address.scheme not in PLAIN_MAIL | ENCRYPTED_MAIL:
        yield "EMAIL_URL is not a mail server's address. Use smtp+tls://name:password@host:587."
    elif address.scheme in PLAIN_MAIL and address.password:
        yield "EMAIL_URL would send its password unencrypted. Use smtp+tls:// instead of smtp://."


def _loopback_mail(environment):
    address = environment.get("EMAIL_URL", "")
    if address and urlsplit(address).hostname not in LOOPBACK:
        yield "KAP_TRYOUT=1 sends no mail to the outside, but EMAIL_URL names another machine."


def _sender(environment):
    sender = parseaddr(environment.get("DEFAULT_FROM_EMAIL", ""))[1]
    domain = sender.rpartition("@")[2]
    if not domain:
        yield "DEFAULT_FROM_EMAIL is not set. Give the neutral address that letters come from."
    elif domain.endswith(("example", "example.com", "example.org", "localhost")):
        yield "DEFAULT_FROM_EMAIL is an example. Give an address that your mail server may use."


def _proxy(environment):
    if not environment.get("TLS_PROXY_HEADER"):
        yield (
            "TLS_PROXY_HEADER is not set. Put a proxy that speaks HTTPS in front, let it overwrite "
            "X-Forwarded-Proto on every request, and set TLS_PROXY_HEADER=X-Forwarded-Proto."
        )


def _sweep(environment):
    seconds = environment.get("SWEEP_SECONDS", "60")
    if not seconds.isdecimal() or not 1 <= int(seconds) <= 300:
        yield "SWEEP_SECONDS is not a whole number from 1 to 300. Leave it out for 60 seconds."


TRYOUT_CHECKS = (
    _key,
    _sealing_keys,
    _waiver,
    _loopback_hosts,
    _database,
    _redis,
    _loopback_mail,
    _sweep,
)
CLINIC_CHECKS = (
    _key,
    _sealing_keys,
    _second_factor,
    _clinic_hosts,
    _database,
    _database_password,
    _redis,
    _mail,
    _sender,
    _proxy,
    _sweep,
)
