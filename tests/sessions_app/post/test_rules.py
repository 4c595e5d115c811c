import pytest

from sessions_app.post.rules import tells


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Elm Appointments", False),
        ("Kaplan and Skopje House", False),
        ("Dosewallips Lodge", False),
        ("Elm Ketamine", True),
        ("ELM KETAMINE", True),
        ("Elm Psychology", True),
        ("Elm KAP", True),
        ("Couples at Elm", True),
        ("Elm Therapy", True),
        ("Elm Medical", True),
    ],
)
def test_a_name_that_tells_what_the_visit_is_about_is_noticed(name, expected):
    assert tells(name) is expected
