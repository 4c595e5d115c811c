from mimetypes import guess_type
from pathlib import Path
from shutil import which

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.middleware.csrf import get_token
from django.test import RequestFactory

from kapcouples.tryout.bootstrap import BROWSERS
from tests.look import gallery

HEADERS = {
    "Content-Security-Policy": "; ".join(
        f"{name} {' '.join(sources)}"
        for name, sources in settings.CONTENT_SECURITY_POLICY["DIRECTIVES"].items()
    )
}


@pytest.fixture(scope="session")
def gallery_page():
    return gallery.rendered()


@pytest.fixture
def request_with_token():
    request = RequestFactory().get("/")
    get_token(request)
    return request


@pytest.fixture(scope="session")
def browser_type_launch_args():
    """The system's own Chromium: a package installs it, nothing is downloaded."""
    found = next(filter(None, map(which, BROWSERS)))
    return {"executable_path": found, "args": ["--no-sandbox"]}


@pytest.fixture
def opened(browser):
    """Opens written HTML as if the app had answered with it, with its rules for the browser."""
    contexts = []

    def opening(html, *, width, scheme="light", **more):
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            reduced_motion="reduce",
            **more,
        )
        contexts.append(context)
        page = context.new_page()
        page.refused = []
        page.on("console", lambda said: _note(page, said))
        page.on("pageerror", lambda error: page.refused.append(str(error)))
        page.route("**/*", lambda route: _answer(route, html))
        page.goto("http://kap.example/", wait_until="load")
        return page

    yield opening
    for context in contexts:
        context.close()


def _answer(route, html):
    path = route.request.url.removeprefix("http://kap.example/")
    if not path.startswith("static/"):
        return route.fulfill(body=html, content_type="text/html; charset=utf-8", headers=HEADERS)
    found = finders.find(path.removeprefix("static/"))
    return route.fulfill(body=Path(found).read_bytes(), content_type=guess_type(found)[0])


def _note(page, said):
    """What a browser only remarks is no refusal: where the focus was, when it looked."""
    if said.type in ("error", "warning"):
        page.refused.append(said.text)
