import pytest

from sessions_app.screening.rules import Experience, first_time_fits

NONE, SOME, EXPERIENCED = Experience


@pytest.mark.parametrize(
    ("first_ketamine", "experience", "fits"),
    [
        (True, NONE, True),
        (True, SOME, True),
        (True, EXPERIENCED, True),
        (False, NONE, False),
        (False, SOME, True),
        (False, EXPERIENCED, True),
    ],
)
def test_who_has_no_experience_has_the_first_session_ahead(first_ketamine, experience, fits):
    assert first_time_fits(first_ketamine=first_ketamine, experience=experience) is fits
    assert first_time_fits(first_ketamine=first_ketamine, experience=experience.value) is fits
