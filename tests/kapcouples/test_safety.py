import pytest

from kapcouples.safety import HOW_TO_MAKE_A_KEY, refusals

TRYOUT = {
    "KAP_TRYOUT": "1",
    "SECRET_KEY": "".join(f"{number:x}-k{number}" for number in range(9, 40)),
    "ALLOWED_HOSTS": "localhost,127.0.0.1,[::1]",
    "DATABASE_URL": "postgresql://postgres@/kapcouples?host=/run/kap",
    "REDIS_URL": "unix:///run/kap/redis.sock?db=0",
    "EMAIL_URL": "smtp://127.0.0.1:2525",
}


def test_a_clinic_that_set_everything_starts(clinic_environment):
    assert refusals(clinic_environment) == []


def test_a_try_out_on_this_machine_starts():
    assert refusals(TRYOUT) == []


def test_an_empty_environment_is_told_everything_at_once():
    assert [sentence.split()[0] for sentence in refusals({})] == [
        "SECRET_KEY",
        "ALLOWED_HOSTS",
        "DATABASE_URL",
        "REDIS_URL",
        "EMAIL_URL",
        "DEFAULT_FROM_EMAIL",
        "TLS_PROXY_HEADER",
    ]


@pytest.mark.parametrize(
    ("variable", "value", "sentence"),
    [
        ("SECRET_KEY", "", f"SECRET_KEY is not set. {HOW_TO_MAKE_A_KEY}"),
        (
            "SECRET_KEY",
            "django-insecure-" + "0a9b8c7d6e" * 6,
            f"SECRET_KEY looks like an example. {HOW_TO_MAKE_A_KEY}",
        ),
        (
            "SECRET_KEY",
            "0a9b8c7d6e5f4g3h",
            f"SECRET_KEY is too short or too plain to protect anything. {HOW_TO_MAKE_A_KEY}",
        ),
        (
            "SECRET_KEY",
            "ab" * 40,
            f"SECRET_KEY is too short or too plain to protect anything. {HOW_TO_MAKE_A_KEY}",
        ),
        (
            "ALLOWED_HOSTS",
            " , ",
            "ALLOWED_HOSTS is not set. Give the name people type, such as plans.your-clinic.org.",
        ),
        (
            "ALLOWED_HOSTS",
            "plans.cedarhouse.clinic,*",
            "ALLOWED_HOSTS holds a star, which answers to any name. Give the exact name instead.",
        ),
        (
            "DATABASE_URL",
            "",
            "DATABASE_URL is not set. Use postgresql://name:password@host:5432/database.",
        ),
        (
            "DATABASE_URL",
            "sqlite:///records.db",
            "DATABASE_URL is not a PostgreSQL address. "
            "Use postgresql://name:password@host/database.",
        ),
        (
            "DATABASE_URL",
            "postgresql://kap@database/kap",
            "DATABASE_URL has no password. Give the database one, and put it into the address.",
        ),
        *(
            (
                "DATABASE_URL",
                f"postgresql://kap-of-cedar-house:{password}@database/kap",
                "DATABASE_URL has a password that is short or an example. Choose a long one.",
            )
            for password in ("short", "changeme-please", "Password-12345", "kap-of-cedar-house")
        ),
        (
            "REDIS_URL",
            "",
            "REDIS_URL is not set. Use redis://:password@host:6379/0 or unix:///path/to/redis.sock.",
        ),
        (
            "REDIS_URL",
            "amqp://queue",
            "REDIS_URL is not a Redis address. Use redis://, rediss:// or unix://.",
        ),
        ("EMAIL_URL", "", "EMAIL_URL is not set. Use smtp+tls://name:password@host:587."),
        (
            "EMAIL_URL",
            "consolemail://",
            "EMAIL_URL is not a mail server's address. Use smtp+tls://name:password@host:587.",
        ),
        (
            "EMAIL_URL",
            "smtp://kap:quiet@mail.cedarhouse.clinic:25",
            "EMAIL_URL would send its password unencrypted. Use smtp+tls:// instead of smtp://.",
        ),
        (
            "DEFAULT_FROM_EMAIL",
            "",
            "DEFAULT_FROM_EMAIL is not set. Give the neutral address that letters come from.",
        ),
        *(
            (
                "DEFAULT_FROM_EMAIL",
                sender,
                "DEFAULT_FROM_EMAIL is an example. Give an address that your mail server may use.",
            )
            for sender in ("webmaster@localhost", "Cedar <letters@cedarhouse.example>")
        ),
        (
            "TLS_PROXY_HEADER",
            "",
            "TLS_PROXY_HEADER is not set. Put a proxy that speaks HTTPS in front, let it overwrite "
            "X-Forwarded-Proto on every request, and set TLS_PROXY_HEADER=X-Forwarded-Proto.",
        ),
        *(
            (
                "SWEEP_SECONDS",
                seconds,
                "SWEEP_SECONDS is not a whole number from 1 to 300. Leave it out for 60 seconds.",
            )
            for seconds in ("0", "301", "often", "")
        ),
        *(
            (
                "SECOND_FACTOR_WAIVED",
                waived,
                "SECOND_FACTOR_WAIVED lets people in with a password alone, and only a try-out may "
                "do that. Leave it out: everybody who sees records gives a second factor.",
            )
            for waived in ("1", "true", "yes")
        ),
        *(
            (
                "SEALING_KEYS",
                keys,
                "SEALING_KEYS holds a key that is too short or too plain. " + HOW_TO_MAKE_A_KEY,
            )
            for keys in ("short", "0a9b8c7d6e5f4g3h" * 5 + ",short", "ab" * 40)
        ),
        (
            "KAP_TRYOUT",
            "yes",
            "KAP_TRYOUT is neither 0 nor 1. Leave it out for a clinic's own records.",
        ),
    ],
)
def test_a_clinic_is_refused_with_what_to_do(clinic_environment, variable, value, sentence):
    assert refusals(clinic_environment | {variable: value}) == [sentence]


