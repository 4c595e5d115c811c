"""A clinic's own installation, read as files: what Docker would make of them."""

import re

import pytest
import yaml
from django.conf import settings

COMPOSE = settings.ROOT / "docker-compose.yml"
DOCKERFILE = settings.ROOT / "Dockerfile"
LASTING = ["web", "worker", "beat", "postgres", "redis"]
OURS = ["web", "worker", "beat", "migrate"]
SECRETS = ("SECRET_KEY", "POSTGRES_PASSWORD", "REDIS_PASSWORD")


@pytest.fixture(scope="module")
def compose():
    return yaml.safe_load(COMPOSE.read_text())


@pytest.fixture(scope="module")
def steps():
    """The Dockerfile's instructions, each on one line."""
    whole = DOCKERFILE.read_text().replace("\\\n", " ")
    return [" ".join(line.split()) for line in whole.splitlines() if line[:1].isupper()]


def test_these_services_and_no_others(compose):
    assert sorted(compose["services"]) == sorted([*LASTING, "migrate"])


@pytest.mark.parametrize("name", LASTING)
def test_a_service_comes_back_and_is_watched_and_may_finish_what_it_does(compose, name):
    service = compose["services"][name]

    assert service["restart"] == "unless-stopped"
    assert service["healthcheck"]["test"][0] in ("CMD", "CMD-SHELL")
    assert "stop_grace_period" in service or name == "web"


@pytest.mark.parametrize("name", OURS)
def test_our_containers_can_change_nothing_but_the_records(compose, name):
    service = compose["services"][name]

    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert "user" not in service
    assert "volumes" not in service


def test_nothing_starts_before_the_tables_are_there(compose):
    for name in ("web", "worker", "beat"):
        waits = compose["services"][name]["depends_on"]
        assert waits == {
            "migrate": {"condition": "service_completed_successfully"},
            "postgres": {"condition": "service_healthy"},
            "redis": {"condition": "service_healthy"},
        }
    assert compose["services"]["migrate"]["restart"] == "no"


def test_records_outlive_their_container(compose):
    assert compose["services"]["postgres"]["volumes"] == ["records:/var/lib/postgresql"]
    assert set(compose["volumes"]) == {"records", "queue"}


def test_only_the_page_is_reachable_and_only_by_the_proxy_on_this_machine(compose):
    published = {
        name: service["ports"]
        for name, service in compose["services"].items()
        if "ports" in service
    }

    assert published == {"web": ["127.0.0.1:${PORT:-8000}:8000"]}
    assert compose["networks"]["inside"] == {"internal": True}
    for name in ("postgres", "redis", "beat", "migrate"):
        assert compose["services"][name]["networks"] == ["inside"]


def test_every_secret_must_be_given_and_says_what_it_is():
    text = COMPOSE.read_text()

    for name in SECRETS:
        uses = re.findall(rf"\$\{{{name}(.*?)\}}", text)
        assert uses
        assert all(use.startswith(":?is ") for use in uses)
    assert re.findall(r"\$\{(\w+):-", text) == ["SEALING_KEYS", "PORT"]


def test_no_secret_is_written_down(compose):
    for service in compose["services"].values():
        for variable, value in service.get("environment", {}).items():
            if any(word in variable for word in ("SECRET", "PASSWORD", "AUTH", "URL")):
                assert "${" in value


def test_the_settings_are_given_all_that_they_ask_of_a_clinic(compose, clinic_environment):
    for name in OURS:
        assert set(clinic_environment) <= set(compose["services"][name]["environment"])


def test_the_health_checks_ask_for_parts_that_the_probe_knows(compose):
    for name in ("web", "worker", "beat"):
        asked = compose["services"][name]["healthcheck"]["test"]
        assert asked == ["CMD", "python", "-m", "kapcouples.probe", name]
    assert compose["services"]["beat"]["environment"]["BEAT_PULSE"].startswith("/tmp/")


def test_the_image_installs_only_what_is_locked(steps):
    installs = [step for step in steps if "pip install" in step]

    assert len(installs) == 1
    assert "--require-hashes -r requirements.lock" in installs[0]


def test_the_image_runs_as_nobody_in_particular(steps):
    users = [step for step in steps if step.startswith("USER ")]

    assert users == ["USER 10001"]
    assert [step.split()[0] for step in steps[steps.index("USER 10001") :]] == [
        "USER",
        "EXPOSE",
        "CMD",
    ]


def test_the_image_brings_pango_and_the_collected_styles(steps):
    whole = "\n".join(steps)

    for package in ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"):
        assert package in whole
    assert "python manage.py collectstatic --no-input" in whole


def test_the_image_holds_no_secret(steps):
    assert not [step for step in steps if re.match(r"(ENV|ARG) .*(SECRET|PASSWORD|KEY)", step)]


def test_what_is_not_needed_stays_out_of_the_image():
    rules = settings.ROOT.joinpath(".dockerignore").read_text().split()

    assert rules[0] == "*"
    assert not {"!tests", "!.git", "!.venv", "!var"} & set(rules)
