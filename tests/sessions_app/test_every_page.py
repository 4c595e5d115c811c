"""Every page of the app as a browser draws it: axe, its width, and what the browser refuses.

The routes come from the resolver, the records and readers from `tests/doors`. Each page is read by
somebody who may fill it in, and what a form of it answers to nothing said is a page of its own.
"""

from collections import Counter

import pytest

from tests.doors.asking import Asking
from tests.doors.table import ROUTES
from tests.house.routes import routes
from tests.look.reading import elements
from tests.look.window import GLANCE, LOOKS

# The plan as it stands for these pages, and the rooms they are in.
SLICES = {
    "the way in and one’s account": ("signed_plan", ["access"]),
    "who works here": ("signed_plan", ["emergency", "people", "reminders", "tryout"]),
    "the days": ("signed_plan", ["calendar", "desk"]),
    "a couple": ("signed_plan", ["couples", "rights", "screening"]),
    "an approval and a signature": ("sent_plan", ["approvals", "signoff"]),
    "what a good session is": ("signed_plan", ["protocols", "wording"]),
    "a plan that is being made": ("ready_plan", ["planning"]),
    "a plan that is signed": ("signed_plan", ["documents", "integration", "planning"]),
}
# Files, and addresses that only do something.
NO_PAGE = {
    "health",
    "access:end_device",
    "access:end_others",
    "access:invitation",
    "access:let_go",
    "access:question",
    "access:sign_out",
    "calendar:end",
    "calendar:feed",
    "desk:trail_file",
    "documents:pdf",
    "people:join",
    "signoff:ask_for_changes",
    "signoff:board_csv",
    "signoff:decline",
    "signoff:requests_csv",
    "wording:paper",
}
# Pages that another slice shows too, in another stage.
LIKE_BEFORE = {("a plan that is signed", "planning")}
RIGHT = {200, 409, 422}

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen", "unlogged")]


def rooms():
    return {name.partition(":")[0] for name, _, _ in routes() if name not in NO_PAGE}


def named_twice(answer):
    """A label or a link leads to the first of two things with one name, and never to the other."""
    named = Counter(each["id"] for each in elements(answer.text) if each["id"])
    return [name for name, times in named.items() if times > 1]


def test_every_page_is_in_a_slice():
    read = [name for _, names in SLICES.values() for name in names]

    assert set(read) == rooms()


@pytest.mark.parametrize("which", SLICES)
def test_everybody_can_use_it(which, request, window):
    ground, names = SLICES[which]
    asking = Asking(request.getfixturevalue(ground))
    wrong = {}

    for name, path, _ in routes():
        room = name.partition(":")[0]
        if room not in names or not ROUTES[name].get or name in NO_PAGE:
            continue
        for what, answer, refuses in asking.answers(name, path):
            looks = GLANCE if refuses or (which, room) in LIKE_BEFORE else LOOKS
            if answer.status_code not in RIGHT:
                wrong[what] = f"answers {answer.status_code}"
            elif twice := named_twice(answer):
                wrong[what] = f"names twice {twice}"
            elif found := window.wrong_with(answer, looks):
                wrong[what] = found

    assert wrong == {}, "\n".join(f"{what}: {found}" for what, found in wrong.items())