@pytest.mark.parametrize(
    "database",
    [
        "postgresql:///kap?host=/run/postgresql",
        "postgresql://kap@database/kap?sslmode=verify-full&sslcert=/etc/kap.crt",
    ],
)
def test_a_private_line_to_the_database_needs_no_password(clinic_environment, database):
    assert refusals(clinic_environment | {"DATABASE_URL": database}) == []


@pytest.mark.parametrize(
    ("variable", "value", "sentence"),
    [
        (
            "ALLOWED_HOSTS",
            "localhost,plans.cedarhouse.clinic",
            "KAP_TRYOUT=1 is for this machine only, but ALLOWED_HOSTS names another. "
            "Use localhost, or leave KAP_TRYOUT out.",
        ),
        (
            "EMAIL_URL",
            "smtp://mail.cedarhouse.clinic:25",
            "KAP_TRYOUT=1 sends no mail to the outside, but EMAIL_URL names another machine.",
        ),
        (
            "SECRET_KEY",
            "example",
            f"SECRET_KEY looks like an example. {HOW_TO_MAKE_A_KEY}",
        ),
        (
            "SECOND_FACTOR_WAIVED",
            "maybe",
            "SECOND_FACTOR_WAIVED is neither 0 nor 1. Leave it out to try without one.",
        ),
    ],
)
def test_a_try_out_stays_on_this_machine(variable, value, sentence):
    assert refusals(TRYOUT | {variable: value}) == [sentence]


@pytest.mark.parametrize("waived", ["", "0", "1"])
def test_a_try_out_may_ask_for_a_second_factor_or_not(waived):
    assert refusals(TRYOUT | {"SECOND_FACTOR_WAIVED": waived}) == []


def test_a_clinic_may_say_that_it_asks_and_may_keep_an_old_key_beside_the_new(clinic_environment):
    key = clinic_environment["SECRET_KEY"]
    said = {"SECOND_FACTOR_WAIVED": "0", "SEALING_KEYS": f"{key}new, {key}"}

    assert refusals(clinic_environment | said) == []
