"""The look that every answer of the suite goes through."""

import pytest
from django.http import HttpResponse

from tests.tokens import every_form_has_its_token, without_token

TOKEN = '<input type="hidden" name="csrfmiddlewaretoken" value="x">'


def form(inside, method="post"):
    return f'<form class="row" method="{method}" action="/x/">\n{inside}</form>'


@pytest.mark.parametrize(
    ("page", "found"),
    [
        (form(TOKEN), 0),
        (form("<button>Go</button>"), 1),
        (form("<button>Go</button>", method="get"), 0),
        (form("", method="POST") + form(TOKEN) + form("<p>Twice</p>"), 2),
        ("<p>No form</p>", 0),
    ],
)
def test_a_posted_form_without_its_token_is_found(page, found):
    assert len(without_token(page)) == found


def test_an_answer_with_such_a_form_fails_its_test(rf):
    answering = every_form_has_its_token(lambda request: HttpResponse(form("<p>Lost</p>")))

    with pytest.raises(AssertionError, match="/x/"):
        answering(rf.get("/"))


def test_a_file_is_not_read_as_a_page(rf):
    body = form("<p>A letter about forms</p>")
    answering = every_form_has_its_token(
        lambda request: HttpResponse(body, content_type="application/json")
    )

    assert answering(rf.get("/")).content.decode() == body
