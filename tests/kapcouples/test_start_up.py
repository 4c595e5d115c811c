"""Each program of a clinic, started for real with an environment of its own."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

WEB = ["gunicorn", "kapcouples.wsgi", "--preload", "--no-control-socket", "--bind", "127.0.0.1:0"]
PROGRAMS = {
    "web": WEB,
    "worker": ["celery", "-A", "kapcouples", "worker"],
    "beat": ["celery", "-A", "kapcouples", "beat"],
    "command": ["django", "migrate"],
}


def started(words, environment):
    known = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-m", *words],
        env={**known, "DJANGO_SETTINGS_MODULE": "kapcouples.settings", **environment},
        cwd=settings.ROOT,
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize("program", PROGRAMS)
def test_no_program_of_a_clinic_starts_unsafely(program, clinic_environment):
    ended = started(PROGRAMS[program], clinic_environment | {"SECRET_KEY": "changeme"})

    assert ended.returncode != 0
    assert "kapcouples does not start:\nSECRET_KEY looks like an example." in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_clinic_that_starts_satisfies_every_check_for_deployment(clinic_environment):
    ended = started(["django", "check", "--deploy", "--fail-level", "WARNING"], clinic_environment)

    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout == "System check identified no issues (1 silenced).\n"


def test_what_a_clinic_sets_reaches_the_settings(clinic_environment):
    asked = (
        "from django.conf import settings as s;"
        "print(s.SESSION_COOKIE_SECURE, s.SESSION_COOKIE_NAME, s.SECURE_SSL_REDIRECT,"
        "s.SECURE_PROXY_SSL_HEADER, s.EMAIL_USE_TLS, s.TRYOUT, s.DATABASES['default']['HOST'],"
        "s.SECOND_FACTOR_WAIVED, s.SEALING_KEYS == [s.SECRET_KEY])"
    )
    ended = started(["django", "shell", "--verbosity", "0", "-c", asked], clinic_environment)

    assert ended.stdout.strip() == (
        "True __Host-kap_session True ('HTTP_X_FORWARDED_PROTO', 'https') True False database "
        "False True"
    )
