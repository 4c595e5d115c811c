"""A protocol and the page about the treatment, sent to the printer as they stand."""

import re

import pytest
from django.urls import reverse

from protocols.rules import Approach
from sessions_app.people.rules import Role
from tests.factories.people import ClinicFactory, colleague
from tests.factories.protocols import built_in

AWAY = (".side", ".skip", ".head-actions", ".tools")
TOGETHER = """selector => [...document.querySelectorAll(selector)]
    .filter(each => getComputedStyle(each).breakInside !== "avoid")
    .map(each => each.outerHTML.slice(0, 80))"""
SHOWN = "selector => [...document.querySelectorAll(selector)].some(each => each.checkVisibility())"


@pytest.fixture
def pages(client, db):
    client.force_login(colleague(ClinicFactory(), Role.THERAPIST))
    version = built_in()[Approach.EXTENDED_DISCUSSION]
    addresses = reverse("protocols:detail", args=[version.pk]), reverse("protocols:about")
    return [client.get(address).text for address in addresses]


def test_what_is_printed_has_no_navigation_and_no_split_row(pages, opened):
    for html in pages:
        page = opened(html, width=1280)
        before = page.evaluate(SHOWN, ".side")
        page.emulate_media(media="print")

        assert before
        assert [each for each in AWAY if page.evaluate(SHOWN, each)] == []
        assert page.evaluate(TOGETHER, ".rows > li, .changes > li, tr") == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 1280
        assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4"))) <= 8
