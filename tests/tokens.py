"""Every answer of the suite is looked at: a form that is posted carries its token.

Django's test client asks for no token, so a form that lost its own would fail in a browser alone.
"""

import re

FORMS = re.compile(r"<form\b[^>]*\bmethod=\"post\"[^>]*>.*?</form>", re.DOTALL | re.IGNORECASE)
TOKEN = 'name="csrfmiddlewaretoken"'


def without_token(html):
    """The opening tags of the forms that a browser could not send."""
    return [form.partition(">")[0] + ">" for form in FORMS.findall(html) if TOKEN not in form]


def every_form_has_its_token(get_response):
    """Middleware of the tests' settings."""

    def middleware(request):
        answer = get_response(request)
        page = answer.headers.get("Content-Type", "").startswith("text/html")
        if page and (found := without_token(answer.content.decode())):
            raise AssertionError(f"These forms carry no token: {found}")
        return answer

    return middleware
